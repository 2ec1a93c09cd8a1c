//! Reads models that only requests contain: the tests send the published examples of them.

use super::{
    encoding::Encoded,
    read::{Json, Mistake, Read},
    read_json::deserialize,
};
use azure_core::Value;
use std::{collections::HashMap, marker::PhantomData};

/// The properties of an object.
pub(crate) struct Parts(HashMap<String, Value>);

impl Parts {
    pub(crate) fn read(json: Json<'_>) -> Result<Self, Mistake> {
        match json {
            Json::Any(Value::Object(object)) => Ok(Self(std::mem::take(object).into_iter().collect())),
            _ => Err(Mistake::Unexpected),
        }
    }

    /// The value of a property.
    pub(crate) fn take<T: Read>(&mut self, name: &str) -> Result<T, Mistake> {
        match self.0.remove(name) {
            Some(value) => deserialize(value).map_err(|_| Mistake::Described(&"a property is of another type")),
            None => T::begin(Json::Null).map_err(|_| Mistake::Described(&"a required property is missing")),
        }
    }

    /// The values of all other properties.
    pub(crate) fn rest<T: Read>(&mut self) -> Result<HashMap<String, T>, Mistake> {
        let names: Vec<String> = self.0.keys().cloned().collect();
        names.into_iter().map(|name| Ok((name.clone(), self.take(&name)?))).collect()
    }

    /// Values in the encoding `E`.
    pub(crate) fn encoded<E>(&mut self) -> EncodedParts<'_, E> {
        EncodedParts(self, PhantomData)
    }
}

/// The properties of an object in the encoding `E`.
pub(crate) struct EncodedParts<'a, E>(&'a mut Parts, PhantomData<E>);

impl<E> EncodedParts<'_, E> {
    /// As [`Parts::take`].
    pub(crate) fn take<T: Encoded<E>>(self, name: &str) -> Result<T, Mistake> {
        T::decode(self.0.take(name)?).map_err(|_| Mistake::Described(&"a property is of another form"))
    }

    /// As [`Parts::rest`].
    pub(crate) fn rest<T: Encoded<E>>(self) -> Result<HashMap<String, T>, Mistake> {
        let values = self.0.rest()?.into_iter();
        values.map(|(name, value)| Ok((name, T::decode(value).map_err(|_| Mistake::Described(&"a property is of another form"))?))).collect()
    }
}
