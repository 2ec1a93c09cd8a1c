//! Stable versions of the documents of a default tag that names previews.

use super::super::readme::{Readme, normal};
use crate::{console, walk};
use std::{
    collections::BTreeSet,
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

/// The tag with stable versions of the documents with these names, in the order of versions.
fn newest(readme: &Readme, wanted: &BTreeSet<Name>, folder: &Path) -> Option<String> {
    let candidates = readme.tags().into_iter().filter_map(|tag| {
        let documents = documents(readme, &tag, folder);
        let fits = documents.iter().all(|one| is_stable(one) && one.is_file())
            && names(&documents).is_superset(wanted);
        let mut versions: Vec<String> = documents
            .iter()
            .filter_map(|one| Some(walk::versioned(one)?.1))
            .collect();
        versions.sort_by(|one, other| other.cmp(one));
        fits.then_some((versions, tag))
    });
    candidates.max().map(|(_, tag)| tag)
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
    let name = |document: &PathBuf| {
        let folder = walk::versioned(document).map(|(folder, _)| folder);
        let name = document.file_name().unwrap_or_default().to_string_lossy();
        (folder.unwrap_or_default(), name.to_ascii_lowercase())
    };
    documents.iter().map(name).collect()
}
