//! Changes of what is sent and accepted over HTTP.

use super::{Change, Effect, Side, What};
use crate::api::Entry;
use std::{cmp::Ordering, collections::BTreeSet};

/// Differences in the behaviour of one item.
pub(super) fn changes(path: &str, old: &Entry, new: &Entry) -> Vec<Change> {
    let names: BTreeSet<&String> = old.behaviour.keys().chain(new.behaviour.keys()).collect();
    let names = names
        .into_iter()
        .filter(|name| is_comparable(name, old, new));
    let changes = names.filter_map(|name| {
        let (before, after) = (old.behaviour.get(name), new.behaviour.get(name));
        (before != after).then(|| Change {
            path: path.to_owned(),
            kind: new.kind,
            what: What::Behaviour(name.clone()),
            effect: Effect::Behaviour {
                breaking: is_breaking(name, before, after),
            },
            old: before.map(|text| Side::text(old, text)),
            new: after.map(|text| Side::text(new, text)),
        })
    });
    changes.collect()
}

/// Facts about a parameter are compared if both have the parameter. Otherwise the options or the types of the arguments
/// differ, unless one parameter took the place of another.
fn is_comparable(name: &str, old: &Entry, new: &Entry) -> bool {
    let parameter = name.split(": ").next().unwrap_or(name);
    let has = |entry: &Entry| entry.behaviour.contains_key(parameter);
    !parameter.starts_with("parameter ")
        || has(old) && has(new)
        || name == parameter
            && is_replaced(old, new)
            && [old, new].iter().any(|one| is_sent_by_name(one, name))
}

/// Whether the arguments have the same types, but other names, and each side sends a parameter that the other does not.
fn is_replaced(old: &Entry, new: &Entry) -> bool {
    let lacks = |one: &Entry, other: &Entry| {
        let mut names = one
            .behaviour
            .keys()
            .filter(|name| is_sent_by_name(one, name));
        names.any(|name| !other.behaviour.contains_key(name))
    };
    let are_renamed = old.signature == new.signature && old.declaration != new.declaration;
    are_renamed && lacks(old, new) && lacks(new, old)
}

/// Whether a fact is the place of a parameter whose name is sent: only the values are part of a path.
fn is_sent_by_name(entry: &Entry, name: &str) -> bool {
    let place = entry.behaviour.get(name).map_or("", String::as_str);
    let is_place = name.starts_with("parameter ") && !name.contains(": ");
    is_place && (place.starts_with("query") || place == "header")
}

/// Whether a call that succeeded before may fail, or may mean something else. A rule that accepts more does not break.
fn is_breaking(name: &str, before: Option<&String>, after: Option<&String>) -> bool {
    let number = |text: &String| text.parse::<u64>().ok();
    let order = before.and_then(number).cmp(&after.and_then(number));
    match name.rsplit(": ").next() {
        Some("minimum length") => order == Ordering::Less,
        Some("maximum length") => before.is_none() || after.is_some() && order == Ordering::Greater,
        Some("pattern") => after.is_some(),
        Some("required in requests" | "read-only") => after.is_some_and(|is| is == "yes"),
        _ => true,
    }
}
