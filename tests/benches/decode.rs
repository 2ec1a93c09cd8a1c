//! Models and serde's derives, with the same documents.

use armgen_everything::widgets::models as ours;
use azure_core::json::{from_json, to_json};
use divan::{Bencher, counter::BytesCount};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

fn main() {
    divan::main();
}

/// The model of the same name, with serde's derives.
#[derive(Deserialize, Serialize)]
struct Node {
    #[serde(skip_serializing_if = "Option::is_none")]
    children: Option<Vec<Node>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<Box<Node>>,
}

/// The model of the same name, with serde's derives.
#[derive(Deserialize, Serialize)]
struct RingBase {
    #[serde(skip_serializing_if = "Option::is_none")]
    color: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hole: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    radius: Option<f64>,
}

/// A tree of about a thousand objects.
fn tree() -> String {
    let leaf = r#"{"name":"a leaf","next":{"name":"its neighbour"},"etag":"which no model has"}"#;
    let branch = format!(
        r#"{{"name":"a branch","children":[{}]}}"#,
        [leaf; 9].join(",")
    );
    format!(
        r#"{{"name":"the root","children":[{}]}}"#,
        vec![branch; 50].join(",")
    )
}

/// A list of a thousand objects with four properties.
fn rings() -> String {
    let ring = r#"{"kind":"ring","color":"a colour","radius":12.5,"hole":3}"#;
    format!("[{}]", [ring; 1000].join(","))
}

fn decode<T: DeserializeOwned>(bencher: Bencher<'_, '_>, json: &str) {
    let bencher = bencher.counter(BytesCount::of_str(json));
    bencher.bench(|| from_json::<_, T>(json).expect("it is a model"));
}

fn encode<T: DeserializeOwned + Serialize + Sync>(bencher: Bencher<'_, '_>, json: &str) {
    let model: T = from_json(json).expect("it is a model");
    bencher.bench(|| to_json(&model).expect("it is JSON"));
}

#[divan::bench(types = [ours::Node, Node])]
fn decode_tree<T: DeserializeOwned>(bencher: Bencher<'_, '_>) {
    decode::<T>(bencher, &tree());
}

#[divan::bench(types = [ours::RingBase, RingBase])]
fn decode_list<T: DeserializeOwned>(bencher: Bencher<'_, '_>) {
    decode::<Vec<T>>(bencher, &rings());
}

#[divan::bench(types = [ours::Node, Node])]
fn encode_tree<T: DeserializeOwned + Serialize + Sync>(bencher: Bencher<'_, '_>) {
    encode::<T>(bencher, &tree());
}

#[divan::bench(types = [ours::RingBase, RingBase])]
fn encode_list<T: DeserializeOwned + Serialize + Sync>(bencher: Bencher<'_, '_>) {
    encode::<Vec<T>>(bencher, &rings());
}
