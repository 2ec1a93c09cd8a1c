//! What somebody probably meant who mistyped a name: the one rule by which names are near each other.

/// The known name that is nearest to the given one, whatever the case: up to a third of its characters, and two at
/// most, were mistyped, left out, added or swapped. `None` if no name is so near.
pub fn nearest<'n>(given: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let limit = 2.min(given.chars().count() / 3);
    let mut all: Vec<(usize, &str)> = ranked(given, known);
    all.retain(|(distance, _)| *distance <= limit);
    all.first().map(|(_, name)| *name)
}

/// All known names with the number of mistakes that lead from each to the given one, the nearest first.
pub fn ranked<'n>(given: &str, known: impl IntoIterator<Item = &'n str>) -> Vec<(usize, &'n str)> {
    let given = given.to_lowercase();
    let distance = |name: &str| strsim::damerau_levenshtein(&name.to_lowercase(), &given);
    let mut all: Vec<(usize, &str)> = known
        .into_iter()
        .map(|name| (distance(name), name))
        .collect();
    // Names that are as near keep their order.
    all.sort_by_key(|(distance, _)| *distance);
    all
}

/// `, perhaps to …`, as a part of a help that begins with `correct the …`; nothing if no name is near.
pub fn perhaps<'n>(given: &str, known: impl IntoIterator<Item = &'n str>) -> String {
    match nearest(given, known) {
        Some(name) => format!(", perhaps to `{name}`"),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 4] = ["license_file", "keywords", "Accounts_ListKeys", "in"];

    #[test]
    fn a_typing_error_is_near() {
        for (given, expected) in [
            ("licence_file", Some("license_file")),
            ("keywrods", Some("keywords")),
            ("accounts_listkey", Some("Accounts_ListKeys")),
            ("Acounts_LsitKeys", Some("Accounts_ListKeys")),
            ("IN", Some("in")),
            ("on", None),
            ("documents", None),
            ("Accounts_Regenerate", None),
            ("", None),
        ] {
            assert_eq!(nearest(given, KNOWN), expected, "{given}");
        }
        assert_eq!(nearest("keywords", []), None);
    }

    #[test]
    fn the_first_of_several_as_near_is_named() {
        assert_eq!(nearest("key3", ["key1", "key2"]), Some("key1"));
        assert_eq!(perhaps("key3", ["key1", "key2"]), ", perhaps to `key1`");
        assert_eq!(perhaps("other", ["key1", "key2"]), "");
    }
}
