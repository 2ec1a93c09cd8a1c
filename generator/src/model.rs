//! The intermediate model: the crate to emit, as plain data. It depends neither on OpenAPI nor on tokens of Rust.
//!
//! `cargo xtask gen --emit model` prints it as it is. A field that is not printed has a comment with the reason.

mod definition;
mod definitions;
mod depth;
mod example;
mod excerpt;
mod field_id;
mod key_pair;
mod operation;
mod operation_id;
mod operation_kind;
mod parameter;
mod path_template;
mod response;
mod service;
mod shape;
mod spellings;
mod types;
mod undocumented;
mod walk;

pub use definition::{Definition, Docs};
pub use definitions::{DefinitionId, Definitions};
pub(crate) use depth::{Depths, LIST, MAP, OBJECT};
pub use example::{Example, Fault};
pub use excerpt::Excerpt;
pub use field_id::FieldId;
pub use key_pair::*;
pub use operation::{Body, KeyRole, Method, Operation, Resend};
pub use operation_id::OperationId;
pub use operation_kind::{FinalState, LinkPlace, LongRunning, NextPage, OperationKind, Pages};
pub use parameter::{Location, Parameter, Rule, Separator};
pub use path_template::{PathPart, PathSegment, PathTemplate};
pub use response::{Answer, ByStatus, Header, HeaderTrait, Response};
pub use service::{Group, Service};
pub use shape::{Enum, Field, Shape, ShapeKind, Struct, Union, Usage, Values};
pub use spellings::{KeyValues, Spelling, SpellingId, Spellings};
pub use types::{Encoding, Integer, Type};
pub(crate) use walk::{emitted, reach, reaching, reaching_by, replace};

use crate::manifest::Package;
use serde::Serialize;
use std::collections::BTreeSet;

/// A name in both spellings. Lowering makes them, and later stages do not change their case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Name {
    /// As the service spells it.
    pub wire: String,
    /// As an identifier of Rust.
    pub rust: String,
}

/// Everything that one crate holds.
#[derive(Clone, Debug, Serialize)]
pub struct Model {
    /// The crate's own data: its `Cargo.toml`.
    pub package: Package,
    /// Text of the licence: its `LICENSE`.
    pub license_text: Option<String>,
    /// Text of the README that the manifest names.
    pub readme_text: Option<String>,
    /// Services, in the order of their modules: one public module and one feature each.
    pub services: Vec<Service>,
    /// All definitions; a [`Type::Definition`] is one of them.
    pub definitions: Definitions,
    /// Spellings of the shared `KeyType`: one module below `shared::key_type` each.
    pub spellings: Spellings,
    /// Types that services share, for the summary.
    pub merges: Vec<Merge>,
    /// `#![recursion_limit = …]`, if types are nested deeper than the compiler allows by default.
    pub recursion_limit: Option<usize>,
}

impl Model {
    /// The operations of all services.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.services.iter().flat_map(Service::operations)
    }

    /// The operations of all services, mutable.
    pub fn operations_mut(&mut self) -> impl Iterator<Item = &mut Operation> {
        self.services.iter_mut().flat_map(Service::operations_mut)
    }
}

/// Several definitions that were merged into one type.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Merge {
    /// Name of the type.
    pub name: String,
    /// Modules of the services that publish it.
    pub services: BTreeSet<String>,
}
