//! A project for tests: a folder with a manifest and definitions, in which the task runs.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};
use tempfile::TempDir;

pub(crate) const MANIFEST: &str = "\
[package]
name = 'things'
version = '0.0.0'
description = 'Things.'
license_file = 'LICENSE'

[services.things]
documents = ['things.yaml']

[services.others]
documents = ['others.yaml']
";

/// A document with two operations. One regenerates a key, and has an example.
pub(crate) const THINGS: &str = "\
openapi: 3.0.3
info: { title: Things, version: '2026-01-01' }
paths:
  /things/regenerateKey:
    post:
      operationId: Things_Regenerate
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Which' } } } }
      responses: { '204': { description: '' }, default: { $ref: '#/components/responses/Failure' } }
      x-ms-examples: { Regenerate: { $ref: example.json } }
  /things:
    head: { operationId: Things_Exist, responses: { '204': { description: '' } } }
components:
  responses:
    Failure: { description: '', content: { application/json: { schema: { type: object, properties: { code: { type: string } } } } } }
  schemas:
    Which: { type: object, description: Things of all kinds., properties: { key: { $ref: '#/components/schemas/Key' } } }
    Key: { type: string, enum: [Key1, Key2] }
";

/// A project in a temporary folder.
pub(crate) struct Project(TempDir);

/// The result of a run.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    /// Without the warnings of missing descriptions: the definitions of these tests describe little.
    pub(crate) stderr: String,
    pub(crate) undocumented: String,
}

impl Run {
    fn of(command: &mut Command) -> Self {
        let output = command.output().expect("the task runs");
        let stderr = String::from_utf8(output.stderr).expect("the report is UTF-8");
        let (mut others, mut undocumented) = (String::new(), String::new());
        let mut is_other = true;
        for line in stderr.split_inclusive('\n') {
            if line.starts_with(|c: char| !c.is_whitespace() && !c.is_ascii_digit()) {
                is_other = !line.contains("undocumented");
            }
            match is_other {
                true => others += line,
                false => undocumented += line,
            }
        }
        Self {
            code: output.status.code().expect("the task ends by itself"),
            stdout: String::from_utf8(output.stdout).expect("the report is UTF-8"),
            stderr: others,
            undocumented,
        }
    }

    /// Whether a line of the output contains `text`.
    pub(crate) fn printed(&self, text: &str) -> bool {
        self.stdout.lines().any(|line| line.contains(text))
    }
}

/// A file as an earlier run may have written it.
pub(crate) fn header() -> String {
    format!("// {}.\n", armgen::format::MARK)
}

impl Project {
    pub(crate) fn new() -> Self {
        let project = Self(TempDir::new().expect("a folder can be made"));
        project.write("specs/manifest.toml", MANIFEST);
        project.write("specs/things.yaml", THINGS);
        let others = THINGS.replace("Things_", "Others_").replace(
            "      x-ms-examples: { Regenerate: { $ref: example.json } }\n",
            "",
        );
        project.write("specs/others.yaml", &others);
        project.write(
            "specs/example.json",
            r#"{ "parameters": { "body": { "key": "Key1" } }, "responses": { "204": {} } }"#,
        );
        project.write("specs/LICENSE", "Anybody may.\n");
        project
    }

    /// Changes only a description.
    pub(crate) fn change_definition(&self) {
        let text = self.read("specs/others.yaml");
        self.write(
            "specs/others.yaml",
            &text.replace("Things of all kinds.", "Other things."),
        );
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    /// Folder of the crate.
    pub(crate) fn out(&self) -> PathBuf {
        self.path("generated")
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("the file can be read")
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        let parent = path.parent().expect("a file is in a folder");
        fs::create_dir_all(parent).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }

    /// Runs the task on the manifest and the folder of the project.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_to(&self.out(), arguments)
    }

    pub(crate) fn run_to(&self, out: &Path, arguments: &[&str]) -> Run {
        Run::of(self.command("manifest.toml", out).args(arguments))
    }

    /// Runs the task on the manifest of the project, with no folder of a crate.
    pub(crate) fn run_in_place(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.arg("gen").arg("--manifest");
        command.arg(self.path("specs/manifest.toml"));
        Run::of(command.args(arguments).current_dir(self.0.path()))
    }

    /// Runs the task on another manifest of the project.
    pub(crate) fn run_manifest(&self, manifest: &str, out: &Path) -> Run {
        Run::of(&mut self.command(manifest, out))
    }

    pub(crate) fn command(&self, manifest: &str, out: &Path) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command
            .arg("gen")
            .arg("--manifest")
            .arg(self.path(&format!("specs/{manifest}")))
            .arg("--out")
            .arg(out);
        command
    }

    /// Texts of the crate's files by path.
    pub(crate) fn files(&self) -> BTreeMap<String, String> {
        let paths = paths(&self.out());
        let texts = paths.into_iter().map(|(name, path)| {
            (
                name,
                fs::read_to_string(path).expect("the file can be read"),
            )
        });
        texts.collect()
    }

    /// Modification times of the crate's files.
    pub(crate) fn times(&self) -> BTreeMap<String, SystemTime> {
        let modified = |path: PathBuf| fs::metadata(path).and_then(|data| data.modified());
        let paths = paths(&self.out());
        paths
            .into_iter()
            .map(|(name, path)| (name, modified(path).expect("files have times")))
            .collect()
    }

    /// Names of the entries beside the crate's folder.
    pub(crate) fn beside(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).expect("the folder can be read");
        let mut names: Vec<String> = entries
            .map(|entry| {
                entry
                    .expect("the entry can be read")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    }
}

/// Files below a folder, without `target`, `.git` and `Cargo.lock`.
fn paths(folder: &Path) -> BTreeMap<String, PathBuf> {
    let mut paths = BTreeMap::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(here) = pending.pop() {
        for entry in fs::read_dir(&here).into_iter().flatten() {
            let path = entry.expect("the entry can be read").path();
            let name = path
                .strip_prefix(folder)
                .expect("it is below")
                .to_string_lossy()
                .replace('\\', "/");
            match path.is_dir() {
                _ if ["target", ".git", "Cargo.lock"].contains(&name.as_str()) => {}
                true => pending.push(path),
                false => drop(paths.insert(name, path)),
            }
        }
    }
    paths
}
