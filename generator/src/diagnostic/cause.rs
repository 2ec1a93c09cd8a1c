//! Which errors an operation is left out for. A consequence of an error is printed as its note, not as another error.

use super::{Diagnostic, Diagnostics, Severity};
use crate::source::{Pointer, Source};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// An operation that cannot be generated.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Refused {
    /// Module of its service.
    pub service: String,
    /// Its id.
    pub id: String,
}

/// The diagnostics so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Reported {
    /// Index of each diagnostic in the list. Only looked up, never iterated over, so that its order does not matter.
    pub(super) known: HashMap<Diagnostic, usize>,
    /// Errors in the order in which they were reported, repetitions included.
    pub(super) refused: Vec<usize>,
    /// Operations at other places that are left out because of an error.
    pub(super) left_out: BTreeMap<usize, BTreeSet<String>>,
    /// All operations that are left out because of an error.
    pub(super) operations: BTreeMap<usize, BTreeSet<Refused>>,
    /// Errors of operations that the manifest leaves out.
    pub(super) excepted: BTreeSet<usize>,
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

    /// Records that an operation at `origin` is left out because of these errors. They note it, unless they are inside.
    pub(crate) fn leave_out(&mut self, operation: &Refused, origin: &Pointer, causes: &Causes) {
        let reported = &mut *self.reported;
        for cause in &causes.0 {
            let operations = reported.operations.entry(*cause).or_default();
            operations.insert(operation.clone());
            if !is_within(&self.list[*cause].source, origin) {
                let noted = reported.left_out.entry(*cause).or_default();
                noted.insert(operation.id.clone());
            }
        }
    }

    /// Ids of the operations of a service that are left out because of the errors so far.
    pub(crate) fn refused(&self, service: &str) -> BTreeSet<String> {
        let all = self.reported.operations.values().flatten();
        let own = all.filter(|one| one.service == service);
        own.map(|one| one.id.clone()).collect()
    }

    /// Calls `see` with the source of each error.
    pub(crate) fn each_error(&self, mut see: impl FnMut(&Source, &Causes)) {
        let all = self.list.iter().enumerate();
        let errors = all.filter(|(_, one)| one.severity() == Severity::Error);
        errors.for_each(|(index, one)| see(&one.source, &Causes(BTreeSet::from([index]))));
    }

    /// Whether every error refuses some operations and nothing else.
    pub(crate) fn refuse_only_operations(&self) -> bool {
        let all = self.list.iter().enumerate();
        let mut errors = all.filter(|(_, one)| one.severity() == Severity::Error);
        errors.all(|(index, _)| self.reported.operations.contains_key(&index))
    }

    /// Drops the errors that refuse no other operations than these.
    pub(crate) fn except(&mut self, excepted: &BTreeSet<Refused>) {
        let reported = &mut *self.reported;
        for (index, operations) in &mut reported.operations {
            operations.retain(|one| !excepted.contains(one));
            if operations.is_empty() {
                reported.excepted.insert(*index);
            }
        }
    }
}

impl Causes {
    /// Whether there is no error.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// These errors and others.
    pub(crate) fn and(mut self, others: &Self) -> Self {
        self.0.extend(&others.0);
        self
    }
}

fn is_within(source: &Source, origin: &Pointer) -> bool {
    match source {
        Source::Pointer(pointer) => pointer.is_within(origin),
        Source::Place(_) => false,
    }
}

#[cfg(test)]
mod tests;
