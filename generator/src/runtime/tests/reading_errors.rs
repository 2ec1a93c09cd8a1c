//! Status, code and causes of an error.

use super::{Script, response};
use crate::runtime::{ArmError, Causes, OutcomeUnknown};
use azure_core::{
    Error,
    error::ErrorKind,
    http::{ClientMethodOptions, Method, RawResponse},
};
use std::io;

type Question = fn(&Error) -> bool;

/// Statuses, and the question that each answers with yes.
const STATUSES: [(u16, Question); 5] = [
    (401, ArmError::is_unauthorized),
    (403, ArmError::is_forbidden),
    (404, ArmError::is_not_found),
    (409, ArmError::is_conflict),
    (429, ArmError::is_throttled),
];

/// The error of a call with this response.
async fn error(status: u16, body: &str) -> Error {
    let script = Script::new((0..20).map(|_| response(status, &[], body)));
    let arm = script.arm();
    let call = arm.operation("Things_Get", Method::Get, "/things/1");
    let options = ClientMethodOptions::default();
    let result = call.send::<RawResponse>(options.clone(), &[200]).await;
    result.unwrap_err()
}

#[tokio::test]
async fn each_status_is_recognised_by_one_question() {
    for (status, _) in STATUSES {
        let error = error(status, "{}").await;
        let answers = STATUSES.map(|(_, is_it)| is_it(&error));
        assert_eq!(answers, STATUSES.map(|(other, _)| other == status));
    }
}

#[tokio::test]
async fn the_code_is_read_also_from_a_cause() {
    let body = r#"{"error": {"code": "ResourceNotFound", "message": "no"}}"#;
    let error = OutcomeUnknown::because(error(404, body).await);
    assert_eq!(error.arm_code(), Some("ResourceNotFound"));
    assert!(error.is_not_found());
}

#[tokio::test]
async fn a_code_that_may_be_a_key_is_not_read() {
    let body = r#"{"error": {"code": "q8Zx1P0vB7kLm3"}}"#;
    assert_eq!(error(404, body).await.arm_code(), None);
}

#[test]
fn an_error_without_a_response_has_no_status() {
    let error = Error::with_message(ErrorKind::Connection, "no route");
    assert_eq!((error.arm_status(), error.arm_code()), (None, None));
}

#[test]
fn causes_are_printed_once_each() {
    let cause = io::Error::other("the token has expired");
    let error = Error::with_error(ErrorKind::Credential, cause, "no credential");
    assert_eq!(
        Causes::of(&error).to_string(),
        "no credential: the token has expired"
    );
    assert_eq!(
        format!("{:#}", Causes::of(&error)),
        "no credential\n  cause: the token has expired"
    );
    let error = Error::new(ErrorKind::Io, io::Error::other("hung up"));
    assert_eq!(Causes::of(&error).to_string(), "hung up");
}
