//! Observing the steps of a rotation.

use super::Rotation;
use std::{error::Error as StdError, fmt};

/// Observer of a rotation: it can show each step, and save the rotation after each step.
///
/// A rotation that is saved at every step survives the end of the process: the saved rotation
/// records which key consumers hold, and whether a regenerate request was sent.
pub trait RotationObserver: fmt::Debug + Send + Sync {
    /// Called whenever [`Rotation::steps`] has grown, before the next request or deployment, and
    /// once more when the last list has confirmed the deployed key. An error stops the rotation.
    ///
    /// [`Rotation::run`] does not call it for the last step before an error. Read
    /// [`Rotation::steps`] then.
    fn stepped(&self, rotation: &Rotation) -> Result<(), Box<dyn StdError + Send + Sync>>;
}
