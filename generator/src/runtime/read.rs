//! What is read from JSON, and where it is put. serde's derives are compiled for each model; here all
//! models are read by one visitor, through `dyn` traits.
//!
//! Values are read in place: a slot gets a value without its items and properties, and returns where those
//! are put.

use azure_core::Value;
use std::{any::Any, collections::HashMap, ptr};

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

impl<'a> Rest<'a> {
    fn items(self) -> Option<&'a mut dyn Slot> {
        match self {
            Self::Items(items) => Some(items),
            _ => None,
        }
    }

    fn properties(self) -> Option<&'a mut dyn Properties> {
        match self {
            Self::Properties(properties) => Some(properties),
            _ => None,
        }
    }
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

    /// Where the property of this name in UTF-8 is put.
    fn property(&mut self, name: &[u8]) -> Property<'_>;
}

impl<T: Properties + Default> Read for T {
    fn form() -> Form {
        <T as Properties>::form()
    }

    #[inline]
    fn begin(json: Json<'_>) -> Result<Self, Mistake> {
        match json {
            Json::Object => Ok(T::default()),
            _ => Err(Mistake::Unexpected),
        }
    }

    #[inline]
    fn rest(&mut self) -> Rest<'_> {
        Rest::Properties(self.object())
    }

    #[inline]
    fn place(field: &mut Option<Self>) -> Property<'_> {
        Property::Object(field)
    }
}

/// A place for a value.
pub(crate) trait Slot {
    fn form(&self) -> Form;

    /// The kind of [`Slot::form`], without the rest that only errors need.
    fn kind(&self) -> Kind {
        self.form().kind
    }

    /// Whether the last value was null, and was not put.
    fn is_empty(&self) -> bool;

    /// Puts a value that has neither items nor properties.
    fn fill(&mut self, json: Json<'_>) -> Result<(), Mistake>;

    /// Puts an empty list, and returns the slot of its items, if it is a slot of lists.
    fn list(&mut self) -> Option<&mut dyn Slot>;

    /// Puts an object without properties, and returns it, if it is a slot of objects.
    fn object(&mut self) -> Option<&mut dyn Properties>;
}

/// An optional field, which is empty.
impl<T: Read> Slot for Option<T> {
    fn form(&self) -> Form {
        T::form()
    }

    fn is_empty(&self) -> bool {
        self.is_none()
    }

    fn fill(&mut self, json: Json<'_>) -> Result<(), Mistake> {
        if !matches!(json, Json::Null) {
            *self = Some(T::begin(json)?);
        }
        Ok(())
    }

    fn list(&mut self) -> Option<&mut dyn Slot> {
        self.insert(T::begin(Json::List).ok()?).rest().items()
    }

    #[inline]
    fn object(&mut self) -> Option<&mut dyn Properties> {
        self.insert(T::begin(Json::Object).ok()?).rest().properties()
    }
}

/// The next item of a list.
impl<T: Read> Slot for Vec<T> {
    fn form(&self) -> Form {
        T::form()
    }

    fn is_empty(&self) -> bool {
        false
    }

    fn fill(&mut self, json: Json<'_>) -> Result<(), Mistake> {
        self.push(T::begin(json)?);
        Ok(())
    }

    fn list(&mut self) -> Option<&mut dyn Slot> {
        self.push(T::begin(Json::List).ok()?);
        self.last_mut()?.rest().items()
    }

    fn object(&mut self) -> Option<&mut dyn Properties> {
        self.push(T::begin(Json::Object).ok()?);
        self.last_mut()?.rest().properties()
    }
}

/// A place for a value that may be null.
pub(crate) struct Place<T>(pub(crate) Option<T>);

impl<T: Read> Slot for Place<T> {
    fn form(&self) -> Form {
        T::form()
    }

    fn is_empty(&self) -> bool {
        false
    }

    fn fill(&mut self, json: Json<'_>) -> Result<(), Mistake> {
        self.0 = Some(T::begin(json)?);
        Ok(())
    }

