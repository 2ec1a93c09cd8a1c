//! Operations of a checkout whose paths match, as services: one for each folder.

use super::manifest::Service;
use crate::{console, published, walk};
use armgen::load::{self, Folder};
use regex_lite::Regex;
use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    path::Path,
};

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
    limit: usize,
) -> Result<Vec<Service>, Box<dyn Error>> {
    let regex = Regex::new(&format!("(?i){paths}")).map_err(|error| format!("--paths: {error}"))?;
    let mut services: BTreeMap<String, Matching> = BTreeMap::new();
    let files = walk::definitions(root).map_err(|error| format!("{}: {error}", root.display()))?;
    for file in files {
        let document = walk::relative(&file, root);
        let operations = operations(root, &document, &regex, limit);
        if !operations.is_empty() {
            let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder);
            let service = services.entry(folder.to_owned()).or_default();
            service.documents.insert(document);
            service.operations.extend(operations);
        }
    }
    if services.is_empty() {
        return Err(nothing(root, paths).into());
    }
    let services = services.into_iter().map(|(folder, matching)| Service {
        words: words(&folder),
        version: None,
        documents: matching.documents.into_iter().collect(),
        operations: Some(matching.operations.into_iter().collect()),
    });
    Ok(services.collect())
}

/// The error if no operation matches: a manifest must have a service.
fn nothing(root: &Path, paths: &str) -> String {
    format!(
        "no definition below {} has an operation whose path matches `{paths}`: correct --paths, or choose another folder",
        root.display(),
    )
}

/// Ids of the operations of a document whose paths match.
fn operations(root: &Path, document: &str, paths: &Regex, limit: usize) -> Vec<String> {
    let folder = Folder(root.to_owned());
    let tree = match load::tree(&folder, document, limit) {
        Ok(tree) => tree,
        Err(error) => {
            console::warn(format_args!("skipped {error}"));
            return Vec::new();
        }
    };
    let operations = published::operations(&tree).into_iter();
    let matching = operations.filter(|operation| paths.is_match(&operation.path));
    matching.map(|operation| operation.id).collect()
}

/// Words for a folder such as `maps/resource-manager/Microsoft.Maps/stable/2021-02-01`: `maps_2021-02-01`.
fn words(folder: &str) -> String {
    let parts: Vec<&str> = folder.split('/').collect();
    let (first, last) = (parts.first().unwrap_or(&""), parts.last().unwrap_or(&""));
    format!("{first}_{last}")
}
