//! Values that may be null, and secrets in every place, over HTTP.

use super::everything::forms as client;
use armgen_everything::{
    Hidden, Nullable,
    forms::models::{
        BoxPatch, ChestKind, Deep, FormsSecretsClientPutOptions, Lid, Parcel, RoomHeaders, Vault,
        VaultColor, XColor,
    },
};
use azure_core::{credentials::Secret, time::OffsetDateTime};
use azure_keys_tests::{Answer, FakeArm, error::everything};
use serde_json::{Value, json};
use std::collections::HashMap;

fn sent(arm: &FakeArm) -> Value {
    let seen = arm.server.take_seen();
    let bodies: Vec<&[u8]> = seen.iter().map(|seen| seen.body.as_slice()).collect();
    let [body] = bodies.as_slice() else {
        panic!("{} requests were sent", bodies.len());
    };
    serde_json::from_slice(body).expect("the body is JSON")
}

fn noon() -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(1_769_860_800).expect("the time is in range")
}

#[tokio::test]
async fn a_patch_tells_null_from_what_is_not_sent() {
    let arm = FakeArm::start().await;
    let nulls = client(&arm).nulls();
    for (patch, expected) in [
        (BoxPatch::default(), json!({ "kind": null })),
        (
            BoxPatch {
                kind: Some("k".to_owned()),
                note: Some(Nullable::Null),
                size: Some(Nullable::Null),
                opened: Some(Nullable::Null),
                lid: Some(Nullable::Null),
                tags: Some(Nullable::Null),
                color: None,
                ..Default::default()
            },
            json!({ "kind": "k", "note": null, "size": null, "opened": null, "lid": null, "tags": null }),
        ),
        (
            BoxPatch {
                note: Some("n".to_owned().into()),
                size: Some(1.into()),
                opened: Some(noon().into()),
                lid: Some(
                    Lid {
                        round: Some(true),
                        ..Default::default()
                    }
                    .into(),
                ),
                ..Default::default()
            },
            json!({ "kind": null, "note": "n", "size": 1, "opened": "2026-01-31T12:00:00Z", "lid": { "round": true } }),
        ),
    ] {
        arm.server.script([Answer::new(200, "{}")]);
        let body = patch.try_into().expect("a patch can be written");
        nulls
            .update("b", body, None)
            .await
            .expect("the response is 200");
        assert_eq!(sent(&arm), expected);
    }
}

