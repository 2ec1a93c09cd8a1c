//! A call that changes something is never sent again when its outcome is unknown.

use azure_core::{
    Error,
    error::ErrorKind,
    http::{RetryOptions, StatusCode},
};
use azure_keys::{ErrorResponse, OutcomeUnknown};
use azure_keys_tests::{
    Answer, FakeArm, Kind, Loopback,
    client::{Impatient, many_retries, quick_retries, retries_of},
    error::everything,
    table::rows_of,
};
use std::{sync::Arc, time::Duration};

/// All ways to lose a response when the service may have regenerated the key.
fn losses() -> Vec<(&'static str, Answer)> {
    let body = r#"{"error": {"code": "Oops", "message": "m"}}"#;
    vec![
        ("500", Answer::new(500, body)),
        ("502", Answer::new(502, body)),
        ("503", Answer::new(503, "<html>")),
        (
            "503 that asks for a retry",
            Answer::new(503, body).header("Retry-After", "0"),
        ),
        ("504", Answer::new(504, "")),
        ("408", Answer::new(408, body)),
        ("hung up", Answer::hang_up()),
        ("200 cut off", Answer::new(200, body).cut()),
        ("500 cut off", Answer::new(500, body).cut()),
    ]
}

fn retries() -> [(&'static str, RetryOptions); 3] {
    [
        ("default", RetryOptions::default()),
        ("fixed", many_retries()),
        ("custom", quick_retries()),
    ]
}

/// Sends each regenerate request with each retry policy to a service whose response is lost, and
/// returns the errors.
async fn lose(loss: &str, answer: &Answer) -> Vec<Error> {
    let mut errors = Vec::new();
    for row in rows_of(Kind::Regenerate) {
        for (name, retry) in retries() {
            let arm = FakeArm::start().await;
            arm.server.script([answer.clone()]);
            let mut call = arm.call(&row);
            call.options.client_options.retry = retry;
            errors.push(row.fail(call).await);
            let label = format!("{}, {loss}, {name} retries", row.label());
            assert_eq!(arm.server.take_seen().len(), 1, "{label}");
        }
    }
    errors
}

#[tokio::test]
async fn a_regenerate_is_sent_once() {
    for (loss, answer) in losses() {
        for error in lose(loss, &answer).await {
            let text = everything(&error);
            assert!(OutcomeUnknown::is_cause_of(&error), "{loss}: {text}");
        }
    }
}

/// A service can close a reused connection at any time, and HTTP clients then often retry on
/// another.
#[tokio::test]
async fn a_regenerate_is_sent_once_over_a_connection_in_use() {
    for row in rows_of(Kind::Regenerate) {
        let arm = FakeArm::start().await;
        let served = Answer::new(row.status, row.answer);
        arm.server.script([served, Answer::hang_up()]);
        row.succeed(arm.quick_call(&row)).await;
        let error = row.fail(arm.quick_call(&row)).await;
        assert!(OutcomeUnknown::is_cause_of(&error), "{error:?}");
        assert_eq!(arm.server.take_seen().len(), 2, "{}", row.label());
    }
}

/// Whatever error a transport or a policy of the user returns after a timeout.
#[tokio::test]
async fn a_regenerate_that_takes_too_long_is_sent_once() {
    let patience = Duration::from_millis(50);
    for row in rows_of(Kind::Regenerate) {
        let late = Answer::new(row.status, row.answer).late(Duration::from_millis(500));
        for kind in [ErrorKind::Io, ErrorKind::Other] {
            let mut arm = FakeArm::start().await;
            let impatient = Loopback::to(arm.server.port()).patience(patience, kind.clone());
            arm.transport = Arc::new(impatient);
            arm.server.script([late.clone()]);
            let error = row.fail(arm.quick_call(&row)).await;
            assert!(OutcomeUnknown::is_cause_of(&error), "{error:?}");
            assert_eq!(arm.server.take_seen().len(), 1, "{} {kind:?}", row.label());
        }
        for kind in [ErrorKind::Io, ErrorKind::Connection, ErrorKind::Other] {
            let arm = FakeArm::start().await;
            arm.server.script([late.clone()]);
            let mut call = arm.quick_call(&row);
            let impatient = Arc::new(Impatient(patience, kind.clone()));
            call.options.client_options.per_try_policies.push(impatient);
            let error = row.fail(call).await;
            assert!(OutcomeUnknown::is_cause_of(&error), "{error:?}");
            assert_eq!(arm.server.take_seen().len(), 1, "{} {kind:?}", row.label());
        }
    }
}

/// The caller receives the last response, whether it is a success or an error.
#[tokio::test]
async fn a_regenerate_is_sent_once_whatever_a_retry_policy_lists() {
    let body = r#"{"error": {"code": "Said", "message": "m"}}"#;
    for row in rows_of(Kind::Regenerate) {
        for status in [200, 202, 204, 302, 400, 404, 409, 500] {
            let arm = FakeArm::start().await;
            let body = if status == row.status {
                row.answer
            } else {
                body
            };
            arm.server.script([Answer::new(status, body)]);
            let mut call = arm.call(&row);
            call.options.client_options.retry = retries_of(&[status]);
            let label = format!("{} {status}", row.label());
            if status == row.status {
                let decoded = row.succeed(call).await;
                assert_eq!(decoded.body, row.decoded(), "{label}");
            } else {
                let error = row.fail(call).await;
                assert_eq!(
                    error.http_status(),
                    Some(StatusCode::from(status)),
                    "{label}"
                );
                let text = ErrorResponse::from_error(&error).expect("the service answered");
                let code = (status != 204).then_some("Said");
                assert_eq!(text.error.code.as_deref(), code, "{label}");
            }
            assert_eq!(arm.server.take_seen().len(), 1, "{label}");
        }
    }
}

/// The service has refused, even if the rest of its response is lost.
#[tokio::test]
async fn the_outcome_of_a_truncated_refusal_is_known() {
    for row in rows_of(Kind::Regenerate) {
        for status in [400, 404, 409] {
            let arm = FakeArm::start().await;
            arm.server.script([Answer::new(status, "{}").cut()]);
            let error = row.fail(arm.quick_call(&row)).await;
            let label = format!("{} {status}", row.label());
            assert!(!OutcomeUnknown::is_cause_of(&error), "{label}: {error:?}");
            assert_eq!(arm.server.take_seen().len(), 1, "{label}");
        }
    }
}

#[tokio::test]
async fn the_outcome_is_known_after_a_complete_response() {
    for row in rows_of(Kind::Regenerate) {
        for status in [302, 400, 401, 404, 409, 429] {
            let arm = FakeArm::start().await;
            arm.server.script([Answer::new(status, "{}")]);
            let error = row.fail(arm.quick_call(&row)).await;
            assert!(
                !OutcomeUnknown::is_cause_of(&error),
                "{} {status}",
                row.label()
            );
        }
    }
}

#[tokio::test]
async fn after_an_undeclared_success_the_outcome_is_unknown() {
    for row in rows_of(Kind::Regenerate) {
        for status in [201, 202, 206] {
            let arm = FakeArm::start().await;
            arm.server.script([Answer::new(status, "{}")]);
            let error = row.fail(arm.quick_call(&row)).await;
            let label = format!("{} {status}", row.label());
            assert!(OutcomeUnknown::is_cause_of(&error), "{label}");
            assert_eq!(arm.server.take_seen().len(), 1, "{label}");
        }
    }
}
