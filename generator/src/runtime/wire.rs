//! The text of a value in a path, a query or a header.

use azure_core::Value;
use std::borrow::Cow;

/// A value that can be sent in a path, a query or a header.
pub(crate) trait Wire {
    /// The value in the service's spelling, before percent-encoding.
    fn wire(&self) -> Cow<'_, str>;
}

impl Wire for str {
    fn wire(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl Wire for String {
    fn wire(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl<T: Wire + ?Sized> Wire for &T {
    fn wire(&self) -> Cow<'_, str> {
        (**self).wire()
    }
}

/// Texts are sent without the quotes of JSON.
impl Wire for Value {
    fn wire(&self) -> Cow<'_, str> {
        match self {
            Value::String(text) => Cow::Borrowed(text),
            other => Cow::Owned(other.to_string()),
        }
    }
}

macro_rules! display {
    ($($number:ty)*) => {$(
        impl Wire for $number {
            fn wire(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }
        }
    )*};
}

display!(bool i8 i16 i32 i64 u8 u16 u32 u64 f64);
