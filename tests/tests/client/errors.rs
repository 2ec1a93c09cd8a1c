//! Error responses, read through [`ErrorResponse::from_error`].

use azure_core::{Error, http::StatusCode};
use azure_keys::ErrorResponse;
use azure_keys_tests::{Answer, FakeArm, Row, error::everything, rows};

/// The error of an operation with this response.
async fn error(row: &Row, answer: Answer) -> Error {
    let arm = FakeArm::start().await;
    arm.server.script([answer]);
    row.fail(arm.quick_call(row)).await
}

/// A message with escapes, so that it cannot be borrowed from the body.
const MESSAGE: &str = "The account \"a\" was\nnot found: \u{e9}\t\\";

const FULL: &str = r#"{"error": {
    "code": "ResourceNotFound",
    "message": "The account \"a\" was\nnot found: \u00e9\t\\",
    "target": "accountName",
    "details": [{"code": "Inner", "message": "inner", "details": null}],
    "additionalInfo": [{"type": "PolicyViolation", "info": {"policy": [1, 2]}}]
}}"#;

/// Bodies with their code and message, for the status 404.
const BODIES: &[(&str, &str, Option<&str>, &str)] = &[
    ("full", FULL, Some("ResourceNotFound"), MESSAGE),
    (
        "details are null",
        r#"{"error": {"code": "C", "message": "m", "target": null, "details": null, "additionalInfo": null}}"#,
        Some("C"),
        "m",
    ),
    (
        "no wrapper",
        r#"{"code": "C", "message": "a \"b\""}"#,
        Some("C"),
        "a \"b\"",
    ),
    (
        "capitalised",
        r#"{"Error": {"Code": "C", "Message": "m", "Details": [], "AdditionalInfo": []}}"#,
        Some("C"),
        "m",
    ),
    (
        "capitalised without wrapper",
        r#"{"Code": "C", "Message": "m"}"#,
        Some("C"),
        "m",
    ),
    (
        "more than is defined",
        r#"{"error": {"code": "C", "message": "m", "timeStamp": "now"}, "more": 1}"#,
        Some("C"),
        "m",
    ),
    (
        "HTML",
        "<html><body>Not here</body></html>",
        None,
        "404 Not Found",
    ),
    ("empty", "", None, "404 Not Found"),
    ("not an object", "[1]", None, "404 Not Found"),
    ("empty object", "{}", None, "404 Not Found"),
    ("control characters", "\u{0}\u{1}", None, "404 Not Found"),
];

#[tokio::test]
async fn code_and_message_of_every_form() {
    for row in rows() {
        for (form, body, code, message) in BODIES {
            let error = error(&row, Answer::new(404, *body)).await;
            let read = ErrorResponse::from_error(&error).expect("the service answered");
            let label = format!("{}, {form}", row.label());
            assert_eq!(read.error.code.as_deref(), *code, "{label}");
            assert_eq!(read.error.message.as_deref(), Some(*message), "{label}");
        }
    }
}

#[tokio::test]
async fn all_members_are_read() {
    for row in rows() {
        let error = error(&row, Answer::new(404, FULL)).await;
        let read = ErrorResponse::from_error(&error)
            .expect("the service answered")
            .error;
        assert_eq!(read.target.as_deref(), Some("accountName"));
        let [inner] = read.details.as_slice() else {
            panic!("{}: one inner error", row.label());
        };
        assert_eq!(inner.code.as_deref(), Some("Inner"));
        assert_eq!(inner.message.as_deref(), Some("inner"));
        let [fact] = read.additional_info.as_slice() else {
            panic!("{}: one more fact", row.label());
        };
        assert_eq!(fact.type_.as_deref(), Some("PolicyViolation"));
        let info = fact.info.as_ref().map(ToString::to_string);
        assert_eq!(info.as_deref(), Some(r#"{"policy":[1,2]}"#));
    }
}

#[tokio::test]
async fn reading_an_error_keeps_it() {
    for row in rows() {
        let error = error(&row, Answer::new(404, FULL)).await;
        let before = everything(&error);
        let first = ErrorResponse::from_error(&error);
        assert_eq!(first, ErrorResponse::from_error(&error));
        assert_eq!(before, everything(&error));
        assert_eq!(error.http_status(), Some(StatusCode::NotFound));
        let text = format!(
            "{} answered 404 Not Found (ResourceNotFound)",
            row.operation
        );
        assert_eq!(error.to_string(), text);
    }
}

/// The error contains the last response, with and without retries.
#[tokio::test]
async fn a_server_error_can_be_read_too() {
    for row in rows() {
        for status in [408, 429, 500, 503] {
            let error = error(&row, Answer::new(status, FULL)).await;
            let read = ErrorResponse::from_error(&error).expect("the service answered");
            assert_eq!(read.error.message.as_deref(), Some(MESSAGE));
            assert_eq!(error.http_status(), Some(StatusCode::from(status)));
            assert!(error.to_string().starts_with(row.operation), "{error}");
        }
    }
}

#[tokio::test]
async fn the_header_has_the_code_when_the_body_has_none() {
    for row in rows() {
        let answer = Answer::new(409, "<html>").header("x-ms-error-code", "Conflicted");
        let error = error(&row, answer).await;
        let read = ErrorResponse::from_error(&error).expect("the service answered");
        assert_eq!(read.error.code.as_deref(), Some("Conflicted"));
        assert_eq!(read.error.message.as_deref(), Some("409 Conflict"));
    }
}

#[tokio::test]
async fn a_lost_response_is_not_an_error_response() {
    for row in rows() {
        let error = error(&row, Answer::hang_up()).await;
        assert_eq!(ErrorResponse::from_error(&error), None, "{}", row.label());
        assert!(error.to_string().contains(row.operation), "{error}");
    }
}
