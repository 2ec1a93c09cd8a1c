//! The types of the standard library and of azure_core that fields have, as JSON.

use super::{
    read::{Form, Json, Kind, Mistake, Placing, Properties, Property, Read, Rest},
    write::{Write, Written},
};
use azure_core::{Value, credentials::Secret, http::Etag};
use std::{borrow::Cow, collections::HashMap};

impl Read for bool {
    fn form() -> Form {
        Form::new(Kind::Boolean, "a boolean")
    }

    fn begin(json: Json<'_>) -> Result<Self, Mistake> {
        match json {
            Json::Boolean(value) => Ok(value),
            _ => Err(Mistake::Unexpected),
        }
    }

    fn place(field: &mut Option<Self>) -> Property<'_> {
        Property::Boolean(field)
    }
}

impl Write for bool {
    fn written(&self) -> Written<'_> {
        Written::Boolean(*self)
    }
}

macro_rules! integer {
    ($kind:ident: $($integer:ident $(in $place:ident)?),*) => {$(
        impl Read for $integer {
            fn form() -> Form {
                Form::new(Kind::$kind, stringify!($integer))
            }

            fn begin(json: Json<'_>) -> Result<Self, Mistake> {
                let value = match json {
                    Json::Integer(value) => value.try_into().ok(),
                    Json::Unsigned(value) => value.try_into().ok(),
                    _ => None,
                };
                value.ok_or(Mistake::Unexpected)
            }

            $(fn place(field: &mut Option<Self>) -> Property<'_> {
                Property::$place(field)
            })?
        }

        impl Write for $integer {
            fn written(&self) -> Written<'_> {
                Written::$kind((*self).into())
            }
        }
    )*};
}

integer!(Integer: i8, i16, i32 in Integer32, i64 in Integer64);
integer!(Unsigned: u8, u16, u32, u64);

impl Read for f64 {
    fn form() -> Form {
        Form::new(Kind::Float, "f64")
    }

    fn begin(json: Json<'_>) -> Result<Self, Mistake> {
        match json {
            Json::Float(value) => Ok(value),
            Json::Integer(value) => Ok(value as f64),
            Json::Unsigned(value) => Ok(value as f64),
            _ => Err(Mistake::Unexpected),
        }
    }

    fn place(field: &mut Option<Self>) -> Property<'_> {
        Property::Float(field)
    }
}

impl Write for f64 {
    fn written(&self) -> Written<'_> {
        Written::Float(*self)
    }
}

macro_rules! text {
    ($($name:ident: $new:expr, $text:expr $(, $place:expr)?;)*) => {$(
        impl Read for $name {
            fn form() -> Form {
                Form::new(Kind::Text, "a string")
            }

            fn begin(json: Json<'_>) -> Result<Self, Mistake> {
                match json {
                    Json::Text(text) => Ok($new(text.to_owned())),
                    _ => Err(Mistake::Unexpected),
                }
            }

            $(fn place(field: &mut Option<Self>) -> Property<'_> {
                $place(field)
            })?
        }

        impl Write for $name {
            fn written(&self) -> Written<'_> {
                Written::Text(Cow::Borrowed($text(self)))
            }
        }
    )*};
}

text! {
    String: std::convert::identity, String::as_str, Property::Text;
    Etag: Etag::from, Etag::as_ref;
    Secret: Secret::new, Secret::secret;
}

impl Write for &'static str {
    fn written(&self) -> Written<'_> {
        Written::Text(Cow::Borrowed(self))
    }
}

impl Read for Value {
    fn form() -> Form {
        Form::new(Kind::Any, "any value")
    }

    fn begin(json: Json<'_>) -> Result<Self, Mistake> {
        match json {
            Json::Any(value) => Ok(std::mem::take(value)),
            Json::Null => Ok(Self::Null),
            _ => Err(Mistake::Unexpected),
        }
    }
}

impl Write for Value {
    fn written(&self) -> Written<'_> {
        Written::Any(self)
    }
}

impl<T: Read> Read for Option<T> {
    fn form() -> Form {
        T::form()
    }

    fn begin(json: Json<'_>) -> Result<Self, Mistake> {
        match json {
            Json::Null => Ok(None),
            json => T::begin(json).map(Some),
        }
    }

    fn rest(&mut self) -> Rest<'_> {
        self.as_mut().map_or(Rest::Nothing, T::rest)
    }
}

impl<T: Write> Write for Option<T> {
    fn written(&self) -> Written<'_> {
        self.as_ref().map_or(Written::Null, T::written)
    }
}

impl<T: Properties> Properties for Box<T> {
    fn form() -> Form {
        T::form()
    }

    fn object(&mut self) -> &mut dyn Properties {
        T::object(self)
    }

    fn property(&mut self, name: &[u8]) -> Property<'_> {
        T::property(self, name)
    }
}

impl<T: Write> Write for Box<T> {
    fn written(&self) -> Written<'_> {
        T::written(self)
    }
}

impl<T: Read> Read for Vec<T> {
    fn form() -> Form {
        Form::new(Kind::List, "a sequence")
    }

    fn begin(json: Json<'_>) -> Result<Self, Mistake> {
        match json {
            Json::List => Ok(Self::new()),
            _ => Err(Mistake::Unexpected),
        }
    }

    fn rest(&mut self) -> Rest<'_> {
        Rest::Items(self)
    }
}

impl<T: Write> Write for Vec<T> {
    fn written(&self) -> Written<'_> {
        Written::List(self)
    }
}

impl<T: Read + 'static> Properties for HashMap<String, T> {
    fn form() -> Form {
        Form::new(Kind::Object, "a map")
    }

    fn property(&mut self, _: &[u8]) -> Property<'_> {
        Placing.more(self)
    }
}

impl<T: Write> Write for HashMap<String, T> {
    fn written(&self) -> Written<'_> {
        Written::Object(self)
    }
}
