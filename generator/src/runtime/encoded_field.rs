//! Fields whose JSON form differs from their Rust type.

use super::{
    encoding::Encoded,
    read::{Form, Json, Mistake, Read, Reader},
    write::Writer,
};
use std::{collections::HashMap, marker::PhantomData};

/// A value in the encoding `E`.
pub(crate) struct Coded<E, T>(pub(crate) T, PhantomData<E>);

impl<E, T: Encoded<E>> Read for Coded<E, T> {
    fn form() -> Form {
        <T::Json as Read>::form()
    }

    fn read(json: Json<'_>) -> Result<Self, Mistake> {
        let value = T::decode(T::Json::read(json)?).map_err(Mistake::Described)?;
        Ok(Self(value, PhantomData))
    }
}

impl<'a> Reader<'a> {
    /// Reads values of the encoding `E`.
    pub(crate) fn encoded<E>(&mut self) -> EncodedReader<'_, 'a, E> {
        EncodedReader(self, PhantomData)
    }
}

/// Reads the value of a property in the encoding `E`.
pub(crate) struct EncodedReader<'r, 'a, E>(&'r mut Reader<'a>, PhantomData<E>);

impl<E> EncodedReader<'_, '_, E> {
    /// As [`Reader::field`].
    pub(crate) fn field<T: Encoded<E>>(self, field: &mut T) {
        if self.0.is_new(std::ptr::from_ref(field).cast()) {
            let value = self.0.value::<Coded<E, T>>();
            value.into_iter().for_each(|value| *field = value.0);
        }
    }

    /// As [`Reader::more`].
    pub(crate) fn more<T: Encoded<E>>(self, name: &str, values: &mut HashMap<String, T>) {
        let value = self.0.value::<Coded<E, T>>();
        values.extend(value.map(|value| (name.to_owned(), value.0)));
    }
}

impl Writer<'_> {
    /// Writes values in the encoding `E`.
    pub(crate) fn encoded<E>(&mut self) -> EncodedWriter<'_, E> {
        EncodedWriter(self.again(), PhantomData)
    }
}

/// Writes properties in the encoding `E`.
pub(crate) struct EncodedWriter<'a, E>(Writer<'a>, PhantomData<E>);

impl<E> EncodedWriter<'_, E> {
    /// As [`Writer::field`].
    pub(crate) fn field<T: Encoded<E>>(mut self, name: &str, value: &T) {
        self.0.field(name, &value.encode());
    }

    /// As [`Writer::more`].
    pub(crate) fn more<T: Encoded<E>>(mut self, values: &HashMap<String, T>) {
        self.0.more(&values.encode());
    }
}
