//! What the service requires is in each request, over HTTP.

use super::everything::{records as client, sleeves};
use armgen_everything::{
    Json, Nullable,
    records::models::{Disc, Medium, Print, Record, Sleeve, Track},
};
use azure_core::{error::ErrorKind, http::RequestContent};
use azure_keys_tests::{Answer, FakeArm};
use serde_json::{Value, json};
use std::collections::HashMap;

fn record() -> Record {
    Record {
        title: Some("t".to_owned()),
        ..Default::default()
    }
}

fn track(name: Option<&str>) -> Track {
    Track {
        name: name.map(str::to_owned),
        ..Default::default()
    }
}

#[track_caller]
fn is_refused<T>(content: azure_core::Result<RequestContent<T>>, message: &str) {
    let error = content.map(|_| ()).expect_err("something is missing");
    assert_eq!(error.to_string(), message);
    assert_eq!(*error.kind(), ErrorKind::DataConversion);
}

#[track_caller]
fn record_is_refused(record: Record, message: &str) {
    assert!(
        serde_json::to_value(&record).is_ok(),
        "only requests need it"
    );
    is_refused(record.try_into(), message);
}

/// At every depth: in lists, maps and unions. The key of a map is the user's, so the error does not show it.
#[test]
fn a_request_without_what_the_service_requires_is_refused() {
    record_is_refused(
        Record::default(),
        "`title` of `Record` is required by the service and not set",
    );
    let tracks = Some(vec![track(Some("a")), track(None)]);
    record_is_refused(
        Record { tracks, ..record() },
        "`tracks[1].name` of `Track` is required by the service and not set",
    );
    let by_label = Some(HashMap::from([("hidden".to_owned(), track(None))]));
    record_is_refused(
        Record {
            by_label,
            ..record()
        },
        "`byLabel[*].name` of `Track` is required by the service and not set",
    );
    let medium = Some(Medium::Disc(Box::default()));
    record_is_refused(
        Record { medium, ..record() },
        "`medium.inches` of `Disc` is required by the service and not set",
    );
    let medium = Some(Medium::UnknownKind(Box::default()));
    record_is_refused(
        Record { medium, ..record() },
        "`medium.kind` of `MediumBase` is required by the service and not set",
    );
}

/// A body may be a list or a map itself.
#[test]
fn an_error_within_a_list_has_its_place_in_the_list() {
    is_refused(
        Json(vec![track(Some("a")), track(None)]).try_into(),
        "`[1].name` of `Track` is required by the service and not set",
    );
    let record = Record {
        tracks: Some(vec![track(None)]),
        ..record()
    };
    is_refused(
        Json(vec![Vec::new(), vec![record]]).try_into(),
        "`[1][0].tracks[0].name` of `Track` is required by the service and not set",
    );
    is_refused(
        Json(HashMap::from([("hidden".to_owned(), track(None))])).try_into(),
        "`[*].name` of `Track` is required by the service and not set",
    );
}

/// What only the service sets is not needed, nor is the discriminator, which the variant is.
#[tokio::test]
async fn a_request_with_what_the_service_requires_is_sent() {
    let arm = FakeArm::start().await;
    arm.server.script([Answer::new(200, "{}")]);
    let disc = Disc {
        inches: Some(12),
        ..Default::default()
    };
    let record = Record {
        medium: Some(Medium::Disc(Box::new(disc))),
        tracks: Some(vec![track(Some("a"))]),
        ..record()
    };
    let body = record.try_into().expect("nothing is missing");
    let client = client(&arm);
    let sent = client.create_or_update("group", "one", body, None).await;
    sent.expect("the response is 200");
    let expected = json!({
        "title": "t", "medium": { "kind": "Disc", "inches": 12 }, "tracks": [{ "name": "a" }],
    });
    assert_eq!(last(&arm), expected);
}

/// A failed conversion leaves nothing behind that changes what is written next.
#[test]
fn a_value_is_written_as_it_is_after_a_failed_conversion() {
    let missing: azure_core::Result<RequestContent<Record>> = Record::default().try_into();
    assert!(missing.is_err());
    let written = serde_json::to_value(Record {
        etag: Some("a".to_owned()),
        ..Default::default()
    });
    let written = written.expect("only requests need the title");
    assert_eq!(written, json!({ "etag": "a" }));
}

fn print(text: Option<&str>) -> Print {
    Print {
        text: text.map(str::to_owned),
        width: Some(1),
        ..Default::default()
    }
}

fn sleeve(print: Print) -> Sleeve {
    Sleeve {
        colour: Some("red".to_owned()),
        print: Some(print),
        ..Default::default()
    }
}

