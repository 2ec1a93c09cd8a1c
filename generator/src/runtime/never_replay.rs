//! A call that changes something is never sent twice when its outcome is unknown.

use super::{
    sending::{Sending, is_refusal},
    status,
    transport::buffered,
};
use async_trait::async_trait;
use azure_core::{
    Error,
    error::ErrorKind,
    http::{
        Context, Request, StatusCode,
        policies::{Policy, PolicyResult},
    },
};
use std::{fmt, sync::Arc};

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

    /// Whether `error` leaves open if the call took effect: once the transport had the request, anything does but
    /// a connection that never opened, a redirect, and an answer of 400 to 499 other than `408 Request Timeout`.
    ///
    /// It makes no difference what a policy or a transport of your own turns a lost answer into.
    pub fn is_cause_of(error: &Error) -> bool {
        let is_open = match error.kind() {
            ErrorKind::HttpResponse { status, .. } => !is_refusal(*status),
            _ => false,
        };
        is_open || status::has_source::<Lost>(error)
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

/// Stands below the retry policy, whichever that is, and turns an unknown outcome of a change into an error that no
/// retry policy retries. One that was answered, and that a retry policy lists, is refused by the last policy.
///
/// Connections that never opened and `429 Too Many Requests` pass, since the service did nothing.
#[derive(Debug)]
pub(super) struct NeverReplayPolicy;

#[async_trait]
impl Policy for NeverReplayPolicy {
    async fn send(&self, context: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
        let Some(sending) = context.value::<Arc<Sending>>().filter(|sending| !sending.replay) else {
            return next[0].send(context, request, &next[1..]).await;
        };
        let answer = next[0].send(context, request, &next[1..]).await.map_err(|error| sending.judged(error))?;
        let answer = answer.try_into_raw_response().await.map_err(|error| sending.judged(error))?;
        if is_retried(answer.status()) {
            return Err(status::error("the service", answer));
        }
        sending.keep(&answer);
        Ok(buffered(answer))
    }
}

/// Whether azure_core's retry policies would wait before they send such a call again, which is not allowed.
fn is_retried(status: StatusCode) -> bool {
    status == StatusCode::RequestTimeout || status.is_server_error()
}
