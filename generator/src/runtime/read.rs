//! What is read from JSON, and where it is put. serde's derives are compiled for each model; here all
//! models are read by one visitor, through `dyn` traits.
//!
//! Values are read in place: a slot gets a value without its items and properties, and returns where those
//! are put.

use azure_core::Value;
use std::{collections::HashMap, ptr};

/// A JSON value, without the items of a list and the properties of an object.
pub(crate) enum Json<'a> {
    Null,
    Boolean(bool),
    Integer(i64),
    Unsigned(u64),
    Float(f64),
    Text(&'a str),
    List,
    Object,
    /// A whole value, which may be taken.
    Any(&'a mut Value),
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
    /// A description, without the value. With this reference, the type fits into two registers.
    Described(&'static &'static str),
}

/// What remains to be read of a value.
pub(crate) enum Rest<'a> {
    Nothing,
    /// The items of a list, each with the same slot.
    Items(&'a mut dyn Slot),
    Properties(&'a mut dyn Properties),
}

/// A type that is read from JSON.
pub(crate) trait Read: Sized {
    fn form() -> Form;

    /// A value that has all but its [`Read::rest`].
    fn begin(json: Json<'_>) -> Result<Self, Mistake>;

    /// Where the items or properties are put.
    fn rest(&mut self) -> Rest<'_> {
        Rest::Nothing
    }

    /// An empty field of this type, as the place of a property.
    fn place(field: &mut Option<Self>) -> Property<'_> {
        Property::Field(Self::form().kind, field)
    }
}

/// A value whose properties are read one by one.
pub(crate) trait Properties {
    fn form() -> Form
    where
        Self: Sized;

    /// The object that has the properties: itself, or that in its box.
    fn object(&mut self) -> &mut dyn Properties
    where
        Self: Sized,
    {
        self
    }

    /// Where the property `name` is put.
    fn property(&mut self, name: &str) -> Property<'_>;
}

impl<T: Properties + Default> Read for T {
    fn form() -> Form {
        <T as Properties>::form()
    }

    fn begin(json: Json<'_>) -> Result<Self, Mistake> {
        match json {
            Json::Object => Ok(T::default()),
            _ => Err(Mistake::Unexpected),
        }
    }

    fn rest(&mut self) -> Rest<'_> {
        Rest::Properties(self.object())
    }
}

/// A place for a value.
pub(crate) trait Slot {
    fn form(&self) -> Form;

    /// The kind of [`Slot::form`], without the rest that only errors need.
    fn kind(&self) -> Kind {
        self.form().kind
    }

    fn fill(&mut self, json: Json<'_>) -> Result<Rest<'_>, Mistake>;
}

/// An optional field, which is empty.
impl<T: Read> Slot for Option<T> {
    fn form(&self) -> Form {
        T::form()
    }

    fn fill(&mut self, json: Json<'_>) -> Result<Rest<'_>, Mistake> {
        match json {
            Json::Null => Ok(Rest::Nothing),
            json => Ok(self.insert(T::begin(json)?).rest()),
        }
    }
}

/// The next item of a list.
impl<T: Read> Slot for Vec<T> {
    fn form(&self) -> Form {
        T::form()
    }

    fn fill(&mut self, json: Json<'_>) -> Result<Rest<'_>, Mistake> {
        self.push(T::begin(json)?);
        Ok(self.last_mut().map_or(Rest::Nothing, T::rest))
    }
}

/// A place for a value that may be null.
pub(crate) struct Place<T>(pub(crate) Option<T>);

impl<T: Read> Slot for Place<T> {
    fn form(&self) -> Form {
        T::form()
    }

    fn fill(&mut self, json: Json<'_>) -> Result<Rest<'_>, Mistake> {
        Ok(self.0.insert(T::begin(json)?).rest())
    }
}

/// Where a property is put.
pub(crate) enum Property<'a> {
    /// Into a field of this kind.
    Field(Kind, &'a mut dyn Slot),
    /// Into a field of the most frequent type.
    Text(&'a mut Option<String>),
    /// Into the field at an address, in another form.
    Encoded(*const (), Box<dyn Late + 'a>),
    /// To the additional properties.
    More(Box<dyn Late + 'a>),
    /// Nowhere: it is unknown.
    Unknown,
    /// Nowhere: its field has a value.
    Again,
}

impl Property<'_> {
    /// The address of its field, if it has one.
    pub(crate) fn address(&self) -> Option<*const ()> {
        Some(match self {
            Self::Field(_, slot) => ptr::from_ref(&**slot).cast(),
            Self::Text(field) => ptr::from_ref(&**field).cast(),
            Self::Encoded(field, _) => *field,
            Self::More(_) | Self::Unknown | Self::Again => return None,
        })
    }
}

/// Says where properties are put.
pub(crate) struct Placing;

impl Placing {
    pub(crate) fn field<T: Read>(self, field: &mut Option<T>) -> Property<'_> {
        match field {
            None => T::place(field),
            Some(_) => Property::Again,
        }
    }

    pub(crate) fn more<'a, T: Read>(self, name: &str, values: &'a mut HashMap<String, T>) -> Property<'a> {
        let name = name.to_owned();
        Property::More(late(|value| {
            values.insert(name, value);
            Ok(())
        }))
    }

    pub(crate) fn unknown<'a>(self) -> Property<'a> {
        Property::Unknown
    }
}

/// A slot whose value is put elsewhere once it is read.
pub(crate) trait Late: Slot {
    fn finish(self: Box<Self>) -> Result<(), &'static str>;
}

/// A slot whose value is given to `put` once it is read.
pub(crate) fn late<'a, T: Read + 'a>(put: impl FnOnce(T) -> Result<(), &'static str> + 'a) -> Box<dyn Late + 'a> {
    Box::new(Held { place: Place(None), put })
}

struct Held<T, F> {
    place: Place<T>,
    put: F,
}

impl<T: Read, F> Slot for Held<T, F> {
    fn form(&self) -> Form {
        T::form()
    }

    fn fill(&mut self, json: Json<'_>) -> Result<Rest<'_>, Mistake> {
        self.place.fill(json)
    }
}

impl<T: Read, F: FnOnce(T) -> Result<(), &'static str>> Late for Held<T, F> {
    fn finish(self: Box<Self>) -> Result<(), &'static str> {
        self.place.0.map_or(Ok(()), self.put)
    }
}

/// The fields of one object whose values were null: a bit for each address in it. Most objects have none.
pub(crate) struct Nulls {
    start: usize,
    size: usize,
    bits: Vec<u64>,
}

impl Nulls {
    pub(crate) fn of(object: &dyn Properties) -> Self {
        Self { start: ptr::from_ref(object).addr(), size: size_of_val(object), bits: Vec::new() }
    }

    pub(crate) fn exist(&self) -> bool {
        !self.bits.is_empty()
    }

    pub(crate) fn contain(&self, field: *const ()) -> bool {
        let offset = field.addr().wrapping_sub(self.start);
        self.bits.get(offset / 64).is_some_and(|bits| bits & (1 << (offset % 64)) != 0)
    }

    #[cold]
    pub(crate) fn add(&mut self, field: *const ()) {
        self.bits.resize(self.size / 64 + 1, 0);
        let offset = field.addr().wrapping_sub(self.start);
        if let Some(bits) = self.bits.get_mut(offset / 64) {
            *bits |= 1 << (offset % 64);
        }
    }
}
