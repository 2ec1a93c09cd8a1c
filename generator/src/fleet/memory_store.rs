//! Rotations in memory.

use super::{
    arm::{KeyPair, Rotation},
    identity::Identity,
    store::{LockedRotation, RotationStore},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Saves rotations in memory, for tests and for fleets without a deployment. If the process ends
/// before a rotation is done, nobody knows which key consumers use: otherwise, use a
/// [`FileStore`](super::FileStore).
#[derive(Clone, Debug, Default)]
pub struct MemoryStore(Arc<Mutex<Content>>);

#[derive(Debug, Default)]
struct Content {
    rotations: BTreeMap<Identity, Rotation>,
    locked: BTreeSet<Identity>,
}

impl MemoryStore {
    /// A store without rotations.
    pub fn new() -> Self {
        Self::default()
    }

    fn content(&self) -> MutexGuard<'_, Content> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl RotationStore for MemoryStore {
    fn read(&self, pair: &dyn KeyPair) -> Result<Option<Rotation>, Box<dyn Error + Send + Sync>> {
        Ok(self.content().rotations.get(&Identity::of(pair)).cloned())
    }

    fn lock(&self, pair: &dyn KeyPair) -> Result<Box<dyn LockedRotation>, Box<dyn Error + Send + Sync>> {
        let identity = Identity::of(pair);
        match self.content().locked.insert(identity.clone()) {
            true => Ok(Box::new(Locked { store: self.clone(), identity })),
            false => Err(format!("another run rotates `{}` of {}", pair.name(), pair.resource_id()).into()),
        }
    }
}

#[derive(Debug)]
struct Locked {
    store: MemoryStore,
    identity: Identity,
}

impl LockedRotation for Locked {
    fn read(&self) -> Result<Option<Rotation>, Box<dyn Error + Send + Sync>> {
        Ok(self.store.content().rotations.get(&self.identity).cloned())
    }

    fn save(&self, rotation: &Rotation) -> Result<(), Box<dyn Error + Send + Sync>> {
        self.store.content().rotations.insert(self.identity.clone(), rotation.clone());
        Ok(())
    }
}

impl Drop for Locked {
    fn drop(&mut self) {
        self.store.content().locked.remove(&self.identity);
    }
}
