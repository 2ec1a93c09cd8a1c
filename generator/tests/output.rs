//! The whole generator: its output equals the committed files, and depends only on its input.

use armgen::{
    format::Output,
    generate,
    load::{Files, Folder},
    manifest::Manifest,
};
use serde_json::{Map, Value};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

#[path = "output/long.rs"]
mod long;
#[path = "output/services.rs"]
mod services;

/// Manifests, and the folders of their crates.
const CRATES: [(&str, &str); 2] = [
    ("specs/azure-keys.toml", "generated"),
    ("tests/definitions/everything.toml", "tests/everything"),
];

/// Entries that cargo and git create in the folder of a crate.
const KEPT: [&str; 3] = [".git", "Cargo.lock", "target"];

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Texts of the files below `folder`, by path.
fn committed(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut pending = vec![String::new()];
    while let Some(path) = pending.pop() {
        for entry in fs::read_dir(folder.join(&path)).expect("the folder can be read") {
            let entry = entry.expect("the entry can be read");
            let name = entry.file_name().into_string().expect("names are UTF-8");
            if path.is_empty() && KEPT.contains(&name.as_str()) {
                continue;
            }
            let name = format!("{path}/{name}").trim_start_matches('/').to_owned();
            match entry.path().is_dir() {
                true => pending.push(name),
                false => {
                    let text = fs::read_to_string(entry.path()).expect("the file can be read");
                    files.insert(name, text);
                }
            }
        }
    }
    files
}

fn text_of(manifest: &str) -> String {
    fs::read_to_string(project().join(manifest)).expect("the manifest can be read")
}

fn folder_of(manifest: &str) -> Folder {
    let path = project().join(manifest);
    Folder::new(path.parent().expect("a manifest is in a folder").to_owned())
}

/// Generates from the text of a manifest, and fails with the diagnostics.
fn generated(path: &str, text: &str, files: &dyn Files) -> BTreeMap<String, String> {
    let manifest = Manifest::parse(path, text)
        .unwrap_or_else(|refused| panic!("{path}: {:#?}", refused.sorted()));
    let generation = generate(&manifest, files);
    let outputs = generation
        .outputs
        .unwrap_or_else(|| panic!("{path}: {:#?}", generation.diagnostics.sorted()));
    let count = outputs.len();
    let files: BTreeMap<String, String> = outputs
        .into_iter()
        .map(|Output { path, text }| (path, text))
        .collect();
    assert_eq!(files.len(), count, "{path}: two files of one name");
    files
}

/// The first file and line in which two crates differ.
fn difference(left: &BTreeMap<String, String>, right: &BTreeMap<String, String>) -> Option<String> {
    let paths = left.keys().chain(right.keys());
    let path = paths
        .into_iter()
        .find(|path| left.get(*path) != right.get(*path))?;
    let (Some(left), Some(right)) = (left.get(path), right.get(path)) else {
        return Some(format!("{path} is in one of the two only"));
    };
    let lines = left.lines().zip(right.lines()).enumerate();
    let (line, texts) = lines.into_iter().find(|(_, (left, right))| left != right)?;
    Some(format!("{path}:{}: {texts:#?}", line + 1))
}

fn assert_same(what: &str, left: &BTreeMap<String, String>, right: &BTreeMap<String, String>) {
    let difference = difference(left, right);
    assert!(left == right, "{what}: {}", difference.unwrap_or_default());
}

/// Members of an object, by name.
type Members = Vec<(String, Value)>;

/// The definitions, with the members of all objects in another order.
struct Reordered<'f> {
    files: &'f dyn Files,
    order: fn(Members) -> Members,
}

impl Files for Reordered<'_> {
    fn read(&self, path: &str) -> io::Result<String> {
        let text = self.files.read(path)?;
        let tree: Value = match Path::new(path)
            .extension()
            .and_then(|extension| extension.to_str())
        {
            Some("yaml") => serde_yaml::from_str(&text).expect("the file is YAML"),
            Some("json") => serde_json::from_str(&text).expect("the file is JSON"),
            _ => return Ok(text),
        };
        // JSON is YAML as well.
        Ok(reordered(tree, self.order).to_string())
    }
}

fn reordered(value: Value, order: fn(Members) -> Members) -> Value {
    match value {
        Value::Object(members) => {
            let members = members
                .into_iter()
                .map(|(key, value)| (key, reordered(value, order)));
            Value::Object(Map::from_iter(order(members.collect())))
        }
        Value::Array(items) => items
            .into_iter()
            .map(|item| reordered(item, order))
            .collect(),
        other => other,
    }
}

