//! Items that have another name, but stand for the same operation, property or value.

use super::{Entries, missing, parent};
use crate::api::{Entry, Kind};
use std::collections::BTreeMap;

/// Old paths with their new ones.
pub(super) fn pairs<'a>(old: &'a Entries, new: &'a Entries) -> BTreeMap<&'a str, &'a str> {
    let mut added: BTreeMap<Identity<'a>, Vec<&'a str>> = BTreeMap::new();
    for (path, entry) in missing(new, old) {
        if let Some(identity) = identity(new, path, entry) {
            added.entry(identity).or_default().push(path);
        }
    }
    let removed = missing(old, new);
    let pairs = removed.filter_map(|(path, entry)| {
        let same = added.get(&identity(old, path, entry)?)?;
        match same[..] {
            [only] => Some((path.as_str(), only)),
            _ => None,
        }
    });
    pairs.collect()
}

/// Kind, enclosing item, and what the item stands for in HTTP.
type Identity<'a> = (Kind, &'a str, &'a str);

fn identity<'a>(entries: &Entries, path: &'a str, entry: &'a Entry) -> Option<Identity<'a>> {
    let (name, owner) = match entry.kind {
        Kind::Method => ("operation", path.split("::").next()),
        Kind::Field => ("property", parent(entries, path)),
        Kind::Variant => ("value", parent(entries, path)),
        _ => return None,
    };
    Some((entry.kind, owner?, entry.behaviour.get(name)?))
}
