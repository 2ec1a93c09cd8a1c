//! Changes of what is sent and accepted over HTTP.

use super::{Change, Effect, Side, What};
use crate::api::Entry;
use std::{cmp::Ordering, collections::BTreeSet};

/// The fact that names the arguments of a method.
const ORDER: &str = "order of the arguments";

/// Differences in the behaviour of one item.
pub(super) fn changes(path: &str, old: &Entry, new: &Entry) -> Vec<Change> {
    let names: BTreeSet<&String> = old.behaviour.keys().chain(new.behaviour.keys()).collect();
    let names = names
        .into_iter()
        .filter(|name| is_comparable(name, old, new));
    let changes = names.filter_map(|name| {
        let (before, after) = (old.behaviour.get(name), new.behaviour.get(name));
        (!is_same(name, before, after)).then(|| Change {
            path: path.to_owned(),
            kind: new.kind,
            what: What::Behaviour(name.clone()),
            effect: effect(name, before, after),
            old: before.map(|text| Side::text(old, text)),
            new: after.map(|text| Side::text(new, text)),
        })
    });
    changes.collect()
}

/// A cargo feature is a name that users write; all else they see only in what calls do.
fn effect(name: &str, before: Option<&String>, after: Option<&String>) -> Effect {
    match name {
        "cargo feature" => Effect::Major("users have to enable another feature"),
        _ => Effect::Behaviour {
            breaking: is_breaking(name, before, after),
        },
    }
}

/// Whether a fact is the same in HTTP. A path is, whatever the names of its placeholders.
fn is_same(name: &str, before: Option<&String>, after: Option<&String>) -> bool {
    match (name, before, after) {
        ("path", Some(before), Some(after)) => shape(before) == shape(after),
        _ => before == after,
    }
}

/// A path without the names of its placeholders.
fn shape(path: &str) -> String {
    let parts = path.split('{').enumerate();
    let parts = parts.map(|(index, part)| match (index, part.split_once('}')) {
        (1.., Some((_, rest))) => rest,
        _ => part,
    });
    parts.collect::<Vec<_>>().join("{}")
}

/// Whether arguments of the same types have changed places.
fn are_moved(old: &Entry, new: &Entry) -> bool {
    let names = |entry: &Entry| -> BTreeSet<String> {
        let names = entry.behaviour.get(ORDER).map_or("", String::as_str);
        names.split(", ").map(str::to_owned).collect()
    };
    old.signature == new.signature && names(old) == names(new)
}

/// Facts about a parameter are compared if both have the parameter. Otherwise the options or the types of the arguments
/// differ, unless one parameter took the place of another, or its only value is sent without an argument.
fn is_comparable(name: &str, old: &Entry, new: &Entry) -> bool {
    if name == ORDER {
        return are_moved(old, new);
    }
    if name.starts_with("parameter ") && name.ends_with(": value") {
        return true;
    }
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
        Some("required in requests" | "read-only") => {
            after.is_some_and(|is| is != "no") && !before.is_some_and(|is| is.starts_with("yes, "))
        }
        _ => true,
    }
}
