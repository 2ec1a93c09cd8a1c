//! A time limit for a whole call, with all its retries, pages and polls.

use super::status::has_source;
use azure_core::{Error, Result, error::ErrorKind, sleep::sleep, time::Duration};
use futures::future::{Either, select};
use std::{
    fmt,
    pin::pin,
    sync::{Arc, OnceLock},
    time::Instant,
};

/// Source of an error when a call exceeded the `deadline` of the client's options or its own
/// [`TimeLimit`](super::TimeLimit), or the run of a rotation exceeded the `deadline` of its options.
#[derive(Debug)]
#[non_exhaustive]
pub struct DeadlineExceeded {
    limit: Duration,
}

impl DeadlineExceeded {
    /// Whether `error` reports that a call took longer than its deadline. The call may have taken
    /// effect all the same: see
    /// [`OutcomeUnknown::is_cause_of`](super::OutcomeUnknown::is_cause_of).
    pub fn is_cause_of(error: &Error) -> bool {
        has_source::<Self>(error)
    }
}

impl fmt::Display for DeadlineExceeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "it did not end within {}, its time limit or the `deadline` of its options", self.limit)
    }
}

impl std::error::Error for DeadlineExceeded {}

/// The time limit of a call. Clones share the limit. The time starts at the first use.
#[derive(Clone, Debug, Default)]
pub(super) struct Deadline {
    limit: Option<Duration>,
    began: Arc<OnceLock<Instant>>,
}

impl Deadline {
    /// A deadline that has not started. Without a limit, it never expires.
    pub(super) fn after(limit: Option<Duration>) -> Self {
        Self { limit, began: Arc::default() }
    }

    /// The same deadline with another limit. The time starts at the first use of either.
    pub(super) fn limited_to(&self, limit: Duration) -> Self {
        Self { limit: Some(limit), began: self.began.clone() }
    }

    /// Whether there is a limit.
    pub(super) fn is_limited(&self) -> bool {
        self.limit.is_some()
    }

    /// Runs a part of the call, or drops it at the deadline.
    pub(super) async fn within<T>(&self, part: impl Future<Output = Result<T>>) -> Result<T> {
        let Some((limit, left)) = self.left() else {
            return part.await;
        };
        if !left.is_positive() {
            return Err(exceeded(limit));
        }
        match select(pin!(part), pin!(sleep(left))).await {
            Either::Left((done, _)) => done,
            Either::Right(((), _)) => Err(exceeded(limit)),
        }
    }

    /// Shortens a wait so that it ends at the deadline at the latest. The next part of the call
    /// then fails in time.
    pub(super) fn at_most(&self, wait: Duration) -> Duration {
        self.left().map_or(wait, |(_, left)| wait.min(left.max(Duration::ZERO)))
    }

    fn left(&self) -> Option<(Duration, Duration)> {
        let limit = self.limit?;
        let elapsed = self.began.get_or_init(Instant::now).elapsed();
        Some((limit, limit.saturating_sub(elapsed.try_into().unwrap_or(Duration::MAX))))
    }
}

fn exceeded(limit: Duration) -> Error {
    Error::new(ErrorKind::Other, DeadlineExceeded { limit })
}
