//! Several API versions of one service in one crate, over HTTP.

use super::everything::options;
use armgen_everything::{
    KeyType, RESOURCE_TYPES, key_pairs,
    sensors::{
        self,
        models::{CalibrationContent, Sensor, SensorContent, SensorPatch},
        v2024_01_01, v2025_03_01_preview,
    },
};
use azure_keys_tests::{Answer, FakeArm};

/// Query of the only request.
fn query(arm: &FakeArm) -> String {
    let seen = arm.server.take_seen();
    assert_eq!(seen.len(), 1);
    seen[0].query.clone()
}

#[tokio::test]
async fn each_version_is_a_module() {
    let arm = FakeArm::start().await;
    let json = r#"{ "location": { "room": "attic" }, "tags": { "a": "b" } }"#;
    arm.server
        .script([Answer::new(200, json), Answer::new(200, json)]);
    let old = v2024_01_01::SensorsClient::new("sub", arm.credential.clone(), options(&arm))
        .expect("the options are fine");
    let response = old.sensors().get("group", "one", None).await;
    let response = response.expect("the response is 200");
    let sensor: v2024_01_01::models::Sensor = response.into_model().expect("it is a sensor");
    assert_eq!(query(&arm), "api-version=2024-01-01");

    let new = sensors::SensorsClient::new("sub", arm.credential.clone(), options(&arm))
        .expect("the options are fine");
    let response = new.sensors().get("group", "one", None).await;
    let response = response.expect("the response is 200");
    let newer: v2025_03_01_preview::models::Sensor = response.into_model().expect("it is a sensor");
    assert_eq!(query(&arm), "api-version=2025-03-01-preview");
    let tags = newer.tags.as_ref().expect("only this version has tags");
    assert_eq!(tags["a"], "b");

    let _: &sensors::models::Sensor = &newer;
    let room = sensor.location.and_then(|location| location.room);
    assert_eq!(room.as_deref(), Some("attic"));
    // Equal definitions of both versions are one type.
    let _: fn(v2024_01_01::models::SensorKeys) -> sensors::models::SensorKeys = |keys| keys;
}

#[tokio::test]
async fn the_newest_version_has_the_keys_of_a_resource() {
    let arm = FakeArm::start().await;
    arm.server
        .script([Answer::new(200, r#"{ "key1": "a", "key2": "b" }"#)]);
    let id = "/subscriptions/sub/resourceGroups/group/providers/Contoso.Sensors/sensors/one";
    let id = id.parse().expect("it is an id");
    let pairs = key_pairs(&id, arm.credential.clone(), options(&arm)).expect("the type is known");
    assert_eq!(pairs.len(), 1);
    let keys = pairs[0].regenerate(KeyType::Primary, None).await;
    keys.expect("the response is 200");
    assert_eq!(query(&arm), "api-version=2025-03-01-preview");
    let types = RESOURCE_TYPES.iter();
    let types = types.filter(|one| one.name == "Contoso.Sensors/sensors");
    let features: Vec<&str> = types.map(|one| one.feature).collect();
    assert_eq!(features, ["sensors_v2025_03_01_preview"]);
}

/// What only the service sets is not sent.
#[tokio::test]
async fn what_a_user_got_can_be_put_back() {
    let arm = FakeArm::start().await;
    let json = r#"{ "id": "/one", "kind": "k", "location": { "room": "attic" }, "tags": { "a": "b" }, "parts": [{ "name": "lens", "state": "clean" }] }"#;
    let answer = || Answer::new(200, json);
    arm.server.script([answer(), answer(), answer()]);
    let client = sensors::SensorsClient::new("sub", arm.credential.clone(), options(&arm))
        .expect("the options are fine");
    let client = client.sensors();
    let response = client.get("group", "one", None).await;
    let sensor = response.expect("the response is 200").into_model();
    let sensor: Sensor = sensor.expect("it is a sensor");

    let content = SensorContent::try_from(sensor.clone()).expect("it has a kind");
    let body = content.try_into().expect("it is JSON");
    let response = client.create_or_update("group", "one", body, None).await;
    response.expect("the response is 200");
    let body = SensorPatch::from(sensor).try_into().expect("it is JSON");
    let response = client.update("group", "one", body, None).await;
    response.expect("the response is 200");

    let seen = arm.server.take_seen();
    let bodies = seen[1..].iter().map(|seen| {
        let body: serde_json::Value = serde_json::from_slice(&seen.body).expect("it is JSON");
        body
    });
    let bodies: Vec<serde_json::Value> = bodies.collect();
    assert_eq!(
        bodies,
        [
            serde_json::json!({ "kind": "k", "location": { "room": "attic" }, "tags": { "a": "b" }, "parts": [{ "name": "lens" }] }),
            serde_json::json!({ "tags": { "a": "b" } }),
        ]
    );
}

/// Both versions have the types, and in each of them the one converts into the other.
#[tokio::test]
async fn what_several_versions_share_can_be_put_back_in_each() {
    let arm = FakeArm::start().await;
    let json =
        r#"{ "state": "good", "points": [{ "value": 3, "measured": "2026-01-31T12:00:00Z" }] }"#;
    arm.server
        .script([Answer::new(200, json), Answer::new(200, json)]);
    let client = v2024_01_01::SensorsClient::new("sub", arm.credential.clone(), options(&arm))
        .expect("the options are fine")
        .calibrations();
    let response = client.get("group", "one", None).await;
    let calibration = response.expect("the response is 200").into_model();
    let content = CalibrationContent::from(calibration.expect("it is a calibration"));
    let body = content.try_into().expect("it is JSON");
    let response = client.set("group", "one", body, None).await;
    response.expect("the response is 200");
    let seen = arm.server.take_seen();
    assert_eq!(seen[1].body, br#"{"points":[{"value":3}]}"#);

    let other: v2025_03_01_preview::models::CalibrationContent =
        v2025_03_01_preview::models::Calibration::default().into();
    let written = |content| serde_json::to_value(content).expect("it is JSON");
    assert_eq!(written(&other), written(&CalibrationContent::default()));
}

#[test]
fn a_required_property_that_is_missing_is_an_error() {
    let error = SensorContent::try_from(Sensor::default()).expect_err("it has no kind");
    assert_eq!(
        error.to_string(),
        "`kind` is missing, which the body of the request requires"
    );
}
