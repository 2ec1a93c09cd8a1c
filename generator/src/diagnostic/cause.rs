//! Which errors an operation is left out for. A consequence of an error is printed as its note, not as another error.

use super::{Diagnostic, Diagnostics};
use crate::source::{Pointer, Source};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The diagnostics so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Reported {
    /// Index of each diagnostic in the list. Only looked up, never iterated over, so that its order does not matter.
    pub(super) known: HashMap<Diagnostic, usize>,
    /// Errors in the order in which they were reported, repetitions included.
    pub(super) refused: Vec<usize>,
    /// Operations that are left out because of an error.
    pub(super) left_out: BTreeMap<usize, BTreeSet<String>>,
}

/// Errors, by their index in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Causes(BTreeSet<usize>);

/// A point in time of a run: the number of errors so far.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment(usize);

impl Diagnostics {
    /// The current moment, for [`Diagnostics::since`].
    pub(crate) fn now(&self) -> Moment {
        Moment(self.reported.refused.len())
    }

    /// The errors since then, including repetitions of earlier ones.
    pub(crate) fn since(&self, moment: Moment) -> Causes {
        Causes(self.reported.refused[moment.0..].iter().copied().collect())
    }

    /// Repeats earlier errors: another place needs what they left out.
    pub(crate) fn repeat(&mut self, causes: &Causes) {
        self.reported.refused.extend(&causes.0);
    }

    /// Notes that the operation `id` at `origin` is left out because of these errors, unless they are inside it.
    pub(crate) fn leave_out(&mut self, id: &str, origin: &Pointer, causes: &Causes) {
        for cause in &causes.0 {
            if !is_within(&self.list[*cause].source, origin) {
                self.reported
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
