//! Fields whose JSON form differs from their Rust type.

use super::{
    encoding::Encoded,
    read::{Placing, Property, late},
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
    pub(crate) fn field<T: Encoded<E>>(self, field: &mut Option<T>) -> Property<'_> {
        if field.is_some() {
            return Property::Again;
        }
        let address = std::ptr::from_ref(field).cast();
        let put = |value| {
            *field = Option::decode(value)?;
            Ok(())
        };
        Property::Encoded(address, late(put))
    }

    /// As [`Placing::more`].
    pub(crate) fn more<'a, T: Encoded<E>>(self, name: &str, values: &'a mut HashMap<String, T>) -> Property<'a> {
        let name = name.to_owned();
        let put = |value| {
            values.insert(name, T::decode(value)?);
            Ok(())
        };
        Property::More(late(put))
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
