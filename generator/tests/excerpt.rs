//! The excerpt of a model equals the model, except that its definitions have new indexes.

use armgen::{
    emit, format, generate_model,
    load::Folder,
    manifest::Manifest,
    model::{Excerpt, Model, Service},
    surface::Surface,
};
use serde_json::Value;
use std::{fs, path::Path};

fn model(manifest: &str) -> Model {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(manifest);
    let text = fs::read_to_string(&path).expect("the manifest is there");
    let manifest = Manifest::parse(&path.to_string_lossy(), &text).expect("it is correct");
    let folder = Folder::new(manifest.root.clone());
    let (_, model) = generate_model(&manifest, &folder, &mut |_| {});
    model.expect("nothing is refused")
}

const MANIFESTS: [&str; 2] = ["specs/azure-keys.toml", "tests/definitions/everything.toml"];

#[test]
fn the_excerpt_of_all_operations_generates_the_same_crate() {
    let files = |model: &Model| -> Vec<(String, String)> {
        let files = emit::emit(&Surface::of(model))
            .into_iter()
            .map(format::format);
        files.map(|file| (file.path, file.text)).collect()
    };
    for manifest in MANIFESTS {
        let model = model(manifest);
        let before = files(&model);
        let after = files(&model.reached());
        for (before, after) in before.iter().zip(&after) {
            assert_eq!(before, after);
        }
        assert_eq!(before.len(), after.len());
    }
}

/// JSON members that contain the index of a definition, or a list that begins with one.
const OF_DEFINITION: [&str; 5] = ["Definition", "Variants", "body", "definition", "item"];

/// The same for a spelling.
const OF_SPELLING: [&str; 2] = ["Key", "KeyType"];

/// All indexes in members `named`, anywhere in a value.
fn indexes(value: &Value, named: &[&str], found: &mut Vec<u64>) {
    match value {
        Value::Object(members) => {
            let here = named.iter().filter_map(|name| members.get(*name));
            found
                .extend(here.filter_map(|index| index.as_u64().or_else(|| index.get(0)?.as_u64())));
            members
                .values()
                .for_each(|value| indexes(value, named, found));
        }
        Value::Array(items) => items.iter().for_each(|value| indexes(value, named, found)),
        _ => {}
    }
}

/// Asserts that the indexes are exactly those of a list.
fn check_indexes(excerpt: &Excerpt, named: &[&str], len: usize) {
    let mut excerpt = excerpt.clone();
    let operations = excerpt
        .services
        .iter_mut()
        .flat_map(Service::operations_mut);
    operations.for_each(|operation| operation.examples.clear());
    let printed = serde_json::to_value(&excerpt).expect("it can be printed");
    let mut found = Vec::new();
    indexes(&printed, named, &mut found);
    found.sort_unstable();
    found.dedup();
    assert_eq!(found, (0..len as u64).collect::<Vec<_>>(), "{printed:#}");
}

#[test]
fn the_excerpt_of_an_operation_has_exactly_what_it_uses() {
    for manifest in MANIFESTS {
        let model = model(manifest);
        let ids: Vec<String> = model
            .services
            .iter()
            .flat_map(Service::operations)
            .map(|operation| operation.id.clone())
            .collect();
        for id in ids {
            let excerpt = model
                .clone()
                .excerpt(std::slice::from_ref(&id))
                .expect("it is there");
            let operations = excerpt.services.iter().flat_map(Service::operations);
            let picked: Vec<&str> = operations.map(|operation| operation.id.as_str()).collect();
            assert!(
                !picked.is_empty() && picked.iter().all(|one| *one == id),
                "{picked:?}"
            );
            check_indexes(&excerpt, &OF_DEFINITION, excerpt.definitions.len());
            check_indexes(&excerpt, &OF_SPELLING, excerpt.spellings.len());
        }
    }
}

/// The excerpt with a pair of keys contains all operations that the pair calls.
#[test]
fn each_operation_has_a_surface_of_its_own() {
    for manifest in MANIFESTS {
        let model = model(manifest);
        for operation in model.services.iter().flat_map(Service::operations) {
            let only = model.clone().only(std::slice::from_ref(&operation.id));
            let surface = Surface::of(&only.expect("it is there"));
            let services = surface.services.iter();
            let methods = services.flat_map(|one| one.clients.iter().map(|it| it.methods.len()));
            assert!(methods.sum::<usize>() > 0, "{}", operation.id);
        }
        let ids: Vec<String> = model.services[0]
            .operations()
            .map(|operation| operation.id.clone())
            .collect();
        let only = model.clone().only(&ids).expect("they are there");
        let pairs = |model: &Model| Surface::of(model).services[0].key_pairs.len();
        assert_eq!(pairs(&only), pairs(&model));
    }
}
