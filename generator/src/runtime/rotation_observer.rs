//! Following a rotation from step to step.

use super::Rotation;
use std::{error::Error as StdError, fmt};

/// Follows a rotation, to show its steps and to save it between them.
///
/// A rotation that is saved at every step outlives the process: whatever ends it, the saved rotation knows which
/// key consumers hold, and whether a regenerate was sent.
pub trait RotationObserver: fmt::Debug + Send + Sync {
    /// Called whenever [`Rotation::steps`] has grown, before anything else is sent or deployed, and once more when the
    /// service was seen to list the deployed key at the end. An error stops the rotation.
    ///
    /// [`Rotation::run`] does not call it for what happened last before an error; look at the steps then.
    fn stepped(&self, rotation: &Rotation) -> Result<(), Box<dyn StdError + Send + Sync>>;
}
