//! Definitions: structs and enums.

use super::{DefinitionId, FieldId, Name, Shape, Type};
use crate::source::{Place, Pointer};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A named schema: a struct or an enum.
#[derive(Clone, Debug, Serialize)]
pub struct Definition {
    /// Its name: the type.
    pub name: Name,
    /// Where it is in the documents.
    pub origin: Pointer,
    /// Index of the service that it was read for.
    pub service: usize,
    /// Services that publish it, if it is shared: the type then lives in `shared::models`.
    pub shared: BTreeSet<usize>,
    /// Doc comments of the type and of its members, by wire name.
    pub docs: Docs,
    /// The type itself, without names and docs.
    pub shape: Shape,
    /// Wire names of the fields that requests leave out.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub unsent: BTreeSet<String>,
    /// Whether it is the body of a request: `TryFrom` into `RequestContent`.
    pub body: bool,
    /// Whether operations answer failures with it: `from_error`.
    pub error: bool,
    /// Fields that lead to the items, if it is a page: `Page`.
    pub page: Option<Vec<FieldId>>,
    /// The definition that it was merged into. It is then not emitted itself, and not printed either.
    #[serde(skip)]
    pub merged: Option<DefinitionId>,
    /// Where the manifest renames it. Not printed: it has a path as the user gave it, which may be absolute.
    #[serde(skip)]
    pub renamed: Option<Place>,
}

impl Definition {
    /// Definitions that its fields or variants refer to.
    pub fn named(&self) -> impl Iterator<Item = DefinitionId> {
        self.shape.kind.types().filter_map(Type::definition)
    }
}

/// Doc comments, and marks of fields, which do not matter when types are compared.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Docs {
    /// Of the type.
    pub text: Option<String>,
    /// Of its fields or variants, by wire name.
    pub members: BTreeMap<String, String>,
    /// Places of the fields without a doc comment, by wire name: those of inherited ones are in the parent.
    #[serde(skip)]
    pub bare: BTreeMap<String, Pointer>,
    /// Wire names of the fields that only the service sets.
    #[serde(skip)]
    pub read_only: BTreeSet<String>,
    /// What services take for fields that a request does not have, as JSON by wire name.
    #[serde(skip)]
    pub defaults: BTreeMap<String, String>,
    /// Wire names of the fields that nobody changes once the resource exists.
    #[serde(skip)]
    pub fixed: BTreeSet<String>,
    /// Wire names of the fields that a request may lack although they are required: the service has a default, or takes no
    /// value when it creates the resource.
    #[serde(skip)]
    pub omissible: BTreeSet<String>,
}
