//! How a value is spelled in a path, a query or a header.

use azure_core::time::{OffsetDateTime, to_rfc3339};
use std::borrow::Cow;

/// A value that a path, a query or a header can carry.
pub(crate) trait Wire {
    /// The value as the service spells it, before percent-encoding.
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

impl Wire for OffsetDateTime {
    fn wire(&self) -> Cow<'_, str> {
        Cow::Owned(to_rfc3339(self))
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
