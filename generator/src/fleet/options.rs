//! Options of a run of a fleet.

use super::{
    arm::{KeyType, RotationOptions},
    observer::FleetObserver,
};
use azure_core::time::Duration;

/// Options of [`Fleet::run`](super::Fleet::run).
#[derive(Clone, Debug, Default)]
pub struct FleetOptions<'a> {
    /// Options of each rotation, with the signal that cancels all of them. Its observer is called for
    /// the rotations of all pairs; [`FleetOptions::observer`] knows which pair it is.
    pub rotation: RotationOptions<'a>,
    /// How many pairs are rotated at the same time: 4 by default. The two keys of a pair are never
    /// regenerated at the same time.
    pub concurrency: Option<usize>,
    /// Begin no further rotation after one has failed. Those that have begun are continued.
    pub stop_at_failure: bool,
    /// Key that consumers use now, for pairs without a saved rotation: the primary key by default.
    ///
    /// Without [`FleetOptions::older_than`], it also begins another rotation of a pair whose saved
    /// rotation has ended and began with the other key. If that has not ended, it is an error. With
    /// `older_than`, a key that consumers do not use by the saved rotation is an error.
    pub in_use: Option<KeyType>,
    /// Begin another rotation of a pair whose saved rotation has ended longer ago. By default, a
    /// rotation that has ended is never followed by another one, so that a run can be repeated until
    /// every pair has succeeded.
    pub older_than: Option<Duration>,
    /// Observer of the run.
    pub observer: Option<&'a dyn FleetObserver>,
    #[doc(hidden)]
    pub _non_exhaustive: (),
}
