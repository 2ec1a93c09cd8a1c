//! What an error means, and what to do about it.

use azure_core::{Error, http::StatusCode};
use azure_keys::{DeadlineExceeded, ErrorResponse, OutcomeUnknown};

pub fn advice(error: &Error) -> String {
    if OutcomeUnknown::is_cause_of(error) {
        return "list the keys: the change may have happened".to_owned();
    }
    if DeadlineExceeded::is_cause_of(error) {
        return "allow the call more time".to_owned();
    }
    match error.http_status() {
        Some(StatusCode::Unauthorized) => "log in again".to_owned(),
        Some(StatusCode::Forbidden) => "ask for a role with the right to list keys".to_owned(),
        Some(StatusCode::NotFound) => "check the id".to_owned(),
        Some(StatusCode::Conflict | StatusCode::TooManyRequests) => "try again later".to_owned(),
        Some(status) => {
            let response = ErrorResponse::from_error(error);
            let code = response.and_then(|response| response.error.code);
            let code = code.unwrap_or_default();
            format!("the service answered {status}: {code}")
        }
        None => format!("no response arrived: {error}"),
    }
}
