//! A call that changes something is never sent again when its outcome is unknown.

use azure_core::{Error, http::RetryOptions};
use azure_keys::OutcomeUnknown;
use azure_keys_tests::{
    Answer, FakeArm, Kind, Loopback,
    client::{many_retries, quick_retries},
    error::everything,
    table::rows_of,
};
use std::{sync::Arc, time::Duration};

/// All that can become of an answer when the service may have renewed the key.
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

/// Sends each regenerate once with each retry policy to an answer that is lost, and gives the errors.
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
            let said = everything(&error);
            assert!(OutcomeUnknown::is_cause_of(&error), "{loss}: {said}");
        }
    }
}

/// A connection that served a call before can be closed by the service at any time, which HTTP clients take
/// as a reason to try another.
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

#[tokio::test]
async fn a_regenerate_that_takes_too_long_is_sent_once() {
    for row in rows_of(Kind::Regenerate) {
        let mut arm = FakeArm::start().await;
        let impatient = Loopback::to(arm.server.port()).patience(Duration::from_millis(50));
        arm.transport = Arc::new(impatient);
        let late = Answer::new(row.status, row.answer).late(Duration::from_millis(500));
        arm.server.script([late]);
        let error = row.fail(arm.quick_call(&row)).await;
        assert!(OutcomeUnknown::is_cause_of(&error), "{error:?}");
        assert_eq!(arm.server.take_seen().len(), 1, "{}", row.label());
    }
}

#[tokio::test]
async fn an_answer_that_arrived_is_no_unknown_outcome() {
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
async fn a_success_that_is_not_promised_leaves_the_outcome_open() {
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
