//! `cargo xtask update` as a program, with a small checkout.

#[path = "update/examples.rs"]
mod examples;
#[path = "update/secrets.rs"]
mod secrets;
#[path = "update/several.rs"]
mod several;
#[cfg(unix)]
#[path = "update/workflow.rs"]
mod workflow;

use serde_json::Value;
use std::{
    fs,
    path::Path,
    process::{Command, Output},
};
use tempfile::TempDir;

const LIST_KEYS: &str =
    "/subscriptions/{subscriptionId}/providers/Microsoft.Things/things/{name}/listKeys";

/// A manifest with one service, of version 2026-01-01, that selects the operation of [`definition`].
const MANIFEST: &str = "[package]\nname = 'x'\nversion = '0.1.0'\ndescription = 'd'\n[services.things]\ndocuments = ['things.yaml']\noperations = ['Things_ListKeys']\n";

fn definition(version: &str) -> String {
    format!(
        "\
openapi: 3.0.3
info: {{ title: Things, version: '{version}' }}
paths:
  {LIST_KEYS}:
    post:
      operationId: Things_ListKeys
      parameters:
        - {{ name: subscriptionId, in: path, required: true, schema: {{ type: string }} }}
        - {{ name: name, in: path, required: true, schema: {{ type: string }} }}
        - {{ name: api-version, in: query, required: true, schema: {{ type: string }} }}
      responses: {{ '200': {{ description: Keys., content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Keys' }} }} }} }} }}
components:
  schemas:
    Keys: {{ type: object, properties: {{ key1: {{ type: string, x-ms-secret: true }} }} }}
"
    )
}

/// A folder with the manifest, and a checkout with the given documents: versions (`stable/2026-01-01`) and texts.
fn folder(published: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    fs::write(folder.path().join("m.toml"), MANIFEST).expect("the file can be written");
    fs::write(folder.path().join("things.yaml"), definition("2026-01-01"))
        .expect("the file can be written");
    for (version, text) in published {
        publish(folder.path(), "Microsoft.Things", version, text);
    }
    folder
}

fn publish(folder: &Path, provider: &str, version: &str, text: &str) {
    let place = folder
        .join("specification/things/resource-manager")
        .join(provider)
        .join(version);
    fs::create_dir_all(&place).expect("a folder can be made");
    fs::write(place.join("things.yaml"), text).expect("the file can be written");
}

fn update(folder: &TempDir, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["update", "--manifest", "m.toml", "specification"])
        .args(arguments)
        .current_dir(folder.path())
        .output()
        .expect("the task runs")
}

#[track_caller]
fn check(folder: &TempDir, arguments: &[&str], expected: &str) {
    let output = update(folder, arguments);
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        expected,
        "{output:?}"
    );
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn the_same_definition_is_up_to_date() {
    let text = definition("2026-01-01");
    check(
        &folder(&[("stable/2026-01-01", &text)]),
        &[],
        "things 2026-01-01: up to date\n",
    );
}

#[test]
fn a_mark_of_our_own_is_no_difference() {
    let folder = folder(&[(
        "stable/2026-01-01",
        &definition("2026-01-01").replace("key1", "note"),
    )]);
    let published = folder.path().join(
        "specification/things/resource-manager/Microsoft.Things/stable/2026-01-01/things.yaml",
    );
    let text = definition("2026-01-01").replace("key1", "note");
    fs::write(folder.path().join("things.yaml"), &text).expect("the file can be written");
    fs::write(published, text.replace(", x-ms-secret: true", "")).expect("the file can be written");
    check(&folder, &[], "things 2026-01-01: up to date\n");
}

#[test]
fn a_fact_that_was_mistyped_is_found() {
    let text = definition("2026-01-01").replace("key1", "keyOne");
    let expected = "\
things 2026-01-01: up to date
  differs from the published definition of this version: 1 major, 1 minor
    major     things::models::Keys::key1: removed
      - pub key1: Option<Secret> at things.yaml:14:41
    minor     things::models::Keys::key_one: added
      + pub key_one: Option<Secret> at specification/things/resource-manager/Microsoft.Things/stable/2026-01-01/things.yaml:14:41
";
    check(&folder(&[("stable/2026-01-01", &text)]), &[], expected);
}

#[test]
fn the_newest_stable_version_is_compared() {
    let (old, new) = (definition("2026-02-01"), definition("2026-03-01"));
    let preview = definition("2026-09-01-preview").replace("Things_ListKeys", "Things_Keys");
    let folder = folder(&[
        ("stable/2026-02-01", &old),
        ("stable/2026-03-01", &new),
        ("preview/2026-09-01-preview", &preview),
    ]);
    let expected = "\
things 2026-01-01: 2026-03-01 is newer
  would change for users: 1 behaviour
    behaviour things: API version
      - 2026-01-01
      + 2026-03-01
";
    check(&folder, &["things"], expected);
    check(&folder, &["things", "--preview"], expected);
    let text = definition("2026-01-01");
    let folder = self::folder(&[
        ("stable/2026-01-01", &text),
        ("preview/2026-09-01-preview", &preview),
    ]);
    check(&folder, &[], "things 2026-01-01: up to date\n");
    let output = update(&folder, &["--preview"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        text.contains("  Things_ListKeys is Things_Keys in 2026-09-01-preview\n"),
        "{text}"
    );
}

#[test]
fn an_operation_that_is_gone_or_elsewhere_is_named() {
    let gone = definition("2026-02-01").replace("/listKeys", "/keys");
    let text = "things 2026-01-01: the checkout has none of its operations\n";
    check(&folder(&[("stable/2026-02-01", &gone)]), &[], text);
    let moved = folder(&[("stable/2026-02-01/part", &definition("2026-02-01"))]);
    let output = update(&moved, &[]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        text.starts_with("things 2026-01-01: 2026-02-01 is newer\n"),
        "{output:?}"
    );
    assert!(!text.contains("lacks"), "{text}");
}

#[test]
fn operations_on_keys_that_are_not_selected_are_found() {
    let text = definition("2026-01-01");
    let folder = folder(&[("stable/2026-01-01", &text)]);
    let other = text.replace("Things", "Gadgets");
    publish(
        folder.path(),
        "Microsoft.Gadgets",
        "stable/2025-01-01",
        &other.replace("listKeys", "listOldKeys"),
    );
    publish(
        folder.path(),
        "Microsoft.Gadgets",
        "stable/2026-01-01",
        &other,
    );
    let expected = "\
things 2026-01-01: up to date
operations on keys that no service selects:
  microsoft.gadgets
    Gadgets_ListKeys /subscriptions/{subscriptionId}/providers/Microsoft.Gadgets/things/{name}/listKeys in things/resource-manager/Microsoft.Gadgets/stable/2026-01-01/things.yaml
";
    check(&folder, &[], expected);
}

#[test]
fn a_broken_document_is_named_and_the_others_are_compared() {
    let folder = folder(&[
        ("stable/2026-01-01", &definition("2026-01-01")),
        ("stable/2026-02-01", "openapi: ["),
    ]);
    let output = update(&folder, &[]);
    let (text, errors) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert_eq!(text, "things 2026-01-01: up to date\n");
    assert!(
        errors.contains("skipped") && errors.contains("stable/2026-02-01/things.yaml:"),
        "{errors}"
    );
}

#[test]
fn a_refused_definition_fails() {
    let text = definition("2026-02-01").replace("type: string, x-ms-secret: true", "type: strange");
    let output = update(&folder(&[("stable/2026-02-01", &text)]), &[]);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        errors.contains("error[") && errors.contains("things.yaml:14:"),
        "{errors}"
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_wrong_folder_or_service_is_an_error() {
    let empty = folder(&[]);
    fs::create_dir(empty.path().join("specification")).expect("a folder can be made");
    let filled = folder(&[("stable/2026-01-01", &definition("2026-01-01"))]);
    for (folder, arguments, expected) in [
        (
            &empty,
            &[][..],
            "specification has no definitions: name the folder `specification` of a checkout",
        ),
        (
            &filled,
            &["gadgets"],
            "m.toml has no service `gadgets`: correct the name; it has things",
        ),
    ] {
        let output = update(folder, arguments);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(errors.contains(expected), "{errors}");
        assert_eq!(output.status.code(), Some(1));
    }
}

/// The texts of our definitions, which published ones never replace.
fn described(version: &str) -> String {
    let text = definition(version)
        .replace(
            "operationId: Things_ListKeys",
            "operationId: Things_ListKeys\n      description: Our words.",
        )
        .replace(
            "key1: { type: string,",
            "key1: { type: string, description: Our key.,",
        );
    format!("# Things, {version}.\n{text}")
}

/// A published definition: another id, a new property, another definition, their words, an example.
fn published(version: &str) -> String {
    definition(version)
        .replace("operationId: Things_ListKeys", "operationId: Things_Keys\n      description: Their words.\n      x-ms-examples: { Keys: { $ref: ./examples/Keys.json } }")
        .replace("key1: {", "key2: { type: string, x-ms-secret: true, description: Theirs. }, key1: {")
        .replace("    Keys: {", "    Unused: { type: object }\n    Keys: {")
        .replace("'200': { description: Keys.,", "'204': { description: Theirs. }, '200': { description: Theirs.,")
}

/// A folder in which version 2026-02-01 is newer.
fn newer(text: &str) -> TempDir {
    let folder = folder(&[("stable/2026-02-01", text)]);
    fs::write(folder.path().join("things.yaml"), described("2026-01-01"))
        .expect("the file can be written");
    let examples = folder
        .path()
        .join("specification/things/resource-manager/Microsoft.Things/stable/2026-02-01/examples");
    fs::create_dir_all(&examples).expect("a folder can be made");
    let example = r#"{ "parameters": { "subscriptionId": "s", "name": "n", "api-version": "2026-02-01" }, "responses": { "200": { "body": { "key1": "a", "key2": "b" } } } }"#;
    fs::write(examples.join("Keys.json"), example).expect("the file can be written");
    folder
}

fn read(folder: &TempDir, file: &str) -> String {
    fs::read_to_string(folder.path().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// All files beside the checkout, with their texts.
fn own_files(folder: &TempDir) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut pending = vec![folder.path().to_owned()];
    while let Some(here) = pending.pop() {
        for entry in fs::read_dir(here).expect("the folder can be read") {
            let path = entry.expect("the entry can be read").path();
            match path.is_dir() {
                true if path.ends_with("specification") => {}
                true => pending.push(path),
                false => {
                    let text = fs::read_to_string(&path).expect("the file can be read");
                    files.push((path.to_string_lossy().into_owned(), text));
                }
            }
        }
    }
    files.sort();
    files
}

#[test]
fn newer_definitions_are_written_with_our_own_texts() {
    let folder = newer(&published("2026-02-01"));
    let output = update(&folder, &["--write"]);
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let expected = "\
  new     2026-02-01.yaml
  new     examples/Things_Keys.json
  removed things.yaml
  without a description in 2026-02-01.yaml: Keys, Keys.key2
";
    assert!(text.ends_with(expected), "{text}");
    let document = read(&folder, "2026-02-01.yaml");
    assert!(
        document.starts_with("# Things, 2026-02-01.\nopenapi: 3.0.3\n"),
        "{document}"
    );
    for part in [
        "description: Our words.",
        "description: Our key.",
        "operationId: Things_Keys",
        "Things_Keys:\n          $ref: ./examples/Things_Keys.json",
        "version: '2026-02-01'",
        "key2:",
    ] {
        assert!(document.contains(part), "{part}: {document}");
    }
    for part in ["Their words", "Theirs", "Unused", "x-armgen", "armgen:"] {
        assert!(!document.contains(part), "{part}: {document}");
    }
    let manifest = MANIFEST
        .replace("'things.yaml'", "\"2026-02-01.yaml\"")
        .replace("'Things_ListKeys'", "\"Things_Keys\"");
    assert_eq!(read(&folder, "m.toml"), manifest);
    assert!(!folder.path().join("things.yaml").exists());
    let files = own_files(&folder);
    let again = update(&folder, &["things", "--write"]);
    assert!(again.status.success(), "{again:?}");
    assert_eq!(own_files(&folder), files, "a second run changes nothing");
}

#[test]
fn a_dry_run_and_a_refused_definition_write_nothing() {
    let folder = newer(&published("2026-02-01"));
    let files = own_files(&folder);
    let output = update(&folder, &["--write", "--dry-run"]);
    assert!(
        String::from_utf8_lossy(&output.stdout).contains("  new     2026-02-01.yaml\n"),
        "{output:?}"
    );
    assert_eq!(own_files(&folder), files);
    let strange =
        published("2026-02-01").replace("type: string, x-ms-secret", "type: strange, x-ms-secret");
    publish(
        folder.path(),
        "Microsoft.Things",
        "stable/2026-02-01",
        &strange,
    );
    let output = update(&folder, &["--write"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(own_files(&folder), files);
}

/// Names and exceptions of the manifest do not stop an update, and move to the new document.
#[test]
fn names_and_exceptions_move_along() {
    let folder = newer(&published("2026-02-01"));
    let odd = "  /providers/Microsoft.Things/odd:\n    trace: { operationId: Things_Odd, responses: { '204': { description: Odd. } } }\ncomponents:\n";
    let own = described("2026-01-01").replace("components:\n", odd);
    fs::write(folder.path().join("things.yaml"), own).expect("the file can be written");
    let manifest = MANIFEST.replace("operations = ['Things_ListKeys']", "operations = ['Things_ListKeys', 'Things_Odd']\nexcept = [{ operation = 'Things_Odd', because = 'b' }]\nrename = { 'things.yaml#/components/schemas/Keys' = 'TwoKeys' }");
    fs::write(folder.path().join("m.toml"), &manifest).expect("the file can be written");
    let output = update(&folder, &["--write"]);
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!text.contains("models::Keys"), "the name is kept: {text}");
    let written = read(&folder, "m.toml");
    for part in [
        "\"2026-02-01.yaml#/components/schemas/Keys\" = \"TwoKeys\"",
        "\"Things_Keys\"",
    ] {
        assert!(written.contains(part), "{part}: {written}");
    }
    assert!(!written.contains("except"), "{written}");
}

#[test]
fn one_of_several_versions_stays_what_it_is() {
    let folder = newer(&published("2026-02-01"));
    let text = MANIFEST.replace(
        "[services.things]",
        "[services.things.versions.'2026-01-01']",
    );
    fs::write(folder.path().join("m.toml"), text).expect("the file can be written");
    let files = own_files(&folder);
    let output = update(&folder, &["--write"]);
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        text.ends_with(
            " 2026-01-01: stays, as one of several versions; the checkout has 2026-02-01\n"
        ),
        "{text}"
    );
    assert_eq!(own_files(&folder), files);
}

#[test]
fn a_stable_version_is_newer_than_its_preview() {
    let folder = folder(&[("stable/2026-01-01", &definition("2026-01-01"))]);
    let own = definition("2026-01-01-preview");
    fs::write(folder.path().join("things.yaml"), own).expect("the file can be written");
    let output = update(&folder, &[]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        text.starts_with("things 2026-01-01-preview: 2026-01-01 is newer\n"),
        "{text}"
    );
}

/// Two operations with their own documents: one has a newer version, the checkout has only an old one of the other.
#[test]
fn no_operation_moves_to_an_older_version() {
    let both = |version: &str| {
        definition(version).replace("paths:\n", "paths:\n  /providers/Microsoft.Things/all: { get: { operationId: Things_List, parameters: [{ name: api-version, in: query, required: true, schema: { type: string } }], responses: { '204': { description: Done. } } } }\n")
    };
    let old = both("2025-01-01").replace("Microsoft.Things/things", "Microsoft.Things/others");
    let folder = folder(&[("stable/2026-02-01", &definition("2026-02-01"))]);
    publish(
        folder.path(),
        "Microsoft.Things/Part",
        "stable/2025-01-01",
        &old,
    );
    fs::write(folder.path().join("things.yaml"), both("2026-01-01"))
        .expect("the file can be written");
    let text = MANIFEST.replace("['Things_ListKeys']", "['Things_List', 'Things_ListKeys']");
    fs::write(folder.path().join("m.toml"), text).expect("the file can be written");
    let files = own_files(&folder);
    let output = update(&folder, &["--write"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        text.contains("  2026-02-01 lacks the operation Things_List\n"),
        "{output:?}"
    );
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(own_files(&folder), files);
}

/// Our own definitions as if they were published, at the places that they record, and a copy of `specs/`.
fn all_services() -> (TempDir, Vec<String>) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    copy(&specs, &folder.path().join("specs"));
    fs::write(folder.path().join("LICENSE"), "MIT").expect("the file can be written");
    let mut services = Vec::new();
    for entry in fs::read_dir(&specs).expect("the folder can be read") {
        let service = entry.expect("the entry can be read").path();
        let files = fs::read_dir(&service).into_iter().flatten();
        let files = files.map(|entry| entry.expect("the entry can be read").path());
        for file in files.filter(|file| file.is_file()) {
            let text = fs::read_to_string(&file).expect("the file can be read");
            let document: Value = serde_yaml::from_str(&text).expect("it is YAML");
            let places = document["info"]["x-provenance"]["paths"].as_array();
            let places = places.expect("it records its sources");
            for (index, place) in places.iter().enumerate() {
                let place = folder.path().join(place.as_str().expect("it is a path"));
                let beside = place.parent().expect("it is in a folder");
                copy(&service.join("examples"), &beside.join("examples"));
                let part = part(&document, index, places.len());
                fs::write(&place, part.to_string()).expect("the file can be written");
            }
        }
        if service.is_dir() {
            let name = service.file_name().expect("it has a name");
            services.push(name.to_string_lossy().into_owned());
        }
    }
    (folder, services)
}

/// One of several documents, with every so many paths.
fn part(document: &Value, index: usize, count: usize) -> Value {
    let mut part = document.clone();
    let paths = document["paths"].as_object().expect("it has paths");
    let own = paths
        .iter()
        .enumerate()
        .filter(|(at, _)| at % count == index);
    part["paths"] = own
        .map(|(_, (path, item))| (path.clone(), item.clone()))
        .collect();
    part
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the folder can be read") {
        let path = entry.expect("the entry can be read").path();
        let to = to.join(path.file_name().expect("it has a name"));
        match path.is_dir() {
            true => copy(&path, &to),
            false => drop(fs::copy(&path, &to).expect("the file can be copied")),
        }
    }
}

/// Parts of our definitions that no selected operation reaches, so that an update leaves them out.
const NOT_SELECTED: [(&str, &str, &str); 3] = [
    (
        "automation",
        "/paths",
        "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Automation/automationAccounts/{automationAccountName}/listKeys",
    ),
    ("automation", "/components/schemas", "KeyListResult"),
    ("automation", "/components/schemas", "Key"),
];

/// A document of a service without [`NOT_SELECTED`].
fn selected(service: &str, text: &str) -> Value {
    let mut document: Value = serde_yaml::from_str(text).expect("it is YAML");
    for (_, section, name) in NOT_SELECTED.iter().filter(|(of, ..)| *of == service) {
        let section = document.pointer_mut(section).and_then(Value::as_object_mut);
        let removed = section.and_then(|section| section.shift_remove(*name));
        assert!(removed.is_some(), "{service} has no {name}");
    }
    document
}

#[test]
fn all_services_are_written_again_without_a_change() {
    let (folder, services) = all_services();
    assert!(services.len() >= 30, "{services:?}");
    let xtask = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        let output = command.args(arguments).current_dir(folder.path()).output();
        let output = output.expect("the task runs");
        assert!(output.status.success(), "{output:?}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/azure-keys.toml");
    let mut update = vec![
        "update",
        "--write",
        "--manifest",
        "specs/azure-keys.toml",
        "specification",
    ];
    update.extend(services.iter().map(String::as_str));
    let report = xtask(&update);
    assert!(
        !report.contains("differs from the published definition"),
        "{report}"
    );
    assert!(!report.contains("without a description"), "{report}");
    let changes = xtask(&["diff", &manifest.to_string_lossy(), "specs/azure-keys.toml"]);
    assert!(changes.contains("No change for users"), "{changes}");
    let files = own_files(&folder);
    let specs = manifest.parent().expect("it is in a folder");
    for (file, text) in files.iter().filter(|(file, _)| file.ends_with(".yaml")) {
        let file = Path::new(file).strip_prefix(folder.path().join("specs"));
        let file = specs.join(file.expect("it is below the folder"));
        let ours = fs::read_to_string(&file).expect("it has the name of our own");
        assert_eq!(text.lines().next(), ours.lines().next());
        let written: Value = serde_yaml::from_str(text).expect("it is YAML");
        let service = file.parent().and_then(Path::file_name);
        let service = service.unwrap_or_default().to_string_lossy();
        let ours = selected(&service, &ours);
        assert_eq!(
            format!("{written:#}"),
            format!("{ours:#}"),
            "{}",
            file.display()
        );
    }
    let again = xtask(&update);
    assert!(
        !again.contains("  changed ") && !again.contains("  new ") && !again.contains("  removed "),
        "{again}"
    );
    assert_eq!(own_files(&folder), files);
}

/// What a checkout may lack. Each fault is named, and nothing is written.
#[test]
fn faulty_checkouts() {
    let newer_text = published("2026-02-01");
    let broken = "openapi: [";
    let elsewhere = newer_text.replace(
        "Microsoft.Things/things/{name}/listKeys",
        "Microsoft.Things/gadgets/{name}/listKeys",
    );
    type Fault<'f> = (&'f str, &'f dyn Fn(&Path), &'f str, bool);
    let faults: [Fault<'_>; 5] = [
        (
            "a provider that is missing",
            &|place| fs::remove_dir_all(place).expect("it can be removed"),
            "has no definitions",
            false,
        ),
        (
            "a file that is broken",
            &|place| {
                fs::write(place.join("stable/2026-02-01/things.yaml"), broken)
                    .expect("it can be written")
            },
            "skipped",
            true,
        ),
        (
            "a version without documents",
            &|place| {
                fs::remove_file(place.join("stable/2026-02-01/things.yaml"))
                    .expect("it can be removed")
            },
            "has no definitions",
            false,
        ),
        (
            "an example that is missing",
            &|place| {
                fs::remove_file(place.join("stable/2026-02-01/examples/Keys.json"))
                    .expect("it can be removed")
            },
            "Keys.json",
            false,
        ),
        (
            "an operation that is gone",
            &|place| {
                fs::write(place.join("stable/2026-02-01/things.yaml"), &elsewhere)
                    .expect("it can be written")
            },
            "has none of its operations",
            true,
        ),
    ];
    for (what, damage, message, is_success) in faults {
        let folder = newer(&newer_text);
        damage(
            &folder
                .path()
                .join("specification/things/resource-manager/Microsoft.Things"),
        );
        let files = own_files(&folder);
        let output = update(&folder, &["--write"]);
        let printed = [&*output.stdout, &*output.stderr].concat();
        let printed = String::from_utf8_lossy(&printed);
        assert!(printed.contains(message), "{what}: {printed}");
        assert_eq!(output.status.success(), is_success, "{what}: {printed}");
        assert_eq!(own_files(&folder), files, "{what}");
    }
}

/// The operations of a service may move to another file of a newer version.
#[test]
fn an_operation_that_moved_to_another_file_is_found() {
    let folder = newer(&published("2026-02-01"));
    let place = folder
        .path()
        .join("specification/things/resource-manager/Microsoft.Things/stable/2026-02-01");
    fs::rename(place.join("things.yaml"), place.join("keys.yaml")).expect("it can be renamed");
    let output = update(&folder, &["--write"]);
    assert!(output.status.success(), "{output:?}");
    assert!(read(&folder, "2026-02-01.yaml").contains("stable/2026-02-01/keys.yaml"));
}
