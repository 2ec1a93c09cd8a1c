//! Values whose JSON form differs from their Rust type: dates and bytes, also in lists and maps.

use super::{read::Read, wire::Wire, write::Write};
use azure_core::{
    base64,
    credentials::Secret,
    error::{Error, ErrorKind},
    time::{OffsetDateTime, parse_rfc7231, rfc3339 as rfc3339_text, to_rfc3339, to_rfc7231},
};
use serde::{
    Serialize,
    de::{DeserializeOwned, IntoDeserializer},
};
use std::{collections::HashMap, convert::Infallible, str::FromStr};

/// A type that the encoding `E` writes as [`Encoded::Json`].
pub(crate) trait Encoded<E>: Sized {
    type Json: Serialize + DeserializeOwned + Read + Write + 'static;

    fn encode(&self) -> Self::Json;

    /// An error contains what was expected, never the value.
    fn decode(json: Self::Json) -> Result<Self, &'static str>;
}

impl<E, T: Encoded<E>> Encoded<E> for Option<T> {
    type Json = Option<T::Json>;

    fn encode(&self) -> Self::Json {
        self.as_ref().map(T::encode)
    }

    fn decode(json: Self::Json) -> Result<Self, &'static str> {
        json.map(T::decode).transpose()
    }
}

impl<E, T: Encoded<E>> Encoded<E> for Vec<T> {
    type Json = Vec<T::Json>;

    fn encode(&self) -> Self::Json {
        self.iter().map(T::encode).collect()
    }

    fn decode(json: Self::Json) -> Result<Self, &'static str> {
        json.into_iter().map(T::decode).collect()
    }
}

impl<E, T: Encoded<E>> Encoded<E> for HashMap<String, T> {
    type Json = HashMap<String, T::Json>;

    fn encode(&self) -> Self::Json {
        self.iter().map(|(key, value)| (key.clone(), value.encode())).collect()
    }

    fn decode(json: Self::Json) -> Result<Self, &'static str> {
        json.into_iter().map(|(key, value)| Ok((key, T::decode(value)?))).collect()
    }
}

/// Reads the value of a header.
pub(crate) fn parse<E, T: Encoded<E>>(text: &str) -> azure_core::Result<T>
where
    T::Json: FromStr,
{
    let json = text.parse().map_err(|_| "expected a number");
    json.and_then(T::decode).map_err(|expected| Error::with_message(ErrorKind::DataConversion, expected))
}

/// Generates a module for one type in one encoding.
macro_rules! encoding {
    (
        $(#[$attribute:meta])*
        $name:ident: $leaf:ty as $json:ty, $encode:expr, $decode:expr, $expected:expr;
        $($more:item)*
    ) => {
        $(#[$attribute])*
        #[allow(dead_code, reason = "a service needs some of the forms, seldom all")]
        pub(crate) mod $name {
            #[allow(unused_imports, reason = "an encoding may be written in terms of its neighbours")]
            use super::*;
            use crate::runtime::{encoding::Encoded, wire::Wire};
            use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

            pub(crate) struct Encoding;

            impl Encoded<Encoding> for $leaf {
                type Json = $json;

                fn encode(&self) -> $json {
                    ($encode)(self)
                }

                fn decode(json: $json) -> Result<Self, &'static str> {
                    ($decode)(json).map_err(|_| concat!("expected ", $expected))
                }
            }

            pub(crate) fn serialize<T: Encoded<Encoding>, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
                value.encode().serialize(serializer)
            }

            pub(crate) fn deserialize<'de, T: Encoded<Encoding>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
                T::decode(T::Json::deserialize(deserializer)?).map_err(D::Error::custom)
            }

            /// The value as the text in a path, a query or a header.
            pub(crate) fn wire(value: &(impl ToOwned<Owned = $leaf> + ?Sized)) -> String {
                Encoded::<Encoding>::encode(&value.to_owned()).wire().into_owned()
            }

            /// Each value of a list as the text in a query.
            pub(crate) fn wires(values: &[$leaf]) -> Vec<String> {
                values.iter().map(wire).collect()
            }

            $($more)*
        }
    };
}

pub(crate) use encoding;

/// As azure_core's `parse_rfc3339`, which makes the message of an error also when there is none.
fn read_rfc3339(text: String) -> Result<OffsetDateTime, serde::de::value::Error> {
    rfc3339_text::deserialize(text.as_str().into_deserializer())
}

encoding! {
    /// `2026-01-31T12:00:00Z`
    rfc3339: OffsetDateTime as String, to_rfc3339, read_rfc3339, "a date and time of RFC 3339";
}
encoding! {
    /// `Sat, 31 Jan 2026 12:00:00 GMT`
    rfc1123: OffsetDateTime as String, to_rfc7231, |text: String| parse_rfc7231(&text), "a date and time of RFC 1123";
}
encoding! {
    /// Seconds since 1970.
    unix_time: OffsetDateTime as i64, |time: &OffsetDateTime| time.unix_timestamp(), OffsetDateTime::from_unix_timestamp, "seconds since 1970";
}
encoding! {
    /// Base64 (RFC 4648, section 4).
    base64_standard: Vec<u8> as String, base64::encode::<&Vec<u8>>, base64::decode::<String>, "base64";
}
encoding! {
    /// Base64url (RFC 4648, section 5).
    base64_url: Vec<u8> as String, base64::encode_url_safe::<&Vec<u8>>, base64::decode_url_safe::<String>, "base64url";
}
encoding! {
    /// A secret text.
    secret: Secret as String, |secret: &Secret| secret.secret().to_owned(), |text| Ok::<_, Infallible>(Secret::new(text)), "a text";
}
