//! The visitor that reads all models from the deserializers of serde.
//!
//! What is called for each value is `#[inline]`: a crate that is compiled in several units has serde_json's code in another
//! one.

use super::{
    read::{Form, Json, Kind, Mistake, Place, Properties, Property, Put, Read, Slot},
    read_name::{Finding, Seen},
    redact::redact,
};
use azure_core::Value;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};
use std::{any::Any, fmt, mem, ptr};

/// Reads a value of this kind, which can be null.
struct Filling<'a>(&'a mut dyn Slot, Kind);

impl<'de> DeserializeSeed<'de> for Filling<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl Filling<'_> {
    /// Puts a value that has neither items nor properties.
    fn fill<'u, E: Error>(self, json: Json<'_>, value: impl FnOnce() -> Unexpected<'u>) -> Result<(), E> {
        match self.0.fill(json) {
            Ok(()) => Ok(()),
            Err(mistake) => Err(self.0.error(mistake, value())),
        }
    }
}

impl<'de> Visitor<'de> for Filling<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.form().expected)
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.fill(Json::Null, || Unexpected::Unit)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.fill(Json::Null, || Unexpected::Unit)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let Self(slot, kind) = self;
        let filling = Filling(&mut *slot, kind);
        let read = match kind {
            Kind::Boolean => deserializer.deserialize_bool(filling),
            Kind::Integer => deserializer.deserialize_i64(filling),
            Kind::Unsigned => deserializer.deserialize_u64(filling),
            Kind::Float => deserializer.deserialize_f64(filling),
            Kind::Text => deserializer.deserialize_str(filling),
            Kind::List => deserializer.deserialize_seq(filling),
            Kind::Object => return FillingObject(slot).visit_some(deserializer),
            Kind::Any => Value::deserialize(deserializer).and_then(|mut value| filling.fill(Json::Any(&mut value), || Unexpected::Other("value"))),
        };
        read.map_err(|error| slot.redacted(error))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.fill(Json::Boolean(value), || Unexpected::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.fill(Json::Integer(value), || Unexpected::Signed(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.fill(Json::Unsigned(value), || Unexpected::Unsigned(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.fill(Json::Float(value), || Unexpected::Float(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.fill(Json::Text(value), || Unexpected::Str(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Some(item) = self.0.list() else {
            return Err(self.0.error(Mistake::Unexpected, Unexpected::Seq));
        };
        match item.kind() {
            Kind::Object => while items.next_element_seed(FillingObject(&mut *item))?.is_some() {},
            kind => while items.next_element_seed(Filling(&mut *item, kind))?.is_some() {},
        }
        Ok(())
    }
}

/// Reads an object, as [`Filling`] does.
struct FillingObject<'a>(&'a mut dyn Slot);

impl<'de> DeserializeSeed<'de> for FillingObject<'_> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for FillingObject<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.form().expected)
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        Filling(self.0, Kind::Object).visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.visit_none()
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(FillingObject(&mut *self.0)).map_err(|error| self.0.redacted(error))
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<(), A::Error> {
        match self.0.object() {
            Some(object) => read_entries(entries, object),
            None => Err(self.0.error(Mistake::Unexpected, Unexpected::Map)),
        }
    }
}

impl dyn Slot + '_ {
    /// The error for a value that cannot be put here.
    #[cold]
    fn error<E: Error>(&self, mistake: Mistake, value: Unexpected<'_>) -> E {
        let expected = self.form().expected;
        match mistake {
            Mistake::Described(text) => E::custom(text),
            Mistake::Unexpected if matches!(value, Unexpected::Signed(_) | Unexpected::Unsigned(_)) => E::invalid_value(value, &expected),
            Mistake::Unexpected => E::invalid_type(value, &expected),
        }
    }

    /// The error, without values if the type has secrets.
    #[cold]
    fn redacted<E: Error>(&self, error: E) -> E {
        let Form { expected, redacted, .. } = self.form();
        match redacted {
            true => redact(expected.trim_start_matches("struct "), error),
            false => error,
        }
    }
}

/// Reads a text, as [`Filling`] does, without calls of `dyn` traits.
struct FillingText<'a>(&'a mut Option<String>);

impl<'de> DeserializeSeed<'de> for FillingText<'_> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for FillingText<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(String::form().expected)
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }

    #[inline]
    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        *self.0 = Some(value.to_owned());
        Ok(())
    }
}

