//! `cargo xtask survey --emit`: the workspace of generated crates.

use super::{WHOLE, folder, text, xtask};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    time::SystemTime,
};
use tempfile::TempDir;

/// A document that refers to a type of `whole.json`.
const SIBLING: &str = r##"{
  "swagger": "2.0", "info": { "title": "Things", "version": "2026-01-01" },
  "paths": { "/others/listKeys": { "post": { "operationId": "Others_ListKeys",
    "responses": { "200": { "description": "", "schema": { "$ref": "whole.json#/definitions/Keys" } } } } } }
}"##;

fn emit(folder: &TempDir) -> Output {
    emit_with(folder, &["--per", "document"])
}

fn emit_with(folder: &TempDir, options: &[&str]) -> Output {
    let root = folder.path().join("things").to_string_lossy().into_owned();
    let out = folder.path().join("out").to_string_lossy().into_owned();
    let above = folder.path().to_string_lossy().into_owned();
    let mut arguments = vec!["survey", &root, "--root", &above, "--emit", &out];
    arguments.extend(options);
    xtask(&arguments)
}

const README: &str = "```yaml\ntag: old\n```\n```yaml $(tag) == 'old'\ninput-file: [stable/2025-01-01/old.json, stable/2026-01-01/whole.json]\n```\n";

/// One crate of the documents of the default tag, or of the newest stable version.
#[test]
fn each_provider_is_a_crate() {
    let folder = folder();
    let check = |options: &[&str], operations: &str| {
        let output = emit_with(&folder, options);
        let printed = text(&output.stdout);
        assert!(output.status.success(), "{printed}{}", text(&output.stderr));
        assert!(printed.contains(operations), "{printed}");
        assert_eq!(crates(&folder), ["arm-things"]);
    };
    check(&[], "1 of them of several documents: 2 of 3 operations");
    let old = WHOLE
        .replace("Things_ListKeys", "Old_ListKeys")
        .replace("/things/", "/old/");
    fs::create_dir_all(folder.path().join("things/stable/2025-01-01")).expect("a folder is made");
    write(&folder, "things/stable/2025-01-01/old.json", &old);
    check(&[], "1 of them of several documents: 2 of 3 operations");
    write(&folder, "things/readme.md", README);
    check(&[], "1 of them of several documents: 2 of 2 operations");
    check(
        &["--newest"],
        "1 of them of several documents: 2 of 3 operations",
    );
}

