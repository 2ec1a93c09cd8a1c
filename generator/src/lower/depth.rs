//! How deep a type may be, since the compiler that reads it has a limit too.

use super::{
    Lowering,
    schema::{Lowered, Refused},
};
use crate::{
    diagnostic::Pointer,
    model::{Definition, Type},
    share::members,
};

/// Levels of types within each other. The deepest published ones have a third of these. Rust's compiler takes 128
/// by default, of which an object in a box takes two, a list one and a map five.
const LEVELS: usize = 120;
/// Levels that each form counts, so that no more than its share of the compiler's are used.
pub(super) const OBJECT: usize = 2;
pub(super) const LIST: usize = 1;
pub(super) const MAP: usize = 3;
/// References, or parents, one after the other.
pub(super) const REFERENCES: usize = 60;

impl Lowering<'_> {
    /// Lowers what stands some levels deeper than the type at `at`, unless that is too deep.
    pub(super) fn deeper<T>(
        &mut self,
        levels: usize,
        at: &Pointer,
        lower: impl FnOnce(&mut Self) -> Lowered<T>,
    ) -> Lowered<T> {
        if self.definitions.levels + levels > LEVELS {
            return self.too_many_levels(at);
        }
        self.definitions.levels += levels;
        let lowered = lower(self);
        self.definitions.levels -= levels;
        lowered
    }

    /// Refuses the definitions of a service that reach too deep. Lowering stops at most of them, but where it meets a
    /// chain at its end, each link is known when the one before it comes.
    pub(super) fn refuse_too_deep(&mut self) {
        for id in too_deep(&self.definitions.list) {
            if !self.definitions.refused.contains_key(&id) {
                let moment = self.diagnostics.now();
                let at = self.definitions.list[id].origin.clone();
                let _: Lowered<()> = self.too_many_levels(&at);
                let causes = self.diagnostics.since(moment);
                self.definitions.refused.insert(id, causes);
            }
        }
    }

    fn too_many_levels<T>(&mut self, at: &Pointer) -> Lowered<T> {
        let message = format!(
            "types stand in each other too deep here: a chain has at most {} objects, {} lists of objects or {} maps of objects",
            LEVELS / OBJECT,
            LEVELS / (LIST + OBJECT),
            LEVELS / (MAP + OBJECT),
        );
        let help = "leave the operation out, or shorten the chain of definitions";
        self.too_deep(at, message, help)
    }

    pub(super) fn too_many_references<T>(&mut self, at: &Pointer) -> Lowered<T> {
        let message = format!("more than {REFERENCES} references follow each other here");
        self.too_deep(at, message, "refer to the last of them at once")
    }

    pub(super) fn too_many_parents<T>(&mut self, at: &Pointer) -> Lowered<T> {
        let message = format!("more than {REFERENCES} parents follow each other here");
        self.too_deep(at, message, "merge some of them")
    }

    fn too_deep<T>(&mut self, at: &Pointer, message: String, help: &str) -> Lowered<T> {
        self.diagnostics
            .error("too-deep", at.clone(), message, help);
        Err(Refused)
    }
}

/// Definitions that reach deeper than is allowed, and name none that does.
fn too_deep(definitions: &[Definition]) -> Vec<usize> {
    let mut heights: Vec<Option<usize>> = vec![None; definitions.len()];
    let mut is_open = vec![false; definitions.len()];
    let mut too_deep = Vec::new();
    for start in 0..definitions.len() {
        let mut path = vec![start];
        while let Some(id) = path.last().copied() {
            let unknown = |other: &usize| heights[*other].is_none() && !is_open[*other];
            let next = members(&definitions[id]).filter_map(Type::definition);
            let next: Vec<usize> = next.filter(unknown).collect();
            if !std::mem::replace(&mut is_open[id], true) && !next.is_empty() {
                path.extend(next);
                continue;
            }
            path.pop();
            if heights[id].is_some() {
                continue;
            }
            let below = members(&definitions[id]).map(|ty| levels(ty, &heights));
            let height = OBJECT + below.max().unwrap_or_default();
            too_deep.extend((height > LEVELS).then_some(id));
            // Whoever names it falls with it, and is not to be blamed as well.
            heights[id] = Some(if height > LEVELS { 0 } else { height });
        }
    }
    too_deep
}

/// Levels of a type. A definition whose height is not known leads back to itself.
fn levels(ty: &Type, heights: &[Option<usize>]) -> usize {
    match ty {
        Type::Array(item) => LIST + levels(item, heights),
        Type::Map(value) => MAP + levels(value, heights),
        Type::Definition(id) => heights[*id].unwrap_or_default(),
        _ => 0,
    }
}
