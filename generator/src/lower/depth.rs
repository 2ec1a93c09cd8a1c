//! How deep a type may be, since the compiler that reads it has a limit too.

use super::{
    Lowering,
    refused::{Lowered, Refused},
};
use crate::{diagnostic::Code, model::Depths, source::Pointer};

pub(super) use crate::model::{LIST, MAP, OBJECT};

/// Levels of types within each other: ten times what published definitions have, and rings of hundreds of objects.
const LEVELS: usize = 1_000;
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
        let depths = Depths::of(&self.definitions.list, self.definitions.list.ids(), LEVELS);
        for id in depths.too_deep {
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
            .report(Code::TooDeep, at.clone(), message, help);
        Err(Refused)
    }
}
