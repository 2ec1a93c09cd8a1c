//! What the comparison of models with their twins finds.

use crate::runtime::{model::response, twins::Twins};
use azure_core::Value;
use serde::{Deserialize, Serialize};

const EXAMPLES: &str = r#"{
    "Things_Get": { "examples": { "One": { "responses": { "200": { "body": { "name": "a", "size": 1 } }, "204": {} } } } },
    "Things_List": { "examples": {} }
}"#;

#[derive(Debug, Default)]
struct Thing {
    name: Option<String>,
    size: Option<i32>,
}

response!(Thing { name = "name", size = "size", });

#[derive(Deserialize, Serialize)]
struct Twin<T> {
    name: Option<T>,
    size: Option<i32>,
}

fn compared<T: for<'de> Deserialize<'de> + Serialize>() -> Twins {
    let mut twins = Twins::of(&[EXAMPLES]);
    twins.compare::<Thing, Twin<T>>("Things_Get");
    twins.compare::<Thing, Twin<T>>("Things_List");
    twins.compare::<Thing, Twin<T>>("Things_Delete");
    twins
}

#[test]
fn equal_types_have_no_difference() {
    compared::<String>().finish("things");
}

/// Only derives accept it. Here a response is published so, against its definition.
#[test]
fn a_list_in_place_of_an_object_is_no_difference() {
    let body = r#"{ "name": "a", "size": 1 }"#;
    assert!(EXAMPLES.contains(body));
    let mut twins = Twins::of(&[&EXAMPLES.replace(body, r#"["a", 1]"#)]);
    twins.compare::<Thing, Twin<String>>("Things_Get");
    twins.finish("things");
}

#[derive(Default)]
struct Secret {
    things: Option<Vec<Thing>>,
}

response!(Secret, redacted { things = "things", });

#[derive(Deserialize, Serialize)]
struct SecretTwin {
    things: Option<Vec<Twin<String>>>,
}

/// The same, in a model whose errors do not say what was wrong.
#[test]
fn a_list_within_a_redacted_model_is_no_difference() {
    let body = r#"{ "name": "a", "size": 1 }"#;
    let mut twins = Twins::of(&[&EXAMPLES.replace(body, r#"{ "things": [["a", 1]] }"#)]);
    twins.compare::<Secret, SecretTwin>("Things_Get");
    twins.finish("things");
}

/// Both read the response, but not what takes the place of its name.
#[test]
#[should_panic(expected = "Things_Get: {\"name\":true,\"size\":1}\n  model: ")]
fn what_only_one_of_them_accepts_is_a_difference() {
    compared::<Value>().finish("things");
}

/// Otherwise another form of the examples would compare nothing.
#[test]
#[should_panic(expected = "an object, as the examples are emitted")]
fn examples_of_another_form_are_refused() {
    let renamed = EXAMPLES.replace("\"responses\"", "\"answers\"");
    Twins::of(&[&renamed]).compare::<Thing, Twin<String>>("Things_Get");
}
