//! Names of properties, which are compared as bytes, and their twins with serde's derives.

use super::twins::without_position;
use crate::runtime::model::model;
use azure_core::{Value, json::from_json};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::collections::{BTreeSet, HashMap};

#[derive(Default)]
struct Open {
    name: Option<String>,
    size: Option<i64>,
    more: HashMap<String, bool>,
}

model!(Open { name = "name", size = "größe", ..more });

#[derive(Deserialize, Serialize)]
struct OpenTwin {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(rename = "größe", skip_serializing_if = "Option::is_none")]
    size: Option<i64>,
    #[serde(flatten)]
    more: HashMap<String, bool>,
}

#[derive(Default)]
struct Closed {
    name: Option<String>,
    size: Option<i64>,
}

model!(Closed { name = "name", size = "größe", });

#[derive(Deserialize, Serialize)]
struct ClosedTwin {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(rename = "größe", skip_serializing_if = "Option::is_none")]
    size: Option<i64>,
}

fn read<T: DeserializeOwned + Serialize>(json: &[u8]) -> Result<Value, String> {
    let model: T = from_json(json).map_err(|error| error.to_string())?;
    serde_json::to_value(model).map_err(|error| error.to_string())
}

/// Each document that differs in one byte from this one.
fn changes(json: &str) -> impl Iterator<Item = Vec<u8>> {
    (0..json.len()).flat_map(move |at| {
        (0..=u8::MAX).map(move |byte| {
            let mut changed = json.as_bytes().to_vec();
            changed[at] = byte;
            changed
        })
    })
}

fn compare<Model, Twin>(json: &[u8])
where
    Model: DeserializeOwned + Serialize,
    Twin: DeserializeOwned + Serialize,
{
    let (ours, theirs) = (read::<Model>(json), read::<Twin>(json));
    assert_eq!(ours.is_ok(), theirs.is_ok(), "{}", json.escape_ascii());
    if ours.is_ok() {
        assert_eq!(ours, theirs, "{}", json.escape_ascii());
    }
}

/// A name may become another, no text, or have a control character.
#[test]
fn both_read_the_same_bytes() {
    for json in changes(r#"{"name":"a","größe":1,"é":true}"#) {
        compare::<Closed, ClosedTwin>(&json);
        compare::<Open, OpenTwin>(&json);
    }
}

#[test]
fn both_report_the_same_errors() {
    for json in [
        &br#"{"\u006eame":"a","name":"b"}"#[..],
        br#"{"gr\u00f6\u00dfe":1,"more\n":2}"#,
        b"{\"name\":\"a\",\"\n\":2}",
        b"{\"name\":\"a\",\"\xff\":2}",
        b"{\"name\":\"a\",\"\xc3\":2}",
    ] {
        let (ours, theirs) = (read::<Closed>(json), read::<ClosedTwin>(json));
        let ours = without_position(ours);
        assert_eq!(ours, without_position(theirs), "{}", json.escape_ascii());
    }
}

/// Half of a surrogate pair, which is no character.
#[test]
fn both_refuse_half_a_pair() {
    let json = br#"{"name":"a","\ud800":2}"#;
    assert!(read::<Closed>(json).is_err());
    assert!(read::<ClosedTwin>(json).is_err());
    assert!(read::<Open>(json).is_err());
}

#[test]
fn a_name_with_an_escaped_control_character_is_a_name() {
    let value = serde_json::json!({"a\u{1}\n": true});
    assert_eq!(read::<Open>(br#"{"a\u0001\n":true}"#), Ok(value.clone()));
    let read: Open = serde_json::from_value(value).unwrap();
    assert!(read.more["a\u{1}\n"]);
}

/// YAML has no bytes.
#[test]
fn names_of_other_formats_are_read() {
    let yaml = "name: a\ngröße: 1\nmore: true\n";
    let read: Open = serde_yaml::from_str(yaml).unwrap();
    assert_eq!(read.name.as_deref(), Some("a"));
    assert_eq!((read.size, read.more["more"]), (Some(1), true));
}

#[test]
fn names_are_read_from_a_reader() {
    let json = r#"{"name":"a","größe":1,"é":true}"#;
    let read: Open = serde_json::from_reader(json.as_bytes()).unwrap();
    assert_eq!(read.name.as_deref(), Some("a"));
    assert_eq!((read.size, read.more["é"]), (Some(1), true));
}

/// What serde reads where other types contain a model.
#[derive(Deserialize, Serialize)]
struct Flat<Model> {
    extra: bool,
    #[serde(flatten)]
    model: Model,
    #[serde(flatten)]
    rest: HashMap<String, Value>,
}

#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum Either<Model> {
    Number(i64),
    Model(Model),
}

#[derive(Deserialize, Serialize)]
#[serde(tag = "type")]
enum Tagged<Model> {
    Model(Model),
}

#[test]
fn models_are_read_within_other_types() {
    let json = r#"{"extra":true,"type":"Model","größe":1,"other":true}"#.as_bytes();
    let open = r#"{"extra":true,"größe":1,"other":true}"#.as_bytes();
    for (ours, theirs) in [
        (read::<Flat<Closed>>(json), read::<Flat<ClosedTwin>>(json)),
        (read::<Flat<Open>>(open), read::<Flat<OpenTwin>>(open)),
        (
            read::<Either<Closed>>(json),
            read::<Either<ClosedTwin>>(json),
        ),
        (
            read::<Tagged<Closed>>(json),
            read::<Tagged<ClosedTwin>>(json),
        ),
    ] {
        assert!(theirs.is_ok(), "{theirs:?}");
        assert_eq!(ours, theirs);
    }
}

/// Which names are left for a map beside a flattened model.
fn rest<Model: DeserializeOwned>(json: &str) -> BTreeSet<String> {
    let read: Flat<Model> = from_json(json).unwrap();
    read.rest.into_keys().collect()
}

#[test]
fn what_a_flattened_model_knows_is_not_left() {
    let json = r#"{"extra":true,"größe":1,"other":true}"#;
    assert_eq!(rest::<Closed>(json), BTreeSet::from(["other".to_owned()]));
    assert_eq!(rest::<Closed>(json), rest::<ClosedTwin>(json));
    assert_eq!(rest::<Open>(json), rest::<OpenTwin>(json));
}

#[test]
fn a_union_is_read_within_another_type() {
    let json = br#"{"extra":true,"kind":"square"}"#;
    let read: Flat<super::Shape> = from_json(json).unwrap();
    assert!(matches!(read.model, super::Shape::UnknownKind(_)));
}
