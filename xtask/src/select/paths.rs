//! Operations of a checkout whose paths match, as services: one for each folder of a version.

mod place;

use super::manifest::Service;
use crate::{console, progress, published, walk};
use armgen::load::{self, Folder};
use place::Place;
use regex_lite::Regex;
use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    path::{Path, PathBuf},
};

/// Which versions of each resource provider are searched. Definitions outside of a version's folder always are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Versions {
    NewestStable,
    /// The newest one, even if it is a preview.
    Newest,
    All,
}

impl Versions {
    fn of(self, files: Vec<PathBuf>) -> Vec<PathBuf> {
        let (versioned, mut files): (Vec<PathBuf>, Vec<PathBuf>) =
            files.into_iter().partition(|file| walk::is_versioned(file));
        files.extend(match self {
            Self::NewestStable => walk::newest(versioned),
            Self::Newest => walk::newest_of_all(versioned),
            Self::All => versioned,
        });
        files
    }
}

/// Documents and operations of one folder.
#[derive(Default)]
struct Matching {
    documents: BTreeSet<String>,
    operations: BTreeSet<String>,
}

/// The services below `root` with operations whose paths match. It is an error if there are none.
pub(super) fn services(
    root: &Path,
    paths: &str,
    versions: Versions,
    limit: usize,
) -> Result<Vec<Service>, Box<dyn Error>> {
    let regex = Regex::new(&format!("(?i){paths}")).map_err(|error| format!("--paths: {error}"))?;
    let unreadable = |error| format!("{}: {error}", root.display());
    // The names of services stand in the whole path, of which `.` shows nothing.
    let root = &root.canonicalize().map_err(unreadable)?;
    let files = walk::definitions(root).map_err(unreadable)?;
    let mut services: BTreeMap<Place, Matching> = BTreeMap::new();
    let files = versions.of(files);
    let progress = progress::bar("reading", files.len());
    for file in files {
        let document = walk::relative(&file, root);
        let operations = operations(root, &document, &regex, limit).unwrap_or_else(|error| {
            console::warn(format_args!("skipped {error}"));
            Vec::new()
        });
        progress.step();
        if !operations.is_empty() {
            let service = services.entry(Place::of(root, &file)).or_default();
            service.documents.insert(document);
            service.operations.extend(operations);
        }
    }
    drop(progress);
    if services.is_empty() {
        return Err(nothing(root, paths, versions).into());
    }
    let places: Vec<&Place> = services.keys().collect();
    let words = place::words(&places, versions == Versions::All);
    let services = words.into_iter().zip(services.into_values());
    let services = services.map(|(words, matching)| Service {
        words,
        version: None,
        documents: matching.documents.into_iter().collect(),
        operations: Some(matching.operations.into_iter().collect()),
    });
    Ok(services.collect())
}

/// The error if no operation matches: a manifest must have a service.
fn nothing(root: &Path, paths: &str, versions: Versions) -> String {
    let (of, help) = match versions {
        Versions::NewestStable => (
            "of the newest stable version of each provider ",
            ", or search others with --preview or --all-versions",
        ),
        Versions::Newest => (
            "of the newest version of each provider ",
            ", or search older ones with --all-versions",
        ),
        Versions::All => ("", ""),
    };
    format!(
        "no definition {of}below {} has an operation whose path matches `{paths}`: correct --paths, choose another folder{help}",
        root.display(),
    )
}

/// Ids of the operations of a document whose paths match.
fn operations(
    root: &Path,
    document: &str,
    paths: &Regex,
    limit: usize,
) -> Result<Vec<String>, String> {
    let tree = load::tree(&Folder::new(root.to_owned()), document, limit)?;
    let operations = published::operations(&tree).into_iter();
    let matching = operations.filter(|operation| paths.is_match(&operation.path));
    Ok(matching.map(|operation| operation.id).collect())
}
