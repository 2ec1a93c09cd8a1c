//! `cargo xtask diff` as a program.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};
use tempfile::TempDir;

const MANIFEST: &str = "[package]\nname = 'x'\nversion = '1.2.3'\ndescription = 'd'\n[services.things]\ndocuments = ['things.yaml']\n";

const DEFINITION: &str = "\
openapi: 3.0.3
info: { title: Things, version: '2026-01-01' }
paths:
  /providers/Microsoft.Things/things:
    get:
      operationId: Things_Get
      parameters:
        - { name: api-version, in: query, required: true, schema: { type: string } }
        - { name: top, in: query, schema: { type: integer, format: int32 } }
      responses: { '200': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } } }
components:
  schemas:
    Thing: { type: object, properties: { size: { type: string } } }
";

/// A folder with an old and a new crate: the property `size` is gone, `weight` is new.
fn crates() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let changed = DEFINITION.replace("size", "weight");
    for (name, text) in [("old", DEFINITION), ("new", &changed)] {
        let crate_folder = folder.path().join(name);
        fs::create_dir(&crate_folder).expect("a folder can be made");
        write(&crate_folder, text);
    }
    folder
}

fn write(folder: &Path, definition: &str) {
    fs::write(folder.join("m.toml"), MANIFEST).expect("the file can be written");
    fs::write(folder.join("things.yaml"), definition).expect("the file can be written");
}

fn xtask(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the task runs")
}

fn diff(folder: &Path, arguments: &[&str]) -> Output {
    xtask(folder, &[&["diff"], arguments].concat())
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn git(folder: &Path, arguments: &[&str]) {
    let identity = ["-c", "user.name=n", "-c", "user.email=e@example.com"];
    let output = Command::new("git")
        .args(identity)
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("git runs");
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn the_text_has_paths_places_and_the_verdict() {
    let folder = crates();
    let output = diff(folder.path(), &["old/m.toml", "new/m.toml"]);
    assert!(output.status.success(), "{output:?}");
    let expected = "\
things
  models::Thing
    major     size: removed: the code of users may name it
        - pub size: Option<String>
          at old/things.yaml:13:42
    minor     weight: added
        + pub weight: Option<String>
          at new/things.yaml:13:42

x 1.2.3 -> x 1.2.3: major (1 major, 1 minor)
";
    assert_eq!(printed(&output), expected);
}

#[test]
fn a_denied_change_fails() {
    let folder = crates();
    for (deny, code) in [("major", 1), ("patch", 1), ("behaviour", 0)] {
        let output = diff(folder.path(), &["old/m.toml", "new/m.toml", "--deny", deny]);
        assert_eq!(output.status.code(), Some(code), "{deny}: {output:?}");
    }
    let output = diff(
        folder.path(),
        &["old/m.toml", "old/m.toml", "--deny", "patch"],
    );
    assert_eq!(printed(&output), "No change for users\n");
    assert!(output.status.success());
}

#[test]
fn a_saved_api_is_compared_like_its_manifest() {
    let folder = crates();
    let saved = xtask(
        folder.path(),
        &["gen", "--manifest", "old/m.toml", "--emit", "api"],
    );
    fs::write(folder.path().join("old.json"), saved.stdout).expect("the file can be written");
    let by_manifest = diff(folder.path(), &["old/m.toml", "new/m.toml"]);
    let by_file = diff(folder.path(), &["old.json", "new/m.toml"]);
    assert!(by_file.status.success(), "{by_file:?}");
    assert_eq!(printed(&by_file), printed(&by_manifest));
    fs::write(folder.path().join("old.json"), "{}").expect("the file can be written");
    let refused = diff(folder.path(), &["old.json", "new/m.toml"]);
    let text = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        text.contains("old.json is no output of `cargo xtask gen --emit api`"),
        "{text}"
    );
    assert_eq!(refused.status.code(), Some(1));
}

#[test]
fn a_revision_is_compared_with_the_working_tree() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let below = folder.path().join("specs");
    fs::create_dir(&below).expect("a folder can be made");
    write(&below, DEFINITION);
    git(folder.path(), &["init", "--quiet"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "--quiet", "-m", "Add things"]);
    git(folder.path(), &["tag", "v1"]);
    write(&below, &DEFINITION.replace("name: top", "name: first"));
    for (current, manifest) in [(folder.path(), "specs/m.toml"), (&below, "m.toml")] {
        let output = diff(current, &["--since", "v1", manifest]);
        let text = printed(&output);
        assert!(
            text.contains("top: removed") && text.contains("first: added"),
            "{output:?}"
        );
    }
    for (revision, expected) in [
        ("v2", "`v2` is no revision of this repository"),
        ("--all", "`--all` is no revision"),
    ] {
        let output = diff(
            folder.path(),
            &[&format!("--since={revision}"), "specs/m.toml"],
        );
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            text.contains(expected) && output.status.code() == Some(1),
            "{text}"
        );
    }
}

#[test]
fn a_refused_definition_is_not_compared() {
    let folder = crates();
    write(&folder.path().join("old"), "openapi: [\n");
    let output = diff(folder.path(), &["old/m.toml", "new/m.toml"]);
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        text.contains("old/things.yaml") && text.contains("nothing was compared"),
        "{text}"
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn other_formats_have_the_same_changes() {
    let folder = crates();
    let arguments = [
        "old/m.toml",
        "new/m.toml",
        "--html",
        "page.html",
        "--format",
    ];
    let json = diff(folder.path(), &[&arguments[..], &["json"]].concat());
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("it is JSON");
    assert_eq!(json["verdict"], "major");
    assert_eq!(json["list"][0]["path"], "things::models::Thing::size");
    assert_eq!(json["list"][0]["effect"], "major");
    assert_eq!(json["list"][0]["old"]["origin"], "old/things.yaml:13:42");
    let markdown = printed(&diff(
        folder.path(),
        &[&arguments[..], &["markdown"]].concat(),
    ));
    for part in [
        "| things | 1 | 1 | 0 | 0 |",
        "- **major** `models::Thing::size`: removed.",
        "  - was `pub size: Option<String>` at `old/things.yaml:13:42`",
    ] {
        assert!(markdown.contains(part), "{markdown}");
    }
    let page = fs::read_to_string(folder.path().join("page.html")).expect("the page was written");
    for part in [
        "models::<wbr>Thing::<wbr>size",
        "pub size: Option&lt;String&gt;",
        "old/<wbr>things.yaml:13:42",
    ] {
        assert!(page.contains(part), "{page}");
    }
    assert!(
        !page.contains("http://") && !page.contains("https://"),
        "the page loads nothing"
    );
}

#[test]
fn the_changelog_has_the_next_version_and_the_entries() {
    let folder = crates();
    let output = xtask(folder.path(), &["changelog", "old/m.toml", "new/m.toml"]);
    let expected = "\
## 2.0.0

### Breaking

- `things`: `models::Thing::size` removed.

### Added

- `things`: `models::Thing::weight`.
";
    assert_eq!(printed(&output), expected);
    let output = xtask(folder.path(), &["changelog", "old/m.toml", "old/m.toml"]);
    assert_eq!(printed(&output), "No change for users\n");
}
