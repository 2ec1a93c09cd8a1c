//! The state of a rotation, without secrets.

use super::{Key, KeyPair, KeyType, Keys, rotation_secret::is_blank};
use azure_core::time::OffsetDateTime;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

super::key_type::spelling!(text, key_word, "primary", "secondary");

/// Identifies a key without revealing it: the first half of the SHA-256 of the resource, the pair
/// and the key without white space.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Fingerprint(String);

impl Fingerprint {
    /// Fingerprint of a key of `pair`, if the service lists that key.
    fn of(pair: &dyn KeyPair, key: Option<&Key>) -> Option<Self> {
        let resource = pair.resource_id().to_string().to_ascii_lowercase();
        let key: String = key?.value.secret().chars().filter(|c| !is_blank(*c)).collect();
        if key.is_empty() {
            return None;
        }
        let mut hash = Sha256::new();
        for part in [resource.as_str(), pair.name(), &key] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        Some(Self(hash.finalize()[..16].iter().map(|byte| format!("{byte:02x}")).collect()))
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let is_hex = text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if is_hex { Ok(Self(text)) } else { Err("a fingerprint does not have 32 hexadecimal digits") }
    }
}

/// The keys that a service lists, by their fingerprints.
#[derive(Debug)]
pub(super) struct Listed {
    primary: Option<Fingerprint>,
    secondary: Option<Fingerprint>,
}

impl Listed {
    pub(super) fn of(pair: &dyn KeyPair, keys: &Keys) -> Self {
        let [primary, secondary] =
            [KeyType::Primary, KeyType::Secondary].map(|key| Fingerprint::of(pair, keys.get(key)));
        Self { primary, secondary }
    }

    pub(super) fn get(&self, key: KeyType) -> Option<&Fingerprint> {
        match key {
            KeyType::Primary => self.primary.as_ref(),
            KeyType::Secondary => self.secondary.as_ref(),
        }
    }

    /// Whether both keys have the same value, so it is unknown which key it is.
    pub(super) fn is_one_text(&self) -> bool {
        self.primary.is_some() && self.primary == self.secondary
    }
}

/// Progress of one key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all_fields = "camelCase", deny_unknown_fields)]
pub(super) enum Progress {
    /// Nothing was done.
    Untouched,
    /// A regenerate request was sent; its outcome is not yet known.
    Sent {
        #[serde(with = "super::encoding::rfc3339")]
        at: OffsetDateTime,
        /// Whether the service listed the key that this request replaces.
        #[serde(rename = "wasTold")]
        was_listed: bool,
        /// Whether an earlier request, also of unknown outcome, was sent.
        is_resent: bool,
    },
    /// The key is new.
    Regenerated { now: Fingerprint },
}

impl Progress {
    pub(super) fn is_regenerated(&self) -> bool {
        matches!(self, Self::Regenerated { .. })
    }

    /// The new key.
    pub(super) fn now(&self) -> Option<&Fingerprint> {
        match self {
            Self::Regenerated { now } => Some(now),
            Self::Untouched | Self::Sent { .. } => None,
        }
    }
}

/// Status of a key in a rotation.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum KeyStatus {
    /// The key is unchanged.
    Unchanged,
    /// A regenerate request was sent, and its outcome is unknown.
    Unknown,
    /// The key is new, and consumers were not given it.
    Regenerated,
    /// The key is new, and consumers use it.
    Deployed,
}

/// A step of a rotation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Step {
    /// Time of the step.
    #[serde(with = "super::encoding::rfc3339")]
    pub at: OffsetDateTime,
    /// What happened.
    pub kind: StepKind,
    /// The key that the step is about.
    #[serde(with = "key_word")]
    pub key: KeyType,
}

/// Kind of a step of a rotation.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum StepKind {
    /// A regenerate request was sent.
    Sent,
    /// The service refused the request, or the observer failed before it was sent: nothing changed.
    Refused,
    /// The response to a regenerate request was lost.
    Lost,
    /// The key was regenerated.
    Regenerated,
    /// The deployment of the new key began.
    Deploying,
    /// Consumers use the new key.
    Deployed,
    /// Somebody else has regenerated the key, so it must be deployed again.
    Superseded,
}

/// The state of a rotation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct State {
    #[serde(with = "key_word")]
    pub(super) in_use: KeyType,
    /// Resource and name of the pair that the rotation was started with.
    pub(super) pair: Option<(String, String)>,
    primary: Progress,
    secondary: Progress,
    /// Keys that are not new, whatever a list contains: all that were listed, at either position,
    /// before a regenerate request was sent, and all that were replaced.
    known: Vec<Fingerprint>,
    /// The new key that consumers were given last.
    deployed: Option<Fingerprint>,
    #[serde(with = "super::encoding::rfc3339")]
    pub(super) deployed_at: OffsetDateTime,
    /// Whether any deployment was started.
    pub(super) is_handed_out: bool,
    /// Whether the service listed the deployed key after everything else was done.
    pub(super) is_checked: bool,
    pub(super) steps: Vec<Step>,
}

