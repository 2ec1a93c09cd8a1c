//! A limit to the time that a whole call takes, with all its retries, pages and polls.

use super::status::has_source;
use azure_core::{Error, Result, error::ErrorKind, sleep::sleep, time::Duration};
use futures::future::{Either, select};
use std::{
    fmt,
    pin::pin,
    sync::{Arc, OnceLock},
    time::Instant,
};

/// Source of an error when a call did not end within the `deadline` of the client's options, or the run of a rotation
/// within that of its own.
#[derive(Debug)]
#[non_exhaustive]
pub struct DeadlineExceeded {
    limit: Duration,
}

impl DeadlineExceeded {
    /// Whether `error` says that a call took longer than its deadline. A change may have taken effect all the same:
    /// [`OutcomeUnknown::is_cause_of`](super::OutcomeUnknown::is_cause_of) tells.
    pub fn is_cause_of(error: &Error) -> bool {
        has_source::<Self>(error)
    }
}

impl fmt::Display for DeadlineExceeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "it did not end within {}, the `deadline` of its options", self.limit)
    }
}

impl std::error::Error for DeadlineExceeded {}

/// The time that is left for a call. Its clones are one deadline, which begins to run when it is first asked.
#[derive(Clone, Debug, Default)]
pub(super) struct Deadline {
    limit: Option<Duration>,
    began: Arc<OnceLock<Instant>>,
}

impl Deadline {
    /// A deadline that has not begun to run. Without a limit, it never ends.
    pub(super) fn after(limit: Option<Duration>) -> Self {
        Self { limit, began: Arc::default() }
    }

    /// Runs a part of the call, or gives it up when the time is over.
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

    /// A wait that ends with the deadline at the latest, so that the next part of the call fails in time.
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
