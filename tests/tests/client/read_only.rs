//! What only the service sets is not sent, over HTTP.

use super::everything::records as client;
use armgen_everything::{
    Json, Nullable,
    records::models::{Disc, Medium, Record, RecordPatch, Track},
};
use azure_keys_tests::{Answer, FakeArm};
use serde_json::{Value, json};

/// The body of the last request.
fn sent(arm: &FakeArm) -> Value {
    let seen = arm.server.take_seen();
    let last = seen.last().expect("a request was sent");
    serde_json::from_slice(&last.body).expect("the body is JSON")
}

const PUBLISHED: &str = r#"{
    "id": "/one", "name": "one", "location": "west", "title": "t", "etag": "1", "state": "Ready",
    "tracks": [{ "name": "a", "duration": "PT1M", "seen": "2026-01-31T12:00:00Z" }],
    "byLabel": { "first": { "name": "a", "duration": "PT1M" } },
    "medium": { "kind": "Disc", "serial": "s", "inches": 12, "scratches": 3 },
    "counts": { "yesterday": 2 }
}"#;

/// A user reads a resource, changes it and puts it back. Properties of the service are left out at every depth: in
/// lists, maps, parents and unions, also where the schema of the property marks them. A discriminator is sent.
#[tokio::test]
async fn a_changed_resource_is_put_back_without_what_the_service_sets() {
    let arm = FakeArm::start().await;
    arm.server
        .script([Answer::new(200, PUBLISHED), Answer::new(200, PUBLISHED)]);
    let client = client(&arm);
    let response = client.get("group", "one", None).await;
    let record = response.expect("the response is 200").into_model();
    let mut record: Record = record.expect("it is a record");
    assert_eq!(record.id.as_deref(), Some("/one"));
    record.title = Some("new".to_owned());

    let all = serde_json::to_value(&record).expect("it is JSON");
    let body = record.try_into().expect("it is JSON");
    let response = client.create_or_update("group", "one", body, None).await;
    response.expect("the response is 200");
    let expected = json!({
        "location": "west", "title": "new",
        "tracks": [{ "name": "a" }],
        "byLabel": { "first": { "name": "a" } },
        "medium": { "kind": "Disc", "inches": 12 },
    });
    assert_eq!(sent(&arm), expected);

    // A program that stores what it read has everything.
    let mut published: Value = serde_json::from_str(PUBLISHED).expect("it is JSON");
    published["title"] = "new".into();
    assert_eq!(all, published);
}

/// A list as a body has no model of its own.
#[tokio::test]
async fn models_in_a_list_are_sent_without_what_the_service_sets() {
    let arm = FakeArm::start().await;
    arm.server.script([Answer::new(204, "")]);
    let track = Track {
        name: Some("a".to_owned()),
        duration: Some("PT1M".to_owned()),
        ..Default::default()
    };
    let body = Json(vec![track]).try_into().expect("it is JSON");
    let client = client(&arm);
    let response = client.replace_tracks("group", "one", body, None).await;
    response.expect("the response is 204");
    assert_eq!(sent(&arm), json!([{ "name": "a" }]));
}

/// What does not change once the resource exists is not part of a change.
#[tokio::test]
async fn a_patch_has_only_what_can_be_updated() {
    let arm = FakeArm::start().await;
    arm.server.script([Answer::new(200, PUBLISHED)]);
    let patch = RecordPatch {
        location: Some("east".to_owned()),
        title: Some("new".to_owned()),
        note: Some(Nullable::Null),
        ..Default::default()
    };
    let body = patch.try_into().expect("it is JSON");
    let response = client(&arm).update("group", "one", body, None).await;
    response.expect("the response is 200");
    assert_eq!(sent(&arm), json!({ "title": "new" }));
}

#[test]
fn a_union_is_written_as_a_whole_elsewhere() {
    let disc = Disc {
        scratches: Some(3),
        ..Default::default()
    };
    let medium = Medium::Disc(Box::new(disc));
    let written = serde_json::to_value(&medium).expect("it is JSON");
    assert_eq!(written, json!({ "kind": "Disc", "scratches": 3 }));
}
