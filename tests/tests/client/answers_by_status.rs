//! Responses whose body depends on the status, over HTTP.

use super::everything::records as client;
use armgen_everything::records::models::{
    RecordsGroupClientPlayHeaders as _, RecordsRecordsClientPlayAnswer,
};
use azure_core::{error::ErrorKind, http::StatusCode};
use azure_keys_tests::{Answer, FakeArm};

async fn answered(answer: Answer) -> azure_core::Result<RecordsRecordsClientPlayAnswer> {
    let arm = FakeArm::start().await;
    arm.server.script([answer]);
    client(&arm).play("group", "one", None).await
}

#[tokio::test]
async fn each_status_has_its_type() {
    let answer = Answer::new(200, r#"{ "seconds": 60 }"#).header("x-plays", "3");
    let answer = answered(answer).await.expect("200 is declared");
    assert_eq!(answer.x_plays().expect("it is a number"), Some(3));
    assert_eq!(answer.status(), StatusCode::Ok);
    let RecordsRecordsClientPlayAnswer::Ok(response) = answer else {
        panic!("the status is 200");
    };
    let played = response.into_model().expect("it is what was played");
    assert_eq!(played.seconds, Some(60));

    let answer = answered(Answer::new(202, r#"{ "position": 2 }"#)).await;
    let Ok(RecordsRecordsClientPlayAnswer::Accepted(response)) = answer else {
        panic!("the status is 202");
    };
    let queued = response.into_model().expect("it is what waits");
    assert_eq!(queued.position, Some(2));

    let answer = answered(Answer::new(203, "null")).await;
    let Ok(RecordsRecordsClientPlayAnswer::NonAuthoritativeInformation(response)) = answer else {
        panic!("the status is 203");
    };
    assert!(response.into_model().expect("it may be null").is_none());

    let answer = answered(Answer::new(204, "")).await;
    assert!(matches!(
        answer,
        Ok(RecordsRecordsClientPlayAnswer::NoContent(_))
    ));
}

/// Another status is an error, also if it means success.
#[tokio::test]
async fn a_status_that_is_not_declared_is_an_error() {
    for status in [201, 409] {
        let answer = answered(Answer::new(status, r#"{ "seconds": 60 }"#)).await;
        let error = answer.expect_err("the definition does not have the status");
        assert!(
            matches!(error.kind(), ErrorKind::HttpResponse { status: seen, .. } if u16::from(*seen) == status)
        );
    }
}
