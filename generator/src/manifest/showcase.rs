//! Checks the name of the service that the front page shows.

use super::{ServiceEntry, raw};
use crate::{
    diagnostic::{Code, Diagnostics},
    nearest::nearest,
    source::Place,
};
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;

/// Reports a name that is no service of the manifest, with the nearest one that is.
pub(super) fn check(
    package: &raw::Package,
    services: &BTreeMap<String, ServiceEntry>,
    at: &impl Fn(Spanned<String>) -> (String, Place),
    diagnostics: &mut Diagnostics,
) {
    let Some(showcase) = package.showcase.clone() else {
        return;
    };
    let (name, place) = at(showcase);
    let known = services.iter();
    let known: BTreeSet<&str> = known.map(|(key, entry)| entry.service(key)).collect();
    if !known.contains(name.as_str()) {
        diagnostics.report(
            Code::ManifestPackage,
            place,
            format!("`{name}` cannot be the showcase: the manifest has no such service"),
            advice(&name, &known),
        );
    }
}

fn advice(name: &str, known: &BTreeSet<&str>) -> String {
    match nearest(name, known.iter().copied()) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => {
            "name one of [services.<module>], or remove the key: then a rule chooses".to_owned()
        }
    }
}
