//! Operations on keys that the manifest does not select.

use super::{checkout::Checkout, service::Outcome};
use crate::published::Published;
use armgen::keys_of_path;
use std::collections::{BTreeMap, BTreeSet};

/// Operations on keys of the newest stable version of each resource provider, by provider, with their documents.
pub(super) type Unselected = BTreeMap<String, Vec<(Published, String)>>;

pub(super) fn find(outcomes: &[Outcome], checkout: &Checkout) -> Unselected {
    let selected: BTreeSet<_> = outcomes
        .iter()
        .flat_map(|outcome| outcome.operations.keys())
        .collect();
    let mut newest: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    let stable = || {
        checkout
            .documents()
            .iter()
            .filter(|document| document.stable)
    };
    for document in stable() {
        let known = newest
            .entry((&document.provider, &document.part))
            .or_default();
        *known = (*known).max(&document.version);
    }
    let mut unselected = Unselected::new();
    for document in stable() {
        if newest[&(&*document.provider, &*document.part)] != document.version {
            continue;
        }
        for one in checkout.operations(document).iter() {
            if keys_of_path(&one.method, &one.path) && !selected.contains(&one.key()) {
                let found = unselected.entry(document.provider.clone()).or_default();
                found.push((one.clone(), document.file.clone()));
            }
        }
    }
    unselected
}
