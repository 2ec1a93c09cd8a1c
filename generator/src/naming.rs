//! Wire names to Rust names. No other module converts case or escapes keywords.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use std::collections::{BTreeMap, BTreeSet};

/// Keywords of Rust, reserved ones included, of any edition.
const KEYWORDS: [&str; 53] = [
    "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "Self", "self", "static", "struct", "super", "trait", "true", "try", "type",
    "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Name of a type or a variant: `mapsAccount` is `MapsAccount`.
pub(crate) fn type_name(wire: &str) -> String {
    identifier(&spelled(wire).to_upper_camel_case(), "V", "Value")
}

/// Name of a field, a method, a parameter or a module: `mapsAccount` is `maps_account`.
pub(crate) fn member_name(wire: &str) -> String {
    identifier(&spelled(wire).to_snake_case(), "v", "value")
}

/// Name of a constant: `mapsAccount` is `MAPS_ACCOUNT`.
pub(crate) fn constant_name(wire: &str) -> String {
    identifier(&spelled(wire).to_shouty_snake_case(), "V", "VALUE")
}

/// Whether a name is a keyword of Rust.
pub(crate) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

/// Keeps ASCII letters and digits, and replaces all other characters by spaces, which separate words.
fn spelled(wire: &str) -> String {
    wire.chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect()
}

/// An identifier does not start with a digit, is not empty and is not a keyword.
fn identifier(name: &str, before_digit: &str, if_empty: &str) -> String {
    let name = match name.chars().next() {
        None => if_empty.to_owned(),
        Some(first) if first.is_ascii_digit() => format!("{before_digit}{name}"),
        Some(_) => name.to_owned(),
    };
    match is_keyword(&name) {
        true => format!("{name}_"),
        false => name,
    }
}

/// Makes a name that is not in `taken` by appending a number if necessary, and adds it to `taken`.
pub(crate) fn unique(name: String, taken: &mut BTreeSet<String>) -> String {
    let mut candidate = name.clone();
    let mut number = 2;
    while !taken.insert(candidate.clone()) {
        candidate = format!("{name}{number}");
        number += 1;
    }
    candidate
}

/// The name of a type of an operation, from that of its options: the operation itself may be called `…Options`.
pub(crate) fn beside_options(options: &str, suffix: &str) -> String {
    let stem = options.strip_suffix("Options").unwrap_or(options);
    format!("{stem}{suffix}")
}

/// Group and method of an operation id: `Accounts_ListKeys` is `Accounts` and `ListKeys`.
pub(crate) fn split_operation_id(id: &str) -> (&str, &str) {
    id.split_once('_').unwrap_or(("", id))
}

/// Names of the clients of operation groups, without words that the names of the service and of a group share:
/// `StorageAccounts` for `Storage` and its group `StorageAccounts`. A group with the name of its service is named
/// `RedisGroup`. No name becomes that of another group.
pub(crate) fn without_stutter<'g>(
    service: &str,
    groups: impl Iterator<Item = &'g str> + Clone,
) -> Vec<String> {
    let plain = |group: &str| match group {
        "" => service.to_owned(),
        group => format!("{service}{}", type_name(group)),
    };
    let short = |group: &str| match group {
        "" => service.to_owned(),
        group => joined(service, &type_name(group)),
    };
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for group in groups.clone() {
        for name in BTreeSet::from([plain(group), short(group)]) {
            *known.entry(name).or_default() += 1;
        }
    }
    let name = |group: &str| match known.get(&short(group)) {
        Some(1) => short(group),
        _ => plain(group),
    };
    groups.map(name).collect()
}

/// The names of a service and a group, with the words at the end of the first and the beginning of the second once.
fn joined(service: &str, group: &str) -> String {
    let is_service = |name: &str| name.eq_ignore_ascii_case(service);
    if is_service(group) || is_service(&format!("{group}s")) {
        return format!("{service}Group");
    }
    let shared = words(service).find_map(|start| {
        let end = service.len() - start;
        let is_end = end == group.len() || words(group).any(|word| word == end);
        let begins = group.get(..end)?.eq_ignore_ascii_case(&service[start..]);
        (is_end && begins).then_some(end)
    });
    match shared {
        Some(end) if end == group.len() => format!("{service}Group"),
        Some(end) => format!("{service}{}", &group[end..]),
        None => format!("{service}{group}"),
    }
}

/// Where the words of a type's name begin.
fn words(name: &str) -> impl Iterator<Item = usize> {
    let starts = name.char_indices().filter(|(_, c)| c.is_ascii_uppercase());
    starts.map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_do_not_stutter() {
        for (service, groups, expected) in [
            (
                "Storage",
                vec!["", "StorageAccounts", "BlobServices"],
                vec!["Storage", "StorageAccounts", "StorageBlobServices"],
            ),
            (
                "Redis",
                vec!["Redis", "redisLinks"],
                vec!["RedisGroup", "RedisLinks"],
            ),
            ("WebPubsub", vec!["WebPubSub"], vec!["WebPubsubGroup"]),
            (
                "MediaServices",
                vec!["MediaService"],
                vec!["MediaServicesGroup"],
            ),
            (
                "AppConfiguration",
                vec!["ConfigurationStores", "Replicas", "Configuration"],
                vec![
                    "AppConfigurationStores",
                    "AppConfigurationReplicas",
                    "AppConfigurationGroup",
                ],
            ),
            // The beginning of a word is no word.
            ("Map", vec!["Mapsets"], vec!["MapMapsets"]),
            // A shorter name belongs to another group.
            (
                "Storage",
                vec!["Accounts", "StorageAccounts"],
                vec!["StorageAccounts", "StorageStorageAccounts"],
            ),
        ] {
            assert_eq!(without_stutter(service, groups.into_iter()), expected);
        }
    }

    #[test]
    fn wire_names_become_identifiers() {
        for (wire, ty, member) in [
            ("mapsAccount", "MapsAccount", "maps_account"),
            ("type", "Type", "type_"),
            ("Self", "Self_", "self_"),
            ("gen", "Gen", "gen_"),
            ("api-version", "ApiVersion", "api_version"),
            ("@odata.type", "OdataType", "odata_type"),
            ("2xx", "V2xx", "v2xx"),
            ("*", "Value", "value"),
            ("", "Value", "value"),
            ("*/ fn main() {}", "FnMain", "fn_main"),
            ("\u{202e}abc", "Abc", "abc"),
            ("naïve", "NaVe", "na_ve"),
        ] {
            assert_eq!(
                (type_name(wire), member_name(wire)),
                (ty.to_owned(), member.to_owned()),
                "{wire}"
            );
        }
    }

    #[test]
    fn keywords_are_those_of_syn() {
        for keyword in KEYWORDS.into_iter().filter(|keyword| *keyword != "gen") {
            assert!(syn::parse_str::<syn::Ident>(keyword).is_err(), "{keyword}");
        }
    }

    #[test]
    fn equal_names_get_numbers() {
        let mut taken = BTreeSet::new();
        let names = ["a", "a", "a2", "a"].map(|name| unique(name.to_owned(), &mut taken));
        assert_eq!(names, ["a", "a2", "a22", "a3"]);
    }

    #[test]
    fn operations_that_are_called_options() {
        assert_eq!(
            beside_options("ThingsGetOptions", "Answer"),
            "ThingsGetAnswer"
        );
        assert_eq!(
            beside_options("ThingsGetOptionsOptions", "Answer"),
            "ThingsGetOptionsAnswer"
        );
    }
}
