//! Entries of `key_pairs` for the pairs that are ambiguous, ready for the manifest.

use super::except::{quoted, written};
use armgen::{
    diagnostic::{AmbiguousPair, Diagnostic, PairChoice},
    manifest::Manifest,
    visible::Visible,
};
use std::collections::BTreeMap;

/// Lines with an entry for each ambiguous pair; none if there is none.
pub(super) fn entries(diagnostics: &[Diagnostic], manifest: &Manifest, text: &str) -> Vec<String> {
    let mut services: BTreeMap<&str, Vec<&AmbiguousPair>> = BTreeMap::new();
    for pair in diagnostics.iter().filter_map(|one| one.pair.as_deref()) {
        services.entry(&pair.service).or_default().push(pair);
    }
    if services.is_empty() {
        return Vec::new();
    }
    let heading = "to generate no such pair of keys, add to the manifest; or specify the pair in place of `none`:";
    let mut lines = vec![heading.to_owned()];
    for (service, pairs) in services {
        if let Some(entry) = manifest.services.get(service) {
            let has_pairs = !entry.key_pairs.is_empty();
            let entries = pairs.into_iter().map(of_pair);
            let keys = entry.keys(service);
            lines.extend(written(&keys, "key_pairs", has_pairs, entries, text));
        }
    }
    lines
}

fn of_pair(pair: &AmbiguousPair) -> Vec<String> {
    let regenerate = match pair.regenerate.as_slice() {
        [one] => quoted(one),
        several => listed(several),
    };
    let because = quoted(&Visible(&pair.because).to_string());
    let entry = [
        format!("regenerate = {regenerate}"),
        format!("none = {because}"),
    ];
    let choices = pair.choices.iter().map(|choice| match choice {
        PairChoice::List(id) => format!("# list = {}", quoted(id)),
        PairChoice::Keys(names) => format!("# keys = {}", listed(names)),
        PairChoice::Name(name) => format!("# name = {}", quoted(name)),
    });
    entry.into_iter().chain(choices).collect()
}

fn listed(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", texts.join(", "))
}
