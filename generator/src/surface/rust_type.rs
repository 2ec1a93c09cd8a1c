//! Rust types in signatures.

use serde::{Serialize, Serializer};
use std::{borrow::Cow, fmt};

/// A Rust type. `Display` gives its source text, such as `Option<Vec<String>>`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RustType {
    /// `()`
    Unit,
    /// A path with its generic arguments.
    Path(Cow<'static, str>, Vec<RustType>),
    /// A lifetime as a generic argument, without its apostrophe.
    Lifetime(&'static str),
    /// `&T`
    Reference(Box<RustType>),
    /// `[T]`
    Slice(Box<RustType>),
}

impl RustType {
    /// A type without generic arguments.
    pub fn named(path: impl Into<Cow<'static, str>>) -> Self {
        Self::Path(path.into(), Vec::new())
    }

    /// `path<Self>`: a type with this one as its generic argument.
    pub fn within(self, path: &'static str) -> Self {
        Self::Path(path.into(), vec![self])
    }

    /// `Option<Self>` if `is`, else the type itself.
    pub fn optional(self, is: bool) -> Self {
        match is {
            true => self.within("Option"),
            false => self,
        }
    }

    /// `&Self`
    pub fn reference(self) -> Self {
        Self::Reference(Box::new(self))
    }
}

impl fmt::Display for RustType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unit => f.write_str("()"),
            Self::Lifetime(name) => write!(f, "'{name}"),
            Self::Reference(to) => write!(f, "&{to}"),
            Self::Slice(of) => write!(f, "[{of}]"),
            Self::Path(path, arguments) => {
                f.write_str(path)?;
                for (index, argument) in arguments.iter().enumerate() {
                    let before = if index == 0 { "<" } else { ", " };
                    write!(f, "{before}{argument}")?;
                }
                f.write_str(if arguments.is_empty() { "" } else { ">" })
            }
        }
    }
}

/// The source text.
impl Serialize for RustType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
