//! Conversions of the emitted enums.

/// Conversions of an enum that the service may extend. An unknown value is kept.
macro_rules! open_enum {
    ($name:ident { $($variant:ident = $wire:literal),* $(,)? }) => {
        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::UnknownValue(value) => value,
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;

            // A variant may also be named `Err`, which would make `Self::Err` ambiguous.
            fn from_str(value: &str) -> std::result::Result<Self, std::convert::Infallible> {
                Ok(match value {
                    $($wire => Self::$variant,)*
                    other => Self::UnknownValue(other.to_owned()),
                })
            }
        }

        crate::runtime::enums::string_serde!($name);
    };
}

/// Conversions of an enum with a fixed set of values.
macro_rules! closed_enum {
    ($name:ident { $($variant:ident = $wire:literal),* $(,)? }) => {
        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = azure_core::Error;

            fn from_str(value: &str) -> azure_core::Result<Self> {
                match value {
                    $($wire => Ok(Self::$variant),)*
                    _ => Err(azure_core::Error::with_message(
                        azure_core::error::ErrorKind::DataConversion,
                        concat!("expected a value of ", stringify!($name)),
                    )),
                }
            }
        }

        crate::runtime::enums::string_serde!($name);
    };
}

/// Conversions that both kinds of string enums share.
macro_rules! string_serde {
    ($name:ident) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_ref())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_ref())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
                crate::runtime::read_json::deserialize(deserializer)
            }
        }

        impl crate::runtime::read::Read for $name {
            fn form() -> crate::runtime::read::Form {
                crate::runtime::read::Form::new(crate::runtime::read::Kind::Text, "a string")
            }

            fn begin(json: crate::runtime::read::Json<'_>) -> std::result::Result<Self, crate::runtime::read::Mistake> {
                match json {
                    crate::runtime::read::Json::Text(text) => text.parse().map_err(|_| {
                        crate::runtime::read::Mistake::Described(&concat!("expected a value of ", stringify!($name)))
                    }),
                    _ => Err(crate::runtime::read::Mistake::Unexpected),
                }
            }
        }

        impl crate::runtime::write::Write for $name {
            fn written(&self) -> crate::runtime::write::Written<'_> {
                crate::runtime::write::Written::Text(std::borrow::Cow::Borrowed(self.as_ref()))
            }
        }

        impl crate::runtime::wire::Wire for $name {
            fn wire(&self) -> std::borrow::Cow<'_, str> {
                std::borrow::Cow::Borrowed(self.as_ref())
            }
        }
    };
}

/// Conversions of an integer enum that the service may extend.
macro_rules! open_integer_enum {
    ($name:ident { $($variant:ident = $wire:literal),* $(,)? }) => {
        impl From<i64> for $name {
            fn from(value: i64) -> Self {
                match value {
                    $($wire => Self::$variant,)*
                    other => Self::UnknownValue(other),
                }
            }
        }

        impl From<&$name> for i64 {
            fn from(value: &$name) -> Self {
                match value {
                    $($name::$variant => $wire,)*
                    $name::UnknownValue(value) => *value,
                }
            }
        }

        crate::runtime::enums::integer_read!($name, |value| Ok(Self::from(value)));

        crate::runtime::enums::integer_serde!($name);
    };
}

/// Conversions of an integer enum with a fixed set of values.
macro_rules! closed_integer_enum {
    ($name:ident { $($variant:ident = $wire:literal),* $(,)? }) => {
        impl From<&$name> for i64 {
            fn from(value: &$name) -> Self {
                match value {
                    $($name::$variant => $wire,)*
                }
            }
        }

        crate::runtime::enums::integer_read!($name, |value| match value {
            $($wire => Ok(Self::$variant),)*
            _ => Err(crate::runtime::read::Mistake::Described(&concat!("expected a value of ", stringify!($name)))),
        });

        crate::runtime::enums::integer_serde!($name);
    };
}

/// Reads an integer enum.
macro_rules! integer_read {
    ($name:ident, $convert:expr) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
                crate::runtime::read_json::deserialize(deserializer)
            }
        }

        impl crate::runtime::read::Read for $name {
            fn form() -> crate::runtime::read::Form {
                <i64 as crate::runtime::read::Read>::form()
            }

            fn begin(json: crate::runtime::read::Json<'_>) -> std::result::Result<Self, crate::runtime::read::Mistake> {
                <i64 as crate::runtime::read::Read>::begin(json).and_then($convert)
            }
        }
    };
}

/// Conversions that both kinds of integer enums share.
macro_rules! integer_serde {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.into())
            }
        }

        impl crate::runtime::write::Write for $name {
            fn written(&self) -> crate::runtime::write::Written<'_> {
                crate::runtime::write::Written::Integer(self.into())
            }
        }

        impl crate::runtime::wire::Wire for $name {
            fn wire(&self) -> std::borrow::Cow<'_, str> {
                std::borrow::Cow::Owned(i64::from(self).to_string())
            }
        }
    };
}

pub(crate) use {
    closed_enum, closed_integer_enum, integer_read, integer_serde, open_enum, open_integer_enum, string_serde,
};
