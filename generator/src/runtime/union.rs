//! Enums of structs with a discriminator.

/// Reads the struct that the discriminator selects. An error names the union, never a value.
macro_rules! read_union {
    ($name:ident, $tag:literal, { $($variant:ident = $kind:literal),* $(,)? }) => {
        impl crate::runtime::read::Read for $name {
            fn form() -> crate::runtime::read::Form {
                <azure_core::Value as crate::runtime::read::Read>::form()
            }

            fn begin(json: crate::runtime::read::Json<'_>) -> std::result::Result<Self, crate::runtime::read::Mistake> {
                let value = <azure_core::Value as crate::runtime::read::Read>::begin(json)?;
                let read = match value.get($tag).and_then(azure_core::Value::as_str) {
                    $(Some($kind) => crate::runtime::read_json::boxed(value).map(Self::$variant),)*
                    _ => crate::runtime::read_json::boxed(value).map(Self::UnknownKind),
                };
                read.ok_or(crate::runtime::read::Mistake::Described(
                    &concat!("the response does not match the model ", stringify!($name)),
                ))
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
                let value = <azure_core::Value as serde::Deserialize>::deserialize(deserializer)?;
                crate::runtime::read_json::deserialize(value).map_err(serde::de::Error::custom)
            }
        }
    };
}

/// Writes a struct with its discriminator.
macro_rules! write_union {
    ($name:ident, $tag:literal, { $($variant:ident = $kind:literal),* $(,)? }) => {
        impl crate::runtime::write::Object for $name {
            fn properties(&self, to: &mut crate::runtime::write::Writer<'_>) {
                match self {
                    $(Self::$variant(model) => to.tagged($tag, $kind, &**model),)*
                    Self::UnknownKind(model) => to.untagged(&**model),
                }
            }
        }

        impl crate::runtime::write::Write for $name {
            fn written(&self) -> crate::runtime::write::Written<'_> {
                crate::runtime::write::Written::Object(self)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                crate::runtime::write::serialize(self, serializer)
            }
        }
    };
}

pub(crate) use {read_union, write_union};
