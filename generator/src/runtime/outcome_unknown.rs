//! Errors that leave open whether a call took effect.

use super::status;
use azure_core::{Error, error::ErrorKind, http::StatusCode};
use std::fmt;

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

/// Whether the service has refused to do anything: with `4xx`, but for `408 Request Timeout`, or by naming the place
/// where the request would have to go (RFC 9110, 15.4). `303 See Other` may come after something was done.
pub(super) fn is_refusal(status: StatusCode) -> bool {
    match u16::from(status) {
        408 => false,
        301 | 302 | 307 | 308 | 400..=499 => true,
        _ => false,
    }
}
