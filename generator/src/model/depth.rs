//! How many levels of types stand in each other, which costs Rust's compiler as many levels of its own.

use super::{DefinitionId, Definitions, Type};

/// Levels that each form counts: no fewer than the compiler takes for it. An object may stand in a box.
pub(crate) const OBJECT: usize = 2;
/// See [`OBJECT`].
pub(crate) const LIST: usize = 1;
/// See [`OBJECT`].
pub(crate) const MAP: usize = 3;
/// Levels of all definitions.
#[derive(Debug, Default)]
pub(crate) struct Depths {
    /// The most that one has, without those that are too deep.
    pub(crate) most: usize,
    /// The one that has them.
    pub(crate) deepest: Option<DefinitionId>,
    /// Definitions that reach deeper than the limit, and name none that does.
    pub(crate) too_deep: Vec<DefinitionId>,
}

impl Depths {
    /// Walks what some definitions reach without recursion, each once. What leads back to itself ends there.
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

    /// Levels that count for those who name a definition: they fall with one that is too deep, and are not to blame.
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

/// Levels of a type. A definition whose levels are not known leads back to itself.
fn levels(ty: &Type, known: &[Option<usize>]) -> usize {
    match ty {
        Type::Array(item) => LIST + levels(item, known),
        Type::Map(value) => MAP + levels(value, known),
        Type::Definition(id) => known[id.index()].unwrap_or_default(),
        _ => 0,
    }
}
