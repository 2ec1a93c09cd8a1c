//! Writes fields as JSON. One implementation of serde's `Serialize` writes all models through `dyn`
//! traits.

use super::sent_json;
use azure_core::Value;
use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};
use std::{borrow::Cow, collections::HashMap};

/// A value as JSON.
pub(crate) enum Written<'a> {
    Null,
    Boolean(bool),
    Integer(i64),
    Unsigned(u64),
    Float(f64),
    Text(Cow<'a, str>),
    Any(&'a Value),
    List(&'a dyn List),
    Object(&'a dyn Object),
}

/// A type that is written as JSON.
pub(crate) trait Write {
    fn written(&self) -> Written<'_>;
}

/// A value whose items are written one by one.
pub(crate) trait List {
    fn items(&self) -> Box<dyn Iterator<Item = &dyn Write> + '_>;
}

impl<T: Write> List for Vec<T> {
    fn items(&self) -> Box<dyn Iterator<Item = &dyn Write> + '_> {
        Box::new(self.iter().map(|item| item as &dyn Write))
    }
}

/// A value whose properties are written one by one.
pub(crate) trait Object {
    fn properties(&self, to: &mut Writer<'_>);

    /// Its name, for an error.
    fn model(&self) -> &'static str {
        std::any::type_name::<Self>()
    }
}

impl<T: Write> Object for HashMap<String, T> {
    fn properties(&self, to: &mut Writer<'_>) {
        self.iter().for_each(|(name, value)| to.entries.value(name, value));
    }
}

/// Writes properties.
pub(crate) struct Writer<'a> {
    entries: &'a mut dyn Entries,
    model: &'static str,
    writes_null: bool,
    leaves_out: bool,
    is_needed: bool,
    /// Whether the body of a PATCH has no null here.
    differs: bool,
}

impl Writer<'_> {
    fn of<'a>(entries: &'a mut dyn Entries, object: &dyn Object) -> Writer<'a> {
        Writer { entries, model: object.model(), writes_null: false, leaves_out: false, is_needed: false, differs: false }
    }

    /// Writes the property `name`, unless it has no value or is left out.
    pub(crate) fn field(&mut self, name: &str, value: &dyn Write) {
        let is_null = matches!(value.written(), Written::Null);
        let is_written = !self.leaves_out && (self.writes_null || !is_null);
        if is_written || self.entries.is_tag(name) {
            if is_null && self.differs {
                sent_json::differ();
            }
            self.entries.entry(name, value);
        } else if self.is_needed {
            self.entries.missing(self.model, name);
        }
    }

    /// Writes the additional properties.
    pub(crate) fn more<T: Write>(&mut self, values: &HashMap<String, T>) {
        values.properties(self);
    }

    /// Writes `null` for a property that has no value.
    pub(crate) fn or_null(&mut self) -> Writer<'_> {
        Writer { writes_null: true, ..self.again() }
    }

    /// Writes `null` for a property that has no value, but not into the body of a PATCH.
    pub(crate) fn or_null_unless_patch(&mut self) -> Writer<'_> {
        Writer { writes_null: !sent_json::is_patch(), differs: true, ..self.again() }
    }

    /// Leaves a property that only the service sets out of requests.
    pub(crate) fn read_only(&mut self) -> Writer<'_> {
        Writer { leaves_out: sent_json::is_sending(), ..self.again() }
    }

    /// Refuses a request without a property that the service requires.
    pub(crate) fn needed(&mut self) -> Writer<'_> {
        Writer { is_needed: sent_json::is_sending(), ..self.again() }
    }

    /// Refuses a request without a property that the service requires, but not a PATCH.
    pub(crate) fn needed_unless_patch(&mut self) -> Writer<'_> {
        Writer { is_needed: sent_json::is_whole(), ..self.again() }
    }

    /// The same, borrowed.
    pub(crate) fn again(&mut self) -> Writer<'_> {
        Writer { entries: self.entries, ..*self }
    }

    /// Writes the properties of `object`.
    pub(crate) fn untagged(&mut self, object: &dyn Object) {
        object.properties(&mut Writer::of(self.entries, object));
    }

    /// Writes the properties of `object`, with `kind` as that of `tag`.
    pub(crate) fn tagged(&mut self, tag: &'static str, kind: &'static str, object: &dyn Object) {
        let mut tagged = Tagged { entries: self.entries, tag, kind: Some(kind) };
        object.properties(&mut Writer::of(&mut tagged, object));
        if let Some(kind) = tagged.kind {
            self.entries.entry(tag, &kind);
        }
    }
}

