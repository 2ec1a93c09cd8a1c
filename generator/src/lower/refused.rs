//! The result of lowering.

use super::Lowering;
use crate::{
    diagnostic::{self, Code, Moment},
    source::Pointer,
};

/// The error of lowering. Its diagnostic has been reported already.
#[derive(Debug)]
pub(super) struct Refused;

/// A lowered value, unless there was an error.
pub(super) type Lowered<T> = Result<T, Refused>;

impl Lowering<'_> {
    /// Reports why something cannot be lowered.
    pub(super) fn refuse<T>(
        &mut self,
        code: Code,
        at: &Pointer,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Lowered<T> {
        self.diagnostics.report(code, at.clone(), message, help);
        Err(Refused)
    }

    /// Leaves out an operation at `at`, or in the object there, because of the errors since `moment`.
    pub(super) fn leave_out(&mut self, id: &str, at: &Pointer, moment: Moment) {
        let causes = self.diagnostics.since(moment);
        let operation = diagnostic::Refused {
            service: self.definitions.module.clone(),
            id: id.to_owned(),
        };
        self.diagnostics.leave_out(&operation, at, &causes);
        self.definitions.refused_operations.insert(operation.id);
    }
}
