//! Errors for responses that the definition does not declare. They never show a body.

use super::{ErrorResponse, error_code};
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{RawResponse, StatusCode},
};
use std::error::Error as StdError;

/// Returns a response whose status is one of `success`, and turns any other into an error of kind
/// [`ErrorKind::HttpResponse`].
pub(super) fn check(id: &str, response: RawResponse, success: &[u16]) -> Result<RawResponse> {
    let status = u16::from(response.status());
    if success.contains(&status) {
        return Ok(response);
    }
    Err(error(id, response))
}

/// Error for a response. It shows the service's error code, if it looks like one, and nothing else
/// of the body.
pub(super) fn error(id: &str, response: RawResponse) -> Error {
    let how = format!("answered {}", phrase(response.status()));
    ended(id, &how, response)
}

/// Error for an operation that ended in the way that `how` describes.
pub(super) fn ended(id: &str, how: &str, response: RawResponse) -> Error {
    let status = response.status();
    let code = ErrorResponse::of(&response).error.code.filter(|code| error_code::is_name(code));
    let shown = code.as_ref().map(|code| format!(" ({code})")).unwrap_or_default();
    let message = format!("{id} {how}{shown}");
    let kind = ErrorKind::HttpResponse { status, error_code: code, raw_response: Some(Box::new(response)) };
    Error::with_message(kind, message)
}

/// Adds the name of the operation to an error of the pipeline, which is kept as the source.
pub(super) fn named(id: &str, failure: Error) -> Error {
    if let ErrorKind::HttpResponse { raw_response: Some(response), .. } = failure.kind() {
        return error(id, (**response).clone());
    }
    failure.with_context(format!("{id} failed"))
}

/// An error and its sources. At most 64 are read, since a source may lead back to itself.
pub(super) fn links<'e>(error: &'e (dyn StdError + 'static)) -> impl Iterator<Item = &'e (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&link| link.source()).take(64)
}

/// Whether one of the sources of `error` has the type `T`.
pub(super) fn has_source<T: std::error::Error + 'static>(error: &Error) -> bool {
    let first = std::error::Error::source(error);
    std::iter::successors(first, |&cause| cause.source()).any(|cause| cause.is::<T>())
}

/// Status code and reason phrase, such as `404 Not Found`.
pub(super) fn phrase(status: StatusCode) -> String {
    format!("{} {}", u16::from(status), status.canonical_reason())
}
