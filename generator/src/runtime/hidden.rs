//! Secrets that are no texts, such as numbers and whole objects.

use super::{
    body,
    encoding::Encoded,
    read::{Form, Json, Mistake, Read, Rest},
    redact::redact,
    wire::Wire,
    write::{Write, Written},
};
use azure_core::http::RequestContent;
use serde::{Deserialize, Deserializer, Serialize};
use std::{
    borrow::Cow,
    fmt::{Debug, Formatter},
};

/// A value that is a secret, and is no text. `Debug` does not show it.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Hidden<T>(pub T);

impl<T> From<T> for Hidden<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> Debug for Hidden<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hidden")
    }
}

/// An error contains no value.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Hidden<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self).map_err(|error| redact("Hidden", error))
    }
}

impl<T: Read> Read for Hidden<T> {
    fn form() -> Form {
        Form { expected: "Hidden", ..T::form() }.redacted()
    }

    fn begin(json: Json<'_>) -> Result<Self, Mistake> {
        T::begin(json).map(Self)
    }

    fn rest(&mut self) -> Rest<'_> {
        self.0.rest()
    }
}

impl<T: Write> Write for Hidden<T> {
    fn written(&self) -> Written<'_> {
        self.0.written()
    }
}

impl<E, T: Encoded<E>> Encoded<E> for Hidden<T> {
    type Json = T::Json;

    fn encode(&self) -> Self::Json {
        self.0.encode()
    }

    fn decode(json: Self::Json) -> Result<Self, &'static str> {
        T::decode(json).map(Self)
    }
}

impl<T: Wire> Wire for Hidden<T> {
    fn wire(&self) -> Cow<'_, str> {
        self.0.wire()
    }
}

impl<T: Write> TryFrom<Hidden<T>> for RequestContent<Hidden<T>> {
    type Error = azure_core::Error;

    fn try_from(value: Hidden<T>) -> azure_core::Result<Self> {
        Ok(body::json(&value)?.into())
    }
}