#[inline]
fn read_entries<'de, A: MapAccess<'de>>(mut entries: A, of: &mut dyn Properties) -> Result<(), A::Error> {
    let mut seen = Seen::default();
    while let Some(property) = entries.next_key_seed(Finding { of: &mut *of, seen: &mut seen })? {
        let null = match property {
            Property::Field(kind, slot) => {
                entries.next_value_seed(Filling(&mut *slot, kind))?;
                slot.is_empty().then(|| ptr::from_ref(slot).cast())
            }
            Property::Object(slot) => {
                entries.next_value_seed(FillingObject(&mut *slot))?;
                slot.is_empty().then(|| ptr::from_ref(slot).cast())
            }
            Property::Text(field) => {
                entries.next_value_seed(FillingText(&mut *field))?;
                field.is_none().then(|| ptr::from_ref(field).cast())
            }
            Property::Boolean(field) => read_plain(&mut entries, field)?,
            Property::Integer32(field) => read_plain(&mut entries, field)?,
            Property::Integer64(field) => read_plain(&mut entries, field)?,
            Property::Float(field) => read_plain(&mut entries, field)?,
            Property::Encoded(field, put) => read_and_put(&mut entries, String::new(), field, put)?,
            Property::More(values, put) => read_and_put(&mut entries, mem::take(&mut seen.name), values, put)?,
            Property::Unknown | Property::Again => {
                entries.next_value::<IgnoredAny>()?;
                None
            }
        };
        if let Some(field) = null {
            seen.nulls.add(field);
        }
    }
    Ok(())
}

/// Reads a number or a boolean, and returns the field if its value was null. Inlined, it would make the
/// loop over the properties slower.
#[inline(never)]
fn read_plain<'de, A: MapAccess<'de>, T: Deserialize<'de>>(entries: &mut A, field: &mut Option<T>) -> Result<Option<*const ()>, A::Error> {
    *field = entries.next_value()?;
    Ok(field.is_none().then(|| ptr::from_ref(field).cast()))
}

/// Reads a value that `put` puts into the place, and returns the place if the value was null.
#[inline(never)]
fn read_and_put<'de, A: MapAccess<'de>>(
    entries: &mut A,
    name: String,
    place: &mut dyn Any,
    put: Put,
) -> Result<Option<*const ()>, A::Error> {
    let mut read = Ok(());
    let is_put = put(place, name, &mut |slot| {
        let kind = slot.kind();
        read = entries.next_value_seed(Filling(slot, kind));
    });
    read?;
    let is_null = is_put.map_err(Error::custom)?;
    Ok(is_null.then(|| ptr::from_ref(place).cast()))
}

/// Implements serde's `Deserialize`.
pub(crate) fn deserialize<'de, T: Read, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut place = Place(None);
    Filling(&mut place, T::form().kind).deserialize(deserializer)?;
    place.0.ok_or_else(|| Error::custom("there is no value"))
}

/// Implements serde's `Deserialize` for a model with these properties, and with any others where a field has them.
///
/// Beside a flattened model, another field has what the model does not know.
#[inline]
pub(crate) fn deserialize_model<'de, T: Read, D: Deserializer<'de>>(
    deserializer: D,
    name: &'static str,
    properties: &'static [&'static str],
    others: &[&str],
) -> Result<T, D::Error> {
    let mut place = Place(None);
    let filling = FillingObject(&mut place);
    let read = match others.is_empty() {
        true => deserializer.deserialize_struct(name, properties, filling),
        false => deserializer.deserialize_map(filling),
    };
    read.map_err(|error| (&place as &dyn Slot).redacted(error))?;
    place.0.ok_or_else(|| Error::custom("there is no value"))
}

/// Reads a variant of a union.
pub(crate) fn boxed<T: Read>(value: Value) -> Option<Box<T>> {
    deserialize(value).ok().map(Box::new)
}
