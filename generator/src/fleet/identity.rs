//! Telling pairs of keys apart.

use super::arm::{KeyPair, ResourceId};
use std::fmt;

/// The resource and the name of a pair. Ids that differ only in case are equal.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Identity {
    /// In lower case.
    id: String,
    pair: String,
}

impl Identity {
    pub(super) fn new(id: &ResourceId, pair: &str) -> Self {
        Self::named(&id.to_string(), pair)
    }

    /// The pair of a resource by the text of its id.
    pub(super) fn named(id: &str, pair: &str) -> Self {
        Self { id: id.to_ascii_lowercase(), pair: pair.to_owned() }
    }

    pub(super) fn of(pair: &dyn KeyPair) -> Self {
        Self::new(pair.resource_id(), pair.name())
    }

    /// A text that no other pair has.
    pub(super) fn text(&self) -> String {
        format!("{}\n{}", self.id, self.pair)
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` of {}", self.pair, self.id)
    }
}
