//! The result of lowering.

/// The error of lowering. Its diagnostic has been reported already.
#[derive(Debug)]
pub(super) struct Refused;

/// A lowered value, unless there was an error.
pub(super) type Lowered<T> = Result<T, Refused>;
