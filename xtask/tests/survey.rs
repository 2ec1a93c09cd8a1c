//! `cargo xtask survey` and `cargo xtask select` on small folders.

#[path = "survey/emit.rs"]
mod emit;

use serde_json::Value;
use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

const WHOLE: &str = r##"{
  "swagger": "2.0", "info": { "title": "Things", "version": "2026-01-01" },
  "paths": { "/things/{name}/listKeys": { "post": { "operationId": "Things_ListKeys",
    "parameters": [{ "name": "name", "in": "path", "required": true, "type": "string" }],
    "responses": { "200": { "description": "", "schema": { "$ref": "#/definitions/Keys" } } } } } },
  "definitions": { "Keys": { "type": "object", "properties": { "key1": { "type": "string" } } } }
}"##;

/// One operation that can be generated, and one that cannot.
const PARTLY: &str = "openapi: 3.0.3
info: { title: Things, version: '2026-01-01' }
paths:
  /a: { get: { operationId: Things_Get, responses: { '204': { description: '' } } } }
  /b: { get: { operationId: Things_Take, x-ms-client-default: 1, responses: { '204': { description: '' } } } }
";

fn folder() -> TempDir {
    let folder = TempDir::new().expect("there is room for a folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    };
    write("things/stable/2026-01-01/whole.json", WHOLE);
    write("things/stable/2026-01-01/partly.yaml", PARTLY);
    write("things/stable/2026-01-01/examples/ignored.json", WHOLE);
    write("things/stable/2026-01-01/notes.json", "{}");
    folder
}

fn xtask(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .output()
        .expect("the task runs")
}

fn text(output: &[u8]) -> String {
    String::from_utf8_lossy(output).into_owned()
}

#[test]
fn a_survey_counts_operations_and_refusals() {
    let folder = folder();
    let root = folder.path().to_string_lossy().into_owned();
    let json = folder
        .path()
        .join("survey.txt")
        .to_string_lossy()
        .into_owned();
    let output = xtask(&["survey", &root, "--json", &json]);
    let printed = text(&output.stdout);
    assert!(output.status.success(), "{printed}");
    for line in [
        "2 documents, 2 with operations",
        "3 operations, 1 definitions, 0 examples",
        "1 documents generated completely (50 %)",
        "2 operations generated",
    ] {
        assert!(
            printed.lines().any(|one| one == line),
            "{line} is not in\n{printed}"
        );
    }
    assert!(
        printed.contains("1 unsupported-extension, first at "),
        "{printed}"
    );
    assert!(printed.contains("partly.yaml:5:"), "{printed}");
    let figures: Value = serde_json::from_str(&fs::read_to_string(json).expect("it was written"))
        .expect("it is JSON");
    assert_eq!(
        (&figures["whole"], &figures["with_operations"]),
        (&1.into(), &2.into())
    );
}

#[test]
fn refusals_of_a_code_are_listed_with_their_operations() {
    let folder = folder();
    let shared = "
components: { schemas: { Odd: { type: integer, format: odd } } }
";
    let text_of = |id: &str| {
        format!(
            "  /{id}: {{ get: {{ operationId: Things_{id}, responses: {{ '200': {{ description: '', content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Odd' }} }} }} }} }} }} }}\n"
        )
    };
    let odd = format!("{}{}{}", PARTLY, text_of("One"), text_of("Two")) + shared;
    fs::write(folder.path().join("odd.yaml"), odd).expect("the file can be written");
    let root = folder.path().to_string_lossy().into_owned();
    let json = folder.path().join("s.txt").to_string_lossy().into_owned();
    let codes = [
        "--code",
        "unsupported-extension",
        "--code",
        "unsupported-schema",
    ];
    let arguments = [&["survey", &root, "--json", &json][..], &codes].concat();
    let printed = text(&xtask(&arguments).stdout);
    let lines: Vec<&str> = printed.lines().collect();
    assert!(lines[0].contains("odd.yaml:9:"), "{printed}");
    assert!(lines[0].contains("unsupported-schema: "), "{printed}");
    assert!(lines[0].ends_with("(Things_One, Things_Two)"), "{printed}");
    for (line, place) in lines[1..3].iter().zip(["odd.yaml:5:", "partly.yaml:5:"]) {
        assert!(line.contains(place), "{printed}");
        assert!(line.ends_with("(Things_Take)"), "{printed}");
    }
    assert!(lines[3].starts_with("3 documents"), "{printed}");
    let one = text(&xtask(&["survey", &root, "--code", "unsupported-schema"]).stdout);
    let places = one
        .lines()
        .take_while(|line| !line.starts_with("3 documents"));
    assert_eq!(places.count(), 1, "other codes are not listed: {one}");
    let figures = fs::read_to_string(json).expect("it was written");
    let figures: Value = serde_json::from_str(&figures).expect("it is JSON");
    let refusal = &figures["documents"][0]["refusals"][1];
    assert_eq!(refusal["operations"], serde_json::json!(["Things_Take"]));
    assert!(
        refusal["message"]
            .as_str()
            .is_some_and(|text| !text.is_empty())
    );
}

#[test]
fn a_denied_code_fails_the_survey() {
    let folder = folder();
    let root = folder.path().to_string_lossy().into_owned();
    assert!(
        xtask(&["survey", &root, "--deny", "unsupported-answer"])
            .status
            .success()
    );
    assert_eq!(
        xtask(&["survey", &root, "--deny", "unsupported-extension"])
            .status
            .code(),
        Some(1)
    );
    let mistyped = xtask(&["survey", &root, "--deny", "unsuported-extension"]);
    assert!(!mistyped.status.success());
    assert!(text(&mistyped.stderr).contains("the most similar are `unsupported-extension`"));
}

#[test]
fn a_broken_document_does_not_stop_the_survey() {
    let folder = folder();
    fs::write(folder.path().join("broken.json"), "{ \"swagger\": ")
        .expect("the file can be written");
    let output = xtask(&["survey", &folder.path().to_string_lossy()]);
    let printed = text(&output.stdout);
    assert!(output.status.success(), "{printed}");
    assert!(
        printed.contains("3 documents, 2 with operations"),
        "{printed}"
    );
    assert!(printed.contains("1 syntax, first at "), "{printed}");
}

/// A document with a chain of objects of this length, each of which refers to the next.
fn chain(length: usize) -> String {
    let links: Vec<String> = (0..length)
        .map(|index| {
            let next = format!("{{ \"$ref\": \"#/definitions/T{}\" }}", index + 1);
            format!("\"T{index}\": {{ \"properties\": {{ \"next\": {next} }} }}")
        })
        .collect();
    let definitions = format!(
        "{}, \"T{length}\": {{ \"type\": \"string\" }}, \"Keys\":",
        links.join(", ")
    );
    WHOLE
        .replace("#/definitions/Keys", "#/definitions/T0")
        .replace("\"Keys\":", &definitions)
}

#[test]
fn a_document_that_is_too_deep_does_not_stop_the_survey() {
    let folder = folder();
    let deep = folder.path().join("deep.json");
    fs::write(deep, chain(20_000)).expect("the file can be written");
    let output = xtask(&["survey", &folder.path().to_string_lossy()]);
    let printed = text(&output.stdout);
    assert!(output.status.success(), "{printed}{}", text(&output.stderr));
    assert!(
        printed.contains("3 documents, 3 with operations"),
        "{printed}"
    );
    assert!(printed.contains("2 operations generated"), "{printed}");
    assert!(printed.contains("1 too-deep, first at "), "{printed}");
}

/// Reading a pipe would block, a link to the folder itself would be a cycle, and a link out of it would add other files.
#[cfg(unix)]
#[test]
fn pipes_and_links_do_not_stop_the_survey() {
    use std::os::unix::fs::symlink;
    let (folder, outside) = (folder(), folder());
    let at = |path: &str| folder.path().join(path);
    let made = Command::new("mkfifo").arg(at("pipe.json")).status();
    assert!(made.expect("mkfifo is there").success());
    symlink(folder.path(), at("circle")).expect("a link can be made");
    symlink(outside.path(), at("outside")).expect("a link can be made");
    symlink("/dev/zero", at("zero.json")).expect("a link can be made");
    let output = xtask(&["survey", &folder.path().to_string_lossy()]);
    let printed = text(&output.stdout);
    assert!(output.status.success(), "{printed}{}", text(&output.stderr));
    assert!(
        printed.contains("4 documents, 2 with operations"),
        "{printed}"
    );
    assert!(printed.contains("1 missing-file, first at "), "{printed}");
    assert!(
        printed.contains("1 outside-reference, first at "),
        "{printed}"
    );
    let output = xtask(&[
        "select",
        &folder.path().to_string_lossy(),
        "--paths",
        "keys",
    ]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("whole.json"));
    let printed = text(&output.stderr);
    assert!(
        printed.contains("skipped pipe.json: it is not a regular file"),
        "{printed}"
    );
    assert!(
        printed.contains("skipped zero.json: a symbolic link leads out"),
        "{printed}"
    );
}

#[test]
fn a_limit_of_size_can_be_set() {
    let folder = folder();
    let root = folder.path().to_string_lossy().into_owned();
    let output = xtask(&["survey", &root, "--file-size-limit", "100"]);
    let printed = text(&output.stdout);
    assert!(printed.contains("2 too-large, first at "), "{printed}");
}

#[test]
fn a_selection_is_a_manifest_that_generates() {
    let folder = folder();
    let root = folder.path().to_string_lossy().into_owned();
    let output = xtask(&[
        "select",
        &root,
        "--paths",
        "/list\\w*keys$",
        "--name",
        "keys",
    ]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let manifest = folder.path().join("keys.toml");
    fs::write(&manifest, &output.stdout).expect("the manifest can be written");
    let printed = text(&output.stdout);
    assert!(
        printed.contains("[services.things]") && printed.contains("Things_ListKeys"),
        "{printed}"
    );
    assert!(!printed.contains("partly.yaml"), "{printed}");

    let out = folder.path().join("keys");
    let output = xtask(&[
        "gen",
        "--manifest",
        &manifest.to_string_lossy(),
        "--out",
        &out.to_string_lossy(),
    ]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(out.join("src/things/clients.rs").exists());
}

/// A typing error must not look like a checkout without key operations.
#[test]
fn a_selection_without_operations_is_an_error() {
    let folder = folder();
    let root = folder.path().to_string_lossy().into_owned();
    let gone = format!("{root}/gone");
    let empty = format!("{root}/things/stable/2026-01-01/examples/empty");
    fs::create_dir_all(&empty).expect("the folder can be made");
    for (arguments, what) in [
        (
            vec!["select", &root, "--paths", "/listKyes$"],
            "`/listKyes$`",
        ),
        (vec!["select", &gone, "--paths", "keys"], &gone),
        (vec!["survey", &gone], &gone),
        (vec!["survey", &root, &empty], &empty),
    ] {
        let output = xtask(&arguments);
        let printed = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(
            printed.starts_with("error: ") && printed.contains(what),
            "{printed}"
        );
        assert_eq!(text(&output.stdout), "", "{arguments:?}");
    }
}

/// Standard output is closed, as with `survey | head`.
#[test]
fn a_closed_pipe_is_no_error() {
    let folder = folder();
    let root = folder.path().to_string_lossy().into_owned();
    for arguments in [
        vec!["survey", &root],
        vec!["select", &root, "--paths", "keys"],
    ] {
        let mut run = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the task starts");
        drop(run.stdout.take());
        let output = run.wait_with_output().expect("the task ends");
        assert!(output.status.success());
        assert_eq!(text(&output.stderr), "");
    }
}

#[test]
fn the_newest_stable_version_of_each_provider_is_surveyed_alone() {
    let folder = folder();
    let write = |path: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it can be made");
        fs::write(path, WHOLE).expect("the file can be written");
    };
    write("things/stable/2025-12-31/old.json");
    write("things/preview/2026-06-06-preview/early.json");
    write("others/stable/2020-01-01/sub/only.json");
    let json = folder.path().join("figures.json");
    let output = xtask(&[
        "survey",
        "--newest",
        "--json",
        json.to_str().expect("a plain path"),
        folder.path().to_str().expect("a plain path"),
    ]);
    assert!(output.status.success(), "{output:?}");
    let figures: Value =
        serde_json::from_str(&fs::read_to_string(&json).expect("written")).expect("JSON");
    assert_eq!(figures["with_operations"], 3, "{figures}");
}
