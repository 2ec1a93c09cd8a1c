//! Names that come in twos: which of the two a name means, and what is left of it.

/// First or second of two.
pub(super) type Side = usize;

/// Ends of names that hold keys, longest first.
const KEYS: [&str; 10] = [
    "accesskey",
    "masterkey",
    "sharedkey",
    "authkey",
    "password",
    "secret",
    "token",
    "keys",
    "key",
    "",
];

const CONNECTION_STRING: &str = "connectionstring";

/// Ends of names that say when a key was regenerated.
const TIMES: [&str; 3] = ["lastupdated", "lastmodified", "creationtime"];

/// `primaryMasterKey` is the first of two, and `masterkey` is left; of `key2` it is `key`, and the second.
pub(super) fn side(name: &str) -> Option<(Side, String)> {
    let name: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    for (side, word) in ["primary", "secondary"].into_iter().enumerate() {
        if name.contains(word) {
            return Some((side, name.replacen(word, "", 1)));
        }
    }
    for (side, digit) in ["1", "2"].into_iter().enumerate() {
        if let Some(rest) = name.strip_suffix(digit) {
            return Some((side, rest.to_owned()));
        }
    }
    None
}

/// What tells one pair of keys from another: nothing is left of `masterkey`, and `readonly` of
/// `readonlymasterkey`.
pub(super) fn pair_of_key(rest: &str) -> Option<String> {
    let end = KEYS
        .iter()
        .find(|end| rest.ends_with(*end))
        .filter(|end| !end.is_empty() || rest.is_empty())?;
    Some(rest[..rest.len() - end.len()].to_owned())
}

/// The same of what a selector says, where a key need not be named.
pub(super) fn pair_of_selector(rest: &str) -> String {
    pair_of_key(rest).unwrap_or_else(|| rest.to_owned())
}

/// The same of a connection string.
pub(super) fn pair_of_connection_string(rest: &str) -> Option<String> {
    rest.strip_suffix(CONNECTION_STRING).map(str::to_owned)
}

/// Whether a name, or the end of one, says when a key was regenerated.
pub(super) fn is_time(name: &str) -> bool {
    TIMES.contains(&name.to_ascii_lowercase().as_str())
}

/// Whether a name without a side is that of a connection string.
pub(super) fn is_connection_string(name: &str) -> bool {
    name.eq_ignore_ascii_case(CONNECTION_STRING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_in_twos() {
        for (name, expected) in [
            ("primaryKey", Some((0, Some("")))),
            ("key2", Some((1, Some("")))),
            ("secondaryReadonlyMasterKey", Some((1, Some("readonly")))),
            ("authKey1", Some((0, Some("")))),
            ("primary", Some((0, Some("")))),
            ("primaryTestEndpoint", Some((0, None))),
            ("aliasPrimaryConnectionString", Some((0, None))),
            ("password", None),
        ] {
            let found = side(name).map(|(side, rest)| (side, pair_of_key(&rest)));
            let expected = expected.map(|(side, rest)| (side, rest.map(str::to_owned)));
            assert_eq!(found, expected, "{name}");
        }
    }
}
