//! Which refusals something is left out for. What follows from a refusal is a note of it, and no refusal of its own.

use super::{Diagnostic, Diagnostics};
use crate::source::{Pointer, Source};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What was met so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Met {
    /// Where each diagnostic stands in the list. Nothing depends on the order of this.
    pub(super) known: HashMap<Diagnostic, usize>,
    /// Errors in the order in which they were met, each as often as it was.
    pub(super) refused: Vec<usize>,
    /// Operations that are left out for an error.
    pub(super) left_out: BTreeMap<usize, BTreeSet<String>>,
}

/// Refusals, by their number in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Causes(BTreeSet<usize>);

/// A moment of a run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment(usize);

impl Diagnostics {
    /// Now, for [`Diagnostics::since`].
    pub(crate) fn now(&self) -> Moment {
        Moment(self.met.refused.len())
    }

    /// What was refused since then, also what had been refused before and was met again.
    pub(crate) fn since(&self, moment: Moment) -> Causes {
        Causes(self.met.refused[moment.0..].iter().copied().collect())
    }

    /// Meets former refusals again: something needs what they left out.
    pub(crate) fn meet(&mut self, causes: &Causes) {
        self.met.refused.extend(&causes.0);
    }

    /// Notes that the operation `id` at `origin` is left out for these refusals, unless they stand in it.
    pub(crate) fn leave_out(&mut self, id: &str, origin: &Pointer, causes: &Causes) {
        for cause in &causes.0 {
            if !is_within(&self.list[*cause].source, origin) {
                self.met
                    .left_out
                    .entry(*cause)
                    .or_default()
                    .insert(id.to_owned());
            }
        }
    }
}

fn is_within(source: &Source, origin: &Pointer) -> bool {
    let Source::Pointer(pointer) = source else {
        return false;
    };
    let rest = pointer.path.strip_prefix(&origin.path);
    pointer.file == origin.file && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests;
