//! The result of lowering.

use super::Lowering;
use crate::{diagnostic::Code, source::Pointer};

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
}
