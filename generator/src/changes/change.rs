//! One change.

use super::Effect;
use crate::api::{Entry, Kind, Origin};
use serde::Serialize;
use std::fmt;

/// A difference that a user can notice.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// Rust path of the item.
    pub path: String,
    /// What the item is.
    pub kind: Kind,
    /// What differs.
    pub what: What,
    /// What this means for users.
    #[serde(flatten)]
    pub effect: Effect,
    /// What it was, unless it is new.
    pub old: Option<Side>,
    /// What it is, unless it is gone.
    pub new: Option<Side>,
}

/// One side of a change.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Side {
    /// The declaration, the documentation or the value.
    pub text: String,
    /// Where the definitions declare it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}

impl Side {
    pub(super) fn declaration(entry: &Entry) -> Self {
        Self::text(entry, &entry.declaration)
    }

    pub(super) fn text(entry: &Entry, text: &str) -> Self {
        Self {
            text: text.to_owned(),
            origin: entry.origin.clone(),
        }
    }
}

/// What differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// The item is new.
    Added,
    /// The item is gone.
    Removed,
    /// The item has another name.
    Renamed {
        /// Its new path.
        to: String,
    },
    /// Its declaration differs.
    Declaration,
    /// `#[non_exhaustive]` was added or removed.
    NonExhaustive {
        /// Whether it is there now.
        now: bool,
    },
    /// It no longer implements a trait.
    TraitRemoved(String),
    /// It implements one more trait.
    TraitAdded(String),
    /// Its documentation differs.
    Documentation,
    /// What is sent or accepted over HTTP differs.
    Behaviour(String),
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Added => f.write_str("added"),
            Self::Removed => f.write_str("removed"),
            Self::Renamed { to } => write!(f, "renamed to `{to}`"),
            Self::Declaration => f.write_str("declaration changed"),
            Self::NonExhaustive { now: true } => f.write_str("`#[non_exhaustive]` added"),
            Self::NonExhaustive { now: false } => f.write_str("`#[non_exhaustive]` removed"),
            Self::TraitRemoved(name) => write!(f, "no longer implements `{name}`"),
            Self::TraitAdded(name) => write!(f, "implements `{name}`"),
            Self::Documentation => f.write_str("documentation changed"),
            Self::Behaviour(name) => f.write_str(name),
        }
    }
}
