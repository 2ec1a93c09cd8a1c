//! The same models with serde's derives: both accept the same JSON, read the same values, and report the same
//! errors.

use super::{Level, Serial};
use crate::runtime::encoding::{base64_standard, rfc1123, rfc3339};
use azure_core::{Value, http::Etag, json::from_json, time::OffsetDateTime};
use proptest::{collection::vec, prelude::*};
use serde::{Deserialize, Serialize, de::Error};
use std::collections::HashMap;

#[derive(Deserialize, Serialize)]
struct Part {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parts: Option<Vec<Part>>,
    note: Option<String>,
    #[serde(flatten)]
    additional_properties: HashMap<String, bool>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Shape {
    Circle(Box<Part>),
    UnknownKind(Box<Whole>),
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let read = match value.get("kind").and_then(Value::as_str) {
            Some("circle") => Box::deserialize(value).map(Self::Circle),
            _ => Box::deserialize(value).map(Self::UnknownKind),
        };
        read.map_err(|_| D::Error::custom("the response does not match the model Shape"))
    }
}

#[derive(Deserialize, Serialize)]
struct Whole {
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    boolean: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    small: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    large: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    float: Option<f64>,
    #[serde(rename = "eTag", skip_serializing_if = "Option::is_none")]
    etag: Option<Etag>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<Level>,
    #[serde(skip_serializing_if = "Option::is_none")]
    serial: Option<Serial>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<Box<Part>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parts: Option<HashMap<String, Part>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shapes: Option<Vec<Shape>>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "rfc3339")]
    created: Option<OffsetDateTime>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "rfc1123")]
    days: Option<Vec<OffsetDateTime>>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "base64_standard"
    )]
    digest: Option<Vec<u8>>,
}

/// JSON values that fit one of the fields.
const VALUES: [&str; 28] = [
    "null",
    "true",
    "1",
    "-1",
    "255",
    "256",
    "1.5",
    "1e3",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "18446744073709551616",
    r#""a""#,
    r#""\u0061\n""#,
    r#""high""#,
    r#""circle""#,
    r#""2026-01-31T12:00:00Z""#,
    r#"["Sat, 31 Jan 2026 12:00:00 GMT"]"#,
    r#""aGk=""#,
    "[]",
    "[null]",
    "{}",
    r#"{"a":{}}"#,
    r#"[{"kind":"circle"}]"#,
    r#"{"a":{"b":null}}"#,
    r#"[{"kind":"square","small":300}]"#,
    "[1, ",
    "tru",
];

const NAMES: [&str; 20] = [
    "kind",
    "boolean",
    "small",
    "large",
    "float",
    "eTag",
    "value",
    "level",
    "serial",
    "part",
    "parts",
    "shapes",
    "created",
    "days",
    "digest",
    "name",
    "note",
    "additional",
    r"\u006bind",
    "etag",
];

/// Objects with the names and values above, also in each other.
fn json() -> impl Strategy<Value = String> {
    let value = prop::sample::select(VALUES.to_vec()).prop_map(str::to_owned);
    value.prop_recursive(3, 24, 5, |inner| {
        let entry = (prop::sample::select(NAMES.to_vec()), inner.clone());
        let entry = entry.prop_map(|(name, value)| format!(r#""{name}":{value}"#));
        prop_oneof![
            4 => vec(entry, 1..5).prop_map(|entries| format!("{{{}}}", entries.join(","))),
            1 => vec(inner, 1..3).prop_map(|items| format!("[{}]", items.join(","))),
        ]
    })
}

/// What is read, as JSON with sorted names, or the error.
pub(super) fn read<T: serde::de::DeserializeOwned + Serialize>(
    json: &str,
) -> Result<Value, String> {
    let model: T = from_json(json).map_err(|error| error.to_string())?;
    let written = azure_core::json::to_json(&model).map_err(|error| error.to_string())?;
    from_json(written).map_err(|error| error.to_string())
}

/// Whether there may be a list in place of an object, which the derives accept.
fn may_be_list(read: &Result<Value, String>) -> bool {
    let texts = ["invalid type: sequence, expected struct", "the model Shape"];
    read.as_ref()
        .is_err_and(|error| texts.iter().any(|text| error.contains(text)))
}

/// Reads the same JSON as a model and as its twin.
fn compare<Model, Twin>(json: &str) -> Result<(), TestCaseError>
where
    Model: serde::de::DeserializeOwned + Serialize,
    Twin: serde::de::DeserializeOwned + Serialize,
{
    let (ours, theirs) = (read::<Model>(json), read::<Twin>(json));
    match theirs {
        Ok(_) if may_be_list(&ours) => {}
        Ok(theirs) => prop_assert_eq!(ours, Ok(theirs), "{}", json),
        Err(theirs) => prop_assert!(ours.is_err(), "{json} is refused by the twin: {theirs}"),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_read_the_same(json in json()) {
        compare::<super::Whole, Whole>(&json)?;
        compare::<super::Part, Part>(&json)?;
    }
}

/// An error without its position, which may be that of the value's start or end.
pub(super) fn without_position(read: Result<Value, String>) -> Result<Value, String> {
    read.map_err(|error| {
        error
            .split(" at line ")
            .next()
            .unwrap_or_default()
            .to_owned()
    })
}

/// Each value in place of each property, so that there is at most one mistake.
#[test]
fn both_report_the_same_errors() {
    for value in VALUES {
        for name in &NAMES[..17] {
            let json = format!(r#"{{"kind": "a", "{name}x": 1, "{name}": {value}}}"#);
            let ours = without_position(read::<super::Whole>(&json));
            assert_eq!(ours, without_position(read::<Whole>(&json)), "{json}");
        }
    }
}

/// Null is a value, after which there is none.
#[test]
fn both_refuse_a_second_value_after_null() {
    for name in &NAMES[..15] {
        for value in VALUES {
            let json = format!(r#"{{"{name}":null,"name":1,"{name}":{value}}}"#);
            let ours = without_position(read::<super::Whole>(&json));
            assert_eq!(ours, Err(format!("duplicate field `{name}`")), "{json}");
            assert_eq!(ours, without_position(read::<Whole>(&json)), "{json}");
        }
    }
}
