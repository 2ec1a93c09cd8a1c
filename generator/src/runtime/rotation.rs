//! Rotation of the two keys of a resource, without downtime.

use super::{
    KeyType,
    rotation_state::{KeyStatus, State, Step},
};
use azure_core::time::OffsetDateTime;

/// Rotation of a [`KeyPair`](super::KeyPair) while consumers use one of its keys.
///
/// The key that is not in use is regenerated and deployed to the consumers. Only then is the other
/// key regenerated. The key that consumers hold is valid at every moment, provided that nobody else
/// regenerates keys, and that no regenerate request whose response was lost takes effect later than
/// [`RotationOptions::settle`](super::RotationOptions::settle) allows.
///
/// The lists of the service are verified: a key is new only if it was never listed before, at
/// either position, and the rotation is done only when a final list contains the key that consumers
/// use. White space in keys is ignored.
///
/// The rotation can be continued after [`Rotation::run`]: if that fails, or its future is dropped,
/// run the same rotation again. You can serialize it in between. It contains no secrets: it
/// identifies keys by their fingerprints. Deserializing fails for a rotation of another version,
/// with unknown members, or with contradictions.
///
/// ```
/// # mod azure_keys { pub struct KeyType; impl KeyType { #[allow(non_upper_case_globals)] pub const Primary: Self = Self; }
/// # pub struct Rotation; impl Rotation { pub fn new(_: KeyType) -> Self { Self } } }
/// use azure_keys::{KeyType, Rotation};
///
/// // Consumers use the primary key, so the secondary is regenerated first.
/// let rotation = Rotation::new(KeyType::Primary);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Rotation {
    pub(super) state: State,
}

impl Rotation {
    /// A rotation for a resource whose consumers use the key `in_use`.
    ///
    /// Keep the rotation until it is done. Once its new key is deployed, consumers no longer use
    /// `in_use`: a second rotation with the same `in_use` would first regenerate the key that they
    /// do use.
    pub fn new(in_use: KeyType) -> Self {
        Self { state: State::new(in_use) }
    }

    /// Key that consumers used when the rotation started. When it is done, they use the other one.
    pub fn in_use(&self) -> KeyType {
        self.state.in_use
    }

    /// Status of a key.
    pub fn status(&self, key: KeyType) -> KeyStatus {
        self.state.status(key)
    }

    /// Keys that consumers may hold. These are both keys from the first attempt to deploy until a
    /// deployment has succeeded.
    pub fn held(&self) -> Vec<KeyType> {
        self.state.held()
    }

    /// Key that consumers use now, or `None` while they may hold either.
    ///
    /// The next rotation of the pair starts with it: `Rotation::new(key)`.
    pub fn in_use_now(&self) -> Option<KeyType> {
        match self.state.held().as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// When the rotation was done, or, with [`RotationOptions::keep_other`](super::RotationOptions::keep_other),
    /// as complete as that allows. `None` before.
    pub fn ended_at(&self) -> Option<OffsetDateTime> {
        let last = self.state.steps.last().filter(|_| self.state.is_checked)?;
        Some(last.at)
    }

    /// The steps so far, in order.
    pub fn steps(&self) -> &[Step] {
        &self.state.steps
    }

    /// Whether both keys were regenerated, the first was deployed, and the service listed it after
    /// that.
    pub fn is_done(&self) -> bool {
        self.state.is_checked && self.status(self.in_use()) == KeyStatus::Regenerated
    }
}
