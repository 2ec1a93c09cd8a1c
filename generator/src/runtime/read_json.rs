//! The visitor that reads all models from the deserializers of serde.

use super::{
    read::{Form, Json, Kind, List, Mistake, Object, Place, Properties, Read, Reader, Seen, Slot, Source},
    redact::redact,
};
use azure_core::Value;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};
use std::{borrow::Cow, fmt};

/// Reads a value of any type that can be null.
struct Filling<'a>(&'a mut dyn Slot);

impl<'de> DeserializeSeed<'de> for Filling<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl Filling<'_> {
    /// Reads a value that is not null.
    fn start<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let Form { kind, expected, redacted } = self.0.form();
        let read = match kind {
            Kind::Boolean => deserializer.deserialize_bool(self),
            Kind::Integer => deserializer.deserialize_i64(self),
            Kind::Unsigned => deserializer.deserialize_u64(self),
            Kind::Float => deserializer.deserialize_f64(self),
            Kind::Text => deserializer.deserialize_str(self),
            Kind::List => deserializer.deserialize_seq(self),
            Kind::Object => deserializer.deserialize_map(self),
            Kind::Any => Value::deserialize(deserializer).and_then(|value| self.fill(Json::Any(value), Unexpected::Other("value"))),
        };
        match redacted {
            true => read.map_err(|error| redact(expected.trim_start_matches("struct "), error)),
            false => read,
        }
    }

    fn fill<E: Error>(self, json: Json<'_>, value: Unexpected<'_>) -> Result<(), E> {
        self.0.fill(json).map_err(|mistake| match mistake {
            Mistake::Described(text) => E::custom(text),
            _ if matches!(value, Unexpected::Signed(_) | Unexpected::Unsigned(_)) => E::invalid_value(value, &self),
            _ => E::invalid_type(value, &self),
        })
    }
}

impl<'de> Visitor<'de> for Filling<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.form().expected)
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.fill(Json::Null, Unexpected::Unit)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.fill(Json::Null, Unexpected::Unit)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.start(deserializer)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.fill(Json::Boolean(value), Unexpected::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.fill(Json::Integer(value), Unexpected::Signed(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.fill(Json::Unsigned(value), Unexpected::Unsigned(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.fill(Json::Float(value), Unexpected::Float(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.fill(Json::Text(value), Unexpected::Str(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<(), A::Error> {
        let mut list = Items { items, error: None };
        let read = self.fill(Json::List(&mut list), Unexpected::Seq);
        list.error.map_or(read, Err)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<(), A::Error> {
        let mut object = Entries { entries, error: None };
        let read = self.fill(Json::Object(&mut object), Unexpected::Map);
        object.error.map_or(read, Err)
    }
}

struct Items<A, E> {
    items: A,
    error: Option<E>,
}

impl<'de, A: SeqAccess<'de>> List for Items<A, A::Error> {
    fn next(&mut self, item: &mut dyn Slot) -> Result<bool, Mistake> {
        match self.items.next_element_seed(Filling(item)) {
            Ok(read) => Ok(read.is_some()),
            Err(error) => {
                self.error = Some(error);
                Err(Mistake::Reported)
            }
        }
    }
}

struct Entries<A, E> {
    entries: A,
    error: Option<E>,
}

impl<'de, A: MapAccess<'de>> Object for Entries<A, A::Error> {
    fn read(&mut self, of: &mut dyn Properties) -> Result<(), Mistake> {
        entries(&mut self.entries, of).map_err(|error| {
            self.error = Some(error);
            Mistake::Reported
        })
    }
}

fn entries<'de, A: MapAccess<'de>>(entries: &mut A, of: &mut dyn Properties) -> Result<(), A::Error> {
    let mut seen = Seen::default();
    while let Some(Name(name)) = entries.next_key()? {
        let mut value = Unread { entries: &mut *entries, read: None };
        let mut reader = Reader::new(&mut value, &mut seen);
        of.property(&name, &mut reader);
        if reader.is_duplicate() {
            return Err(Error::custom(format_args!("duplicate field `{name}`")));
        }
        match value.read {
            Some(read) => read?,
            None => entries.next_value::<IgnoredAny>().map(drop)?,
        }
    }
    Ok(())
}

/// The value of a property.
struct Unread<'a, A, E> {
    entries: &'a mut A,
    /// The result of reading it, if it was read.
    read: Option<Result<(), E>>,
}

impl<'de, A: MapAccess<'de>> Source for Unread<'_, A, A::Error> {
    fn read(&mut self, slot: &mut dyn Slot) {
        if self.read.is_none() {
            self.read = Some(self.entries.next_value_seed(Filling(slot)));
        }
    }
}

/// The name of a property, borrowed where it has no escapes.
struct Name<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visiting;

        impl<'de> Visitor<'de> for Visiting {
            type Value = Name<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a property")
            }

            fn visit_str<E>(self, name: &str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(name.to_owned())))
            }

            fn visit_string<E>(self, name: String) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(name)))
            }

            fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Borrowed(name)))
            }
        }

        deserializer.deserialize_str(Visiting)
    }
}

/// Implements serde's `Deserialize`.
pub(crate) fn deserialize<'de, T: Read, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut place = Place(None);
    Filling(&mut place).deserialize(deserializer)?;
    place.0.ok_or_else(|| Error::custom("there is no value"))
}

/// Reads a variant of a union.
pub(crate) fn boxed<T: Read>(value: Value) -> Option<Box<T>> {
    deserialize(value).ok().map(Box::new)
}
