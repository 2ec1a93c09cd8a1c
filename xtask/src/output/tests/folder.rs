//! A folder with a crate, with entries of cargo and git, and with a file beside it.

use super::{Case, Files};
use armgen::{
    format::{MARK, Output},
    output::LIST,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// Files that were not generated: they must exist before and after every run.
const KEPT: Files = &[
    (".git/HEAD", "mine"),
    ("Cargo.lock", "mine"),
    ("target/debug/a", "mine"),
];

pub(super) struct Folder {
    folder: TempDir,
    kept: Files,
}

/// The files, and a list of them if there are any. Rust and TOML files have the header.
pub(super) fn outputs(files: Files) -> Vec<Output> {
    let text = |path: &str, text: &str| match path.ends_with(".rs") || path.ends_with(".toml") {
        true => format!("// {MARK}\n{text}\n"),
        false => format!("{text}\n"),
    };
    let mut outputs: Vec<Output> = files
        .iter()
        .map(|(path, own)| Output {
            path: (*path).to_owned(),
            text: text(path, own),
        })
        .collect();
    if !outputs.is_empty() {
        let paths: String = files.iter().map(|(path, _)| format!("{path}\n")).collect();
        outputs.push(Output {
            path: LIST.to_owned(),
            text: format!("# {MARK}\n{paths}{LIST}\n"),
        });
    }
    outputs
}

fn texts(files: Files) -> BTreeMap<String, String> {
    let outputs = outputs(files).into_iter();
    outputs.map(|output| (output.path, output.text)).collect()
}

fn entry(path: &str) -> &str {
    path.split('/').next().unwrap_or_default()
}

/// A folder in memory if the system has one, since thousands of runs are faster there.
fn place() -> TempDir {
    let memory = TempDir::new_in("/dev/shm");
    memory
        .or_else(|_| TempDir::new())
        .expect("there is room for a folder")
}

impl Folder {
    /// A project without the crate, as for the first run.
    pub(super) fn of(case: &Case) -> Self {
        let folder = Self {
            folder: place(),
            kept: if case.name == "first" { &[] } else { KEPT },
        };
        folder.write("mine.txt", "mine");
        for (path, text) in folder.kept {
            folder.write(&format!("out/{path}"), text);
        }
        for output in outputs(case.old) {
            folder.write(&format!("out/{}", output.path), &output.text);
        }
        folder
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap_or(&path)).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }

    pub(super) fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    /// All files below the folder of the crate.
    fn all(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        let mut pending = vec![self.out()];
        while let Some(here) = pending.pop() {
            for found in fs::read_dir(&here).into_iter().flatten() {
                let path = found.expect("the entry can be read").path();
                match path.is_dir() {
                    true => pending.push(path),
                    false => {
                        let text = fs::read_to_string(&path).expect("the file can be read");
                        files.insert(self.below(&path), text);
                    }
                }
            }
        }
        files
    }

    fn below(&self, path: &Path) -> String {
        let below = path.strip_prefix(self.out()).expect("it is below");
        below.to_string_lossy().replace('\\', "/")
    }

    /// The generated files of the crate.
    fn files(&self) -> BTreeMap<String, String> {
        let others: BTreeSet<&str> = KEPT.iter().map(|(path, _)| entry(path)).collect();
        let mut files = self.all();
        files.retain(|path, _| !others.contains(entry(path)) && entry(path) != ".armgen");
        files
    }

    /// Asserts that the crate has these files, and all other files are unchanged.
    pub(super) fn check(&self, files: Files, what: &str) {
        self.check_files(files, what);
        self.check_kept(what);
        self.check_beside(what);
    }

    pub(super) fn check_files(&self, files: Files, what: &str) {
        assert_eq!(self.files(), texts(files), "{what}");
    }

    pub(super) fn check_kept(&self, what: &str) {
        let all = self.all();
        for (path, text) in self.kept {
            assert_eq!(
                all.get(*path).map(String::as_str),
                Some(*text),
                "{path}: {what}"
            );
        }
        let beside = fs::read_to_string(self.folder.path().join("mine.txt"));
        assert_eq!(beside.ok().as_deref(), Some("mine"), "{what}");
    }

    /// Asserts that a run left nothing behind.
    pub(super) fn check_beside(&self, what: &str) {
        assert!(!self.out().join(".armgen").exists(), "{what}");
        let beside = fs::read_dir(self.folder.path()).expect("the folder can be read");
        let names: BTreeSet<_> = beside
            .map(|one| one.expect("it can be read").file_name())
            .collect();
        let is_known = |name: &std::ffi::OsString| name == "mine.txt" || name == "out";
        assert!(names.iter().all(is_known), "{names:?}: {what}");
    }

    /// Asserts that each entry is the old or the new one. A folder may be missing for a moment, if the file system cannot
    /// swap.
    pub(super) fn check_entries(&self, case: &Case, can_exchange: bool, what: &str) {
        let (all, old, new) = (self.files(), texts(case.old), texts(case.new));
        let part = |files: &BTreeMap<String, String>, name: &str| -> BTreeMap<String, String> {
            let part = files.iter().filter(|(path, _)| entry(path) == name);
            part.map(|(path, text)| (path.clone(), text.clone()))
                .collect()
        };
        for name in old.keys().chain(new.keys()).map(|path| entry(path)) {
            let (now, old, new) = (part(&all, name), part(&old, name), part(&new, name));
            let is_file = |part: &BTreeMap<String, String>| part.contains_key(name);
            let is_away = now.is_empty() && !can_exchange && !(is_file(&old) && is_file(&new));
            assert!(
                now == old || now == new || is_away,
                "{name} is {now:?}: {what}"
            );
        }
    }
}
