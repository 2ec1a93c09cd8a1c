//! Reads models that only requests contain: the tests send the published examples of them.

use super::{
    encoded_field::Coded,
    encoding::Encoded,
    read::{Json, Mistake, Properties, Read, Reader, object},
    read_json::deserialize,
};
use azure_core::Value;
use std::{collections::HashMap, marker::PhantomData};

/// The properties of an object.
#[derive(Default)]
pub(crate) struct Parts(HashMap<String, Value>);

impl Properties for Parts {
    fn property(&mut self, name: &str, from: &mut Reader<'_>) {
        from.more(name, &mut self.0);
    }
}

impl Parts {
    pub(crate) fn read(json: Json<'_>) -> Result<Self, Mistake> {
        object(json)
    }

    /// The value of a property.
    pub(crate) fn take<T: Read>(&mut self, name: &str) -> Result<T, Mistake> {
        match self.0.remove(name) {
            Some(value) => deserialize(value).map_err(|_| Mistake::Described("a property is of another type")),
            None => T::read(Json::Null).map_err(|_| Mistake::Described("a required property is missing")),
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
        self.0.take::<Coded<E, T>>(name).map(|value| value.0)
    }

    /// As [`Parts::rest`].
    pub(crate) fn rest<T: Encoded<E>>(self) -> Result<HashMap<String, T>, Mistake> {
        let values = self.0.rest::<Coded<E, T>>()?;
        Ok(values.into_iter().map(|(name, value)| (name, value.0)).collect())
    }
}
