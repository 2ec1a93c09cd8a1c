//! Limits for nested types, since Rust's compiler has limits for them as well.

use super::{Lowering, refused::Lowered};
use crate::{diagnostic::Code, model::Depths, source::Pointer};

pub(super) use crate::model::{LIST, MAP, OBJECT};

/// Greatest depth of a type: ten times that of published types, and enough for cycles of hundreds of objects.
const LEVELS: usize = 1_000;
/// Greatest length of a chain of references or of parents.
pub(super) const REFERENCES: usize = 60;

impl Lowering<'_> {
    /// Runs `lower` some levels deeper. If that is deeper than the limit, the type at `at` gets an error.
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

    /// Reports the definitions of a service that are too deep. `deeper` finds most of them. It misses a chain that is
    /// lowered from its end, where each definition refers only to known ones.
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
            "types are nested too deep here: a chain can have at most {} objects, {} lists of objects or {} maps of objects",
            LEVELS / OBJECT,
            LEVELS / (LIST + OBJECT),
            LEVELS / (MAP + OBJECT),
        );
        let help = "leave the operation out of the manifest, or shorten the chain of definitions";
        self.too_deep(at, message, help)
    }

    pub(super) fn too_many_references<T>(&mut self, at: &Pointer) -> Lowered<T> {
        let message = format!("there is a chain of more than {REFERENCES} references here");
        self.too_deep(at, message, "refer directly to the last of them")
    }

    pub(super) fn too_many_parents<T>(&mut self, at: &Pointer) -> Lowered<T> {
        let message = format!("there is a chain of more than {REFERENCES} parents here");
        self.too_deep(at, message, "merge some of them")
    }

    fn too_deep<T>(&mut self, at: &Pointer, message: String, help: &str) -> Lowered<T> {
        self.refuse(Code::TooDeep, at, message, help)
    }
}
