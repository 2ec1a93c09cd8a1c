//! Answers that are not what the definition promises become errors that never show a body.

use super::{ErrorResponse, error_code};
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{RawResponse, StatusCode},
};

/// Passes an answer whose status is one of `success`, and turns any other into an error of kind
/// [`ErrorKind::HttpResponse`].
pub(super) fn check(id: &str, response: RawResponse, success: &[u16]) -> Result<RawResponse> {
    let status = u16::from(response.status());
    if success.contains(&status) {
        return Ok(response);
    }
    Err(error(id, response))
}

/// Error for an answer, with the service's error code, if it is one, but nothing else of the body.
pub(super) fn error(id: &str, response: RawResponse) -> Error {
    let said = format!("answered {}", phrase(response.status()));
    ended(id, &said, response)
}

/// Error for an operation that ended as `how` says.
pub(super) fn ended(id: &str, how: &str, response: RawResponse) -> Error {
    let status = response.status();
    let code = ErrorResponse::of(&response).error.code.filter(|code| error_code::is_name(code));
    let shown = code.as_ref().map(|code| format!(" ({code})")).unwrap_or_default();
    let message = format!("{id} {how}{shown}");
    let kind = ErrorKind::HttpResponse { status, error_code: code, raw_response: Some(Box::new(response)) };
    Error::with_message(kind, message)
}

/// Names the operation in an error that the pipeline gave, and keeps the error as the source.
pub(super) fn named(id: &str, failure: Error) -> Error {
    if let ErrorKind::HttpResponse { raw_response: Some(response), .. } = failure.kind() {
        return error(id, (**response).clone());
    }
    failure.with_context(format!("{id} failed"))
}

/// Whether an error of the type `T` is among what caused `error`.
pub(super) fn has_source<T: std::error::Error + 'static>(error: &Error) -> bool {
    let first = std::error::Error::source(error);
    std::iter::successors(first, |cause| cause.source()).any(|cause| cause.is::<T>())
}

/// Status with its reason, such as `404 Not Found`.
pub(super) fn phrase(status: StatusCode) -> String {
    format!("{} {}", u16::from(status), status.canonical_reason())
}
