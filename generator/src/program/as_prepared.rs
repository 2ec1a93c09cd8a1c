//! `--deployed` is about the key that the last run left to the user: not about one that another run
//! regenerates before this run has locked the state.

use super::arm::{
    KeyPair, ResourceId, Rotation,
    fleet::{Fleet, LockedRotation, RotationStore},
};
use std::{collections::HashMap, error::Error};

/// A store that locks only rotations that are as they were when the run was prepared.
#[derive(Debug)]
pub(super) struct AsPrepared<'r> {
    store: &'r dyn RotationStore,
    prepared: HashMap<(ResourceId, String), Rotation>,
}

impl<'r> AsPrepared<'r> {
    /// The rotations are those of the fleet's pairs, in their order.
    pub(super) fn new(store: &'r dyn RotationStore, fleet: &Fleet, rotations: Vec<Rotation>) -> Self {
        let pairs = fleet.pairs().map(|pair| (pair.resource_id().clone(), pair.name().to_owned()));
        Self { store, prepared: pairs.zip(rotations).collect() }
    }
}

impl RotationStore for AsPrepared<'_> {
    fn read(&self, pair: &dyn KeyPair) -> Result<Option<Rotation>, Box<dyn Error + Send + Sync>> {
        self.store.read(pair)
    }

    fn lock(&self, pair: &dyn KeyPair) -> Result<Box<dyn LockedRotation>, Box<dyn Error + Send + Sync>> {
        let locked = self.store.lock(pair)?;
        let prepared = self.prepared.get(&(pair.resource_id().clone(), pair.name().to_owned()));
        match locked.read()?.as_ref().zip(prepared) {
            Some((now, then)) if is_same(now, then) => Ok(locked),
            _ => Err("another run has continued this rotation since this one began, so that --deployed may be about \
                      another key: nothing was changed"
                .into()),
        }
    }
}

/// Whether two rotations have the same key in use, and the same last step.
fn is_same(now: &Rotation, then: &Rotation) -> bool {
    (now.in_use(), now.steps().last()) == (then.in_use(), then.steps().last())
}
