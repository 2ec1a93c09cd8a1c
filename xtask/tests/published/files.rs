//! The definitions that Azure publishes.

use std::{
    env, fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Prints a text even if the test passes. The test harness hides the output of `println!` then.
pub(crate) fn print(text: &str) {
    let _ = writeln!(io::stdout(), "{text}");
}

pub(crate) fn specification() -> Option<PathBuf> {
    let root = env::var_os("AZURE_REST_API_SPECS").filter(|root| !root.is_empty());
    if root.is_none() {
        print(
            "skipped: AZURE_REST_API_SPECS names no `specification` folder of the public definitions",
        );
    }
    root.map(PathBuf::from)
}

/// JSON files other than examples.
pub(crate) fn files(root: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut pending = vec![root.to_owned()];
    while let Some(here) = pending.pop() {
        for entry in fs::read_dir(&here).expect("the folder can be read") {
            let path = entry.expect("the entry can be read").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            match path.is_dir() {
                true if name.eq_ignore_ascii_case("examples") || name.starts_with('.') => {}
                true => pending.push(path),
                false if name.ends_with(".json") => files.push(path),
                false => {}
            }
        }
    }
    files.sort();
    files
}
