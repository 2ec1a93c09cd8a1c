//! A long-running operation that another process polls to its end, and what its status says.

use super::everything::options;
use armgen_everything::{
    ArmClientOptions, Continuation, OperationStatus,
    machines::{
        MachinesClient, MachinesGroupClient,
        models::{
            Machine, MachinesGroupClientCreateOrUpdateOptions, MachinesGroupClientInspectOptions,
            Report,
        },
    },
};
use azure_core::{
    Error, Result,
    http::{ClientOptions, Poller, Transport, poller::StatusMonitor},
    time::Duration,
};
use azure_keys_tests::{Answer, FakeArm, error::everything};
use futures::TryStreamExt;
use serde_json::Value;
use std::time::Instant;

const ARM: &str = "https://management.azure.com";
const DONE: &str = r#"{"name":"m","properties":{"provisioningState":"Succeeded","speed":7}}"#;

fn client(arm: &FakeArm) -> MachinesGroupClient {
    MachinesClient::new(arm.credential.clone(), options(arm))
        .expect("the options are good")
        .machines()
}

fn begun(body: &str) -> Answer {
    Answer::new(202, body)
        .header("azure-asyncoperation", &format!("{ARM}/op/1?t=s3cr3t"))
        .header("location", &format!("{ARM}/result/1"))
        .header("retry-after", "3600")
}

/// The status of a poller that another process would drop then.
async fn first<T: Send + 'static>(mut poller: Poller<OperationStatus<T>>) -> OperationStatus<T> {
    let status = poller.try_next().await.expect("the service has accepted");
    let status = status.expect("it runs");
    status.into_model().expect("it is a status")
}

fn put(
    arm: &FakeArm,
    name: &str,
    from: Option<Continuation>,
) -> Result<Poller<OperationStatus<Machine>>> {
    let options = from.map(|from| MachinesGroupClientCreateOrUpdateOptions {
        method_options: from.into(),
        ..Default::default()
    });
    let body = Machine::default().try_into()?;
    client(arm).begin_create_or_update(name, body, options)
}

fn post(arm: &FakeArm, from: Option<Continuation>) -> Result<Poller<OperationStatus<Report>>> {
    let options = from.map(|from| MachinesGroupClientInspectOptions {
        method_options: from.into(),
        ..Default::default()
    });
    client(arm).begin_inspect("m", options)
}

fn seen(arm: &FakeArm) -> Vec<String> {
    let seen = arm.server.take_seen();
    let requests = seen
        .iter()
        .map(|seen| format!("{} {}", seen.method, seen.path));
    requests.collect()
}

/// The text of the continuation, as it is saved.
async fn saved(arm: &FakeArm) -> String {
    arm.server.script([begun("")]);
    let status = first(put(arm, "m", None).expect("the options are good")).await;
    assert_eq!(seen(arm), ["PUT /providers/Contoso.Machines/machines/m"]);
    let continuation = status.continuation().expect("it runs");
    assert!(!format!("{continuation:?} {status:?}").contains("s3cr3t"));
    continuation.to_string()
}

