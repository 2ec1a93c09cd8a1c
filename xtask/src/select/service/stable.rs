//! Stable versions of the documents of a default tag that names previews.

use super::super::readme::{Readme, normal};
use crate::{console, walk};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    fmt::Display,
    path::{Path, PathBuf},
};

/// The default tag; if it has previews, the newest tag that has the same documents in stable versions, if there is one.
/// Previews, and any other tag than the default, are noted.
pub(super) fn tag(readme: &Readme, default: String, folder: &Path, shown: &impl Display) -> String {
    let documents = documents(readme, &default, folder);
    if documents.iter().all(|one| is_stable(one)) {
        return default;
    }
    match newest(readme, &names(&documents), folder) {
        Some(stable) => {
            console::warn(format_args!(
                "{shown}: took the tag `{stable}`, since the default tag `{default}` has previews; --tag {default} takes these"
            ));
            stable
        }
        None => {
            console::warn(format_args!(
                "{shown}: the default tag `{default}` has previews, and no tag has all of its documents in stable versions"
            ));
            default
        }
    }
}

/// The tag with stable versions of the documents with these names, in the order of the versions of these: the newest
/// first. Other documents and the names of tags do not count, unless all else is equal; then fewer documents are better.
fn newest(readme: &Readme, wanted: &BTreeSet<Name>, folder: &Path) -> Option<String> {
    let candidates = readme.tags().into_iter().filter_map(|tag| {
        let documents = documents(readme, &tag, folder);
        let are_stable = documents.iter().all(|one| is_stable(one) && one.is_file());
        let versions = versions(&documents);
        let of_wanted = wanted.iter().map(|name| versions.get(name).cloned());
        let mut of_wanted = of_wanted.collect::<Option<Vec<String>>>()?;
        of_wanted.sort_by(|one, other| other.cmp(one));
        are_stable.then_some((of_wanted, Reverse(documents.len()), tag))
    });
    candidates.max().map(|(_, _, tag)| tag)
}

fn documents(readme: &Readme, tag: &str, folder: &Path) -> Vec<PathBuf> {
    let documents = readme.documents(tag);
    documents
        .iter()
        .map(|one| normal(&folder.join(one)))
        .collect()
}

/// A document outside of a version's folder is shared by all versions.
fn is_stable(document: &Path) -> bool {
    !walk::is_versioned(document) || walk::is_stable(document)
}

/// Folder of the resource provider, and name of the file in lower case.
type Name = (PathBuf, String);

fn names(documents: &[PathBuf]) -> BTreeSet<Name> {
    versions(documents).into_keys().collect()
}

/// The newest version of the documents with a name. One that all versions share has none.
fn versions(documents: &[PathBuf]) -> BTreeMap<Name, String> {
    let mut versions: BTreeMap<Name, String> = BTreeMap::new();
    for document in documents {
        let (folder, version) = walk::versioned(document).unwrap_or_default();
        let name = document.file_name().unwrap_or_default().to_string_lossy();
        let newest = versions
            .entry((folder, name.to_ascii_lowercase()))
            .or_default();
        *newest = version.max(std::mem::take(newest));
    }
    versions
}
