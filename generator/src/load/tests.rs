//! Loads files from memory.

mod concern;
#[cfg(unix)]
mod files;
mod places;
mod references;
mod refusals;
mod yaml;

use super::*;
use serde_json::Value;
use std::{collections::BTreeMap, io, sync::Mutex};

/// First lines of a document.
const OPENAPI: &str = "openapi: 3.0.3\n";

/// Files in memory that record which of them were read.
#[derive(Default)]
struct Recorded {
    files: BTreeMap<String, String>,
    reads: Mutex<Vec<String>>,
}

impl Files for Recorded {
    fn read(&self, path: &str) -> io::Result<String> {
        self.reads
            .lock()
            .expect("no reader panics")
            .push(path.to_owned());
        self.files.read(path)
    }
}

fn recorded(files: &[(&str, &str)]) -> Recorded {
    let files = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    Recorded {
        files: files.collect(),
        ..Recorded::default()
    }
}

/// A manifest in the folder `root` that reads the first of `files`.
fn manifest(files: &[(&str, &str)]) -> Manifest {
    let text = format!(
        "services.s.documents = ['{}']\n[package]\nname = 'x'\nversion = '0.0.0'\ndescription = 'd'",
        files[0].0
    );
    Manifest::parse("root/manifest.toml", &text).expect("the manifest is fine")
}

fn load_all(files: &[(&str, &str)]) -> Result<Documents, (Documents, Diagnostics)> {
    load(&manifest(files), &recorded(files))
}

/// The errors: code, place and message of each.
fn refusals(files: &[(&str, &str)]) -> String {
    let (documents, diagnostics) = load_all(files).expect_err("the files are refused");
    let lines = diagnostics.sorted().into_iter().map(|diagnostic| {
        let place = documents.place(&diagnostic.source);
        format!("{}: {place}: {}\n", diagnostic.code, diagnostic.message)
    });
    lines.collect()
}
