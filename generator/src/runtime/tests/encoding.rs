//! Dates, bytes, secrets and keys, alone and in lists and maps: in fields, request and response
//! bodies, parameters and headers.

use crate::runtime::{
    Base64, Base64Url, KeyType, Rfc1123, Rfc3339, Secrets, UnixTime,
    encoding::{self, Encoded},
    key_type::spelling,
};
use azure_core::{
    credentials::Secret,
    http::{Body, RequestContent},
    json::{from_json, to_json},
    time::OffsetDateTime,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{collections::HashMap, fmt::Debug};

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
    #[serde(flatten, with = "encoding::rfc1123")]
    rest: HashMap<String, Vec<OffsetDateTime>>,
}

#[test]
fn decoding_and_encoding_keeps_values() {
    for json in [
        "{}",
        r#"{"time":"2026-01-31T12:00:00.1075056Z"}"#,
        r#"{"date":"Sat, 31 Jan 2026 12:00:00 GMT"}"#,
        r#"{"unix":[0,1769860800]}"#,
        r#"{"bytes":{"a":["aGk=",""]}}"#,
        r#"{"url":"_-8"}"#,
        r#"{"word":"Secondary"}"#,
        r#"{"number":[2,1]}"#,
        r#"{"other":["Sat, 31 Jan 2026 12:00:00 GMT"]}"#,
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
fn errors_contain_the_expected_form_and_no_value() {
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
fn keys_have_the_spelling_of_the_service() {
    assert_eq!(
        (
            words::as_wire(KeyType::Primary),
            words::as_wire(KeyType::Primary.other())
        ),
        ("Primary", "Secondary")
    );
    assert_eq!(numbers::as_wire(KeyType::Secondary), 2);
}

/// The values of one encoding: alone, in a list, in a map, and in lists of a map.
macro_rules! wholes {
    ($name:ident, $leaf:ty, $json:literal) => {
        whole::<$name<$leaf>>($json);
        whole::<$name<Vec<$leaf>>>(concat!("[", $json, ",", $json, "]"));
        whole::<$name<HashMap<String, $leaf>>>(concat!(r#"{"a":"#, $json, "}"));
        whole::<$name<HashMap<String, Vec<$leaf>>>>(concat!(r#"{"a":["#, $json, "]}"));
        whole::<$name<Vec<HashMap<String, $leaf>>>>(concat!(r#"[{"a":"#, $json, "}]"));
        let null: Option<$name<$leaf>> = from_json("null").unwrap();
        assert!(null.is_none());
    };
}

/// Decodes a response and encodes it as a body, which must not change it. `Debug` must not show it.
fn whole<T>(json: &str)
where
    T: DeserializeOwned + PartialEq + Clone + Debug,
    RequestContent<T>: TryFrom<T, Error = azure_core::Error>,
{
    let value: T = from_json(json).unwrap();
    let body: Body = RequestContent::try_from(value.clone()).unwrap().into();
    assert_eq!(azure_core::Bytes::from(&body), json);
    assert!(!format!("{value:?}").contains("s3cr3t"), "{value:?}");
}

#[test]
fn request_and_response_bodies_are_written_in_their_encoding() {
    wholes!(Base64, Vec<u8>, r#""+/8=""#);
    wholes!(Base64Url, Vec<u8>, r#""-_8""#);
    wholes!(
        Rfc1123,
        OffsetDateTime,
        r#""Sat, 31 Jan 2026 12:00:00 GMT""#
    );
    wholes!(Rfc3339, OffsetDateTime, r#""2026-01-31T12:00:00Z""#);
    wholes!(Secrets, Secret, r#""s3cr3t""#);
    wholes!(UnixTime, OffsetDateTime, "1769860800");
}

#[test]
fn an_error_for_another_shape_names_the_encoding_and_no_value() {
    for (error, name) in [
        (
            from_json::<_, Secrets<Vec<Secret>>>("[7357]").err(),
            "Secrets",
        ),
        (
            from_json::<_, Secrets<Secret>>(r#"{"7357":7357}"#).err(),
            "Secrets",
        ),
        (
            from_json::<_, Base64<Vec<u8>>>(r#""7357?""#).err(),
            "Base64",
        ),
        (
            from_json::<_, UnixTime<OffsetDateTime>>(r#""7357""#).err(),
            "UnixTime",
        ),
    ] {
        let error = super::shown(&error.expect("the shape is another"));
        assert!(error.contains(name) && !error.contains("7357"), "{error}");
    }
}

#[test]
fn parameters_and_headers_are_written_in_their_encoding() {
    let time = OffsetDateTime::from_unix_timestamp(1_769_860_800).unwrap();
    let bytes = [0xfb, 0xff];
    for (given, expected) in [
        (encoding::rfc3339::wire(&time), "2026-01-31T12:00:00Z"),
        (
            encoding::rfc1123::wire(&time),
            "Sat, 31 Jan 2026 12:00:00 GMT",
        ),
        (encoding::unix_time::wire(&time), "1769860800"),
        (encoding::base64_standard::wire(&bytes[..]), "+/8="),
        (encoding::base64_url::wire(&bytes.to_vec()), "-_8"),
        (encoding::secret::wire(&Secret::new("s3cr3t")), "s3cr3t"),
        (words::wire(&KeyType::Secondary), "Secondary"),
        (
            numbers::wires(&[KeyType::Secondary, KeyType::Primary]).join(","),
            "2,1",
        ),
    ] {
        assert_eq!(given, expected);
    }
    fn read<E, T: Encoded<E, Json: std::str::FromStr>>(text: &str) -> Result<T, String> {
        encoding::parse::<E, T>(text).map_err(|error| super::shown(&error))
    }
    assert_eq!(
        read::<encoding::rfc3339::Encoding, _>("2026-01-31T12:00:00Z"),
        Ok(time)
    );
    assert_eq!(
        read::<encoding::rfc1123::Encoding, _>("Sat, 31 Jan 2026 12:00:00 GMT"),
        Ok(time)
    );
    assert_eq!(
        read::<encoding::unix_time::Encoding, _>("1769860800"),
        Ok(time)
    );
    assert_eq!(
        read::<encoding::base64_standard::Encoding, _>("+/8="),
        Ok(bytes.to_vec())
    );
    assert_eq!(
        read::<encoding::base64_url::Encoding, _>("-_8"),
        Ok(bytes.to_vec())
    );
    assert_eq!(
        read::<encoding::secret::Encoding, _>("s3cr3t"),
        Ok(Secret::new("s3cr3t"))
    );
    for error in [
        read::<encoding::unix_time::Encoding, OffsetDateTime>("s3cr3t").err(),
        read::<encoding::base64_standard::Encoding, Vec<u8>>("s3cr3t!").err(),
    ] {
        let error = error.expect("the text is no value");
        assert!(
            error.contains("expected") && !error.contains("s3cr3t"),
            "{error}"
        );
    }
}
