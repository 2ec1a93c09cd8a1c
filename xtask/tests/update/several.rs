//! A service whose operations are of several API versions, in the folder of one provider.

use super::{MANIFEST, all_services, definition, own_files, read, update};
use serde_json::Value;
use std::{fs, path::Path, process::Command};
use tempfile::TempDir;

/// A definition of the operation that lists the keys of the resources `name`.
fn of(name: &str, version: &str) -> String {
    definition(version)
        .replace("Things_", &format!("{name}_"))
        .replace("/things/", &format!("/{name}/"))
}

/// A definition with two of these operations.
fn both(version: &str) -> String {
    let (one, other) = (of("one", version), of("other", version));
    let paths = |text: &str| {
        let (_, rest) = text.split_once("paths:\n").expect("it has paths");
        rest.split_once("components:")
            .expect("it has paths")
            .0
            .to_owned()
    };
    one.replace("components:", &format!("{}components:", paths(&other)))
}

fn published(folder: &Path, file: &str, text: &str) {
    let place = folder
        .join("specification/things/resource-manager/Microsoft.Things")
        .join(file);
    fs::create_dir_all(place.parent().expect("it has a folder")).expect("a folder can be made");
    fs::write(place, text).expect("the file can be written");
}

/// Publishes a definition of one of these operations.
fn publish(folder: &TempDir, name: &str, version: &str) {
    let file = format!("stable/{version}/{name}.yaml");
    published(folder.path(), &file, &of(name, version));
}

/// A manifest with an operation of 2025-01-01 and one of 2026-01-01.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let manifest = MANIFEST
        .replace("['things.yaml']", "['2025-01-01.yaml', '2026-01-01.yaml']")
        .replace("['Things_ListKeys']", "['one_ListKeys', 'other_ListKeys']");
    for (file, text) in [
        ("m.toml", manifest),
        ("2025-01-01.yaml", of("one", "2025-01-01")),
        ("2026-01-01.yaml", of("other", "2026-01-01")),
    ] {
        fs::write(folder.path().join(file), text).expect("the file can be written");
    }
    folder
}

#[track_caller]
fn check_written(folder: &TempDir) {
    let output = update(folder, &["--write"]);
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        text.starts_with("things 2025-01-01, 2026-01-01: 2026-02-01 is newer\n"),
        "{text}"
    );
    assert!(!text.contains("lacks"), "{text}");
    let manifest = read(folder, "m.toml");
    assert!(
        manifest.contains(r#"["2025-01-01.yaml", "2026-02-01.yaml"]"#),
        "{manifest}"
    );
    let (old, new) = (
        read(folder, "2025-01-01.yaml"),
        read(folder, "2026-02-01.yaml"),
    );
    assert!(
        old.contains("one_ListKeys") && !old.contains("other_ListKeys"),
        "{old}"
    );
    assert!(
        new.contains("other_ListKeys") && !new.contains("one_ListKeys"),
        "{new}"
    );
    assert!(!folder.path().join("2026-01-01.yaml").exists());
    let files = own_files(folder);
    let again = update(folder, &["--write"]);
    assert!(again.status.success(), "{again:?}");
    assert_eq!(own_files(folder), files);
}

#[test]
fn an_operation_without_a_newer_version_stays() {
    let folder = folder();
    publish(&folder, "one", "2025-01-01");
    publish(&folder, "other", "2026-01-01");
    publish(&folder, "other", "2026-02-01");
    check_written(&folder);
}

/// Each document gives only its own operations, though the old one has both.
#[test]
fn an_operation_of_two_documents_is_taken_from_one() {
    let folder = folder();
    published(
        folder.path(),
        "stable/2025-01-01/all.yaml",
        &both("2025-01-01"),
    );
    published(
        folder.path(),
        "stable/2026-01-01/all.yaml",
        &both("2026-01-01"),
    );
    let output = update(&folder, &["things"]);
    assert!(output.status.success(), "{output:?}");
    published(
        folder.path(),
        "stable/2026-01-01/all.yaml",
        &of("other", "2026-01-01"),
    );
    publish(&folder, "other", "2026-02-01");
    check_written(&folder);
}

