//! Examples of several versions in one folder.

use super::{MANIFEST, described, newer, own_files, published, read, update};
use std::fs;
use tempfile::TempDir;

const EXAMPLE: &str = "examples/Things_Keys.json";

/// A folder with an entry of the version before ours, whose document refers to the same example.
fn with_another() -> TempDir {
    let folder = newer(&published("2026-02-01"));
    let examples = "description: Our words.\n      x-ms-examples: { Ours: { $ref: ./examples/Things_Keys.json } }";
    for (file, version) in [("things.yaml", "2026-01-01"), ("older.yaml", "2025-01-01")] {
        let text = described(version)
            .replace("description: Our words.", examples)
            .replace("Things_ListKeys", "Things_Keys");
        fs::write(folder.path().join(file), text).expect("the file can be written");
    }
    let example = r#"{ "parameters": { "subscriptionId": "s", "name": "n", "api-version": "2025-01-01" }, "responses": { "200": { "body": { "key1": "a" } } } }"#;
    fs::create_dir(folder.path().join("examples")).expect("a folder can be made");
    fs::write(folder.path().join(EXAMPLE), example).expect("the file can be written");
    let manifest = MANIFEST.replace("Things_ListKeys", "Things_Keys");
    let (_, entry) = manifest.split_once("[services.things]").expect("it has it");
    let other = entry.replace("things.yaml", "older.yaml");
    let manifest = format!("{manifest}[services.other.versions.'2025-01-01']{other}");
    fs::write(folder.path().join("m.toml"), manifest).expect("the file can be written");
    folder
}

#[test]
fn an_example_of_another_version_stays() {
    let folder = with_another();
    let example = read(&folder, EXAMPLE);
    let output = update(&folder, &["things", "--write"]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(read(&folder, EXAMPLE), example);
    let own = "examples/Things_Keys-2026-02-01.json";
    assert!(read(&folder, own).contains("2026-02-01"));
    let document = read(&folder, "2026-02-01.yaml");
    let expected = format!("Ours:\n          $ref: ./{own}\n");
    assert!(document.contains(&expected), "{document}");
    let files = own_files(&folder);
    let again = update(&folder, &["things", "--write"]);
    assert!(again.status.success(), "{again:?}");
    assert_eq!(own_files(&folder), files);
}

#[test]
fn a_document_of_another_entry_stays() {
    let folder = with_another();
    let manifest = read(&folder, "m.toml").replace("older.yaml", "2026-02-01.yaml");
    let other = read(&folder, "older.yaml");
    for (file, text) in [("m.toml", &manifest), ("2026-02-01.yaml", &other)] {
        fs::write(folder.path().join(file), text).expect("the file can be written");
    }
    let files = own_files(&folder);
    let output = update(&folder, &["things", "--write"]);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        errors.contains("need the file 2026-02-01.yaml with different contents"),
        "{errors}"
    );
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(own_files(&folder), files);
}
