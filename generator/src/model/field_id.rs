//! Ids of fields. Only a struct makes them, so that an id always resolves.

use super::{DefinitionId, Definitions, Field, Struct};
use serde::Serialize;
use std::ops::Index;

/// Id of a field of a struct: printed as the wire name of its property.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct FieldId(String);

impl FieldId {
    /// The wire name of the property.
    pub fn wire(&self) -> &str {
        &self.0
    }
}

impl Struct {
    /// The id of the first field for which `is_it` returns true.
    pub fn find(&self, is_it: impl Fn(&Field) -> bool) -> Option<FieldId> {
        let mut entries = self.entries();
        entries.find_map(|(id, field)| is_it(field).then_some(id))
    }

    /// All fields with their ids.
    pub fn entries(&self) -> impl Iterator<Item = (FieldId, &Field)> {
        let id = |field: &Field| FieldId(field.name.wire.clone());
        self.fields.iter().map(move |field| (id(field), field))
    }
}

/// An id also works for an equal struct, which may replace the first one. No field is ever removed.
impl Index<&FieldId> for Struct {
    type Output = Field;

    fn index(&self, id: &FieldId) -> &Field {
        let field = self.field(&id.0);
        field.expect("a struct has the fields of its ids")
    }
}

/// By the struct's definition and its own id.
impl Index<(DefinitionId, &FieldId)> for Definitions {
    type Output = Field;

    fn index(&self, (holder, field): (DefinitionId, &FieldId)) -> &Field {
        let structure = self.structure(holder);
        &structure.expect("only a struct makes ids of fields")[field]
    }
}
