//! How services spell the two keys of a pair. Only the list of spellings makes ids, so that an id always resolves.

use serde::Serialize;
use std::ops::Index;

/// How a service spells the two keys: a module for `#[serde(with = …)]`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Spelling {
    /// Name of the module.
    pub module: String,
    /// The two values, as in requests and responses.
    pub values: KeyValues,
}

/// The values for the two keys, primary first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum KeyValues {
    /// Strings.
    Strings(String, String),
    /// Integers.
    Integers(i64, i64),
}

/// Id of a spelling of the model: printed as its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct SpellingId(usize);

/// Spellings in the order of their values. None is ever removed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Spellings(Vec<Spelling>);

impl Spellings {
    /// Adds a spelling.
    pub fn push(&mut self, spelling: Spelling) -> SpellingId {
        self.0.push(spelling);
        SpellingId(self.0.len() - 1)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All spellings.
    pub fn iter(&self) -> impl Iterator<Item = &Spelling> {
        self.0.iter()
    }
}

impl Index<SpellingId> for Spellings {
    type Output = Spelling;

    fn index(&self, id: SpellingId) -> &Spelling {
        &self.0[id.0]
    }
}
