//! The list of all definitions. Only it makes their ids, so that an id always resolves.

use super::{Definition, Struct};
use serde::Serialize;
use std::ops::{Index, IndexMut};

/// Id of a definition of the model: printed as its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct DefinitionId(usize);

impl DefinitionId {
    /// Its index in the list, for tables that are parallel to the list.
    pub fn index(self) -> usize {
        self.0
    }
}

/// Definitions in the order in which they were read. None is ever removed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Definitions(Vec<Definition>);

impl Definitions {
    /// Adds a definition.
    pub fn push(&mut self, definition: Definition) -> DefinitionId {
        self.0.push(definition);
        DefinitionId(self.0.len() - 1)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The ids of all.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = DefinitionId> + use<> {
        (0..self.0.len()).map(DefinitionId)
    }

    /// All definitions.
    pub fn iter(&self) -> impl Iterator<Item = &Definition> {
        self.0.iter()
    }

    /// All definitions, mutable.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Definition> {
        self.0.iter_mut()
    }

    /// All definitions with their ids.
    pub fn entries(&self) -> impl Iterator<Item = (DefinitionId, &Definition)> {
        self.ids().zip(&self.0)
    }

    /// All definitions with their ids, mutable.
    pub fn entries_mut(&mut self) -> impl Iterator<Item = (DefinitionId, &mut Definition)> {
        self.ids().zip(&mut self.0)
    }

    /// The struct that a definition is, if it is one.
    pub fn structure(&self, id: DefinitionId) -> Option<&Struct> {
        self[id].shape.kind.structure()
    }
}

impl Index<DefinitionId> for Definitions {
    type Output = Definition;

    fn index(&self, id: DefinitionId) -> &Definition {
        &self.0[id.0]
    }
}

impl IndexMut<DefinitionId> for Definitions {
    fn index_mut(&mut self, id: DefinitionId) -> &mut Definition {
        &mut self.0[id.0]
    }
}
