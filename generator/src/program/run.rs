//! What all pairs of a run share, and the options of their rotations.

use super::{
    arguments::Arguments,
    arm::{
        Cancellation, KeyPair, KeyPairOptions, KeyStatus, ResourceId, Rotation, RotationOptions,
        fleet::{Deploy, FleetOptions, RotationStore},
    },
    report::Report,
};
use azure_core::time::Duration;
use std::{error::Error, fmt};

/// Data that all pairs of a run share.
pub(super) struct Run {
    pub(super) arguments: Arguments,
    pub(super) report: Report,
    pub(super) target: Option<Box<dyn Deploy>>,
    pub(super) store: Box<dyn RotationStore>,
    pub(super) cancellation: Cancellation,
    /// Subscriptions that have no pair of keys, as far as the caller may read.
    pub(super) empty: Vec<String>,
}

impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Run").field("store", &self.store).finish_non_exhaustive()
    }
}

impl Run {
    /// The rotation to continue: the one that an earlier run started, or a new one.
    pub(super) fn rotation(&self, pair: &dyn KeyPair) -> Result<Rotation, String> {
        let saved = self.store.read(pair).map_err(|error| error.to_string())?;
        let rotation = self.options().rotation_after(saved).map_err(|error| {
            let id = pair.resource_id();
            match self.arguments.since {
                Some(_) => format!("{id}: {error}; the key is that of --in-use"),
                None => format!("{id}: {error}; leave --in-use out, and add --deployed if consumers use the new key"),
            }
        })?;
        let spare = rotation.status(rotation.in_use().other());
        if self.arguments.deployed && !matches!(spare, KeyStatus::Regenerated | KeyStatus::Deployed) {
            let id = pair.resource_id();
            return Err(format!("--deployed needs a key that an earlier run regenerated, and no key of {id} was"));
        }
        Ok(rotation)
    }

    /// Options of the run, without its observer. `--stop-at-failure` is not among them: a rotation that
    /// leaves the new key to the user has not failed.
    pub(super) fn options(&self) -> FleetOptions<'_> {
        let arguments = &self.arguments;
        let rotation = RotationOptions {
            call: self.call(),
            keep_other: arguments.keep_other,
            wait: arguments.wait.map(|seconds| Duration::seconds(seconds.into())),
            ..Default::default()
        };
        FleetOptions {
            rotation,
            concurrency: Some(arguments.concurrency),
            in_use: arguments.in_use(),
            older_than: arguments.since.map(|age| age.0),
            ..Default::default()
        }
    }

    /// Whether the target can hold the keys of a pair.
    pub(super) fn check(&self, id: &ResourceId, pair: &str) -> Result<(), Box<dyn Error + Send + Sync>> {
        self.target.as_ref().map_or(Ok(()), |target| target.check(id, pair))
    }

    /// Options of every call.
    pub(super) fn call(&self) -> KeyPairOptions<'static> {
        KeyPairOptions { cancellation: Some(self.cancellation.clone()), ..Default::default() }
    }
}