/// Writes the value of a union's discriminator in place of the variant's own.
struct Tagged<'a> {
    entries: &'a mut dyn Entries,
    tag: &'static str,
    /// The value, until it is written.
    kind: Option<&'static str>,
}

impl Entries for Tagged<'_> {
    fn entry(&mut self, name: &str, value: &dyn Write) {
        match self.kind.take_if(|_| name == self.tag) {
            Some(kind) => self.entries.entry(name, &kind),
            None if name == self.tag => {}
            None => self.entries.entry(name, value),
        }
    }

    fn value(&mut self, name: &str, value: &dyn Write) {
        match name == self.tag {
            true => self.entry(name, value),
            false => self.entries.value(name, value),
        }
    }

    fn missing(&mut self, model: &'static str, name: &str) {
        self.entries.missing(model, name);
    }

    fn is_tag(&self, name: &str) -> bool {
        name == self.tag
    }
}

/// Where properties are written.
trait Entries {
    /// Writes a property.
    fn entry(&mut self, name: &str, value: &dyn Write);

    /// Writes a value of a map.
    fn value(&mut self, name: &str, value: &dyn Write);

    /// Fails, since the property `name` of `model` is missing.
    fn missing(&mut self, model: &'static str, name: &str);

    /// Whether the property is written whatever its value is.
    fn is_tag(&self, _name: &str) -> bool {
        false
    }
}

struct Map<S, E> {
    map: S,
    error: Option<E>,
}

impl<S: SerializeMap> Entries for Map<S, S::Error> {
    fn entry(&mut self, name: &str, value: &dyn Write) {
        self.write(name, value, || sent_json::within_property(name));
    }

    fn value(&mut self, name: &str, value: &dyn Write) {
        self.write(name, value, sent_json::within_map);
    }

    fn missing(&mut self, model: &'static str, name: &str) {
        if self.error.is_none() {
            sent_json::missing(model, name);
            self.error = Some(S::Error::custom("a property is required"));
        }
    }
}

impl<S: SerializeMap> Map<S, S::Error> {
    fn write(&mut self, name: &str, value: &dyn Write, within: impl FnOnce()) {
        if self.error.is_none() {
            let written = self.map.serialize_entry(name, &Serialized(value));
            self.error = written.inspect_err(|_| within()).err();
        }
    }
}

/// Implements serde's `Serialize` for any value.
pub(super) struct Serialized<'a>(pub(super) &'a dyn Write);

impl Serialize for Serialized<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.written() {
            Written::Null => serializer.serialize_none(),
            Written::Boolean(value) => serializer.serialize_bool(value),
            Written::Integer(value) => serializer.serialize_i64(value),
            Written::Unsigned(value) => serializer.serialize_u64(value),
            Written::Float(value) => serializer.serialize_f64(value),
            Written::Text(text) => serializer.serialize_str(&text),
            Written::Any(value) => value.serialize(serializer),
            Written::List(list) => {
                let items = list.items();
                let mut written = serializer.serialize_seq(items.size_hint().1)?;
                for (index, item) in items.enumerate() {
                    let result = written.serialize_element(&Serialized(item));
                    result.inspect_err(|_| sent_json::within_list(index))?;
                }
                written.end()
            }
            Written::Object(object) => serialize(object, serializer),
        }
    }
}

/// Implements serde's `Serialize`.
pub(crate) fn serialize<S: Serializer>(object: &dyn Object, serializer: S) -> Result<S::Ok, S::Error> {
    let map = serializer.serialize_map(None)?;
    let mut entries = Map { map, error: None };
    object.properties(&mut Writer::of(&mut entries, object));
    match entries.error {
        Some(error) => Err(error),
        None => entries.map.end(),
    }
}
