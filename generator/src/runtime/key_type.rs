//! Which of the two keys of a resource is meant, and the name that each service uses for it.

/// One of the two interchangeable keys of a resource.
///
/// Each service uses its own names (`Primary`, `key1`, `1`); the clients translate them.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum KeyType {
    /// The first key.
    Primary,
    /// The second key.
    Secondary,
}

impl KeyType {
    /// The other key of the pair.
    pub fn other(self) -> Self {
        match self {
            Self::Primary => Self::Secondary,
            Self::Secondary => Self::Primary,
        }
    }
}

/// Generates a module that writes [`KeyType`] as one of two texts or integers.
macro_rules! spelling {
    (text, $name:ident, $primary:literal, $secondary:literal) => {
        crate::runtime::key_type::spelling!(@ $name, &'static str, $primary, $secondary);
    };
    (integer, $name:ident, $primary:literal, $secondary:literal) => {
        crate::runtime::key_type::spelling!(@ $name, i64, $primary, $secondary);
    };
    (@ $name:ident, $wire:ty, $primary:literal, $secondary:literal) => {
        crate::runtime::encoding::encoding! {
            $name: crate::runtime::KeyType as azure_core::Value,
            |key: &crate::runtime::KeyType| azure_core::Value::from($name::as_wire(*key)),
            $name::from_wire,
            concat!(stringify!($primary), " or ", stringify!($secondary));

            /// The text or number of a key.
            pub(crate) fn as_wire(key: crate::runtime::KeyType) -> $wire {
                match key {
                    crate::runtime::KeyType::Primary => $primary,
                    crate::runtime::KeyType::Secondary => $secondary,
                }
            }

            /// The key of a text or number.
            pub(crate) fn from_wire(value: azure_core::Value) -> Result<crate::runtime::KeyType, ()> {
                use crate::runtime::KeyType::{Primary, Secondary};
                [Primary, Secondary].into_iter().find(|key| value == as_wire(*key)).ok_or(())
            }
        }
    };
}

pub(crate) use spelling;
