//! What lowering gives.

/// Why something is left out: the diagnostic is written already.
#[derive(Debug)]
pub(super) struct Refused;

/// What is lowered, unless it is refused.
pub(super) type Lowered<T> = Result<T, Refused>;
