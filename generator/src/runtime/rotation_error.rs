//! Why a rotation stopped, and how to go on.

use super::{
    KeyStatus, KeyType,
    rotation_cause::links,
    rotation_state::{State, word},
};
use std::{error::Error as StdError, fmt};

/// A rotation that stopped. It has taken no valid key from consumers; run the same rotation again to go on.
///
/// Its text says how far the rotation is, what to do next, and why it stopped, with all causes.
#[derive(Debug)]
pub struct RotationError {
    kind: RotationErrorKind,
    message: String,
    source: Box<dyn StdError + Send + Sync>,
}

/// What stopped a rotation.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum RotationErrorKind {
    /// The service refused a call, or could not be reached.
    Service,
    /// A regenerate may or may not have taken effect, and the service still tells the former key.
    OutcomeUnknown,
    /// The service does not tell the new key.
    Missing,
    /// The caller's deployment failed.
    Deploy,
    /// The caller's observer failed.
    Observer,
    /// The caller cancelled the rotation.
    Cancelled,
    /// The run, or a call of it, did not end within its deadline.
    DeadlineExceeded,
    /// What the service lists cannot be: the same text for both keys, or the keys in each other's place.
    Inconsistent,
    /// The new key is replaced again and again, by somebody else or by each list, so that none can be deployed.
    Contested,
    /// The rotation was begun for another resource, or for another pair of this one.
    OtherPair,
}

impl RotationError {
    pub(super) fn new(
        kind: RotationErrorKind,
        action: &str,
        state: &State,
        source: Box<dyn StdError + Send + Sync>,
    ) -> Self {
        let resource = state.pair.as_ref().map(|(resource, _)| resource.as_str()).unwrap_or_default();
        let [primary, secondary] = [KeyType::Primary, KeyType::Secondary].map(|key| told(kind, state, key));
        let advice = match kind {
            RotationErrorKind::OtherPair => "run it with the pair that it was begun for",
            RotationErrorKind::OutcomeUnknown => {
                "run the same rotation again: it looks whether the key has changed before it sends anything"
            }
            RotationErrorKind::Inconsistent | RotationErrorKind::Contested => {
                "look at the keys of the service and at what consumers hold before you run the same rotation again"
            }
            _ => "run the same rotation again to go on",
        };
        let message = format!("rotating the keys of {resource} stopped at {action}: {primary}; {secondary}; {advice}");
        Self { kind, message, source }
    }

    /// What stopped the rotation.
    pub fn kind(&self) -> RotationErrorKind {
        self.kind
    }

    /// How far the rotation is and what to do next, without the causes, for those who show each on its own.
    pub fn without_causes(&self) -> &str {
        &self.message
    }
}

/// What to know of a key: whether it has changed, and who holds it.
fn told(kind: RotationErrorKind, state: &State, key: KeyType) -> String {
    let became = match state.status(key) {
        KeyStatus::Unchanged => "unchanged and valid",
        KeyStatus::Unknown => "perhaps new",
        // Consumers keep what they were given, until the newer key is deployed.
        KeyStatus::Regenerated if state.is_superseded(key) => {
            return format!("the {} key was replaced by somebody else, and consumers hold what it was before", word(key));
        }
        // What such a service lists proves nothing.
        _ if matches!(kind, RotationErrorKind::Inconsistent | RotationErrorKind::Contested) => "new",
        KeyStatus::Regenerated | KeyStatus::Deployed => "new and valid",
    };
    let held = match state.held().as_slice() {
        [one] if *one == key => ", in use",
        [_, _] => ", perhaps in use",
        _ => "",
    };
    format!("the {} key is {became}{held}", word(key))
}

impl fmt::Display for RotationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        let mut causes: Vec<String> = links(&*self.source).map(ToString::to_string).collect();
        causes.dedup();
        write!(f, "; cause: {}", causes.join(": "))
    }
}

impl StdError for RotationError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}
