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
    /// A whole body that is not JSON: `RequestContent<Bytes, NoFormat>` and `AsyncResponse`.
    Stream,
    /// A definition of the model.
    Definition(DefinitionId),
}

impl Type {
    /// The innermost item type of nested lists and maps.
    pub fn leaf(&self) -> &Type {
        match self {
            Type::Array(item) | Type::Map(item) => item.leaf(),
            leaf => leaf,
        }
    }

    /// The innermost item type of nested lists and maps, mutable.
    pub fn leaf_mut(&mut self) -> &mut Type {
        match self {
            Type::Array(item) | Type::Map(item) => item.leaf_mut(),
            leaf => leaf,
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