    fn list(&mut self) -> Option<&mut dyn Slot> {
        self.0.list()
    }

    fn object(&mut self) -> Option<&mut dyn Properties> {
        self.0.object()
    }
}

/// Reads one value into a slot.
pub(crate) type Reading<'r> = &'r mut dyn FnMut(&mut dyn Slot);

/// Puts what is read into a field, or with its name into the additional properties, and returns whether it was null.
pub(crate) type Put = fn(&mut dyn Any, String, Reading<'_>) -> Result<bool, &'static str>;

/// Where a property is put.
pub(crate) enum Property<'a> {
    /// Into a field of this kind.
    Field(Kind, &'a mut dyn Slot),
    /// Into a field that is an object.
    Object(&'a mut dyn Slot),
    /// Into a field of one of the most frequent types, without calls of `dyn` traits.
    Text(&'a mut Option<String>),
    Boolean(&'a mut Option<bool>),
    Integer32(&'a mut Option<i32>),
    Integer64(&'a mut Option<i64>),
    Float(&'a mut Option<f64>),
    /// Into a field, in another form.
    Encoded(&'a mut dyn Any, Put),
    /// To the additional properties.
    More(&'a mut dyn Any, Put),
    /// Nowhere: it is unknown.
    Unknown,
    /// Nowhere: its field has a value.
    Again,
}

impl Property<'_> {
    /// The address of its field, if it has one.
    pub(crate) fn address(&self) -> Option<*const ()> {
        Some(match self {
            Self::Field(_, slot) | Self::Object(slot) => ptr::from_ref(&**slot).cast(),
            Self::Text(field) => ptr::from_ref(&**field).cast(),
            Self::Boolean(field) => ptr::from_ref(&**field).cast(),
            Self::Integer32(field) => ptr::from_ref(&**field).cast(),
            Self::Integer64(field) => ptr::from_ref(&**field).cast(),
            Self::Float(field) => ptr::from_ref(&**field).cast(),
            Self::Encoded(field, _) => ptr::from_ref(&**field).cast(),
            Self::More(..) | Self::Unknown | Self::Again => return None,
        })
    }
}

/// Whether this is the name of the property.
#[inline]
pub(crate) fn same(name: &[u8], property: &'static str) -> bool {
    name == property.as_bytes()
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

    pub(crate) fn more<T: Read + 'static>(self, values: &mut HashMap<String, T>) -> Property<'_> {
        Property::More(values, |values, name, reading| put(values, reading, |values, value: T| insert(values, name, value)))
    }

    #[inline]
    pub(crate) fn unknown<'a>(self) -> Property<'a> {
        Property::Unknown
    }
}

pub(crate) fn insert<T>(values: &mut HashMap<String, T>, name: String, value: T) -> Result<bool, &'static str> {
    values.insert(name, value);
    Ok(false)
}

/// Reads a value, and puts it into `place` with `put`.
pub(crate) fn put<P: 'static, T: Read>(
    place: &mut dyn Any,
    reading: Reading<'_>,
    put: impl FnOnce(&mut P, T) -> Result<bool, &'static str>,
) -> Result<bool, &'static str> {
    let mut slot = Place(None);
    reading(&mut slot);
    match (slot.0, place.downcast_mut()) {
        (Some(value), Some(place)) => put(place, value),
        _ => Ok(false),
    }
}

/// The addresses of the fields of one object whose values were null. Most objects have none.
#[derive(Default)]
pub(crate) struct Nulls(Vec<*const ()>);

impl Nulls {
    #[inline]
    pub(crate) fn exist(&self) -> bool {
        !self.0.is_empty()
    }

    #[cold]
    pub(crate) fn contain(&self, property: &Property<'_>) -> bool {
        property.address().is_some_and(|field| self.0.contains(&field))
    }

    #[cold]
    pub(crate) fn add(&mut self, field: *const ()) {
        self.0.push(field);
    }
}
