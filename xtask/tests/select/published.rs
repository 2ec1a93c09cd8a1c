//! Services as Azure publishes them. `AZURE_REST_API_SPECS` names the `specification` folder of a checkout; without it
//! the test is skipped, and prints that.

use crate::{
    checkout::{generate, xtask},
    services,
};
use std::{
    env, fs,
    io::{self, Write},
    path::PathBuf,
};
use tempfile::TempDir;

fn specification() -> Option<PathBuf> {
    let root = env::var_os("AZURE_REST_API_SPECS").filter(|root| !root.is_empty());
    if root.is_none() {
        let text = "skipped: AZURE_REST_API_SPECS names no `specification` folder of the public definitions";
        let _ = writeln!(io::stdout(), "{text}");
    }
    root.map(PathBuf::from)
}

/// Selects and generates services. Those of the newest checkouts have the given numbers of documents.
fn check(names: &[&str], modules: &[&str], documents: usize) {
    let Some(root) = specification() else { return };
    let folders: Vec<PathBuf> = names.iter().map(|name| root.join(name)).collect();
    let has_readmes = folders
        .iter()
        .all(|folder| folder.join("resource-manager/readme.md").is_file());
    let folders: Vec<String> = folders
        .iter()
        .map(|folder| folder.to_string_lossy().into_owned())
        .collect();
    let arguments: Vec<&str> = ["select"]
        .into_iter()
        .chain(folders.iter().map(String::as_str))
        .collect();
    let run = xtask(&arguments);
    assert_eq!(run.code, 0, "{run:?}");
    let found = services(&run.stdout);
    let names: Vec<&str> = found.iter().map(|(module, _)| module.as_str()).collect();
    assert_eq!(names, modules);
    let count: usize = found.iter().map(|(_, documents)| documents.len()).sum();
    assert!(!has_readmes || count >= documents, "{found:?}");
    let folder = TempDir::new().expect("there is room for a folder");
    let run = generate(folder.path(), &run.stdout);
    let _ = writeln!(io::stdout(), "{}", run.stdout);
}

#[test]
fn a_service_of_one_document() {
    check(&["maps"], &["maps"], 1);
}

#[test]
fn a_service_of_many_documents() {
    check(&["apimanagement"], &["apimanagement"], 51);
}

#[test]
fn a_service_of_several_folders() {
    check(&["compute"], &["compute"], 10);
}

#[test]
fn several_services_in_one_crate() {
    check(&["maps", "redis"], &["maps", "redis"], 2);
}

/// One of so many services is generated: a debug build is slow.
const STEP: usize = if cfg!(debug_assertions) { 20 } else { 1 };

/// Every service with a readme.md is generated, with the entries of `except` that the run prints.
#[test]
fn every_service_with_a_readme() {
    let Some(root) = specification() else { return };
    let entries = fs::read_dir(&root).expect("the folder can be read");
    let mut folders: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    folders.retain(|folder| folder.join("resource-manager/readme.md").is_file());
    folders.sort();
    let (mut count, mut left_out, mut spent) = (0, 0, 0);
    for folder in folders.iter().step_by(STEP) {
        let run = xtask(&["select", &folder.to_string_lossy()]);
        assert_eq!(run.code, 0, "{run:?}");
        let place = TempDir::new().expect("there is room for a folder");
        let run = generate(place.path(), &run.stdout);
        left_out += run
            .stdout
            .lines()
            .filter(|line| line.starts_with("left "))
            .count();
        count += 1;
        // The same again into an empty folder, to measure it.
        let manifest = place.path().join("manifest.toml");
        let (manifest, out) = (manifest.to_string_lossy(), place.path().join("again"));
        let before = processor_time();
        xtask(&[
            "gen",
            "--manifest",
            &manifest,
            "--out",
            &out.to_string_lossy(),
        ]);
        spent += processor_time() - before;
    }
    let text = format!(
        "{count} services, {left_out} operations left out, {}.{:02} s of processor time",
        spent / 100,
        spent % 100
    );
    let _ = writeln!(io::stdout(), "{text}");
}

/// Hundredths of a second that ended child processes have used, where the system reports it.
fn processor_time() -> u64 {
    let Ok(text) = fs::read_to_string("/proc/self/stat") else {
        return 0;
    };
    // The name of the process, in parentheses, may contain spaces.
    let (_, fields) = text.rsplit_once(')').unwrap_or_default();
    let fields = fields.split_whitespace().skip(13).take(2);
    fields.filter_map(|field| field.parse::<u64>().ok()).sum()
}