/// The package with the runtime comes and goes with the option.
#[test]
fn crates_can_share_a_package_with_the_runtime() {
    let folder = folder();
    let output = emit_with(&folder, &["--runtime"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(crates(&folder), ["arm-things", "azure-runtime"]);
    let read = |path: &str| fs::read_to_string(folder.path().join("out").join(path)).ok();
    let manifest = read("crates/arm-things/Cargo.toml").expect("there is a manifest");
    let dependency = "azure-runtime = { path = \"../azure-runtime\", default-features = false }\n";
    assert!(manifest.contains(dependency), "{manifest}");
    assert!(read("Cargo.toml").is_some_and(|text| text.contains("\"crates/azure-runtime\"")));
    let output = emit_with(&folder, &[]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(crates(&folder), ["arm-things"]);
}

fn write(folder: &TempDir, path: &str, text: &str) {
    fs::write(folder.path().join(path), text).expect("the file can be written");
}

/// All files of the workspace, with their text and modification time.
fn files(folder: &TempDir) -> BTreeMap<String, (String, SystemTime)> {
    let out = folder.path().join("out");
    let mut files = BTreeMap::new();
    let mut pending = vec![out.clone()];
    while let Some(here) = pending.pop() {
        for entry in fs::read_dir(here).expect("the folder can be read") {
            let path: PathBuf = entry.expect("the entry can be read").path();
            if path.is_dir() {
                pending.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).expect("the file can be read");
            let modified = fs::metadata(&path).and_then(|data| data.modified());
            let name = path.strip_prefix(&out).expect("it is below");
            files.insert(
                name.to_string_lossy().replace('\\', "/"),
                (text, modified.expect("files have times")),
            );
        }
    }
    files
}

fn crates(folder: &TempDir) -> Vec<String> {
    let names = files(folder).into_keys().filter_map(|path| {
        let name = path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml")?;
        Some(name.to_owned())
    });
    names.collect()
}

#[test]
fn each_document_is_a_crate_of_one_workspace() {
    let folder = folder();
    write(&folder, "things/broken.json", "{ \"swagger\": ");
    let output = emit(&folder);
    let printed = text(&output.stdout);
    assert!(output.status.success(), "{printed}{}", text(&output.stderr));
    assert!(
        printed.contains("0 of them of several documents: 2 of 3 operations, 0 examples"),
        "{printed}"
    );
    let names = [
        "arm-things-stable-2026-01-01-partly",
        "arm-things-stable-2026-01-01-whole",
    ];
    assert_eq!(crates(&folder), names);
    let files = files(&folder);
    let around = files.keys().filter(|path| !path.starts_with("crates/"));
    assert_eq!(
        around.collect::<Vec<_>>(),
        [".cargo/config.toml", "Cargo.lock", "Cargo.toml"]
    );
    let (manifest, _) = &files["Cargo.toml"];
    for name in names {
        assert!(
            manifest.contains(&format!("\"crates/{name}\",\n")),
            "{manifest}"
        );
        for file in ["src/things/clients.rs", "src/replay/things.rs"] {
            assert!(files.contains_key(&format!("crates/{name}/{file}")));
        }
    }
    for line in [
        "target-dir = \"../armgen-target\"",
        "rustflags = [\"-Dwarnings\"]",
    ] {
        let (config, _) = &files[".cargo/config.toml"];
        assert!(config.lines().any(|one| one == line), "{config}");
    }
}

#[test]
fn cargo_reads_the_workspace() {
    let folder = folder();
    emit(&folder);
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(folder.path().join("out"))
        .env_remove("CARGO_TARGET_DIR")
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", text(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let target = metadata["target_directory"].as_str().unwrap_or_default();
    assert!(Path::new(target).ends_with("armgen-target"), "{target}");
    let package = metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|package| package["name"] == "arm-things-stable-2026-01-01-whole");
    let features = package.map(|package| &package["features"]["default"]);
    assert_eq!(
        features,
        Some(&serde_json::json!(["azure_core/default", "things"])),
        "`cargo test` replays the examples"
    );
}

#[test]
fn documents_that_refer_to_each_other_are_one_crate() {
    let folder = folder();
    write(&folder, "things/stable/2026-01-01/sibling.json", SIBLING);
    let output = emit(&folder);
    let printed = text(&output.stdout);
    assert!(output.status.success(), "{printed}{}", text(&output.stderr));
    assert!(
        printed.contains("3 documents, 3 with operations"),
        "{printed}"
    );
    assert!(
        printed.contains("1 of them of several documents: 3 of 4 operations"),
        "{printed}"
    );
    assert_eq!(crates(&folder), ["arm-things-stable-2026-01-01"]);
}

/// Unchanged files keep their modification time, so that cargo does not rebuild them.
#[test]
fn a_second_run_changes_nothing() {
    let folder = folder();
    emit(&folder);
    let before = files(&folder);
    assert!(emit(&folder).status.success());
    assert!(files(&folder) == before);
}

#[test]
fn a_crate_is_removed_with_its_document() {
    let folder = folder();
    emit(&folder);
    let before = files(&folder);
    fs::remove_file(folder.path().join("things/stable/2026-01-01/partly.yaml"))
        .expect("the file can be removed");
    let interrupted = "out/crates/.arm-things.armgen-new";
    fs::create_dir(folder.path().join(interrupted)).expect("the folder can be made");
    write(&folder, &format!("{interrupted}/half.json"), "{");
    let mine = "out/crates/arm-things-stable-2026-01-01-partly/target";
    fs::create_dir(folder.path().join(mine)).expect("the folder can be made");
    write(&folder, &format!("{mine}/mine.txt"), "mine");
    assert!(emit(&folder).status.success());
    let after = files(&folder);
    assert_eq!(crates(&folder), ["arm-things-stable-2026-01-01-whole"]);
    assert!(!folder.path().join(interrupted).exists());
    let crate_of_mine = folder.path().join(mine).join("..");
    let left: Vec<_> = fs::read_dir(crate_of_mine).expect("it is there").collect();
    assert_eq!(
        left.len(),
        1,
        "only what was not generated is left: {left:?}"
    );
    assert!(folder.path().join(mine).join("mine.txt").exists());
    let file = "crates/arm-things-stable-2026-01-01-whole/src/lib.rs";
    assert_eq!(after[file], before[file]);
    assert!(!after["Cargo.toml"].0.contains("partly"));
}

#[test]
fn a_folder_with_other_files_is_refused() {
    for foreign in [
        "out/mine.txt",
        "out/crates/mine.txt",
        "out/crates/mine/notes.txt",
        "out/crates/arm-things-stable-2026-01-01-whole/src/mine.rs",
    ] {
        let folder = folder();
        let path = folder.path().join(foreign);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).expect("it can be made");
        write(&folder, foreign, WHOLE);
        let before = files(&folder);
        let output = emit(&folder);
        assert_eq!(output.status.code(), Some(1), "{foreign}");
        let printed = text(&output.stderr);
        let is_reported = printed.contains("nothing was written") && printed.contains("mine");
        assert!(is_reported, "{printed}");
        assert!(files(&folder) == before, "{foreign}");
    }
}
