//! Several API versions of one service in one crate, over HTTP.

use armgen_everything::{
    ArmClientOptions, KeyType, RESOURCE_TYPES, key_pairs,
    sensors::{self, v2024_01_01, v2025_03_01_preview},
};
use azure_core::http::{ClientOptions, Transport};
use azure_keys_tests::{Answer, FakeArm};

fn options(arm: &FakeArm) -> Option<ArmClientOptions> {
    let client_options = ClientOptions {
        transport: Some(Transport::new(arm.transport.clone())),
        ..Default::default()
    };
    Some(ArmClientOptions {
        client_options,
        ..Default::default()
    })
}

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

    // Equal definitions of both versions are one type.
    assert_eq!(sensor.location, newer.location);
    let _: &sensors::models::Sensor = &newer;
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
