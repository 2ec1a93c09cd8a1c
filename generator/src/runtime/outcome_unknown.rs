//! Errors after which it is unknown whether a call took effect.

use super::status;
use azure_core::{Error, error::ErrorKind, http::StatusCode};
use std::fmt;

/// Source of an error when a call may or may not have taken effect, because the response was lost.
///
/// Read the current state from the service before you send the call again.
#[derive(Debug)]
#[non_exhaustive]
pub struct OutcomeUnknown;

impl OutcomeUnknown {
    /// Marks a call that failed with `error` as one that may have taken effect all the same. For
    /// calls that you send yourself.
    pub fn because(error: Error) -> Error {
        Error::new(ErrorKind::Other, Lost(error))
    }

    /// Whether it is unknown after `error` if the call took effect. Once the transport has the
    /// request, every failure means that, except a connection that never opened, a redirect, and a
    /// status from 400 to 499 other than `408 Request Timeout`.
    ///
    /// This also holds if a policy or a transport of your own turns a lost response into another
    /// error.
    pub fn is_cause_of(error: &Error) -> bool {
        let is_open = match error.kind() {
            ErrorKind::HttpResponse { status, .. } => !is_refusal(*status),
            _ => false,
        };
        is_open || status::has_source::<Lost>(error)
    }
}

/// The outcome of a call is unknown.
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

/// Whether the service refused to do anything: with a status `4xx`, except `408 Request Timeout`,
/// or with a redirect (RFC 9110, 15.4). `303 See Other` is no refusal: it may follow a completed
/// action.
pub(super) fn is_refusal(status: StatusCode) -> bool {
    match u16::from(status) {
        408 => false,
        301 | 302 | 307 | 308 | 400..=499 => true,
        _ => false,
    }
}
