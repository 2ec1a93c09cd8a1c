//! Handing a new key to its consumers.

use super::{
    arm::{Key, KeyPair, KeyType, ResourceId},
    store::LockedRotation,
};
use async_trait::async_trait;
use std::{
    error::Error,
    sync::{Arc, Weak},
};

/// A way to hand new keys to their consumers. Closures are one, too:
/// `|new: NewKey| async move { … }`.
#[async_trait]
pub trait Deploy: Send + Sync {
    /// Hands a key to its consumers, and returns when all of them use it. May be called again with
    /// the same or a newer key. If this future is dropped, the deployment ends.
    async fn deploy(&self, new: NewKey) -> Result<(), Box<dyn Error + Send + Sync>>;

    /// Refuses a pair whose keys [`Deploy::deploy`] could not hand out, for example because another
    /// pair has the same place. A refused pair is not rotated.
    ///
    /// A run of a fleet calls it for each of its pairs, also for those that have nothing to do, before
    /// the first rotation begins, and then again for each pair before its own begins. A `Deploy` that
    /// passes keys on to another one passes this on, too. It accepts all pairs by default.
    fn check(&self, _resource_id: &ResourceId, _pair: &str) -> Result<(), Box<dyn Error + Send + Sync>> {
        Ok(())
    }

    /// Finds out whether [`Deploy::deploy`] can hand out a key of the pair now, where [`Deploy::check`]
    /// cannot: by a request, or by a file that is written and deleted.
    ///
    /// A run of a fleet calls it when it is the turn of a pair to which no new key was deployed, while it
    /// holds the lock of its rotation. If it fails, the rotation does not begin or continue. A `Deploy`
    /// that passes keys on to another one passes this on, too. It succeeds by default.
    async fn prepare(&self, _resource_id: &ResourceId, _pair: &str) -> Result<(), Box<dyn Error + Send + Sync>> {
        Ok(())
    }
}

#[async_trait]
impl<F, D, E> Deploy for F
where
    F: Fn(NewKey) -> D + Send + Sync,
    D: Future<Output = Result<(), E>> + Send,
    E: Into<Box<dyn Error + Send + Sync>>,
{
    async fn deploy(&self, new: NewKey) -> Result<(), Box<dyn Error + Send + Sync>> {
        self(new).await.map_err(Into::into)
    }
}

/// A new key for the consumers of a resource.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct NewKey {
    /// The resource.
    pub resource_id: ResourceId,
    /// Name of the pair of keys.
    pub pair: String,
    /// Which of the two keys it is.
    pub key_type: KeyType,
    /// The key, without surrounding white space.
    pub key: Key,
    /// Weak, since a target may keep the key longer than the run keeps the lock.
    locked: Option<Weak<dyn LockedRotation>>,
}

impl NewKey {
    /// A key of `pair`, to try a target by itself.
    pub fn new(pair: &dyn KeyPair, key_type: KeyType, key: Key) -> Self {
        Self { resource_id: pair.resource_id().clone(), pair: pair.name().to_owned(), key_type, key, locked: None }
    }

    pub(super) fn with_lock(self, locked: &Arc<dyn LockedRotation>) -> Self {
        Self { locked: Some(Arc::downgrade(locked)), ..self }
    }

    /// Records the process that deploys the key, or that there is none any more: see
    /// [`LockedRotation::note_process`]. Fails if the run that regenerated the key has ended.
    pub fn note_process(&self, process: Option<u32>) -> Result<(), Box<dyn Error + Send + Sync>> {
        let Some(locked) = &self.locked else {
            return Ok(());
        };
        let locked = locked.upgrade().ok_or("the run that regenerated this key has ended")?;
        locked.note_process(process)
    }
}
