//! Errors of services that have a form of their own.

use armgen_everything::{
    ArmClientOptions, ErrorResponse,
    gadgets::{GadgetsClient, models::GadgetError},
};
use azure_core::{
    Error,
    error::ErrorKind,
    http::{ClientOptions, RequestContent, StatusCode, Transport},
};
use azure_keys_tests::{Answer, FakeArm, client::quick_retries};

/// The error of a call that the service answers so.
async fn error(answer: Answer) -> Error {
    let arm = FakeArm::start().await;
    arm.server.script([answer]);
    let client_options = ClientOptions {
        transport: Some(Transport::new(arm.transport.clone())),
        retry: quick_retries(),
        ..Default::default()
    };
    let options = ArmClientOptions {
        client_options,
        ..Default::default()
    };
    let client = GadgetsClient::new("s", arm.credential.clone(), Some(options));
    let gadgets = client.expect("the options are fine").gadgets();
    let sent = gadgets
        .create("g", RequestContent::from_static(b"{}"), None)
        .await;
    sent.expect_err("it is a failure")
}

#[tokio::test]
async fn a_failure_is_read_in_the_form_of_its_service() {
    let body = r#"{"error":{"code":"Jammed","message":"It is jammed.","retryable":true}}"#;
    let error = error(Answer::new(409, body)).await;
    let own = GadgetError::from_error(&error).and_then(|own| own.error);
    let own = own.expect("the service answered in its form");
    assert_eq!(own.retryable, Some(true));
    assert_eq!(own.code.as_deref(), Some("Jammed"));
    let common = ErrorResponse::from_error(&error).expect("the service answered");
    assert_eq!(common.error.code.as_deref(), Some("Jammed"));
    assert!(matches!(
        error.kind(),
        ErrorKind::HttpResponse { status: StatusCode::Conflict, error_code: Some(code), .. } if code == "Jammed"
    ));
}

#[tokio::test]
async fn what_has_another_form_is_no_such_error() {
    for answer in [
        Answer::new(400, "[7]"),
        Answer::new(400, ""),
        Answer::hang_up(),
    ] {
        let error = error(answer).await;
        assert!(GadgetError::from_error(&error).is_none(), "{error}");
    }
}