/// The second of the files that change is a folder.
#[test]
fn nothing_is_written_if_one_file_cannot_be() {
    let folder = folder();
    publish(&folder, "one", "2025-01-01");
    publish(&folder, "other", "2026-02-01");
    fs::create_dir(folder.path().join("2026-02-01.yaml")).expect("a folder can be made");
    let files = own_files(&folder);
    let output = update(&folder, &["--write"]);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{output:?}");
    assert!(errors.ends_with("; nothing was changed\n"), "{errors}");
    assert_eq!(own_files(&folder), files);
}

/// Two services whose documents refer to the same example, which no published definition has.
fn with_shared_example() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let (head, _) = MANIFEST.split_once("[services").expect("it has one");
    let mut manifest = head.to_owned();
    for name in ["one", "other"] {
        manifest += &format!(
            "[services.{name}]\ndocuments = ['{name}/things.yaml']\noperations = ['{name}_ListKeys']\n"
        );
        let examples =
            "x-ms-examples: { Shared: { $ref: ../examples/shared.json } }\n      responses:";
        let text = of(name, "2026-01-01").replacen("responses:", examples, 1);
        fs::create_dir(folder.path().join(name)).expect("a folder can be made");
        fs::write(folder.path().join(name).join("things.yaml"), text)
            .expect("the file can be written");
        publish(&folder, name, "2026-02-01");
    }
    let example = r#"{ "parameters": { "subscriptionId": "s", "name": "n", "api-version": "2026-01-01" }, "responses": { "200": { "body": {} } } }"#;
    fs::create_dir(folder.path().join("examples")).expect("a folder can be made");
    for (file, text) in [("m.toml", &*manifest), ("examples/shared.json", example)] {
        fs::write(folder.path().join(file), text).expect("the file can be written");
    }
    folder
}

#[test]
fn an_example_stays_while_another_service_has_it() {
    let folder = with_shared_example();
    for (service, stays) in [("one", true), ("other", false)] {
        let output = update(&folder, &[service, "--write"]);
        assert!(output.status.success(), "{output:?}");
        assert_eq!(folder.path().join("examples/shared.json").exists(), stays);
    }
}

#[test]
fn an_example_that_no_service_has_any_more_is_removed() {
    let folder = with_shared_example();
    let output = update(&folder, &["--write"]);
    assert!(output.status.success(), "{output:?}");
    assert!(
        !folder.path().join("examples/shared.json").exists(),
        "{output:?}"
    );
}

/// Azure Mixed Reality has three versions in one folder. Only that of remote rendering has a successor.
#[test]
fn one_kind_of_account_of_mixed_reality_is_newer() {
    let (folder, _) = all_services();
    let provider = folder
        .path()
        .join("specification/mixedreality/resource-manager/Microsoft.MixedReality");
    let old = provider.join("stable/2025-01-01/remote-rendering.json");
    let text = fs::read_to_string(&old).expect("the file can be read");
    let mut document: Value = serde_json::from_str(&text).expect("it is JSON");
    document["info"]["version"] = "2026-06-01".into();
    published(
        folder.path(),
        "../../../mixedreality/resource-manager/Microsoft.MixedReality/stable/2026-06-01/remote-rendering.json",
        &document.to_string(),
    );
    fs::rename(
        old.with_file_name("examples"),
        provider.join("stable/2026-06-01/examples"),
    )
    .expect("it can be renamed");
    fs::remove_file(&old).expect("it can be removed");
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args([
            "update",
            "--write",
            "--manifest",
            "specs/azure-keys.toml",
            "specification",
        ])
        .current_dir(folder.path())
        .output()
        .expect("the task runs");
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("2025-01-01: 2026-06-01 is newer\n"), "{text}");
    let specs = folder.path().join("specs/mixed_reality");
    let files = [
        "2021-01-01.yaml",
        "2021-03-01-preview.yaml",
        "2026-06-01.yaml",
    ];
    assert!(
        files.iter().all(|file| specs.join(file).is_file()),
        "{text}"
    );
    assert!(!specs.join("2025-01-01.yaml").exists());
}
