//! The meaning of names, and consistency of the tables.

use super::*;
use std::{fs, path::Path};

#[test]
fn names_are_of_one_of_two_keys() {
    use Side::{Primary, Secondary};
    for (name, expected) in [
        ("primaryKey", Some((Primary, Some("")))),
        ("key2", Some((Secondary, Some("")))),
        (
            "secondaryReadonlyMasterKey",
            Some((Secondary, Some("readonly"))),
        ),
        ("authKey1", Some((Primary, Some("")))),
        ("primary", Some((Primary, Some("")))),
        ("primaryTestEndpoint", Some((Primary, None))),
        ("aliasPrimaryConnectionString", Some((Primary, None))),
        ("password", None),
    ] {
        let found = side(name).map(|(side, rest)| (side, pair_of_key(&rest)));
        let expected = expected.map(|(side, rest)| (side, rest.map(str::to_owned)));
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn a_key_is_secret_with_a_number_too_and_a_public_key_never() {
    for (name, expected) in [
        ("primaryKey", true),
        ("secondary", true),
        ("authKey2", true),
        ("clientSecret", true),
        ("aliasPrimaryConnectionString", true),
        ("publicKey", false),
        ("publicKeyToken", false),
        ("keyVaultUri", false),
        ("key3", false),
    ] {
        assert_eq!(is_secret(name), expected, "{name}");
    }
}

/// All words in the tables.
fn words() -> Vec<Word> {
    let sides = SIDES.iter().chain(&NUMBERS).map(|(_, word)| word);
    let one = [CONNECTION_STRING, NAMED_KEY, LISTS, CREDENTIAL];
    let tables: [&[Word]; 8] = [
        &KEYS,
        &PUBLIC_KEYS,
        &TIMES,
        &KEY_NAMES,
        &SELECTORS,
        &LISTED,
        &REGENERATES,
        &one,
    ];
    let values = SELECTOR_VALUES
        .iter()
        .flat_map(|(values, provider)| values.map(|value| (value, *provider)));
    sides
        .chain(tables.into_iter().flatten())
        .copied()
        .chain(values)
        .collect()
}

/// Words are compared with names in lower case, and the first suffix that matches is used.
#[test]
fn words_are_in_lower_case_and_longer_ends_first() {
    for (word, _) in words() {
        assert_eq!(word, word.to_ascii_lowercase());
    }
    for (place, (word, _)) in KEYS.iter().enumerate() {
        let mut before = KEYS[..place].iter();
        assert!(!before.any(|(end, _)| word.ends_with(end)), "{word}");
    }
}

/// Definitions of `azure-keys` contain the words that the tables list for their providers.
#[test]
fn providers_have_their_words() {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let services = fs::read_dir(specs).expect("the folder can be read");
    let folders = services
        .map(|service| service.expect("an entry").path())
        .filter(|path| path.is_dir());
    let files = folders.flat_map(|folder| fs::read_dir(folder).expect("the folder can be read"));
    let texts: Vec<String> = files
        .map(|file| file.expect("an entry").path())
        .filter(|path| path.is_file())
        .map(|path| fs::read_to_string(path).expect("the file can be read"))
        .map(|text| text.to_ascii_lowercase())
        .collect();
    for (word, provider) in words() {
        let provides = format!("/providers/{provider}/").to_ascii_lowercase();
        let mut own = texts
            .iter()
            .filter(|text| text.contains(&provides))
            .peekable();
        let is_client = own.peek().is_some();
        assert!(
            !is_client || own.any(|text| text.contains(word)),
            "{provider} has no `{word}`"
        );
    }
}
