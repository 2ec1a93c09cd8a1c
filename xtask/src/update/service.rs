//! One service of the manifest, compared with its published definitions.

use super::{
    checkout::{Checkout, Document},
    comparison::{self, Chosen, Comparison, Ours, Selected},
};
use crate::published::{self, Key};
use armgen::manifest::{Manifest, order};
use std::{
    cmp::{Ordering, Reverse},
    collections::{BTreeMap, BTreeSet},
};

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
    /// The versions in the checkout that are newer.
    pub(super) newer_versions: BTreeSet<String>,
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
    let groups = Group::of(&found, preview);
    let newest = groups.iter().flat_map(|group| &group.newest);
    let versions = newest.map(|one| one.document.version.clone());
    let versions: BTreeSet<String> = versions.collect();
    // A version of several in the manifest stays what it is; a newer one is a new entry.
    let is_alone = manifest.services[module].version.is_none();
    let ahead: Vec<&Found<'_>> = groups.iter().flat_map(Group::ahead).collect();
    let newer = (is_alone && !ahead.is_empty()).then(|| {
        let newer = ahead.iter().filter(|one| one.is_newer());
        outcome.newer_versions = newer.map(|one| one.document.version.clone()).collect();
        ours.against(checkout, &chosen(&ahead, &found), &outcome.operations)
    });
    let same = chosen(&[], &found);
    let mut operations = outcome.operations.clone();
    let is_there = |one: &Selected| same.iter().any(|same| same.document.version == one.version);
    operations.retain(|_, one| is_there(one));
    let same = (!same.is_empty()).then(|| ours.against(checkout, &same, &operations));
    outcome.newest = versions;
    (outcome.same, outcome.newer) = (same, newer);
    outcome
}

/// The documents that give the operations, each with those that it gives: the newer ones, and for what they lack those
/// of our own versions.
fn chosen<'c>(newer: &[&Found<'c>], all: &[Found<'c>]) -> Vec<Chosen<'c>> {
    let mut taken = BTreeSet::new();
    let mut chosen = Vec::new();
    let mut newer = newer.to_vec();
    newer.sort_by_key(|one| Reverse(order(&one.document.version)));
    let newer = newer.into_iter().map(|one| (one, Ordering::Less));
    let same = all.iter().map(|one| (one, Ordering::Equal));
    for (found, least) in newer.chain(same) {
        let version = order(&found.document.version);
        let keys = found.operations.iter().filter(|(key, ours)| {
            let fits = order(ours).cmp(&version);
            (fits == least || fits.is_eq()) && taken.insert(**key)
        });
        let keys: BTreeSet<&Key> = keys.map(|(key, _)| *key).collect();
        if !keys.is_empty() {
            chosen.push(Chosen {
                document: found.document,
                keys,
            });
        }
    }
    chosen.sort_by(|one, other| one.document.file.cmp(&other.document.file));
    chosen
}

/// A document of the checkout that has selected operations.
struct Found<'c> {
    document: &'c Document,
    /// These operations, with our versions of them.
    operations: BTreeMap<&'c Key, &'c str>,
}

impl Found<'_> {
    /// Whether it is newer than all of our versions.
    fn is_newer(&self) -> bool {
        let ours = self.operations.values().map(|ours| order(ours)).max();
        ours.is_none_or(|ours| order(&self.document.version) > ours)
    }

    /// Whether it is of one of our versions.
    fn is_same(&self) -> bool {
        let mut ours = self.operations.values();
        ours.any(|ours| *ours == self.document.version)
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
            .filter_map(|one| operations.get_key_value(&one.key()));
        Found {
            document,
            operations: selected.map(|(key, one)| (key, &*one.version)).collect(),
        }
    });
    found.filter(|one| !one.operations.is_empty()).collect()
}

/// The documents of a provider, or of one of its parts, which have their versions together.
struct Group<'f, 'c> {
    /// Those of the newest version: a stable one, unless there is none, or no newer one and previews are wanted.
    newest: Vec<&'f Found<'c>>,
}

impl<'f, 'c> Group<'f, 'c> {
    fn of(found: &'f [Found<'c>], preview: bool) -> Vec<Self> {
        let mut groups: BTreeMap<(&str, &str), Vec<&Found<'_>>> = BTreeMap::new();
        for one in found {
            let group = (&*one.document.provider, &*one.document.part);
            groups.entry(group).or_default().push(one);
        }
        let groups = groups.into_values().map(|all| Self {
            newest: newest(&all, preview),
        });
        groups.collect()
    }

    /// The newest documents if one is newer than ours, but none that is older.
    fn ahead(&self) -> Vec<&'f Found<'c>> {
        let newest = self.newest.iter().copied();
        match self.newest.iter().any(|one| one.is_newer()) {
            true => newest
                .filter(|one| one.is_newer() || one.is_same())
                .collect(),
            false => Vec::new(),
        }
    }
}

fn newest<'f, 'c>(all: &[&'f Found<'c>], preview: bool) -> Vec<&'f Found<'c>> {
    let stable = all.iter().copied().filter(|one| one.document.stable);
    let stable: Vec<&Found<'_>> = stable.collect();
    let wants_all = stable.is_empty() || preview && !stable.iter().any(|one| one.is_newer());
    let candidates = if wants_all { all.to_vec() } else { stable };
    let version = |one: &Found<'c>| -> &'c str { &one.document.version };
    let best = candidates
        .iter()
        .map(|one| version(one))
        .max_by_key(|text| order(text));
    let newest = candidates
        .into_iter()
        .filter(|one| Some(version(one)) == best);
    newest.collect()
}
