//! Errors of a rotation: why it stopped, and how to continue.

use super::{
    ArmError, KeyStatus, KeyType,
    arm_error::answered,
    rotation_state::{State, word},
    status::links,
};
use azure_core::http::StatusCode;
use std::{error::Error as StdError, fmt};

/// A rotation that stopped. No valid key was taken from consumers. To continue, run the same
/// rotation again.
///
/// The text contains the state of the rotation, what to do next, and why it stopped, with all
/// causes.
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
    /// A regenerate request may or may not have taken effect, and the service still lists the
    /// former key.
    OutcomeUnknown,
    /// The service does not list the new key.
    Missing,
    /// The caller's deployment failed.
    Deploy,
    /// The caller's observer failed.
    Observer,
    /// The caller cancelled the rotation.
    Cancelled,
    /// The run, or one of its calls, exceeded its deadline.
    DeadlineExceeded,
    /// The list of the service is impossible: both keys have the same value, or the keys are
    /// swapped.
    Inconsistent,
    /// The new key changes again and again, because somebody else regenerates it or because each
    /// list contains another one. No key can be deployed.
    Contested,
    /// The rotation was started for another resource, or for another key pair of this resource.
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
        let [primary, secondary] = [KeyType::Primary, KeyType::Secondary].map(|key| describe(kind, state, key));
        let advice = match kind {
            RotationErrorKind::OtherPair => "run it with the pair that it was started for",
            RotationErrorKind::OutcomeUnknown => {
                "run the same rotation again: it checks whether the key has changed before it sends anything"
            }
            RotationErrorKind::Inconsistent | RotationErrorKind::Contested => {
                "compare the keys of the service with the keys that consumers hold before you run the same rotation again"
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

    /// The state of the rotation and what to do next, without the causes. Use it if you show each
    /// cause separately.
    pub fn without_causes(&self) -> &str {
        &self.message
    }
}

/// Describes a key: whether it has changed, and who holds it.
fn describe(kind: RotationErrorKind, state: &State, key: KeyType) -> String {
    let became = match state.status(key) {
        KeyStatus::Unchanged => "unchanged and valid",
        KeyStatus::Unknown => "perhaps new",
        // Consumers use the key that they were given until a newer one is deployed.
        KeyStatus::Regenerated if state.is_superseded(key) => {
            return format!("the {} key was replaced by somebody else, and consumers hold what it was before", word(key));
        }
        // The list of such a service proves nothing.
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

impl ArmError for RotationError {
    fn arm_status(&self) -> Option<StatusCode> {
        answered(self).map(|(status, _)| status)
    }

    fn arm_code(&self) -> Option<&str> {
        answered(self)?.1
    }
}

impl StdError for RotationError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}
