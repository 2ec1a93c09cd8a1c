//! The names of properties.

use super::read::{Nulls, Properties, Property};
use serde::de::{DeserializeSeed, Deserializer, Error, Visitor};
use std::{any::type_name, fmt, str};

/// Finds where a property is put by its name.
pub(crate) struct Finding<'a, 'n> {
    pub(crate) of: &'a mut dyn Properties,
    pub(crate) seen: &'n mut Seen,
}

/// What has been read of an object.
#[derive(Default)]
pub(crate) struct Seen {
    pub(crate) nulls: Nulls,
    /// The name of the last additional property. Other names are not copied.
    pub(crate) name: String,
}

impl<'de, 'a> DeserializeSeed<'de> for Finding<'a, '_> {
    type Value = Property<'a>;

    /// Reads the name of a property.
    ///
    /// serde_json checks that texts are UTF-8, which takes as long as the rest of reading a short name. Names that are
    /// equal to a known one need no check. Other formats may have texts alone.
    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Property<'a>, D::Error> {
        match type_name::<D::Error>() == type_name::<serde_json::Error>() {
            true => deserializer.deserialize_bytes(self),
            false => deserializer.deserialize_str(self),
        }
    }
}

impl<'de, 'a> Visitor<'de> for Finding<'a, '_> {
    type Value = Property<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a property")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Property<'a>, E> {
        self.find(name.as_bytes(), false)
    }

    /// A name in the document, where control characters are escaped.
    #[inline]
    fn visit_borrowed_bytes<E: Error>(self, name: &'de [u8]) -> Result<Property<'a>, E> {
        self.find(name, true)
    }

    /// A name whose escapes have been read, so that it may have control characters. Whether one was escaped, as it
    /// has to be, cannot be seen here.
    #[inline]
    fn visit_bytes<E: Error>(self, name: &[u8]) -> Result<Property<'a>, E> {
        self.find(name, false)
    }
}

impl<'a> Finding<'a, '_> {
    #[inline(always)]
    fn find<E: Error>(self, name: &[u8], is_literal: bool) -> Result<Property<'a>, E> {
        let property = self.of.property(name);
        match property {
            Property::More(..) | Property::Unknown | Property::Again => self.seen.unusual(&property, name, is_literal)?,
            _ if self.seen.nulls.exist() && self.seen.nulls.contain(&property) => return Err(is_again(name)),
            _ => {}
        }
        Ok(property)
    }
}

impl Seen {
    #[inline(never)]
    fn unusual<E: Error>(&mut self, property: &Property<'_>, name: &[u8], is_literal: bool) -> Result<(), E> {
        match property {
            Property::More(..) => text(name, is_literal)?.clone_into(&mut self.name),
            Property::Unknown if is_plain(name) => {}
            Property::Unknown => drop(text(name, is_literal)?),
            _ => return Err(is_again(name)),
        }
        Ok(())
    }
}

/// Whether this is a text without control characters, as nearly all names are.
fn is_plain(name: &[u8]) -> bool {
    name.iter().fold(true, |is_plain, byte| is_plain & (0x20..0x80).contains(byte))
}

/// A name that no model has as a text, or the error of serde_json.
fn text<E: Error>(name: &[u8], is_literal: bool) -> Result<&str, E> {
    if is_literal && name.iter().any(|byte| *byte < 0x20) {
        return Err(E::custom("control character (\\u0000-\\u001F) found while parsing a string"));
    }
    str::from_utf8(name).map_err(|_| E::custom("invalid unicode code point"))
}

#[cold]
fn is_again<E: Error>(name: &[u8]) -> E {
    E::custom(format_args!("duplicate field `{}`", String::from_utf8_lossy(name)))
}
