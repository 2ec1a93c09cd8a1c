//! Types of Rust.

use super::{DefinitionId, SpellingId};
use serde::Serialize;

/// A type of Rust.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Type {
    /// `bool`
    Boolean,
    /// `i32`, `u64` and the like.
    Integer(Integer),
    /// `f64`
    Float,
    /// `String`
    String,
    /// `azure_core::http::Etag`, in headers.
    Etag,
    /// `OffsetDateTime` or `Vec<u8>` in one encoding.
    Encoded(Encoding),
    /// `azure_core::credentials::Secret`
    Secret,
    /// `azure_core::Value`: an object whose properties the definition does not describe.
    Value,
    /// The shared `KeyType`, in one spelling.
    Key(SpellingId),
    /// `Vec<T>`
    Array(Box<Type>),
    /// `HashMap<String, T>`
    Map(Box<Type>),
    /// `Option<T>`, in lists and maps: an item or a value that may be null.
    Nullable(Box<Type>),
    /// `Hidden<T>`: a secret that is no text.
    Hidden(Box<Type>),
    /// A whole body that is not JSON: `RequestContent<Bytes, NoFormat>` and `AsyncResponse`.
    Stream,
    /// A definition of the model.
    Definition(DefinitionId),
}

impl Type {
    /// The innermost item type of nested lists and maps.
    pub fn leaf(&self) -> &Type {
        match self.item() {
            Some(item) => item.leaf(),
            None => self,
        }
    }

    /// The type that it contains, if it is a list, a map, or a type that may be null or is hidden.
    pub fn item(&self) -> Option<&Type> {
        match self {
            Type::Array(item) | Type::Map(item) | Type::Nullable(item) | Type::Hidden(item) => {
                Some(item)
            }
            _ => None,
        }
    }

    /// Whether it contains a secret, apart from those of definitions.
    pub fn is_secret(&self) -> bool {
        match self {
            Type::Secret | Type::Hidden(_) => true,
            other => other.item().is_some_and(Type::is_secret),
        }
    }

    /// The innermost item type of nested lists and maps, mutable.
    pub fn leaf_mut(&mut self) -> &mut Type {
        match self {
            Type::Array(item) | Type::Map(item) | Type::Nullable(item) | Type::Hidden(item) => {
                item.leaf_mut()
            }
            leaf => leaf,
        }
    }

    /// Makes everything in it secret: texts and bytes become `Secret`, other values `Hidden<T>`. What is in the objects
    /// of definitions stays as it is; `is_object` tells whether a definition is one.
    pub fn hide(&mut self, is_object: &impl Fn(DefinitionId) -> bool) {
        match self {
            Type::Array(item) | Type::Map(item) | Type::Nullable(item) => item.hide(is_object),
            Type::String | Type::Encoded(Encoding::Base64 | Encoding::Base64Url) => {
                *self = Type::Secret;
            }
            Type::Secret | Type::Hidden(_) | Type::Etag | Type::Key(_) | Type::Stream => {}
            Type::Definition(id) if is_object(*id) => {}
            _ => *self = Type::Hidden(Box::new(self.clone())),
        }
    }

    /// Replaces `String` and `Vec<u8>`, also in lists and maps, by `Secret`. Returns whether the type is a secret then.
    pub fn make_secret(&mut self) -> bool {
        let leaf = self.leaf_mut();
        if matches!(
            leaf,
            Type::String | Type::Encoded(Encoding::Base64 | Encoding::Base64Url)
        ) {
            *leaf = Type::Secret;
        }
        *leaf == Type::Secret
    }

    /// The definition that it is, or that its innermost items are.
    pub fn definition(&self) -> Option<DefinitionId> {
        match self.leaf() {
            Type::Definition(id) => Some(*id),
            _ => None,
        }
    }
}

/// Integers of Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[allow(missing_docs, reason = "the variants are the types' names")]
pub enum Integer {
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
}

/// JSON forms of dates and bytes: modules of the runtime's `encoding`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[allow(missing_docs, reason = "the variants are the modules' names")]
pub enum Encoding {
    Rfc3339,
    Rfc1123,
    UnixTime,
    Base64,
    Base64Url,
}
