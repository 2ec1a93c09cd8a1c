//! `cargo xtask survey` on the definitions that Azure publishes.
//!
//! `AZURE_REST_API_SPECS` names the `specification` folder of a checkout. Without it the tests are skipped, and print
//! that. A debug build is slow, so it surveys some of the files; a release build surveys all.

#[path = "published/faults.rs"]
mod faults;

#[path = "published/files.rs"]
mod specs;

use serde_json::Value;
use specs::{files, print, specification};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

/// One of so many files is surveyed.
const STEP: usize = if cfg!(debug_assertions) { 25 } else { 1 };

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Number of operations in a Swagger file, counted without the generator.
fn operations(file: &Path) -> Option<usize> {
    let text = fs::read_to_string(file).expect("the file can be read");
    let tree: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    tree.get("swagger")?;
    let items = ["paths", "x-ms-paths"]
        .into_iter()
        .filter_map(|key| tree.get(key)?.as_object())
        .flat_map(|paths| paths.values());
    let methods = items
        .filter_map(Value::as_object)
        .flat_map(|item| item.keys())
        .filter(|key| METHODS.contains(&key.as_str()));
    Some(methods.count())
}

fn survey(root: &Path, files: &[PathBuf]) -> Value {
    let folder = TempDir::new().expect("there is room for a folder");
    let json = folder.path().join("survey.json");
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("survey")
        .args(files)
        .arg("--root")
        .arg(root)
        .arg("--json")
        .arg(&json)
        .output()
        .expect("the task runs");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    print(&printed);
    assert!(
        output.status.success(),
        "{printed}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let figures = fs::read_to_string(&json).expect("the figures were written");
    serde_json::from_str(&figures).expect("the figures are JSON")
}

fn number(value: &Value) -> usize {
    let number = value.as_u64().expect("it is a number");
    usize::try_from(number).expect("it is small")
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().expect("it is a list")
}

/// Asserts that a place is an existing file with a line and a column.
fn check_place(place: &str) {
    let mut parts = place.rsplitn(3, ':');
    let mut count = || parts.next().and_then(|part| part.parse::<usize>().ok());
    let is_known = count().is_some_and(|column| column > 0) && count().is_some_and(|line| line > 0);
    let file = parts.next().unwrap_or_default();
    assert!(is_known && Path::new(file).is_file(), "{place}");
}

/// Asserts that each missing operation has a refusal with a place.
fn check_document(document: &Value) {
    assert_eq!(document["broken"], Value::Null, "{document}");
    let refusals = list(document, "refusals");
    for refusal in refusals {
        check_place(refusal["place"].as_str().unwrap_or_default());
    }
    let is_whole = document["generated"] == document["operations"];
    assert!(is_whole || !refusals.is_empty(), "{document}");
}

#[test]
fn published_definitions_are_generated_or_refused_with_a_place() {
    let Some(root) = specification() else { return };
    let all = files(&root);
    let some: Vec<PathBuf> = all.iter().step_by(STEP).cloned().collect();
    let counts: Vec<usize> = some.iter().filter_map(|file| operations(file)).collect();
    let figures = survey(&root, &some);

    let documents = list(&figures, "documents");
    documents.iter().for_each(check_document);
    faults::check(&root, all.len(), documents);
    assert_eq!(documents.len(), counts.len(), "every Swagger file is read");
    let read: usize = documents
        .iter()
        .map(|document| number(&document["operations"]))
        .sum();
    assert_eq!(
        read,
        counts.iter().sum::<usize>(),
        "every operation is read"
    );

    let (whole, with_operations) = (
        number(&figures["whole"]),
        number(&figures["with_operations"]),
    );
    assert!(whole * 5 >= with_operations * 4, "four in five are whole");
    // 100 services, as published in July 2021.
    if (STEP, documents.len()) == (1, 1760) {
        assert_eq!((with_operations, read), (1580, 25_838));
    }
}
