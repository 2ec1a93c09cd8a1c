//! Enums of structs with a discriminator.

use azure_core::{Result, Value};
use serde::Serialize;

/// JSON of a struct, with the value of its discriminator.
pub(crate) fn tagged(model: &impl Serialize, tag: &str, kind: Option<&str>) -> Result<Value> {
    let mut value: Value = azure_core::json::from_json(azure_core::json::to_json(model)?)?;
    if let (Some(members), Some(kind)) = (value.as_object_mut(), kind) {
        members.insert(tag.to_owned(), kind.into());
    }
    Ok(value)
}

/// Reads the struct that the discriminator selects. An error names the union, never a value.
macro_rules! read_union {
    ($name:ident, $tag:literal, { $($variant:ident = $kind:literal),* $(,)? }) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
                let value = azure_core::Value::deserialize(deserializer)?;
                let read = match value.get($tag).and_then(azure_core::Value::as_str) {
                    $(Some($kind) => serde::Deserialize::deserialize(value).map(|model| Self::$variant(Box::new(model))),)*
                    _ => serde::Deserialize::deserialize(value).map(|model| Self::UnknownKind(Box::new(model))),
                };
                read.map_err(|error| crate::runtime::redact::redact(stringify!($name), serde::de::Error::custom(error)))
            }
        }
    };
}

/// Writes a struct with its discriminator.
macro_rules! write_union {
    ($name:ident, $tag:literal, { $($variant:ident = $kind:literal),* $(,)? }) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                let value = match self {
                    $(Self::$variant(model) => crate::runtime::union::tagged(model, $tag, Some($kind)),)*
                    Self::UnknownKind(model) => crate::runtime::union::tagged(model, $tag, None),
                };
                value.map_err(serde::ser::Error::custom)?.serialize(serializer)
            }
        }
    };
}

pub(crate) use {read_union, write_union};