fn content(sleeve: Sleeve) -> RequestContent<Sleeve> {
    sleeve.try_into().expect("the method is not known")
}

async fn is_not_replaced_by(arm: &FakeArm, sleeve: RequestContent<Sleeve>, message: &str) {
    let sent = sleeves(arm).replace("group", "one", sleeve, None).await;
    let error = sent.map(|_| ()).expect_err("something is missing");
    assert_eq!(error.to_string(), message);
    assert_eq!(*error.kind(), ErrorKind::DataConversion);
    assert!(arm.server.take_seen().is_empty(), "no request was sent");
}

/// A PATCH names what changes, within its parts too.
#[tokio::test]
async fn a_patch_needs_nothing() {
    let arm = FakeArm::start().await;
    arm.server.script([Answer::new(200, "{}")]);
    let body = content(Sleeve {
        print: Some(print(None)),
        ..Default::default()
    });
    let sent = sleeves(&arm).update("group", "one", body, None).await;
    sent.expect("the response is 200");
    assert_eq!(last(&arm), json!({ "print": {} }));
}

/// The conversion does not know the method, so the method refuses the body. Lists in lists and additional properties are
/// parts as well.
#[tokio::test]
async fn a_put_needs_what_a_patch_of_the_same_model_does_not() {
    let arm = FakeArm::start().await;
    let none = content(Sleeve::default());
    let message = "`colour` of `Sleeve` is required by the service and not set";
    is_not_replaced_by(&arm, none.clone(), message).await;
    is_not_replaced_by(&arm, none, message).await;
    let message = "`print.text` of `Print` is required by the service and not set";
    is_not_replaced_by(&arm, content(sleeve(print(None))), message).await;
    let labels = Some(vec![Vec::new(), vec![print(Some("a")), print(None)]]);
    let body = content(Sleeve {
        labels,
        ..sleeve(print(Some("a")))
    });
    let message = "`labels[1][1].text` of `Print` is required by the service and not set";
    is_not_replaced_by(&arm, body, message).await;
    let body = content(Sleeve {
        additional_properties: HashMap::from([("hidden".to_owned(), print(None))]),
        ..sleeve(print(Some("a")))
    });
    let message = "`[*].text` of `Print` is required by the service and not set";
    is_not_replaced_by(&arm, body, message).await;
}

/// A body that has everything is sent, and so is JSON that a caller wrote.
#[tokio::test]
async fn a_put_sends_what_the_conversion_or_a_caller_wrote() {
    let arm = FakeArm::start().await;
    arm.server
        .script([Answer::new(200, "{}"), Answer::new(200, "{}")]);
    let labels = Some(vec![vec![print(Some("b"))], Vec::new()]);
    let body = content(Sleeve {
        labels,
        additional_properties: HashMap::from([("c".to_owned(), print(Some("d")))]),
        ..sleeve(print(Some("a")))
    });
    let sent = sleeves(&arm).replace("group", "one", body, None).await;
    sent.expect("the response is 200");
    let expected = json!({
        "colour": "red", "note": null, "print": { "text": "a" }, "labels": [[{ "text": "b" }], []], "c": { "text": "d" },
    });
    assert_eq!(last(&arm), expected);
    // Also while a body with the same content is refused.
    let refused = content(Sleeve::default());
    let written = RequestContent::from_slice(b"{}");
    let sent = sleeves(&arm).replace("group", "one", written, None).await;
    sent.expect("the response is 200");
    assert_eq!(last(&arm), json!({}));
    drop(refused);
}

/// What may be null is sent as null by a PUT, which requires it. A PATCH that did so would remove what the resource has.
#[tokio::test]
async fn a_patch_sends_null_only_for_what_is_null() {
    let arm = FakeArm::start().await;
    arm.server.script(vec![Answer::new(200, "{}"); 4]);
    let colour = || Some("red".to_owned());
    let sleeve = |note| Sleeve {
        colour: colour(),
        note,
        ..Default::default()
    };
    let (unset, null) = (
        json!({ "colour": "red" }),
        json!({ "colour": "red", "note": null }),
    );
    for (note, patched) in [(None, unset), (Some(Nullable::Null), null.clone())] {
        let body = content(sleeve(note));
        let sent = sleeves(&arm)
            .update("group", "one", body.clone(), None)
            .await;
        sent.expect("the response is 200");
        assert_eq!(last(&arm), patched);
        let sent = sleeves(&arm).replace("group", "one", body, None).await;
        sent.expect("the response is 200");
        assert_eq!(last(&arm), null);
    }
}

fn last(arm: &FakeArm) -> Value {
    let seen = arm.server.take_seen();
    let last = seen.last().expect("a request was sent");
    serde_json::from_slice(&last.body).expect("the body is JSON")
}
