//! A call that changes something is never sent twice when its outcome is unknown.

use super::status;
use async_trait::async_trait;
use azure_core::{
    Error,
    error::ErrorKind,
    http::{
        AsyncRawResponse, Context, Request, StatusCode,
        policies::{Policy, PolicyResult},
    },
};
use std::{fmt, sync::Arc};

/// Marks the context of a call that changes something and is not idempotent.
#[derive(Debug)]
pub(super) struct NeverReplay;

/// Source of an error when a call may or may not have taken effect, because the answer was lost.
///
/// Ask the service for the current state before you call again.
#[derive(Debug)]
#[non_exhaustive]
pub struct OutcomeUnknown;

impl OutcomeUnknown {
    /// Says of a call that failed with `error` that it may have taken effect all the same. For your own
    /// implementations of [`KeyPair`](super::KeyPair).
    pub fn because(error: Error) -> Error {
        Error::new(ErrorKind::Other, Lost(error))
    }

    /// Whether `error` leaves open if the call took effect: the connection was lost after sending, the call
    /// timed out, or the service answered 408, 5xx, or a success that its definition does not promise.
    pub fn is_cause_of(error: &Error) -> bool {
        if let ErrorKind::HttpResponse { status, .. } = error.kind() {
            return status.is_success() || leaves_outcome_open(*status);
        }
        status::has_source::<Lost>(error)
    }
}

/// What became of a call is not known.
#[derive(Debug)]
struct Lost(Error);

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the request was sent but its outcome is not known: it may or may not have taken effect")
    }
}

impl std::error::Error for Lost {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

/// Stands below the retry policy, whichever that is, and turns an unknown outcome of a marked call into an
/// error that no retry policy retries.
///
/// Connections that never opened and `429 Too Many Requests` pass, since the service did nothing.
#[derive(Debug)]
pub(super) struct NeverReplayPolicy;

#[async_trait]
impl Policy for NeverReplayPolicy {
    async fn send(&self, context: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
        let answer = next[0].send(context, request, &next[1..]).await;
        if context.value::<NeverReplay>().is_none() {
            return answer;
        }
        match answer {
            Ok(response) if leaves_outcome_open(response.status()) => Err(answered(response).await),
            Err(error) if *error.kind() == ErrorKind::Io => Err(OutcomeUnknown::because(error)),
            other => other,
        }
    }
}

fn leaves_outcome_open(status: StatusCode) -> bool {
    status == StatusCode::RequestTimeout || u16::from(status) >= 500
}

async fn answered(response: AsyncRawResponse) -> Error {
    match response.try_into_raw_response().await {
        Ok(response) => status::error("the service", response),
        Err(error) => OutcomeUnknown::because(error),
    }
}