impl State {
    pub(super) fn new(in_use: KeyType) -> Self {
        Self {
            in_use,
            pair: None,
            primary: Progress::Untouched,
            secondary: Progress::Untouched,
            known: Vec::new(),
            deployed: None,
            deployed_at: OffsetDateTime::UNIX_EPOCH,
            is_handed_out: false,
            is_checked: false,
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

    /// Whether consumers were given a new key, either the current one or an earlier one.
    pub(super) fn was_deployed(&self) -> bool {
        self.deployed.is_some()
    }

    /// Whether consumers use the new key that the service listed last.
    pub(super) fn is_deployed(&self) -> bool {
        self.deployed.is_some() && self.deployed.as_ref() == self.spare().now()
    }

    /// Whether somebody else has replaced the key that consumers were given.
    pub(super) fn is_superseded(&self, key: KeyType) -> bool {
        key != self.in_use && self.deployed.is_some() && !self.is_deployed()
    }

    /// Whether the new key that was regenerated first is listed, and is not also listed as the
    /// other key.
    pub(super) fn is_live(&self, listed: &Listed) -> bool {
        let live = listed.get(self.in_use.other());
        live.is_some() && live == self.spare().now() && !listed.is_one_text()
    }

    /// The listed key, if it can only be a new one: it was never listed before, at either position.
    pub(super) fn new_key<'t>(&self, key: KeyType, listed: &'t Listed) -> Option<&'t Fingerprint> {
        let is_known = |text: &Fingerprint| {
            self.known.contains(text) || [&self.primary, &self.secondary].map(Progress::now).contains(&Some(text))
        };
        listed.get(key).filter(|text| !listed.is_one_text() && !is_known(text))
    }

    /// Whether the key that was regenerated first is listed at the position of the other key.
    pub(super) fn is_swapped(&self, listed: &Listed) -> bool {
        self.spare().is_regenerated() && listed.get(self.in_use) == self.spare().now()
    }

    /// The key with which somebody else has replaced the key that was regenerated first.
    pub(super) fn superseding(&self, listed: &Listed) -> Option<Fingerprint> {
        self.new_key(self.in_use.other(), listed).filter(|_| !self.is_swapped(listed)).cloned()
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
        self.step_at(OffsetDateTime::now_utc(), kind, key);
    }

    fn step_at(&mut self, at: OffsetDateTime, kind: StepKind, key: KeyType) {
        self.steps.push(Step { at, kind, key });
    }

    pub(super) fn sent(&mut self, key: KeyType, listed: &Listed, is_resent: bool) {
        let was_listed = listed.get(key).is_some();
        [&listed.primary, &listed.secondary].into_iter().flatten().for_each(|text| self.know(text.clone()));
        // One time for both: the next call waits from this time, and callers read it.
        let at = OffsetDateTime::now_utc();
        self.set(key, Progress::Sent { at, was_listed, is_resent });
        self.step_at(at, StepKind::Sent, key);
    }

    /// Records that the service did nothing. The outcome of an earlier call is as unknown as it was
    /// `before`.
    pub(super) fn refused(&mut self, key: KeyType, before: Progress) {
        self.set(key, before);
        self.step(StepKind::Refused, key);
    }

    pub(super) fn regenerated(&mut self, key: KeyType, now: Fingerprint) {
        self.set(key, Progress::Regenerated { now });
        self.step(StepKind::Regenerated, key);
    }

    pub(super) fn deploying(&mut self, key: KeyType) {
        self.is_handed_out = true;
        self.step(StepKind::Deploying, key);
    }

    pub(super) fn deployed(&mut self, key: KeyType) {
        self.deployed = self.progress(key).now().cloned();
        self.deployed_at = OffsetDateTime::now_utc();
        self.step_at(self.deployed_at, StepKind::Deployed, key);
    }

    /// Records that somebody else has replaced the key that was regenerated first.
    pub(super) fn superseded(&mut self, now: Fingerprint) {
        let spare = self.in_use.other();
        self.set(spare, Progress::Regenerated { now });
        self.step(StepKind::Superseded, spare);
    }

    /// Sets the progress of a key. After any change, the service has to list the deployed key
    /// again.
    fn set(&mut self, key: KeyType, progress: Progress) {
        self.is_checked = false;
        let place = match key {
            KeyType::Primary => &mut self.primary,
            KeyType::Secondary => &mut self.secondary,
        };
        let former = std::mem::replace(place, progress);
        former.now().cloned().into_iter().for_each(|text| self.know(text));
    }

    fn know(&mut self, text: Fingerprint) {
        if !self.known.contains(&text) {
            self.known.push(text);
        }
    }
}

/// Name of a key.
pub(super) fn word(key: KeyType) -> &'static str {
    key_word::as_wire(key)
}
