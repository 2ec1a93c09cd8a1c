//! Pollers without a network. `tests/long_running.rs` tests every protocol of ARM over HTTP.

use super::{Script, ScriptedResponse, response, shown};
use crate::runtime::{
    ErrorResponse, OutcomeUnknown, long_running::FinalState, operation::Operation,
};
use azure_core::{
    Result, Value,
    error::ErrorKind,
    http::{Context, Method, poller::PollerOptions},
    time::Duration,
};

const OPERATION: &str = "https://management.azure.com/operations/1";

/// Runs an operation to its end. Returns the result and the requests.
async fn run(
    method: Method,
    state: FinalState,
    responses: impl IntoIterator<Item = ScriptedResponse>,
) -> (Result<Value>, Vec<String>) {
    let script = Script::new(responses);
    let arm = script.arm();
    let call: Operation<'_> = arm.operation("Things_Do", method, "/things/1");
    let poller = call
        .poller::<Value>(options(1), &[200, 201, 202, 204], state)
        .unwrap();
    let result = match poller.await {
        Ok(response) => response.into_model(),
        Err(error) => Err(error),
    };
    (result, script.seen())
}

fn options(seconds: i64) -> PollerOptions<'static> {
    PollerOptions {
        context: Context::new(),
        frequency: Duration::seconds(seconds),
    }
}

/// A response that requests the next poll at once.
fn pending(status: u16, headers: &[(&'static str, &str)], body: &str) -> ScriptedResponse {
    let headers: Vec<_> = headers
        .iter()
        .copied()
        .chain([("retry-after", "0")])
        .collect();
    response(status, &headers, body)
}

#[tokio::test]
async fn an_operation_resource_is_polled_and_the_resource_read() {
    let (result, seen) = run(
        Method::Put,
        FinalState::ByMethod,
        [
            pending(
                201,
                &[("azure-asyncoperation", OPERATION)],
                r#"{"properties":{"provisioningState":"Creating"}}"#,
            ),
            pending(200, &[], r#"{"status":"InProgress"}"#),
            response(503, &[("retry-after", "0")], ""),
            pending(200, &[], r#"{"status":"succeeded"}"#),
            response(200, &[], r#"{"name":"1"}"#),
        ],
    )
    .await;
    assert_eq!(result.unwrap()["name"], "1");
    assert_eq!(
        seen,
        [
            "PUT /things/1",
            "GET /operations/1",
            "GET /operations/1",
            "GET /operations/1",
            "GET /things/1"
        ]
    );
}

#[tokio::test]
async fn the_error_of_a_failed_operation_contains_the_services_error() {
    for (state, first, last) in [
        (
            "failed",
            ("azure-asyncoperation", OPERATION),
            r#"{"status":"Failed","error":{"code":"Broken","message":"It broke."}}"#,
        ),
        (
            "was cancelled",
            ("azure-asyncoperation", OPERATION),
            r#"{"status":"Canceled","error":{"code":"Broken","message":"It broke."}}"#,
        ),
    ] {
        let (result, _) = run(
            Method::Post,
            FinalState::ByMethod,
            [pending(202, &[first], ""), response(200, &[], last)],
        )
        .await;
        let error = result.unwrap_err();
        assert_eq!(error.to_string(), format!("Things_Do {state} (Broken)"));
        let response = ErrorResponse::from_error(&error).unwrap();
        assert_eq!(response.error.message.as_deref(), Some("It broke."));
    }
    let (result, _) = run(
        Method::Post,
        FinalState::ByMethod,
        [
            pending(202, &[("location", OPERATION)], ""),
            response(409, &[], r#"{"error":{"code":"Conflict"}}"#),
        ],
    )
    .await;
    assert!(result.unwrap_err().to_string().ends_with("(Conflict)"));
}

#[tokio::test]
async fn a_link_to_another_origin_is_not_followed() {
    for header in ["azure-asyncoperation", "location"] {
        let (result, seen) = run(
            Method::Post,
            FinalState::ByMethod,
            [pending(202, &[(header, "https://evil.example/1")], "")],
        )
        .await;
        assert!(shown(&result.unwrap_err()).contains("trusted_origins"));
        assert_eq!(seen.len(), 1);
    }
}

#[tokio::test]
async fn a_first_request_of_unknown_outcome_is_not_sent_again() {
    for first in [response(500, &[], ""), Err(ErrorKind::Io)] {
        let (result, seen) = run(Method::Post, FinalState::ByMethod, [first]).await;
        assert!(OutcomeUnknown::is_cause_of(&result.unwrap_err()));
        assert_eq!(seen.len(), 1);
    }
}

#[tokio::test]
async fn nothing_is_sent_before_the_first_poll_or_with_a_frequency_that_azure_core_refuses() {
    let script = Script::new([]);
    let arm = script.arm();
    let call = || arm.operation("Things_Do", Method::Post, "/things/1");
    drop(
        call()
            .poller::<Value>(options(1), &[202], FinalState::ByMethod)
            .unwrap(),
    );
    let refused = call().poller::<Value>(options(0), &[202], FinalState::ByMethod);
    assert!(refused.unwrap_err().to_string().contains("`frequency`"));
    assert!(script.seen().is_empty());
}
