//! What a rotation knows between its steps, without secrets.

use super::{Key, KeyPair, KeyType};
use azure_core::time::OffsetDateTime;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

super::key_type::spelling!(text, key_word, "primary", "secondary");

/// Tells keys apart without showing them: the first half of a SHA-256 of the resource, the pair and the key.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(super) struct Fingerprint(String);

impl Fingerprint {
    /// Fingerprint of a key of `pair`, if the service tells that key.
    pub(super) fn of(pair: &dyn KeyPair, key: Option<&Key>) -> Option<Self> {
        let resource = pair.resource_id().to_string().to_ascii_lowercase();
        let mut hash = Sha256::new();
        for part in [resource.as_str(), pair.name(), key?.value.secret()] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        Some(Self(hash.finalize()[..16].iter().map(|byte| format!("{byte:02x}")).collect()))
    }
}

/// What has become of one key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Progress {
    /// Nothing yet.
    Untouched,
    /// A regenerate was sent; whether it took effect is not known yet.
    Sent {
        before: Option<Fingerprint>,
        #[serde(with = "super::encoding::rfc3339")]
        at: OffsetDateTime,
        /// Whether an earlier one was sent whose outcome was not known, either.
        is_resent: bool,
    },
    /// It is new. `former` are the keys that it replaced, as far as they were told.
    Regenerated { former: Vec<Fingerprint>, now: Option<Fingerprint> },
}

impl Progress {
    pub(super) fn is_regenerated(&self) -> bool {
        matches!(self, Self::Regenerated { .. })
    }

    /// Whether `live` is the new key.
    pub(super) fn is(&self, live: &Option<Fingerprint>) -> bool {
        matches!(self, Self::Regenerated { now, .. } if now == live)
    }

    /// Whether `live` is neither the new key nor a former one, which a service may still tell for a while.
    pub(super) fn is_another(&self, live: &Fingerprint) -> bool {
        matches!(self, Self::Regenerated { former, now } if now.as_ref() != Some(live) && !former.contains(live))
    }

    /// The keys that were told before another one takes their place.
    fn into_former(self) -> Vec<Fingerprint> {
        match self {
            Self::Untouched => Vec::new(),
            Self::Sent { before, .. } => before.into_iter().collect(),
            Self::Regenerated { mut former, now } => {
                former.extend(now);
                former
            }
        }
    }
}

/// What has become of a key in a rotation.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum KeyStatus {
    /// It is what it was.
    Unchanged,
    /// A regenerate was sent, and its outcome is not known.
    Unknown,
    /// It is new, and consumers were not given it.
    Regenerated,
    /// It is new, and consumers use it.
    Deployed,
}

/// Something that happened in a rotation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Step {
    /// When.
    #[serde(with = "super::encoding::rfc3339")]
    pub at: OffsetDateTime,
    /// What.
    pub kind: StepKind,
    /// Which key it concerns.
    #[serde(with = "key_word")]
    pub key: KeyType,
}

/// What happened in a step of a rotation.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum StepKind {
    /// A regenerate was sent.
    Sent,
    /// The service refused to regenerate, or the observer to send: nothing changed.
    Refused,
    /// The answer to a regenerate was lost.
    Lost,
    /// The key was regenerated.
    Regenerated,
    /// The deployment of the new key began.
    Deploying,
    /// Consumers use the new key.
    Deployed,
    /// Somebody else has regenerated the key, so that it must be deployed anew.
    Superseded,
}

/// All that a rotation knows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct State {
    #[serde(with = "key_word")]
    pub(super) in_use: KeyType,
    /// Resource and name of the pair that the rotation was begun with.
    pub(super) pair: Option<(String, String)>,
    primary: Progress,
    secondary: Progress,
    /// The new key that consumers were given last.
    deployed: Option<Fingerprint>,
    #[serde(with = "super::encoding::rfc3339")]
    pub(super) deployed_at: OffsetDateTime,
    /// Whether a deployment was begun at all.
    is_handed_out: bool,
    pub(super) steps: Vec<Step>,
}