fn reversed(mut members: Members) -> Members {
    members.reverse();
    members
}

/// Another order: every other member first.
fn interleaved(members: Members) -> Members {
    let (even, odd): (Vec<_>, Vec<_>) = members
        .into_iter()
        .enumerate()
        .partition(|(index, _)| index % 2 == 0);
    odd.into_iter()
        .chain(even)
        .map(|(_, member)| member)
        .collect()
}

#[test]
fn the_committed_crates_are_up_to_date() {
    for (manifest, folder) in CRATES {
        let made = generated(manifest, &text_of(manifest), &folder_of(manifest));
        assert_same(folder, &made, &committed(&project().join(folder)));
    }
}

#[test]
fn generating_twice_gives_the_same_output() {
    for (manifest, folder) in CRATES {
        let [first, second] =
            [(); 2].map(|()| generated(manifest, &text_of(manifest), &folder_of(manifest)));
        assert_same(folder, &first, &second);
    }
}

#[test]
fn the_order_of_services_does_not_matter() {
    for (manifest, folder) in CRATES {
        let text = text_of(manifest);
        let mut table: toml::Table = text.parse().expect("the manifest is TOML");
        let Some(toml::Value::Table(services)) = table.remove("services") else {
            panic!("{manifest} has services")
        };
        let services: Vec<_> = services.into_iter().rev().collect();
        table.insert(
            "services".to_owned(),
            toml::Value::Table(services.into_iter().collect()),
        );
        let other = toml::to_string(&table).expect("the manifest can be written");
        let first = |text: &str| {
            text.split_once("[services.")
                .map(|(_, rest)| rest.split(']').next().map(str::to_owned))
        };
        assert_ne!(
            first(&text),
            first(&other),
            "{manifest}: the order is another"
        );
        let files = folder_of(manifest);
        assert_same(
            folder,
            &generated(manifest, &text, &files),
            &generated(manifest, &other, &files),
        );
    }
}

#[test]
fn the_order_of_members_does_not_matter() {
    for (manifest, folder) in CRATES {
        let (text, files) = (text_of(manifest), folder_of(manifest));
        let made = generated(manifest, &text, &files);
        for order in [reversed, interleaved] {
            let reordered = Reordered {
                files: &files,
                order,
            };
            assert_same(folder, &made, &generated(manifest, &text, &reordered));
        }
    }
}

/// The order of operations decides where a definition is reached first. The result must not depend on it.
#[test]
fn the_order_of_users_does_not_matter() {
    let object = "type: object, properties: { a: { type: string } }";
    let inline = format!("content: {{ application/json: {{ schema: {{ {object} }} }} }}");
    let refers = |to: &str| {
        format!(
            "description: '', content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{to}' }} }} }}"
        )
    };
    let mut wrong = Vec::new();
    let shared = "$ref: '#/components/responses/Shared'".to_owned();
    for (what, [first, second]) in [
        (
            "an inline schema of a shared response",
            [shared.clone(), shared],
        ),
        (
            "a part with users of its own",
            [refers("Outer/properties/inner"), refers("Outer")],
        ),
        (
            "a parent with another name",
            [refers("Child"), refers("Parent")],
        ),
    ] {
        let text = format!(
            "openapi: 3.0.3
info: {{ title: Things, version: '1' }}
paths:
  /a: {{ get: {{ operationId: Things_A, responses: {{ '200': {{ {first} }} }} }} }}
  /b: {{ get: {{ operationId: Things_B, responses: {{ '200': {{ {second} }} }} }} }}
components:
  responses: {{ Shared: {{ description: '', {inline} }} }}
  schemas:
    Outer: {{ type: object, properties: {{ inner: {{ {object} }} }} }}
    Parent: {{ type: object, x-ms-client-name: Renamed, properties: {{ part: {{ {object} }} }} }}
    Child: {{ allOf: [{{ $ref: '#/components/schemas/Parent' }}], properties: {{ b: {{ type: string }} }} }}
"
        );
        let manifest = "[package]\nname = 'x'\nversion = '0.0.0'\ndescription = 'd'\n[services.things]\ndocuments = ['a.yaml']\n";
        let files = BTreeMap::from([("a.yaml".to_owned(), text)]);
        let order = Reordered {
            files: &files,
            order: reversed,
        };
        let other = generated("m.toml", manifest, &order);
        let difference = difference(&generated("m.toml", manifest, &files), &other);
        wrong.extend(difference.map(|difference| format!("{what}: {difference}\n")));
    }
    assert!(wrong.is_empty(), "{}", wrong.concat());
}