#[tokio::test]
async fn lists_and_maps_hold_null() {
    let json = json!({
        "days": { "a": "2026-01-31T12:00:00Z", "b": null },
        "lids": { "a": { "round": true }, "b": null },
        "names": ["a", null],
        "rows": [[1, null], []],
    });
    let arm = FakeArm::start().await;
    arm.server.script([Answer::new(200, json.to_string())]);
    let parcel = Parcel {
        names: Some(vec![Some("a".to_owned()), None]),
        days: Some(HashMap::from([
            ("a".to_owned(), Some(noon())),
            ("b".to_owned(), None),
        ])),
        lids: Some(HashMap::from([
            (
                "a".to_owned(),
                Some(Lid {
                    round: Some(true),
                    ..Default::default()
                }),
            ),
            ("b".to_owned(), None),
        ])),
        rows: Some(vec![vec![Some(1), None], Vec::new()]),
        ..Default::default()
    };
    let nulls = client(&arm).nulls();
    let body = parcel.clone().try_into().expect("a box can be written");
    let response = nulls
        .put("b", body, None)
        .await
        .expect("the response is 200");
    let received = response.into_model().expect("it is a box");
    let written = |parcel| serde_json::to_value(parcel).expect("a box can be written");
    assert_eq!(written(&received), written(&parcel));
    assert_eq!(sent(&arm), json);

    // A null where none may be is still an error.
    arm.server.script([Answer::new(200, r#"{"rows":[null]}"#)]);
    let body = Parcel::default().try_into().expect("a box can be written");
    let response = nulls
        .put("b", body, None)
        .await
        .expect("the response is 200");
    response.into_model().expect_err("a row is no null");
}

const ROOM: &str = r#"{"name":"r","settings":{"a":["s3cr3t-a"]},"counts":{"a":770001},"dates":["2026-01-31T12:00:00Z"],"words":{"w":"s3cr3t-w"},"chest":{"gold":770002,"kind":"s3cr3t-k","more":770003},"state":true}"#;

/// What no text may contain.
const SECRETS: [&str; 9] = [
    "s3cr3t", "770001", "770002", "770003", "770004", "2026", "true", "Blue", "blue",
];

fn shows_none(text: &str) {
    for secret in SECRETS {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

fn vault() -> Vault {
    Vault {
        color: Some(Hidden(VaultColor::Blue)),
        deep: Some(Deep {
            open: Some(Hidden(true)),
            words: Some(vec![Secret::new("s3cr3t-v")]),
            ..Default::default()
        }),
        ..Vault::new(Hidden(770_004))
    }
}

fn options() -> FormsSecretsClientPutOptions<'static> {
    FormsSecretsClientPutOptions {
        words: Some(vec![Secret::new("s3cr3t-1"), Secret::new("s3cr3t 2")]),
        x_color: Some(Hidden(XColor::Blue)),
        ..Default::default()
    }
}

#[tokio::test]
async fn everything_below_a_secret_is_secret() {
    let arm = FakeArm::start().await;
    arm.server
        .script([Answer::new(200, ROOM).header("x-next", "s3cr3t-n")]);
    shows_none(&format!("{:?} {:?}", vault(), options()));
    let door = Secret::new("s3cr3t/d");
    let secrets = client(&arm).secrets();
    let body = vault().try_into().expect("a vault can be written");
    let call = secrets.put(&door, Hidden(770_004), body, Some(options()));
    let response = call.await.expect("the response is 200");
    let seen = arm.server.take_seen();
    assert_eq!(seen[0].path, "/providers/Contoso.Forms/doors/s3cr3t%2Fd");
    assert_eq!(
        seen[0].query,
        "api-version=2026-05-05&pin=770004&words=s3cr3t-1&words=s3cr3t%202"
    );
    assert_eq!(seen[0].header("x-color"), ["blue"]);
    assert_eq!(
        serde_json::from_slice::<Value>(&seen[0].body).expect("the body is JSON"),
        json!({ "number": 770_004, "color": "blue", "deep": { "open": true, "words": ["s3cr3t-v"] } })
    );

    let next = response.x_next().expect("the header is a text");
    shows_none(&format!("{next:?}"));
    assert_eq!(next.expect("there is one").secret(), "s3cr3t-n");
    let room = response.into_model().expect("it is a room");
    shows_none(&format!("{room:?} {room:#?}"));
    let settings = room.settings.expect("there are some").0;
    assert_eq!(settings["a"][0], "s3cr3t-a");
    assert_eq!(room.counts.expect("there are some")["a"], Hidden(770_001));
    assert_eq!(room.dates.expect("there are some"), [Hidden(noon())]);
    assert_eq!(room.state, Some(Hidden(true)));
    let chest = room.chest.expect("there is one");
    assert_eq!(chest.gold, Some(Hidden(770_002)));
    let kind = ChestKind::UnknownValue("s3cr3t-k".to_owned());
    assert_eq!(chest.kind, Some(Hidden(kind)));
    assert_eq!(chest.additional_properties["more"], Hidden(770_003));
}

#[tokio::test]
async fn an_error_shows_no_secret() {
    let arm = FakeArm::start().await;
    let secrets = client(&arm).secrets();
    let door = Secret::new("s3cr3t/d");
    let body = || vault().try_into().expect("a vault can be written");
    for answer in [
        ROOM.replace("770001", r#""s3cr3t-x""#),
        ROOM.replace("770002", r#""s3cr3t-x""#),
        ROOM.replace(r#""2026-01-31T12:00:00Z""#, r#""s3cr3t-x""#),
        ROOM.replace("true", r#""s3cr3t-x""#),
    ] {
        arm.server.script([Answer::new(200, answer)]);
        let call = secrets.put(&door, Hidden(770_004), body(), Some(options()));
        let response = call.await.expect("the response is 200");
        let error = response
            .into_model()
            .expect_err("the response is of another shape");
        shows_none(&everything(&error));
    }
}
