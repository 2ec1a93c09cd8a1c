//! What an error means, and what to do about it.

use azure_core::{Error, error::ErrorKind};
use azure_keys::{ArmError, Causes, DeadlineExceeded, OutcomeUnknown};

pub fn advice(error: &Error) -> String {
    if OutcomeUnknown::is_cause_of(error) {
        return "list the keys: the change may have happened".to_owned();
    }
    if DeadlineExceeded::is_cause_of(error) {
        return "allow the call more time".to_owned();
    }
    if error.is_unauthorized() || matches!(error.kind(), ErrorKind::Credential) {
        return "log in again".to_owned();
    }
    if error.is_forbidden() {
        return "ask for a role with the right to list keys".to_owned();
    }
    if error.is_not_found() {
        return "check the id".to_owned();
    }
    if error.is_conflict() || error.is_throttled() {
        return "try again later".to_owned();
    }
    match (error.arm_status(), error.arm_code()) {
        (Some(status), Some(code)) => format!("the service answered {status}: {code}"),
        (Some(status), None) => format!("the service answered {status}"),
        (None, _) => format!("no response arrived: {}", Causes::of(error)),
    }
}
