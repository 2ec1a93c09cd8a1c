//! Request and response bodies that are not objects but dates, bytes or secrets, alone or in lists
//! and maps. No field attribute can set their encoding there, so a type does.

use super::encoding::{Encoded, base64_standard, base64_url, rfc1123, rfc3339, secret, unix_time};
use azure_core::{http::RequestContent, json::to_json};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt::{Debug, Formatter};

/// Defines the public type of one encoding. A response of another shape is an error that shows no
/// value.
macro_rules! encoded {
    ($(#[$attribute:meta])* $name:ident: $module:ident) => {
        $(#[$attribute])*
        ///
        /// Convert it into a request body with `try_into()`. A list or map that is converted
        /// without this type is written as `azure_core` writes it, which may be another encoding.
        #[derive(Clone, Default, PartialEq)]
        pub struct $name<T>(pub T);

        impl<T> From<T> for $name<T> {
            fn from(value: T) -> Self {
                Self(value)
            }
        }

        /// Shows no value. `SafeDebug`, which models derive, does not support type parameters with
        /// the feature `azure_core/debug`.
        impl<T> Debug for $name<T> {
            fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }

        impl<T: Encoded<$module::Encoding>> Serialize for $name<T> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $module::serialize(&self.0, serializer)
            }
        }

        impl<'de, T: Encoded<$module::Encoding>> Deserialize<'de> for $name<T> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let read = $module::deserialize(deserializer).map(Self);
                read.map_err(|error| super::redact::redact(stringify!($name), error))
            }
        }

        impl<T: Encoded<$module::Encoding>> TryFrom<$name<T>> for RequestContent<$name<T>> {
            type Error = azure_core::Error;

            fn try_from(value: $name<T>) -> azure_core::Result<Self> {
                Ok(to_json(&value)?.into())
            }
        }
    };
}

encoded! {
    /// Bytes, alone or in lists and maps, that are written as base64 (RFC 4648, section 4).
    Base64: base64_standard
}
encoded! {
    /// Bytes, alone or in lists and maps, that are written as base64url (RFC 4648, section 5).
    Base64Url: base64_url
}
encoded! {
    /// Times, alone or in lists and maps, that are written as `Sat, 31 Jan 2026 12:00:00 GMT`.
    Rfc1123: rfc1123
}
encoded! {
    /// Times, alone or in lists and maps, that are written as `2026-01-31T12:00:00Z`.
    Rfc3339: rfc3339
}
encoded! {
    /// Secrets, alone or in lists and maps. Errors of reading them show none.
    Secrets: secret
}
encoded! {
    /// Times, alone or in lists and maps, that are written as seconds since 1970.
    UnixTime: unix_time
}
