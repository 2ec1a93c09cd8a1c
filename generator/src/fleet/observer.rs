//! Observing a run of a fleet.

use super::{
    arm::{KeyPair, Rotation},
    report::FleetOutcome,
};
use std::fmt;

/// Observer of a run of a fleet, for example to show its progress. The rotations are saved without
/// it.
///
/// Calls for several pairs may come at the same time, from several threads.
pub trait FleetObserver: fmt::Debug + Send + Sync {
    /// The rotation of a pair begins or goes on.
    fn began(&self, _pair: &dyn KeyPair, _rotation: &Rotation) {}

    /// The rotation of a pair has more steps, and was saved. Not called for the last step before an
    /// error.
    fn stepped(&self, _pair: &dyn KeyPair, _rotation: &Rotation) {}

    /// The rotation of a pair has ended, or stopped. `rotation` is its state, if it began.
    fn ended(&self, _pair: &dyn KeyPair, _rotation: Option<&Rotation>, _outcome: &FleetOutcome) {}
}
