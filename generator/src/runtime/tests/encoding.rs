//! Dates, bytes and keys in JSON, alone and in lists and maps.

use crate::runtime::{KeyType, encoding, key_type::spelling};
use azure_core::{
    json::{from_json, to_json},
    time::OffsetDateTime,
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

spelling!(text, words, "Primary", "Secondary");
spelling!(integer, numbers, 1, 2);

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Values {
    #[serde(skip_serializing_if = "Option::is_none", with = "encoding::rfc3339")]
    time: Option<OffsetDateTime>,
    #[serde(skip_serializing_if = "Option::is_none", with = "encoding::rfc1123")]
    date: Option<OffsetDateTime>,
    #[serde(skip_serializing_if = "Option::is_none", with = "encoding::unix_time")]
    unix: Option<Vec<OffsetDateTime>>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        with = "encoding::base64_standard"
    )]
    bytes: Option<HashMap<String, Vec<Vec<u8>>>>,
    #[serde(skip_serializing_if = "Option::is_none", with = "encoding::base64_url")]
    url: Option<Vec<u8>>,
    #[serde(skip_serializing_if = "Option::is_none", with = "words")]
    word: Option<KeyType>,
    #[serde(skip_serializing_if = "Option::is_none", with = "numbers")]
    number: Option<Vec<KeyType>>,
}

#[test]
fn values_survive_the_way_there_and_back() {
    for json in [
        "{}",
        r#"{"time":"2026-01-31T12:00:00.1075056Z"}"#,
        r#"{"date":"Sat, 31 Jan 2026 12:00:00 GMT"}"#,
        r#"{"unix":[0,1769860800]}"#,
        r#"{"bytes":{"a":["aGk=",""]}}"#,
        r#"{"url":"_-8"}"#,
        r#"{"word":"Secondary"}"#,
        r#"{"number":[2,1]}"#,
    ] {
        let values: Values = from_json(json).unwrap();
        assert_eq!(to_json(&values).unwrap(), json);
    }
    assert_eq!(
        from_json::<_, Values>(r#"{"time":null}"#).unwrap(),
        Values::default()
    );
}

#[test]
fn errors_say_what_was_expected_and_not_what_came() {
    for (json, expected) in [
        (
            r#"{"time":"s3cr3t"}"#,
            "expected a date and time of RFC 3339",
        ),
        (r#"{"url":"s3cr3t!"}"#, "expected base64url"),
        (
            r#"{"word":"s3cr3t"}"#,
            "expected \"Primary\" or \"Secondary\"",
        ),
        (r#"{"number":[3]}"#, "expected 1 or 2"),
    ] {
        let error = from_json::<_, Values>(json).unwrap_err().to_string();
        assert!(
            error.starts_with(expected) && !error.contains("s3cr3t"),
            "{error}"
        );
    }
}

#[test]
fn a_spelling_gives_the_word_or_number() {
    assert_eq!(
        (
            words::as_wire(KeyType::Primary),
            words::as_wire(KeyType::Primary.other())
        ),
        ("Primary", "Secondary")
    );
    assert_eq!(numbers::as_wire(KeyType::Secondary), 2);
}