impl State {
    pub(super) fn new(in_use: KeyType) -> Self {
        Self {
            in_use,
            pair: None,
            primary: Progress::Untouched,
            secondary: Progress::Untouched,
            deployed: None,
            deployed_at: OffsetDateTime::UNIX_EPOCH,
            is_handed_out: false,
            steps: Vec::new(),
        }
    }

    pub(super) fn progress(&self, key: KeyType) -> &Progress {
        match key {
            KeyType::Primary => &self.primary,
            KeyType::Secondary => &self.secondary,
        }
    }

    /// The key that was not in use, which is regenerated and deployed first.
    pub(super) fn spare(&self) -> &Progress {
        self.progress(self.in_use.other())
    }

    /// The key that was in use.
    pub(super) fn other(&self) -> &Progress {
        self.progress(self.in_use)
    }

    /// Whether consumers use the new key as the service has it now.
    pub(super) fn is_deployed(&self) -> bool {
        self.deployed.is_some() && self.spare().is(&self.deployed)
    }

    /// Whether somebody else has replaced the key that consumers were given.
    pub(super) fn is_superseded(&self, key: KeyType) -> bool {
        key != self.in_use && self.deployed.is_some() && !self.is_deployed()
    }

    pub(super) fn status(&self, key: KeyType) -> KeyStatus {
        match self.progress(key) {
            Progress::Untouched => KeyStatus::Unchanged,
            Progress::Sent { .. } => KeyStatus::Unknown,
            Progress::Regenerated { .. } if key != self.in_use && self.is_deployed() => KeyStatus::Deployed,
            Progress::Regenerated { .. } => KeyStatus::Regenerated,
        }
    }

    pub(super) fn held(&self) -> Vec<KeyType> {
        let spare = self.in_use.other();
        match (self.deployed.is_some(), self.is_handed_out) {
            (true, _) => vec![spare],
            (false, true) => vec![self.in_use, spare],
            (false, false) => vec![self.in_use],
        }
    }

    pub(super) fn step(&mut self, kind: StepKind, key: KeyType) {
        self.steps.push(Step { at: OffsetDateTime::now_utc(), kind, key });
    }

    pub(super) fn sent(&mut self, key: KeyType, before: Option<Fingerprint>, is_resent: bool) {
        self.set(key, Progress::Sent { before, at: OffsetDateTime::now_utc(), is_resent });
        self.step(StepKind::Sent, key);
    }

    /// Notes that the service did nothing. What it makes of an earlier call is as open as it was `before`.
    pub(super) fn refused(&mut self, key: KeyType, before: Progress) {
        self.set(key, before);
        self.step(StepKind::Refused, key);
    }

    pub(super) fn regenerated(&mut self, key: KeyType, now: Option<Fingerprint>) {
        self.replaced(key, now);
        self.step(StepKind::Regenerated, key);
    }

    pub(super) fn deploying(&mut self, key: KeyType) {
        self.is_handed_out = true;
        self.step(StepKind::Deploying, key);
    }

    pub(super) fn deployed(&mut self, key: KeyType) {
        if let Progress::Regenerated { now, .. } = self.progress(key) {
            self.deployed = now.clone();
        }
        self.deployed_at = OffsetDateTime::now_utc();
        self.step(StepKind::Deployed, key);
    }

    pub(super) fn superseded(&mut self, key: KeyType, now: Fingerprint) {
        self.replaced(key, Some(now));
        self.step(StepKind::Superseded, key);
    }

    fn replaced(&mut self, key: KeyType, now: Option<Fingerprint>) {
        let former = self.progress(key).clone().into_former();
        self.set(key, Progress::Regenerated { former, now });
    }

    fn set(&mut self, key: KeyType, progress: Progress) {
        match key {
            KeyType::Primary => self.primary = progress,
            KeyType::Secondary => self.secondary = progress,
        }
    }
}
