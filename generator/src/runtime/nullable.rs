//! Null as a value of its own, beside the absence of a value.

use super::{
    encoding::Encoded,
    read::{Form, Json, Mistake, Read, Rest},
    write::{Write, Written},
};
use azure_core::Value;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A value, or null. In the body of a PATCH, `Some(Nullable::Null)` sends null, which removes what
/// the resource has, and `None` sends nothing, which changes nothing.
///
/// A response in which the property is null is read as `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Nullable<T> {
    /// Null.
    #[default]
    Null,
    /// A value.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value, or `None` for null.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    /// A reference to the value, or `None` for null.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Option::deserialize(deserializer)?;
        Ok(value.map_or(Self::Null, Self::Value))
    }
}

impl<T: Read> Read for Nullable<T> {
    fn form() -> Form {
        T::form()
    }

    fn begin(json: Json<'_>) -> Result<Self, Mistake> {
        match json {
            Json::Null => Ok(Self::Null),
            json => T::begin(json).map(Self::Value),
        }
    }

    fn rest(&mut self) -> Rest<'_> {
        match self {
            Self::Null => Rest::Nothing,
            Self::Value(value) => value.rest(),
        }
    }
}

/// Null as a value that is written: `Written::Null` stands for a field without a value.
static NULL: Value = Value::Null;

impl<T: Write> Write for Nullable<T> {
    fn written(&self) -> Written<'_> {
        self.value().map_or(Written::Any(&NULL), T::written)
    }
}

impl<E, T: Encoded<E>> Encoded<E> for Nullable<T> {
    type Json = Nullable<T::Json>;

    fn encode(&self) -> Self::Json {
        match self {
            Self::Null => Nullable::Null,
            Self::Value(value) => Nullable::Value(value.encode()),
        }
    }

    fn decode(json: Self::Json) -> Result<Self, &'static str> {
        match json {
            Nullable::Null => Ok(Self::Null),
            Nullable::Value(value) => T::decode(value).map(Self::Value),
        }
    }
}
