//! Fields whose JSON form differs from their Rust type.

use super::{
    encoding::Encoded,
    read::{Placing, Property, insert, put},
    write::Writer,
};
use std::{collections::HashMap, marker::PhantomData};

impl Placing {
    /// Decodes values of the encoding `E`.
    pub(crate) fn encoded<E>(self) -> PlacingEncoded<E> {
        PlacingEncoded(PhantomData)
    }
}

/// Says where properties in the encoding `E` are put.
pub(crate) struct PlacingEncoded<E>(PhantomData<E>);

impl<E> PlacingEncoded<E> {
    /// As [`Placing::field`].
    pub(crate) fn field<T: Encoded<E> + 'static>(self, field: &mut Option<T>) -> Property<'_> {
        match field {
            None => Property::Encoded(field, |field, _, reading| put(field, reading, decode::<E, T>)),
            Some(_) => Property::Again,
        }
    }

    /// As [`Placing::more`].
    pub(crate) fn more<T: Encoded<E> + 'static>(self, values: &mut HashMap<String, T>) -> Property<'_> {
        Property::More(values, |values, name, reading| {
            put(values, reading, |values, value| insert(values, name, T::decode(value)?))
        })
    }
}

fn decode<E, T: Encoded<E>>(field: &mut Option<T>, value: Option<T::Json>) -> Result<bool, &'static str> {
    *field = Option::decode(value)?;
    Ok(field.is_none())
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
