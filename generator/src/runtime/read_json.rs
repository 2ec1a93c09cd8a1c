//! The visitor that reads all models from the deserializers of serde.

use super::{
    read::{Form, Json, Kind, Late, Mistake, Nulls, Place, Properties, Property, Read, Rest, Slot},
    redact::redact,
};
use azure_core::Value;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};
use std::{fmt, ptr};

/// Reads a value of this kind, which can be null.
struct Filling<'a>(&'a mut dyn Slot, Kind, &'a mut bool);

impl<'de> DeserializeSeed<'de> for Filling<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl Filling<'_> {
    /// Reads a value that has neither items nor properties.
    fn fill<'u, E: Error>(self, json: Json<'_>, value: impl FnOnce() -> Unexpected<'u>) -> Result<(), E> {
        match self.0.fill(json) {
            Ok(_) => Ok(()),
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
        *self.2 = true;
        self.fill(Json::Null, || Unexpected::Unit)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        *self.2 = true;
        self.fill(Json::Null, || Unexpected::Unit)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let Self(slot, kind, is_null) = self;
        let filling = Filling(&mut *slot, kind, is_null);
        let read = match kind {
            Kind::Boolean => deserializer.deserialize_bool(filling),
            Kind::Integer => deserializer.deserialize_i64(filling),
            Kind::Unsigned => deserializer.deserialize_u64(filling),
            Kind::Float => deserializer.deserialize_f64(filling),
            Kind::Text => deserializer.deserialize_str(filling),
            Kind::List => deserializer.deserialize_seq(filling),
            Kind::Object => deserializer.deserialize_map(filling),
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
        match self.0.fill(Json::List) {
            Ok(Rest::Items(item)) => {
                let kind = item.kind();
                while items.next_element_seed(Filling(&mut *item, kind, &mut false))?.is_some() {}
            }
            Ok(_) => {}
            Err(mistake) => return Err(self.0.error(mistake, Unexpected::Seq)),
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<(), A::Error> {
        match self.0.fill(Json::Object) {
            Ok(Rest::Properties(of)) => read_entries(entries, of)?,
            Ok(_) => {}
            Err(mistake) => return Err(self.0.error(mistake, Unexpected::Map)),
        }
        Ok(())
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

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        *self.0 = Some(value.to_owned());
        Ok(())
    }
}

fn read_entries<'de, A: MapAccess<'de>>(mut entries: A, of: &mut dyn Properties) -> Result<(), A::Error> {
    let mut nulls = Nulls::of(of);
    while let Some(property) = entries.next_key_seed(Finding { of: &mut *of, nulls: &nulls })? {
        let null = match property {
            Property::Field(kind, slot) => {
                let mut is_null = false;
                entries.next_value_seed(Filling(&mut *slot, kind, &mut is_null))?;
                is_null.then(|| ptr::from_ref(slot).cast())
            }
            Property::Text(field) => {
                entries.next_value_seed(FillingText(&mut *field))?;
                field.is_none().then(|| ptr::from_ref(field).cast())
            }
            Property::Encoded(field, slot) => read_late(&mut entries, slot)?.then_some(field),
            Property::More(slot) => {
                read_late(&mut entries, slot)?;
                None
            }
            Property::Unknown | Property::Again => {
                entries.next_value::<IgnoredAny>()?;
                None
            }
        };
        if let Some(field) = null {
            nulls.add(field);
        }
    }
    Ok(())
}

/// Reads a value that is put elsewhere, and returns whether it was null.
fn read_late<'de, A: MapAccess<'de>>(entries: &mut A, mut slot: Box<dyn Late + '_>) -> Result<bool, A::Error> {
    let (kind, mut is_null) = (slot.kind(), false);
    entries.next_value_seed(Filling(&mut *slot, kind, &mut is_null))?;
    slot.finish().map_err(Error::custom)?;
    Ok(is_null)
}

/// Finds where a property is put by its name, which is not copied.
struct Finding<'a, 'n> {
    of: &'a mut dyn Properties,
    nulls: &'n Nulls,
}

impl<'de, 'a> DeserializeSeed<'de> for Finding<'a, '_> {
    type Value = Property<'a>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Property<'a>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'a> Visitor<'_> for Finding<'a, '_> {
    type Value = Property<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a property")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Property<'a>, E> {
        let property = self.of.property(name);
        let was_null = || self.nulls.exist() && property.address().is_some_and(|field| self.nulls.contain(field));
        let is_again = matches!(property, Property::Again) || was_null();
        match is_again {
            false => Ok(property),
            true => Err(E::custom(format_args!("duplicate field `{name}`"))),
        }
    }
}

/// Implements serde's `Deserialize`.
pub(crate) fn deserialize<'de, T: Read, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut place = Place(None);
    Filling(&mut place, T::form().kind, &mut false).deserialize(deserializer)?;
    place.0.ok_or_else(|| Error::custom("there is no value"))
}

/// Reads a variant of a union.
pub(crate) fn boxed<T: Read>(value: Value) -> Option<Box<T>> {
    deserialize(value).ok().map(Box::new)
}
