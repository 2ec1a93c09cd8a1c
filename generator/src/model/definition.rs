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
    /// Where it stands.
    pub origin: Pointer,
    /// Index of the service that it was read for.
    pub service: usize,
    /// Services that publish it, if it is shared: the type then lives in `shared::models`.
    pub shared: BTreeSet<usize>,
    /// Text for people, of the type and of its members by wire name.
    pub docs: Docs,
    /// What it is.
    pub shape: Shape,
    /// Whether it is the body of a request: `TryFrom` into `RequestContent`.
    pub body: bool,
    /// Field with the items, if it is a page: `Page`.
    pub page: Option<FieldId>,
    /// Where it was merged into, if it is not emitted itself, and so not printed.
    #[serde(skip)]
    pub merged: Option<DefinitionId>,
    /// Where the manifest gives it its name: a path as the user gave it, which may be absolute.
    #[serde(skip)]
    pub renamed: Option<Place>,
}

impl Definition {
    /// Definitions that its fields or variants name.
    pub fn named(&self) -> impl Iterator<Item = DefinitionId> {
        self.shape.kind.types().filter_map(Type::definition)
    }
}

/// Texts for people, which have no part in what a type is.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Docs {
    /// Of the type.
    pub text: Option<String>,
    /// Of its fields or variants, by wire name.
    pub members: BTreeMap<String, String>,
}
