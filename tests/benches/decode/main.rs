//! Models and serde's derives, with the same documents.

mod derived;

use armgen_everything::widgets::models as ours;
use azure_core::json::{from_json, to_json};
use derived::{DerivedNode, DerivedRing, DerivedWidgets};
use divan::{Bencher, counter::BytesCount};
use serde::{Serialize, de::DeserializeOwned};

fn main() {
    divan::main();
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

/// A page of a hundred resources, as Resource Manager answers them.
fn widgets() -> String {
    let widget = r#"{"id":"/subscriptions/9f0c5d3e-8a3b-4c8e-9a55-1b1d7c9f2e10/resourceGroups/group/providers/Contoso.Widgets/widgets/first","name":"first","type":"Contoso.Widgets/widgets","location":"westeurope","tags":{"environment":"production","owner":"the team"},"sku":{"name":"Standard","capacity":2},"systemData":{"createdBy":"someone@contoso.com","createdByType":"User"},"properties":{"provisioningState":"Succeeded","created":"2026-01-31T12:00:00Z","enabled":true,"level":"high","state":"on","count":12,"ratio":0.25,"secondName":null,"parent":{"name":"the parent","children":[{"name":"a child"}]},"matrix":[[1.5,2.5],[3.5,4.5]]}}"#;
    let next = "https://management.azure.com/subscriptions/9f0c5d3e/providers/Contoso.Widgets/widgets?page=2";
    format!(
        r#"{{"value":[{}],"nextLink":"{next}"}}"#,
        [widget; 100].join(",")
    )
}

/// Reads a document. The counts of instructions are those of this function.
#[inline(never)]
fn read<T: DeserializeOwned>(json: &str) -> T {
    from_json(json).expect("it is a model")
}

fn decode<T: DeserializeOwned>(bencher: Bencher<'_, '_>, json: &str) {
    let bencher = bencher.counter(BytesCount::of_str(json));
    bencher.bench(|| read::<T>(json));
}

fn encode<T: DeserializeOwned + Serialize + Sync>(bencher: Bencher<'_, '_>, json: &str) {
    let model: T = from_json(json).expect("it is a model");
    bencher.bench(|| to_json(&model).expect("it is JSON"));
}

#[divan::bench(types = [ours::Node, DerivedNode])]
fn decode_tree<T: DeserializeOwned>(bencher: Bencher<'_, '_>) {
    decode::<T>(bencher, &tree());
}

#[divan::bench(types = [ours::RingBase, DerivedRing])]
fn decode_list<T: DeserializeOwned>(bencher: Bencher<'_, '_>) {
    decode::<Vec<T>>(bencher, &rings());
}

#[divan::bench(types = [ours::WidgetList, DerivedWidgets])]
fn decode_page<T: DeserializeOwned>(bencher: Bencher<'_, '_>) {
    decode::<T>(bencher, &widgets());
}

#[divan::bench(types = [ours::Node, DerivedNode])]
fn encode_tree<T: DeserializeOwned + Serialize + Sync>(bencher: Bencher<'_, '_>) {
    encode::<T>(bencher, &tree());
}

#[divan::bench(types = [ours::RingBase, DerivedRing])]
fn encode_list<T: DeserializeOwned + Serialize + Sync>(bencher: Bencher<'_, '_>) {
    encode::<Vec<T>>(bencher, &rings());
}
