//! Errors of a model with keys describe what is wrong, without any value.

use crate::runtime::{
    Hidden,
    model::{model, response},
};
use azure_core::{credentials::Secret, fmt::SafeDebug, json::from_json};
use expect_test::{Expect, expect};

#[derive(Default, PartialEq, SafeDebug)]
struct Keys {
    key: Option<Secret>,
    count: Option<i32>,
}

model! { Keys, redacted { key = "key", count = "count", } }

/// A model that contains it, whose own errors are not redacted.
#[derive(Default, SafeDebug)]
struct Outer {
    keys: Option<Vec<Keys>>,
}

response! { Outer { keys = "keys", } }

fn check<T: serde::de::DeserializeOwned + std::fmt::Debug>(json: &str, expected: Expect) {
    let error = from_json::<_, T>(json).unwrap_err();
    let text = super::shown(&error);
    assert!(!text.contains("s3cr3t") && !text.contains("4711"), "{text}");
    expected.assert_eq(&error.to_string());
}

#[test]
fn errors_name_the_model_and_the_position() {
    check::<Keys>(
        r#"{"key": 4711}"#,
        expect!["the response does not match the model Keys at line 1 column 12"],
    );
    check::<Keys>(
        r#""s3cr3t""#,
        expect!["the response does not match the model Keys at line 1 column 8"],
    );
    check::<Keys>(
        "{\n\"count\": \"s3cr3t at line 9 column 9\"}",
        expect!["the response does not match the model Keys at line 2 column 36"],
    );
    check::<Keys>(
        r#"{"key": ["s3cr3t"]}"#,
        expect!["the response does not match the model Keys at line 1 column 8"],
    );
    check::<Outer>(
        r#"{"keys": [{"key": {"s3cr3t": 1}}]}"#,
        expect!["the response does not match the model Keys at line 1 column 18"],
    );
}

#[test]
fn the_serialized_form_is_that_of_the_model() {
    let keys: Keys = from_json(r#"{"key":"s3cr3t","count":3,"more":0}"#).unwrap();
    assert_eq!(keys.key.as_ref().map(Secret::secret), Some("s3cr3t"));
    assert_eq!(
        azure_core::json::to_json(&keys).unwrap(),
        r#"{"key":"s3cr3t","count":3}"#
    );
}

/// A secret number in a model whose own errors are not redacted.
#[derive(Default, SafeDebug)]
struct Open {
    pin: Option<Hidden<i32>>,
    pins: Option<Vec<Hidden<u8>>>,
}

response! { Open { pin = "pin", pins = "pins", } }

#[test]
fn errors_of_hidden_values_show_none() {
    check::<Hidden<i64>>(
        r#""s3cr3t""#,
        expect!["the response does not match the model Hidden at line 1 column 8"],
    );
    check::<Vec<Hidden<u8>>>(
        "[1, 4711]",
        expect!["the response does not match the model Hidden at line 1 column 8"],
    );
    check::<Open>(
        r#"{"pin": "s3cr3t"}"#,
        expect!["the response does not match the model Hidden at line 1 column 16"],
    );
    check::<Open>(
        r#"{"pins": [1, 4711]}"#,
        expect!["the response does not match the model Hidden at line 1 column 17"],
    );
    let read: Vec<Hidden<i64>> = from_json("[4711]").unwrap();
    assert_eq!(read, [Hidden(4711)]);
}
