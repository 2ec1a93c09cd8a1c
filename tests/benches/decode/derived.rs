//! Models of the crate `armgen-everything` with serde's derives.

use azure_core::{
    Value,
    credentials::Secret,
    time::{OffsetDateTime, rfc3339, rfc7231},
};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::HashMap;

#[derive(Deserialize, Serialize)]
pub(super) struct DerivedNode {
    #[serde(skip_serializing_if = "Option::is_none")]
    children: Option<Vec<DerivedNode>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<Box<DerivedNode>>,
}

#[derive(Deserialize, Serialize)]
pub(super) struct DerivedRing {
    #[serde(skip_serializing_if = "Option::is_none")]
    color: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hole: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    radius: Option<f64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "the fields are only read from JSON")]
pub(super) struct DerivedWidgets {
    next_link: Option<String>,
    value: Option<Vec<Widget>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "the fields are only read from JSON")]
struct Widget {
    id: Option<String>,
    location: Option<String>,
    name: Option<String>,
    properties: Option<Properties>,
    sku: Option<Sku>,
    tags: Option<HashMap<String, String>>,
    r#type: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "the fields are only read from JSON")]
struct Sku {
    capacity: Option<i32>,
    name: Option<String>,
}

/// As many fields as the model has; those that the documents do not have are of simpler types.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "the fields are only read from JSON")]
struct Properties {
    #[serde(rename = "2nd-name")]
    v2nd_name: Option<String>,
    #[serde(rename = "@odata.type")]
    odata_kind: Option<String>,
    anything: Option<Value>,
    circle: Option<Value>,
    count: Option<i64>,
    #[serde(default, with = "rfc3339::option")]
    created: Option<OffsetDateTime>,
    days: Option<Vec<String>>,
    digest: Option<Vec<u8>>,
    enabled: Option<bool>,
    level: Option<Level>,
    lookup: Option<HashMap<String, DerivedNode>>,
    matrix: Option<Vec<Vec<f64>>>,
    #[serde(default, with = "rfc7231::option")]
    modified: Option<OffsetDateTime>,
    parent: Option<DerivedNode>,
    password: Option<Secret>,
    provisioning_state: Option<String>,
    ratio: Option<f64>,
    second_name: Option<String>,
    #[serde(rename = "second_name")]
    second_name2: Option<String>,
    #[serde(rename = "self")]
    itself: Option<String>,
    serial: Option<i64>,
    shape: Option<Value>,
    shapes: Option<Vec<Value>>,
    small: Option<u8>,
    started: Option<i64>,
    state: Option<State>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Level {
    High,
    Low,
}

#[allow(dead_code, reason = "the values are only read from JSON")]
enum State {
    On,
    Off,
    Unknown(String),
}

/// As the official crates read enums that the service may extend.
impl<'de> Deserialize<'de> for State {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = String::deserialize(deserializer)?;
        Ok(match value.as_str() {
            "on" => Self::On,
            "off" => Self::Off,
            _ => Self::Unknown(value),
        })
    }
}
