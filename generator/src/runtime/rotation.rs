//! Rotation of the two keys of a resource, without downtime.

use super::{
    KeyType,
    rotation_state::{KeyStatus, State, Step},
};

/// Rotation of a [`KeyPair`](super::KeyPair) while consumers use one of its keys.
///
/// The key that is not in use is regenerated and deployed to the consumers; only then is the other one regenerated.
/// At every moment, the key that consumers hold is valid, as long as nobody else regenerates keys, and no regenerate
/// whose answer was lost takes effect later than [`RotationOptions::settle`](super::RotationOptions::settle) says.
///
/// What the service lists is not taken on trust: a new key is one that was never listed before, in either place, and
/// the rotation is done only when a last list has the key that consumers use. White space in a key counts for nothing.
///
/// The rotation outlives [`Rotation::run`]: if that fails, or its future is dropped, run the same rotation again,
/// and it goes on from where it was. It can be serialised in between, and holds no secrets: it knows keys by their
/// fingerprints. A saved rotation of another version, with unknown members, or that contradicts itself is refused.
///
/// ```
/// # mod azure_keys { pub struct KeyType; impl KeyType { #[allow(non_upper_case_globals)] pub const Primary: Self = Self; }
/// # pub struct Rotation; impl Rotation { pub fn new(_: KeyType) -> Self { Self } } }
/// use azure_keys::{KeyType, Rotation};
///
/// // Consumers use the primary key, so the secondary is the first to be regenerated.
/// let rotation = Rotation::new(KeyType::Primary);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Rotation {
    pub(super) state: State,
}

impl Rotation {
    /// A rotation for a resource whose consumers use the key `in_use`.
    ///
    /// Keep it until it is done. Once its new key is deployed, consumers use the other key than `in_use`, and a
    /// second rotation that is begun as this one was would regenerate that first.
    pub fn new(in_use: KeyType) -> Self {
        Self { state: State::new(in_use) }
    }

    /// Key that consumers used when the rotation began. Once it is done, they use the other one.
    pub fn in_use(&self) -> KeyType {
        self.state.in_use
    }

    /// What has become of a key so far.
    pub fn status(&self, key: KeyType) -> KeyStatus {
        self.state.status(key)
    }

    /// Keys that consumers may hold: two, from the first attempt to deploy until one has succeeded.
    pub fn held(&self) -> Vec<KeyType> {
        self.state.held()
    }

    /// What has happened, in order.
    pub fn steps(&self) -> &[Step] {
        &self.state.steps
    }

    /// Whether both keys were regenerated, the first was deployed, and the service listed it after all that.
    pub fn is_done(&self) -> bool {
        self.state.is_checked && self.status(self.in_use()) == KeyStatus::Regenerated
    }
}
