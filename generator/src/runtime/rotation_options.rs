//! What a caller may ask of a rotation.

use super::{KeyPairOptions, RotationObserver};
use azure_core::time::Duration;

/// Options of [`Rotation::run`](super::Rotation::run).
#[derive(Clone, Debug, Default)]
pub struct RotationOptions<'a> {
    /// Options of every call, and what cancels the rotation.
    pub call: KeyPairOptions<'a>,
    /// Leave the key that was in use as it is. A later run without this option regenerates it, too.
    pub keep_other: bool,
    /// How long to wait after the deployment before the other key is regenerated. Not at all by default.
    pub wait: Option<Duration>,
    /// How long a regenerate whose outcome is not known may still take effect, and how long the service may tell
    /// a former key: 2 minutes by default. Only when that time is over does a later run send it again; and after
    /// that, the new key is deployed only when as much time has passed.
    pub settle: Option<Duration>,
    /// How often to look whether a key has changed, and how long to wait before one that somebody else has put in
    /// the new one's place is looked at again and deployed: every 5 seconds by default.
    pub look_every: Option<Duration>,
    /// How long one run may take, with all its calls, waits and deployments. Not limited by default; each call also
    /// has the `deadline` of the client's options. A run that is given up can be run again, as after any error.
    pub deadline: Option<Duration>,
    /// Is told of every step, such as to save the rotation.
    pub observer: Option<&'a dyn RotationObserver>,
}

impl RotationOptions<'_> {
    /// How long a call may still take effect.
    pub(super) fn settling(&self) -> Duration {
        self.settle.unwrap_or(Duration::minutes(2)).max(Duration::ZERO)
    }

    /// How often to look.
    pub(super) fn interval(&self) -> Duration {
        self.look_every.filter(|every| every.is_positive()).unwrap_or(Duration::seconds(5))
    }
}
