//! Calls that are safe to repeat are retried.

use azure_keys::OutcomeUnknown;
use azure_keys_tests::{
    Answer, FakeArm, Kind, Loopback, Row,
    client::{QUICK_RETRIES, many_retries},
    rows,
    table::rows_of,
};
use std::{sync::Arc, time::Duration};
use tokio::{net::TcpListener, task::JoinSet};

#[tokio::test]
async fn a_list_is_retried() {
    let failures = [
        ("500", Answer::new(500, "{}")),
        ("503", Answer::new(503, "{}")),
        ("408", Answer::new(408, "{}")),
        ("429", Answer::new(429, "{}")),
        ("hung up", Answer::hang_up()),
        ("cut off", Answer::new(200, "{}").cut()),
    ];
    for row in rows_of(Kind::List) {
        for (name, failure) in &failures {
            let arm = FakeArm::start().await;
            let good = Answer::new(row.status, row.answer);
            arm.server.script([failure.clone(), good]);
            let decoded = row.succeed(arm.quick_call(&row)).await;
            let label = format!("{} {name}", row.label());
            assert_eq!(decoded.body, row.decoded(), "{label}");
            assert_eq!(arm.server.take_seen().len(), 2, "{label}");
        }
    }
}

#[tokio::test]
async fn a_list_is_retried_with_fixed_retries() {
    for row in rows_of(Kind::List) {
        let arm = FakeArm::start().await;
        arm.server
            .script([Answer::new(500, ""), Answer::new(row.status, row.answer)]);
        let mut call = arm.call(&row);
        call.options.client_options.retry = many_retries();
        let decoded = row.succeed(call).await;
        assert_eq!(decoded.body, row.decoded(), "{}", row.label());
        assert_eq!(arm.server.take_seen().len(), 2, "{}", row.label());
    }
}

#[tokio::test]
async fn a_list_is_retried_as_often_as_the_user_allows() {
    for row in rows_of(Kind::List) {
        let arm = FakeArm::start().await;
        arm.server.script([Answer::new(500, "")]);
        row.fail(arm.quick_call(&row)).await;
        let sent = arm.server.take_seen().len();
        assert_eq!(sent, 1 + QUICK_RETRIES, "{}", row.label());
    }
}

/// `429 Too Many Requests` means that the service did nothing, so even a regenerate is sent again.
#[tokio::test]
async fn too_many_requests_is_retried_after_the_specified_delay() {
    let mut calls = JoinSet::new();
    for row in rows() {
        calls.spawn(throttled(row));
    }
    assert_eq!(calls.join_all().await.len(), 9);
}

async fn throttled(row: Row) {
    let arm = FakeArm::start().await;
    let throttle = Answer::new(429, "{}").header("Retry-After", "1");
    arm.server
        .script([throttle, Answer::new(row.status, row.answer)]);
    let decoded = row.succeed(arm.call(&row)).await;
    assert_eq!(decoded.body, row.decoded(), "{}", row.label());
    let seen = arm.server.take_seen();
    assert_eq!(seen.len(), 2, "{}", row.label());
    let waited = seen[1].at - seen[0].at;
    assert!(
        waited >= Duration::from_secs(1),
        "{}: {waited:?}",
        row.label()
    );
    assert_eq!(seen[0].body, seen[1].body, "{}", row.label());
}

#[tokio::test]
async fn a_refused_connection_is_retried() {
    for row in rows() {
        let mut arm = FakeArm::start().await;
        arm.transport = Arc::new(Loopback::to(closed_port().await));
        let error = row.fail(arm.quick_call(&row)).await;
        let tries = arm.transport.take_urls().len();
        assert_eq!(tries, 1 + QUICK_RETRIES, "{}", row.label());
        assert!(
            !OutcomeUnknown::is_cause_of(&error),
            "{}: {error:?}",
            row.label()
        );
        assert!(error.to_string().contains(row.operation), "{error}");
    }
}

/// A port on which nothing listens.
async fn closed_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    listener.local_addr().expect("an address").port()
}
