//! How deep types are nested. Rust's compiler recurses as deep when it checks them.

use super::{DefinitionId, Definitions, Type};

/// Levels that an object counts as: no fewer than the compiler uses for it, a `Box` around it included.
pub(crate) const OBJECT: usize = 2;
/// See [`OBJECT`].
pub(crate) const LIST: usize = 1;
/// See [`OBJECT`].
pub(crate) const MAP: usize = 3;
/// Levels of all definitions.
#[derive(Debug, Default)]
pub(crate) struct Depths {
    /// The greatest depth of a definition, except those that are too deep.
    pub(crate) most: usize,
    /// The definition with that depth.
    pub(crate) deepest: Option<DefinitionId>,
    /// Definitions deeper than the limit that refer to no other such definition.
    pub(crate) too_deep: Vec<DefinitionId>,
}

impl Depths {
    /// Walks all definitions that some reach, each once and without recursion. A cycle ends where it closes.
    pub(crate) fn of(
        definitions: &Definitions,
        ids: impl IntoIterator<Item = DefinitionId>,
        limit: usize,
    ) -> Self {
        let mut depths = Self::default();
        let mut known: Vec<Option<usize>> = vec![None; definitions.len()];
        let mut is_open = vec![false; definitions.len()];
        for start in ids {
            let mut path = vec![start];
            while let Some(id) = path.last().copied() {
                let is_new = |other: &DefinitionId| {
                    known[other.index()].is_none() && !is_open[other.index()]
                };
                let next = definitions[id].named();
                let next: Vec<DefinitionId> = next.filter(is_new).collect();
                if !std::mem::replace(&mut is_open[id.index()], true) && !next.is_empty() {
                    path.extend(next);
                    continue;
                }
                path.pop();
                if known[id.index()].is_none() {
                    let below = definitions[id]
                        .shape
                        .kind
                        .types()
                        .map(|ty| levels(ty, &known));
                    let own = OBJECT + below.max().unwrap_or_default();
                    known[id.index()] = Some(depths.add(id, own, limit));
                }
            }
        }
        depths
    }

    /// Depth that counts for definitions that refer to this one: 0 if it is too deep, since it alone is reported then.
    fn add(&mut self, id: DefinitionId, levels: usize, limit: usize) -> usize {
        if levels > limit {
            self.too_deep.push(id);
            return 0;
        }
        if levels > self.most {
            (self.most, self.deepest) = (levels, Some(id));
        }
        levels
    }
}

/// Depth of a type. A definition whose depth is not known yet is part of a cycle.
fn levels(ty: &Type, known: &[Option<usize>]) -> usize {
    match ty {
        Type::Nullable(item) | Type::Hidden(item) => levels(item, known),
        Type::Array(item) => LIST + levels(item, known),
        Type::Map(value) => MAP + levels(value, known),
        Type::Definition(id) => known[id.index()].unwrap_or_default(),
        _ => 0,
    }
}
