//! Whole services as crates, chosen by the rules of `cargo xtask select`.

use super::crates::{self, Crate};
use crate::{
    console,
    select::{
        readme::normal,
        service::{self, Choice, Found},
    },
    walk,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A crate for each service below `path`. One that cannot be chosen is reported.
pub(super) fn of(path: &Path, root: &Path, newest: bool, limit: usize) -> Vec<Crate> {
    let choice = match newest {
        true => Choice::NewestStable,
        false => Choice::Default,
    };
    let mut crates = Vec::new();
    for folder in folders(path) {
        match service::find(&folder, choice, limit) {
            Ok(found) => crates.extend(found.into_iter().filter_map(|one| named(one, root))),
            Err(error) => console::warn(format_args!("skipped {error}")),
        }
    }
    crates
}

/// The path itself if it belongs to a service, or else the folders in it.
fn folders(path: &Path) -> Vec<PathBuf> {
    let is_part = path.iter().any(|part| part == "resource-manager");
    let holds = ["resource-manager", "readme.md", "stable", "preview"];
    if is_part || holds.iter().any(|name| path.join(name).exists()) {
        return vec![path.to_owned()];
    }
    let entries = fs::read_dir(path).into_iter().flatten();
    let entries = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut folders: Vec<PathBuf> = entries.filter(|entry| entry.is_dir()).collect();
    folders.sort();
    folders
}

fn named(found: Found, root: &Path) -> Option<Crate> {
    let relative = |document: &PathBuf| {
        let below = document.strip_prefix(normal(root)).ok()?;
        Some(walk::relative(below, Path::new("")))
    };
    let documents = found.documents.iter().map(relative);
    let Some(documents) = documents.collect::<Option<Vec<String>>>() else {
        let words = &found.words;
        console::warn(format_args!(
            "skipped {words}: a document is not below --root"
        ));
        return None;
    };
    Some(Crate {
        root: root.to_owned(),
        documents,
        name: crates::name(&found.words),
        module: crates::module(&found.words),
        source: found.words,
        is_service: true,
    })
}
