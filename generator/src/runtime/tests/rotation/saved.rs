//! Saved rotations with wrong times, of another version, or changed by others.

use super::{Fake, Fault, quick, run};
use crate::runtime::{KeyStatus, KeyType, Rotation, RotationOptions};
use azure_core::time::Duration;
use serde_json::{Value, json};
use std::time::{Duration as Time, Instant};

/// Times far from the present.
const TIMES: [&str; 6] = [
    "9999-12-31T23:59:59Z",
    "9999-12-31T23:59:59-23:59",
    "2999-01-01T00:00:00Z",
    "1970-01-01T00:00:00Z",
    "0000-01-01T00:00:00Z",
    "0000-01-01T00:00:00+23:59",
];

fn saved(rotation: &Rotation) -> Value {
    serde_json::to_value(rotation).unwrap()
}

fn read(saved: &Value) -> Result<Rotation, String> {
    serde_json::from_str(&saved.to_string()).map_err(|error| error.to_string())
}

/// A rotation whose first regenerate request was lost.
async fn lost() -> (Fake, Rotation) {
    let pair = Fake::new(KeyType::Primary);
    pair.fail([None, Some(Fault::LostBefore)]);
    let mut rotation = Rotation::new(KeyType::Primary);
    run(&mut rotation, &pair, quick()).await.unwrap_err();
    (pair, rotation)
}

/// A rotation that has reached the deployment.
async fn deployed() -> (Fake, Rotation) {
    let pair = Fake::new(KeyType::Primary);
    let mut rotation = Rotation::new(KeyType::Primary);
    let keep = RotationOptions {
        keep_other: true,
        ..quick()
    };
    run(&mut rotation, &pair, keep).await.unwrap();
    (pair, rotation)
}

/// Runs a rotation, which must end soon.
async fn run_soon(rotation: &mut Rotation, pair: &Fake, options: RotationOptions<'_>, what: &str) {
    let ran = tokio::time::timeout(Time::from_secs(5), run(rotation, pair, options)).await;
    ran.unwrap_or_else(|_| panic!("{what} does not end"))
        .unwrap();
    assert!(rotation.is_done(), "{what}");
    assert_eq!(pair.rejections(), 0, "{what}");
    assert!(pair.listed() < 120, "{what}: {} lists", pair.listed());
}

#[tokio::test]
async fn the_wait_for_a_lost_call_is_limited_whatever_its_saved_time() {
    for time in TIMES {
        let (pair, rotation) = lost().await;
        let mut saved = saved(&rotation);
        saved["state"]["secondary"]["Sent"]["at"] = json!(time);
        let Ok(mut rotation) = read(&saved) else {
            continue;
        };
        run_soon(&mut rotation, &pair, quick(), time).await;
    }
}

/// A time in the future counts as now, so the call is not sent again at once.
#[tokio::test]
async fn a_lost_call_in_the_future_is_waited_for() {
    let (pair, rotation) = lost().await;
    let mut saved = saved(&rotation);
    saved["state"]["secondary"]["Sent"]["at"] = json!("2999-01-01T00:00:00Z");
    let (mut rotation, began) = (read(&saved).unwrap(), Instant::now());
    run_soon(&mut rotation, &pair, quick(), "the future").await;
    assert!(began.elapsed() >= Time::from_millis(100));
}

#[tokio::test]
async fn the_wait_after_a_deployment_is_limited_whatever_its_saved_time() {
    for time in TIMES {
        let (pair, rotation) = deployed().await;
        let mut saved = saved(&rotation);
        saved["state"]["deployedAt"] = json!(time);
        let Ok(mut rotation) = read(&saved) else {
            continue;
        };
        let wait = RotationOptions {
            wait: Some(Duration::milliseconds(20)),
            ..quick()
        };
        run_soon(&mut rotation, &pair, wait, time).await;
    }
}

#[tokio::test]
async fn extreme_durations_do_not_overflow() {
    for settle in [Duration::MIN, Duration::MAX] {
        let pair = Fake::new(KeyType::Primary);
        let mut rotation = Rotation::new(KeyType::Primary);
        let options = RotationOptions {
            settle: Some(settle),
            wait: Some(Duration::MIN),
            ..quick()
        };
        run_soon(&mut rotation, &pair, options, "settling").await;
    }
}

type Change = fn(&mut Value);

/// Changes of a saved rotation that has reached the deployment, and the error for each.
#[rustfmt::skip]
const CHANGES: [(Change, &str); 19] = [
    (|saved| *saved = json!([]), "it is no object"),
    (|saved| saved["version"] = json!(2), "it has version 2, and this crate reads version 1"),
    (|saved| { saved["version"] = json!(2); saved["state"] = json!({ "newer": {} }) }, "it has version 2"),
    (|saved| saved["version"] = json!(0), "it has version 0"),
    (|saved| saved["version"] = json!("one"), "its version is no number"),
    (|saved| drop(saved.as_object_mut().unwrap().remove("version")), "it has no version"),
    (|saved| drop(saved.as_object_mut().unwrap().remove("state")), "it has no `state`"),
    (|saved| saved["more"] = json!(1), r#"its member "more" is unknown"#),
    (|saved| saved["state"]["more"] = json!(1), "unknown field `more`"),
    (|saved| saved["state"]["secondary"]["Regenerated"]["more"] = json!(1), "unknown field `more`"),
    (|saved| saved["state"]["steps"][0]["more"] = json!(1), "unknown field `more`"),
    (|saved| drop(saved["state"].as_object_mut().unwrap().remove("known")), "missing field `known`"),
    (|saved| saved["state"]["deployed"] = json!("x"), "hexadecimal"),
    (|saved| saved["state"]["pair"] = Value::Null, "of no resource"),
    (|saved| saved["state"]["secondary"] = json!("Untouched"), "a key was deployed that was not regenerated"),
    (|saved| saved["state"]["isHandedOut"] = json!(false), "never handed out"),
    (|saved| {
        saved["state"]["primary"] = saved["state"]["secondary"].clone();
        saved["state"]["deployed"] = Value::Null;
    }, "before the other one was deployed"),
    (|saved| saved["state"]["deployed"] = Value::Null, "a key was found in use that was not deployed"),
    (|saved| saved["state"]["primary"] = saved["state"]["secondary"].clone(), "both keys are the same"),
];

#[tokio::test]
async fn a_saved_rotation_that_would_be_misread_is_refused() {
    let (_, rotation) = deployed().await;
    let unchanged = saved(&rotation);
    assert_eq!(unchanged["version"], 1);
    assert_eq!(read(&unchanged), Ok(rotation));
    for (change, words) in CHANGES {
        let mut changed = unchanged.clone();
        change(&mut changed);
        let message = read(&changed).expect_err(words);
        assert!(message.contains(words), "{words}: {message}");
        assert!(message.contains("begin a new one"), "{message}");
    }
}

/// A state that claims a wrong deployed key does not take the key in use away.
#[tokio::test]
async fn a_key_that_is_saved_as_deployed_has_to_be_listed() {
    let (pair, rotation) = deployed().await;
    let mut saved = saved(&rotation);
    let other = json!("00000000000000000000000000000000");
    saved["state"]["secondary"]["Regenerated"]["now"] = other.clone();
    saved["state"]["deployed"] = other;
    let mut rotation = read(&saved).unwrap();
    run(&mut rotation, &pair, quick()).await.unwrap();
    assert_eq!(pair.rejections(), 0);
    assert!(pair.is_handed_out(KeyType::Secondary));
    assert_eq!(rotation.status(KeyType::Secondary), KeyStatus::Deployed);
}