#[tokio::test]
async fn the_request_is_not_sent_again() {
    let began = Instant::now();
    let arm = FakeArm::start().await;
    let saved = saved(&arm).await;
    assert!(
        began.elapsed().as_secs() < 60,
        "the status came after the wait"
    );

    arm.server.script([
        Answer::new(200, r#"{"status":"Running"}"#).header("retry-after", "0"),
        Answer::new(200, r#"{"status":"Succeeded"}"#),
        Answer::new(200, DONE),
    ]);
    let from = saved.parse().expect("it was saved by this crate");
    let poller = put(&arm, "m", Some(from)).expect("it is the same call");
    let machine = poller.await.expect("it succeeds").into_model();
    assert_eq!(machine.expect("it is one").name.as_deref(), Some("m"));
    assert_eq!(
        seen(&arm),
        [
            "GET /op/1",
            "GET /op/1",
            "GET /providers/Contoso.Machines/machines/m"
        ]
    );
}

/// A POST has its result at the `Location` of the first response, which the other process has read.
#[tokio::test]
async fn the_place_of_the_result_is_saved_too() {
    let arm = FakeArm::start().await;
    arm.server.script([begun("")]);
    let status = first(post(&arm, None).expect("the options are good")).await;
    let saved = status.continuation().expect("it runs").to_string();
    arm.server.script([
        Answer::new(200, r#"{"status":"Succeeded"}"#),
        Answer::new(200, r#"{"name":"report","count":3}"#),
    ]);
    seen(&arm);
    let from = saved.parse().expect("it was saved by this crate");
    let poller = post(&arm, Some(from)).expect("it is the same call");
    let report = poller.await.expect("it succeeds").into_model();
    assert_eq!(report.expect("it is one").count, Some(3));
    assert_eq!(seen(&arm), ["GET /op/1", "GET /result/1"]);
}

/// What was saved may have been changed since.
#[tokio::test]
async fn the_token_is_sent_to_no_other_origin() {
    let arm = FakeArm::start().await;
    let saved = saved(&arm).await;
    for other in [
        "https://example.org/op/1",
        "https://user:pass@management.azure.com/op/1",
    ] {
        let changed = saved.replace(&format!("{ARM}/op/1"), other);
        assert_ne!(changed, saved);
        let from = changed.parse().expect("the form is the same");
        let poller = put(&arm, "m", Some(from)).expect("it is the same call");
        let error: Error = poller.await.expect_err("it is another origin");
        assert!(
            !everything(&error).contains("s3cr3t"),
            "{}",
            everything(&error)
        );
        assert_eq!(seen(&arm), [""; 0], "{other}");
    }
}

#[tokio::test]
async fn another_call_does_not_resume() {
    let arm = FakeArm::start().await;
    let saved = saved(&arm).await;
    let from = || {
        saved
            .parse::<Continuation>()
            .expect("it was saved by this crate")
    };
    let error = put(&arm, "other", Some(from())).expect_err("it is another machine");
    assert!(
        error.to_string().contains("continuation belongs to"),
        "{error}"
    );
    post(&arm, Some(from())).expect_err("it is another operation");
    for text in [
        "",
        "{}",
        "null",
        &saved.replace("\"version\":2", "\"version\":1"),
    ] {
        let error = text.parse::<Continuation>().expect_err("it is none");
        assert!(!error.to_string().contains("op/1"), "{error}");
    }
    assert_eq!(seen(&arm), [""; 0]);
}

#[tokio::test]
async fn a_status_has_the_members_of_the_status_document() {
    let arm = FakeArm::start().await;
    let document = r#"{"status":"Running","percentComplete":42.5,"startTime":"2026-01-31T12:00:00Z","endTime":"soon","error":{"code":"Slow","message":"It is slow."}}"#;
    arm.server.script([
        begun("").header("retry-after-ms", "0"),
        Answer::new(200, document),
    ]);
    let mut poller = put(&arm, "m", None).expect("the options are good");
    let first = poller.try_next().await.expect("it runs").expect("it runs");
    let first = first.into_model().expect("it is a status");
    assert_eq!(first.percent_complete(), None);
    let second = poller.try_next().await.expect("it runs").expect("it runs");
    let second = second.into_model().expect("it is a status");
    assert_eq!(second.percent_complete(), Some(42.5));
    let begin = second.start_time().expect("it has begun");
    assert_eq!(begin.unix_timestamp(), 1_769_860_800);
    assert_eq!(second.end_time(), None);
    let error = second.error().expect("it has one");
    assert_eq!(error.code.as_deref(), Some("Slow"));
    assert_eq!(second.status().to_owned(), first.status());
    assert!(!format!("{second:?}").contains("It is slow."));
}

/// A status document may have more than ARM's contract says. The service's own model reads it.
#[tokio::test]
async fn a_status_is_read_as_the_model_of_the_service() {
    #[derive(serde::Deserialize)]
    struct Progress {
        status: String,
        steps: Vec<String>,
        properties: Value,
    }

    let arm = FakeArm::start().await;
    let document = r#"{"status":"Running","steps":["copy"],"properties":{"key":"k3y"}}"#;
    arm.server.script([
        begun("").header("retry-after-ms", "0"),
        Answer::new(200, document),
    ]);
    let mut poller = put(&arm, "m", None).expect("the options are good");
    let first = poller.try_next().await.expect("it runs").expect("it runs");
    let first = first.into_model().expect("it is a status");
    let document: Option<Progress> = first.document().expect("there is none to read");
    assert!(document.is_none());
    let second = poller.try_next().await.expect("it runs").expect("it runs");
    let second = second.into_model().expect("it is a status");
    let document: Option<Progress> = second.document().expect("it has the form");
    let document = document.expect("the response is a status document");
    assert_eq!(document.status, "Running");
    assert_eq!(document.steps, ["copy"]);
    assert_eq!(document.properties["key"], "k3y");
    assert!(!format!("{second:?}").contains("k3y"));
    let other = second.document::<Vec<String>>().expect_err("it is no list");
    assert_eq!(
        other.to_string(),
        "the status document does not have the form of alloc::vec::Vec<alloc::string::String>"
    );
    let other = second
        .document::<std::collections::BTreeMap<String, i32>>()
        .expect_err("its values are no numbers");
    assert!(!format!("{other:?}").contains("Running"), "{other:?}");
}

/// The resource itself is no status document: its members stay out of the status.
#[tokio::test]
async fn a_status_has_nothing_of_the_resource() {
    let arm = FakeArm::start().await;
    let creating = r#"{"percentComplete":1,"error":{"code":"k3y"},"properties":{"provisioningState":"Creating"}}"#;
    arm.server.script([Answer::new(201, creating)]);
    let status = first(put(&arm, "m", None).expect("the options are good")).await;
    assert_eq!(status.percent_complete(), None);
    assert!(status.error().is_none());
    let document: Option<Value> = status.document().expect("there is none to read");
    assert!(document.is_none());
    assert!(status.continuation().is_some());
}

#[tokio::test]
async fn the_deadline_ends_a_wait() {
    let arm = FakeArm::start().await;
    arm.server.script([begun("")]);
    let client_options = ClientOptions {
        transport: Some(Transport::new(arm.transport.clone())),
        ..Default::default()
    };
    let options = ArmClientOptions {
        client_options,
        deadline: Some(Duration::milliseconds(300)),
        ..Default::default()
    };
    let client = MachinesClient::new(arm.credential.clone(), Some(options));
    let client = client.expect("the options are good").machines();
    let body = Machine::default().try_into().expect("it can be written");
    let poller = client.begin_create_or_update("m", body, None);
    poller
        .expect("they are good")
        .await
        .expect_err("it is late");
}
