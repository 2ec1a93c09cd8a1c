//! Where rotations are saved.

use super::arm::{KeyPair, Rotation};
use std::{error::Error, fmt};

/// Where the rotations of a fleet are saved between runs.
pub trait RotationStore: fmt::Debug + Send + Sync {
    /// The saved rotation of a pair, without locking it.
    fn read(&self, pair: &dyn KeyPair) -> Result<Option<Rotation>, Box<dyn Error + Send + Sync>>;

    /// Locks the rotation of a pair until the result is dropped. Fails, without waiting, if another
    /// run has locked it.
    fn lock(&self, pair: &dyn KeyPair) -> Result<Box<dyn LockedRotation>, Box<dyn Error + Send + Sync>>;
}

/// The rotation of one pair, which no other run can change.
pub trait LockedRotation: fmt::Debug + Send + Sync {
    /// The saved rotation.
    fn read(&self) -> Result<Option<Rotation>, Box<dyn Error + Send + Sync>>;

    /// Saves a rotation. When this returns, it survives a crash of the machine.
    fn save(&self, rotation: &Rotation) -> Result<(), Box<dyn Error + Send + Sync>>;

    /// Records the process that deploys the new key, or that there is none any more. A process may
    /// continue if the run is killed, so that the next run has to warn about it.
    fn note_process(&self, _process: Option<u32>) -> Result<(), Box<dyn Error + Send + Sync>> {
        Ok(())
    }
}
