//! The pairs of keys that a fleet rotates.

use super::{
    arm::{Causes, KeyPair, ResourceId},
    identity::Identity,
    report::{FleetEntry, FleetOutcome},
};
use azure_core::Result;
use std::collections::BTreeSet;

/// Many pairs of keys, to be rotated in one go by [`Fleet::run`].
///
/// A pair that is named several times is rotated once. Resource ids differ only in case if they are
/// equal otherwise.
#[derive(Debug, Default)]
pub struct Fleet {
    pub(super) pairs: Vec<Box<dyn KeyPair>>,
    /// Resources whose pairs could not be found.
    unknown: Vec<(ResourceId, String)>,
    known: BTreeSet<Identity>,
}

impl Fleet {
    /// A fleet of pairs of your own choice.
    pub fn of(pairs: impl IntoIterator<Item = Box<dyn KeyPair>>) -> Self {
        let mut fleet = Self::default();
        pairs.into_iter().for_each(|pair| fleet.add(pair));
        fleet
    }

    /// A fleet of all pairs of resources, as `find` returns them. A resource for which that fails
    /// is reported as failed by [`Fleet::run`], and does not stop the others.
    pub fn find(
        ids: impl IntoIterator<Item = ResourceId>,
        mut find: impl FnMut(&ResourceId) -> Result<Vec<Box<dyn KeyPair>>>,
    ) -> Self {
        let mut fleet = Self::default();
        for id in ids {
            match find(&id) {
                Ok(pairs) => pairs.into_iter().for_each(|pair| fleet.add(pair)),
                Err(error) => fleet.unknown.push((id, Causes::of(&error).to_string())),
            }
        }
        fleet
    }

    /// Adds a pair, unless the fleet has it.
    pub fn add(&mut self, pair: Box<dyn KeyPair>) {
        if self.known.insert(Identity::of(&*pair)) {
            self.pairs.push(pair);
        }
    }

    /// The pairs, in the order in which they were added.
    pub fn pairs(&self) -> impl Iterator<Item = &dyn KeyPair> {
        self.pairs.iter().map(|pair| &**pair)
    }

    /// Entries of the report for the resources whose pairs could not be found.
    pub(super) fn not_found(&self) -> impl Iterator<Item = FleetEntry> {
        self.unknown.iter().map(|(id, why)| FleetEntry {
            resource_id: id.clone(),
            pair: None,
            outcome: FleetOutcome::Failed(why.clone().into()),
        })
    }
}
