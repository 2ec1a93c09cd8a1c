//! How many levels of types stand in each other, which costs Rust's compiler as many levels of its own.

use super::{emitted, members};
use crate::{
    diagnostic::{Code, Diagnostics},
    model::{Definition, Model, Type},
};

/// Levels that each form counts: no fewer than the compiler takes for it. An object may stand in a box.
pub(crate) const OBJECT: usize = 2;
/// See [`OBJECT`].
pub(crate) const LIST: usize = 1;
/// See [`OBJECT`].
pub(crate) const MAP: usize = 3;
/// Levels that the compiler takes by default are 128, of which calls need a few.
const COMPILER: usize = 120;

/// Raises the compiler's limit in the crate if its types need it, and reports that its users have to do the same.
pub(super) fn limit(model: &mut Model, diagnostics: &mut Diagnostics) {
    let depths = Depths::of(&model.definitions, emitted(model), usize::MAX);
    model.recursion_limit = recursion_limit(depths.most);
    if let (Some(limit), Some(deepest)) = (model.recursion_limit, depths.deepest) {
        diagnostics.report(
            Code::DeepTypes,
            model.definitions[deepest].origin.clone(),
            "types stand in each other deeper here than Rust's compiler takes by default",
            format!("write `#![recursion_limit = \"{limit}\"]` into crates that use this one, as it does itself"),
        );
    }
}

/// A limit for the compiler with which it takes so many levels, if it does not by default.
fn recursion_limit(levels: usize) -> Option<usize> {
    (levels > COMPILER).then(|| (levels + COMPILER).next_power_of_two())
}

/// Levels of all definitions.
#[derive(Debug, Default)]
pub(crate) struct Depths {
    /// The most that one has, without those that are too deep.
    pub(crate) most: usize,
    /// The one that has them.
    pub(crate) deepest: Option<usize>,
    /// Definitions that reach deeper than the limit, and name none that does.
    pub(crate) too_deep: Vec<usize>,
}

impl Depths {
    /// Walks what some definitions reach without recursion, each once. What leads back to itself ends there.
    pub(crate) fn of(
        definitions: &[Definition],
        ids: impl IntoIterator<Item = usize>,
        limit: usize,
    ) -> Self {
        let mut depths = Self::default();
        let mut known: Vec<Option<usize>> = vec![None; definitions.len()];
        let mut is_open = vec![false; definitions.len()];
        for start in ids {
            let mut path = vec![start];
            while let Some(id) = path.last().copied() {
                let is_new = |other: &usize| known[*other].is_none() && !is_open[*other];
                let next = members(&definitions[id]).filter_map(Type::definition);
                let next: Vec<usize> = next.filter(is_new).collect();
                if !std::mem::replace(&mut is_open[id], true) && !next.is_empty() {
                    path.extend(next);
                    continue;
                }
                path.pop();
                if known[id].is_none() {
                    let below = members(&definitions[id]).map(|ty| levels(ty, &known));
                    let own = OBJECT + below.max().unwrap_or_default();
                    known[id] = Some(depths.add(id, own, limit));
                }
            }
        }
        depths
    }

    /// Levels that count for those who name a definition: they fall with one that is too deep, and are not to blame.
    fn add(&mut self, id: usize, levels: usize, limit: usize) -> usize {
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
        Type::Definition(id) => known[*id].unwrap_or_default(),
        _ => 0,
    }
}
