//! Options of a rotation.

use super::{KeyPairOptions, RotationObserver};
use azure_core::time::Duration;

/// Options of [`Rotation::run`](super::Rotation::run).
#[derive(Clone, Debug, Default)]
pub struct RotationOptions<'a> {
    /// Options of every call, and the signal that cancels the rotation.
    pub call: KeyPairOptions<'a>,
    /// Keep the key that was in use. A later run without this option regenerates it.
    pub keep_other: bool,
    /// How long to wait after the deployment before the other key is regenerated. By default, there
    /// is no wait.
    pub wait: Option<Duration>,
    /// How long a regenerate request whose outcome is unknown may still take effect, and how long
    /// the service may still list a former key: 2 minutes by default. A later run sends the request
    /// again only after this time, and then deploys the new key only after the same time again.
    pub settle: Option<Duration>,
    /// How often to list the keys while waiting for a change, and how long to wait before a key
    /// that somebody else has put in place of the new one is checked again and deployed: 5 seconds
    /// by default.
    pub look_every: Option<Duration>,
    /// How long one run may take, with all its calls, waits and deployments. There is no limit by
    /// default. Each call also has the `deadline` of the client's options. A run that exceeded its
    /// deadline can be run again, as after any error.
    pub deadline: Option<Duration>,
    /// Observer that is called at every step, for example to save the rotation.
    pub observer: Option<&'a dyn RotationObserver>,
    #[doc(hidden)]
    pub _non_exhaustive: (),
}

impl RotationOptions<'_> {
    /// How long a call may still take effect.
    pub(super) fn settling(&self) -> Duration {
        self.settle.unwrap_or(Duration::minutes(2)).max(Duration::ZERO)
    }

    /// How often to list the keys.
    pub(super) fn interval(&self) -> Duration {
        self.look_every.filter(|every| every.is_positive()).unwrap_or(Duration::seconds(5))
    }
}
