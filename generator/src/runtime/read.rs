//! What is read from JSON, and where it is put. serde's derives are compiled for each model; here all
//! models are read by one visitor, through `dyn` traits.

use azure_core::Value;
use std::collections::HashMap;

/// A JSON value.
pub(crate) enum Json<'a> {
    Null,
    Boolean(bool),
    Integer(i64),
    Unsigned(u64),
    Float(f64),
    Text(&'a str),
    List(&'a mut dyn List),
    Object(&'a mut dyn Object),
    Any(Value),
}

/// The kinds of JSON values from which a type can be read.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Boolean,
    Integer,
    Unsigned,
    Float,
    Text,
    List,
    Object,
    Any,
}

/// What is known of a type before a value of it is read.
#[derive(Clone, Copy)]
pub(crate) struct Form {
    pub(crate) kind: Kind,
    /// What an error calls it.
    pub(crate) expected: &'static str,
    /// Whether errors contain no value.
    pub(crate) redacted: bool,
}

impl Form {
    pub(crate) const fn new(kind: Kind, expected: &'static str) -> Self {
        Self { kind, expected, redacted: false }
    }

    /// The same, with errors that contain no value.
    pub(crate) const fn redacted(self) -> Self {
        Self { redacted: true, ..self }
    }
}

/// Why a value cannot be read.
pub(crate) enum Mistake {
    /// It is not of the type's [`Form`].
    Unexpected,
    /// A description, without the value.
    Described(&'static str),
    /// Who gave the value has the error.
    Reported,
}

/// A type that is read from JSON.
pub(crate) trait Read: Sized {
    fn form() -> Form;

    fn read(json: Json<'_>) -> Result<Self, Mistake>;
}

/// A value whose properties are read one by one.
pub(crate) trait Properties {
    /// Reads the value of the property `name`, if it has one of that name.
    fn property(&mut self, name: &str, from: &mut Reader<'_>);
}

/// Reads the properties of an object.
pub(crate) fn object<T: Properties + Default>(json: Json<'_>) -> Result<T, Mistake> {
    let mut object = T::default();
    match json {
        Json::Object(properties) => properties.read(&mut object).map(|()| object),
        _ => Err(Mistake::Unexpected),
    }
}

/// A place for a value.
pub(crate) trait Slot {
    fn form(&self) -> Form;

    fn fill(&mut self, json: Json<'_>) -> Result<(), Mistake>;
}

impl<T: Read> Slot for T {
    fn form(&self) -> Form {
        <T as Read>::form()
    }

    fn fill(&mut self, json: Json<'_>) -> Result<(), Mistake> {
        *self = T::read(json)?;
        Ok(())
    }
}

/// A place for a value of a type that may have no default.
pub(crate) struct Place<T>(pub(crate) Option<T>);

impl<T: Read> Slot for Place<T> {
    fn form(&self) -> Form {
        T::form()
    }

    fn fill(&mut self, json: Json<'_>) -> Result<(), Mistake> {
        self.0 = Some(T::read(json)?);
        Ok(())
    }
}

/// A list whose items have not been read yet.
pub(crate) trait List {
    /// Reads the next item, or returns `false` after the last.
    fn next(&mut self, item: &mut dyn Slot) -> Result<bool, Mistake>;
}

/// Reads all items of a list.
pub(crate) fn items<T: Read>(list: &mut dyn List) -> Result<Vec<T>, Mistake> {
    let mut items = Vec::new();
    let mut item = Place(None);
    while list.next(&mut item)? {
        if let Some(item) = item.0.take() {
            items.push(item);
        }
    }
    Ok(items)
}

/// An object whose properties have not been read yet.
pub(crate) trait Object {
    fn read(&mut self, of: &mut dyn Properties) -> Result<(), Mistake>;
}

impl<T: Read> Properties for HashMap<String, T> {
    fn property(&mut self, name: &str, from: &mut Reader<'_>) {
        from.more(name, self);
    }
}

/// Reads the value of one property.
pub(crate) struct Reader<'a> {
    source: &'a mut dyn Source,
    seen: &'a mut Seen,
    is_duplicate: bool,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(source: &'a mut dyn Source, seen: &'a mut Seen) -> Self {
        Self { source, seen, is_duplicate: false }
    }

    /// Whether the object already had a value for the field.
    pub(crate) fn is_duplicate(&self) -> bool {
        self.is_duplicate
    }

    /// Reads into the field of the property, at most once per object.
    pub(crate) fn field(&mut self, field: &mut dyn Slot) {
        if self.is_new(std::ptr::from_ref(field).cast()) {
            self.source.read(field);
        }
    }

    /// Adds the value to the additional properties.
    pub(crate) fn more<T: Read>(&mut self, name: &str, values: &mut HashMap<String, T>) {
        let value = self.value();
        values.extend(value.map(|value| (name.to_owned(), value)));
    }

    /// The value, unless it has a mistake.
    pub(crate) fn value<T: Read>(&mut self) -> Option<T> {
        let mut value = Place(None);
        self.source.read(&mut value);
        value.0
    }

    /// Skips the value of an unknown property.
    pub(crate) fn skip(&mut self) {}

    /// Whether the object has had no value for this field.
    pub(crate) fn is_new(&mut self, field: *const ()) -> bool {
        self.is_duplicate = !self.seen.add(field.addr());
        !self.is_duplicate
    }
}

/// Addresses of the fields of one object that have been read: the first ones are kept without an
/// allocation.
#[derive(Default)]
pub(crate) struct Seen {
    /// A bit for each hash of an address. What has no bit is new.
    hashes: u64,
    first: [usize; 16],
    count: usize,
    more: Vec<usize>,
}

impl Seen {
    /// Whether the address is new.
    fn add(&mut self, address: usize) -> bool {
        let bit = 1 << ((address ^ (address >> 6)) & 63);
        if self.hashes & bit != 0 && self.contains(address) {
            return false;
        }
        self.hashes |= bit;
        match self.first.get_mut(self.count) {
            Some(free) => {
                *free = address;
                self.count += 1;
            }
            None => self.more.push(address),
        }
        true
    }

    fn contains(&self, address: usize) -> bool {
        self.first[..self.count].contains(&address) || self.more.contains(&address)
    }
}

/// A value that has not been read yet.
pub(crate) trait Source {
    fn read(&mut self, slot: &mut dyn Slot);
}
