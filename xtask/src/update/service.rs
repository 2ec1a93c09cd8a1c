//! One service of the manifest, compared with its published definitions.

use super::{
    checkout::{Checkout, Document},
    comparison::{self, Comparison, Ours, Selected},
};
use crate::published::{self, Key};
use armgen::manifest::Manifest;
use std::collections::{BTreeMap, BTreeSet};

/// What was found out about a service.
#[derive(Default)]
pub(super) struct Outcome {
    /// Its module.
    pub(super) module: String,
    /// Its API versions in the manifest.
    pub(super) versions: BTreeSet<String>,
    /// Its selected operations.
    pub(super) operations: BTreeMap<Key, Selected>,
    /// The newest versions in the checkout that have some of the operations.
    pub(super) newest: BTreeSet<String>,
    /// The published definitions of the same versions, if the checkout has them.
    pub(super) same: Option<Comparison>,
    /// The newest published definitions, if some are newer.
    pub(super) newer: Option<Comparison>,
    /// Whether our own definitions were refused.
    is_refused: bool,
}

impl Outcome {
    /// Whether a definition was refused.
    pub(super) fn is_refused(&self) -> bool {
        let mut comparisons = [&self.same, &self.newer].into_iter().flatten();
        self.is_refused || comparisons.any(|one| one.changes.is_none())
    }
}

/// Compares a service with the checkout.
pub(super) fn compare(
    manifest: &Manifest,
    module: &str,
    checkout: &Checkout,
    preview: bool,
) -> Outcome {
    let mut outcome = Outcome {
        module: module.to_owned(),
        ..Outcome::default()
    };
    let Some((model, documents)) = comparison::own(manifest, module) else {
        outcome.is_refused = true;
        return outcome;
    };
    for operation in model.operations() {
        let method = format!("{:?}", operation.method);
        let selected = Selected {
            id: operation.id.clone(),
            version: operation.api_version.clone().unwrap_or_default(),
            provider: operation.path.provider().unwrap_or_default().to_lowercase(),
        };
        outcome.versions.insert(selected.version.clone());
        let key = published::key(&method, &operation.path.to_string());
        outcome.operations.insert(key, selected);
    }
    let ours = Ours {
        manifest,
        module,
        model,
        documents,
    };
    let found = found(&outcome.operations, checkout);
    let newest = newest(&found, preview);
    let versions = newest.iter().map(|one| one.document.version.clone());
    let versions: BTreeSet<String> = versions.collect();
    let newer = newest.iter().any(|one| one.is_newer());
    let newer = newer.then(|| ours.against(checkout, &read(&newest), &outcome.operations));
    let same = read(&same(&found));
    let mut operations = outcome.operations.clone();
    operations.retain(|_, one| same.iter().any(|document| document.version == one.version));
    let same = (!same.is_empty()).then(|| ours.against(checkout, &same, &operations));
    outcome.newest = versions;
    (outcome.same, outcome.newer) = (same, newer);
    outcome
}

/// A document of the checkout that has selected operations.
struct Found<'c> {
    document: &'c Document,
    /// Our versions of these operations.
    versions: BTreeSet<&'c str>,
}

impl Found<'_> {
    fn is_newer(&self) -> bool {
        let ours = self.versions.last();
        ours.is_none_or(|ours| *self.document.version > **ours)
    }
}

fn found<'c>(operations: &'c BTreeMap<Key, Selected>, checkout: &'c Checkout) -> Vec<Found<'c>> {
    let providers: BTreeSet<&str> = operations.values().map(|one| &*one.provider).collect();
    let documents = checkout.documents().iter();
    let documents = documents.filter(|one| providers.contains(&*one.provider));
    let found = documents.map(|document| {
        let published = checkout.operations(document);
        let selected = published
            .iter()
            .filter_map(|one| operations.get(&one.key()));
        Found {
            document,
            versions: selected.map(|one| &*one.version).collect(),
        }
    });
    found.filter(|one| !one.versions.is_empty()).collect()
}

fn read<'c>(found: &[&Found<'c>]) -> Vec<&'c Document> {
    found.iter().map(|one| one.document).collect()
}

/// The documents of our own versions.
fn same<'f, 'c>(found: &'f [Found<'c>]) -> Vec<&'f Found<'c>> {
    let same = found.iter();
    same.filter(|one| one.versions.contains(&*one.document.version))
        .collect()
}

/// The documents of the newest version of each provider, or of each of its parts that have their own versions: stable
/// ones, unless there are none or previews are wanted.
fn newest<'f, 'c>(found: &'f [Found<'c>], preview: bool) -> Vec<&'f Found<'c>> {
    let mut best: BTreeMap<(&str, &str), (bool, &str)> = BTreeMap::new();
    for Found { document, .. } in found {
        let rank = rank(document, preview);
        let known = best.entry(group(document)).or_insert(rank);
        *known = rank.max(*known);
    }
    let is_best = |one: &&'f Found<'c>| {
        let best = best.get(&group(one.document));
        best == Some(&rank(one.document, preview))
    };
    found.iter().filter(is_best).collect()
}

/// Documents of one group have their versions together.
fn group(document: &Document) -> (&str, &str) {
    (&document.provider, &document.part)
}

fn rank(document: &Document, preview: bool) -> (bool, &str) {
    (document.stable || preview, &document.version)
}
