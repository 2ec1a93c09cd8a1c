//! A public item.

use crate::{
    load::Documents,
    source::{Pointer, Source},
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// A public item of a crate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Its declaration as users read it, such as `pub name: Option<String>`.
    pub declaration: String,
    /// The part of its declaration on which the code of users depends: not the names of arguments.
    pub signature: String,
    /// Whether users can write it without `..` and match it without `_`, so that a new member breaks their code.
    #[serde(default, skip_serializing_if = "is_false")]
    pub exhaustive: bool,
    /// Traits that it implements.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub traits: BTreeSet<String>,
    /// What is sent and accepted over HTTP, by name: method, path, statuses, rules.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub behaviour: BTreeMap<String, String>,
    /// Its documentation.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub docs: String,
    /// Where the definitions declare it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}

/// Kinds of public items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The module and the cargo feature of a service.
    Service,
    /// An item that the crate exports for all services.
    Export,
    /// A resource type with pairs of keys.
    ResourceType,
    /// A client.
    Client,
    /// A pair of keys.
    KeyPair,
    /// A function or a method.
    Method,
    /// A struct.
    Struct,
    /// A field of a struct.
    Field,
    /// An enum.
    Enum,
    /// A variant of an enum.
    Variant,
    /// A sealed trait with typed response headers.
    HeaderTrait,
}

/// A place in the definitions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Origin {
    /// File, line and column.
    Place(String),
    /// A pointer, of which the line is not looked up yet.
    #[serde(skip_deserializing)]
    Pointer(Pointer),
}

impl Origin {
    /// The same with its line.
    pub fn located(self, documents: &Documents) -> Self {
        match self {
            Self::Pointer(pointer) => {
                Self::Place(documents.place(&Source::Pointer(pointer)).to_string())
            }
            place @ Self::Place(_) => place,
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Place(place) => f.write_str(place),
            Self::Pointer(pointer) => pointer.fmt(f),
        }
    }
}

impl Entry {
    /// An item without members, traits and behaviour.
    pub(super) fn new(kind: Kind, declaration: impl Into<String>) -> Self {
        let declaration = declaration.into();
        Self {
            kind,
            signature: declaration.clone(),
            declaration,
            exhaustive: false,
            traits: BTreeSet::new(),
            behaviour: BTreeMap::new(),
            docs: String::new(),
            origin: None,
        }
    }

    pub(super) fn docs(mut self, lines: &[String]) -> Self {
        self.docs = lines.join("\n");
        self
    }

    pub(super) fn at(mut self, origin: Option<&Pointer>) -> Self {
        self.origin = origin.cloned().map(Origin::Pointer);
        self
    }

    pub(super) fn exhaustive(mut self, is: bool) -> Self {
        self.exhaustive = is;
        self
    }

    pub(super) fn traits<T: Into<String>>(mut self, names: impl IntoIterator<Item = T>) -> Self {
        self.traits.extend(names.into_iter().map(Into::into));
        self
    }

    pub(super) fn behaves(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.behaviour.insert(name.into(), value.into());
        self
    }
}

/// How values are written in JSON, in parameters and in headers.
pub(super) fn codec(module: Option<&str>) -> String {
    let name = module.and_then(|module| module.rsplit("::").next());
    name.unwrap_or("plain").to_owned()
}

fn is_false(is: &bool) -> bool {
    !is
}
