//! The report of a run: how it ended for each pair of keys.

use super::arm::{Causes, ResourceId, RotationError, RotationErrorKind};
use std::{error::Error, fmt};

/// How a run of a fleet ended.
#[derive(Debug)]
#[non_exhaustive]
pub struct FleetReport {
    /// An entry for each pair, in the order of the fleet, and one for each resource whose pairs
    /// could not be found.
    pub entries: Vec<FleetEntry>,
}

/// How the run ended for one pair of keys.
#[derive(Debug)]
#[non_exhaustive]
pub struct FleetEntry {
    /// The resource.
    pub resource_id: ResourceId,
    /// Name of the pair, or `None` if the pairs of the resource could not be found.
    pub pair: Option<String>,
    /// How the run ended.
    pub outcome: FleetOutcome,
}

/// How the rotation of a pair ended.
#[derive(Debug)]
#[non_exhaustive]
pub enum FleetOutcome {
    /// The rotation is done. With `keep_other`, the new key is in use, and the other one was kept.
    Rotated,
    /// An earlier run has done it.
    NothingToDo,
    /// Nothing of the state of the keys is unknown. Run the fleet again to continue.
    Failed(Box<dyn Error + Send + Sync>),
    /// It is unknown whether a key has changed. Run the fleet again: it checks that first.
    Unknown(Box<dyn Error + Send + Sync>),
    /// The run was cancelled, or stopped at the failure of another pair, before this pair was
    /// complete.
    Cancelled,
}

impl FleetOutcome {
    /// The outcome of a rotation that stopped. `is_unknown` is whether one of the keys may have
    /// changed.
    pub(super) fn of(error: RotationError, is_unknown: bool) -> Self {
        match error.kind() {
            RotationErrorKind::OutcomeUnknown
            | RotationErrorKind::Missing
            | RotationErrorKind::Inconsistent
            | RotationErrorKind::Contested => Self::Unknown(error.into()),
            _ if is_unknown => Self::Unknown(error.into()),
            RotationErrorKind::Cancelled => Self::Cancelled,
            _ => Self::Failed(error.into()),
        }
    }

    /// The error, if there is one.
    pub fn error(&self) -> Option<&(dyn Error + Send + Sync + 'static)> {
        match self {
            Self::Failed(error) | Self::Unknown(error) => Some(&**error),
            _ => None,
        }
    }

    /// Whether the pair is as it should be: rotated now or before.
    pub fn is_success(&self) -> bool {
        matches!(self, Self::Rotated | Self::NothingToDo)
    }
}

impl FleetReport {
    /// Whether every pair is as it should be.
    pub fn is_success(&self) -> bool {
        self.entries.iter().all(|entry| entry.outcome.is_success())
    }
}

impl fmt::Display for FleetReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.entries.iter().try_for_each(|entry| writeln!(f, "{entry}"))
    }
}

impl fmt::Display for FleetEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.resource_id)?;
        if let Some(pair) = &self.pair {
            write!(f, " ({pair})")?;
        }
        write!(f, ": {}", self.outcome)
    }
}

impl fmt::Display for FleetOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rotated => f.write_str("rotated"),
            Self::NothingToDo => f.write_str("nothing to do"),
            Self::Cancelled => f.write_str("cancelled"),
            Self::Failed(error) => write!(f, "failed: {}", Causes::of(&**error)),
            Self::Unknown(error) => write!(f, "unknown outcome: {}", Causes::of(&**error)),
        }
    }
}
