//! Changes by service and by item.

use armgen::changes::{Change, Changes};
use std::collections::BTreeMap;

/// The changes of one service, or those outside all services under an empty name, by client or model.
pub(crate) type Groups<'c> = BTreeMap<&'c str, BTreeMap<&'c str, Vec<&'c Change>>>;

pub(crate) fn by_service(changes: &Changes) -> Groups<'_> {
    let mut groups = Groups::new();
    for change in &changes.list {
        let (service, item) = names(&change.path);
        let items = groups.entry(service).or_default();
        items.entry(item).or_default().push(change);
    }
    groups
}

/// The service and the client or model in a path: `maps` and `models::MapsAccount`. One of several versions of a service
/// stands by itself: `maps::v2023_06_01`.
fn names(path: &str) -> (&str, &str) {
    let after = path.find("::").map_or(path.len(), |end| end + "::".len());
    let version = &path[after..];
    let is_version =
        version.starts_with('v') && version[1..].starts_with(|c: char| c.is_ascii_digit());
    let end = match is_version {
        true => version.find("::").map(|end| after + end),
        false => path.find("::"),
    };
    let Some(end) = end else {
        let is_module = path.starts_with(|first: char| first.is_ascii_lowercase());
        return if is_module { (path, "") } else { ("", path) };
    };
    let (service, rest) = (&path[..end], &path[end + "::".len()..]);
    let item = match rest.strip_prefix("models::") {
        Some(model) => "models::".len() + model.find("::").unwrap_or(model.len()),
        None => rest.find("::").unwrap_or(rest.len()),
    };
    (service, &rest[..item])
}

/// The path of a change below its client or model, or its last name if it is that itself.
pub(super) fn member<'c>(change: &'c Change, item: &str) -> &'c str {
    match change.path.split_once(&format!("{item}::")) {
        Some((_, member)) if !item.is_empty() => member,
        _ => change.path.rsplit("::").next().unwrap_or(&change.path),
    }
}

/// Title of a service in reports.
pub(crate) fn title(service: &str) -> &str {
    match service {
        "" => "all services",
        service => service,
    }
}

/// The path of a change in its service, which begins with its client or model.
pub(super) fn below_service(item: &str, change: &Change) -> String {
    match item {
        "" => change.path.clone(),
        item if change.path.ends_with(item) => item.to_owned(),
        item => format!("{item}::{}", member(change, item)),
    }
}

/// How many changes there are, by the name of their effect.
pub(super) fn counts(changes: &Changes) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for change in &changes.list {
        *counts.entry(change.effect.name()).or_default() += 1;
    }
    counts
}

/// The counts in words, the largest effect first.
pub(crate) fn summary(changes: &Changes) -> String {
    let counts = counts(changes);
    let parts = ["major", "minor", "patch", "behaviour"].into_iter();
    let parts = parts.filter_map(|name| Some(format!("{} {name}", counts.get(name)?)));
    parts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_split_behind_the_service_and_the_item() {
        for (path, expected) in [
            ("maps", ("maps", "")),
            ("KeyPair", ("", "KeyPair")),
            ("maps::MapsClient::new", ("maps", "MapsClient")),
            ("maps::models::Sku::name", ("maps", "models::Sku")),
            ("maps::v2023_06_01", ("maps::v2023_06_01", "")),
            (
                "maps::v2023_06_01::models::Sku",
                ("maps::v2023_06_01", "models::Sku"),
            ),
        ] {
            assert_eq!(names(path), expected, "{path}");
        }
    }
}
