//! What an entry of the manifest for a pair of keys has to decide.

/// Operations that regenerate the keys of a pair which is ambiguous.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AmbiguousPair {
    /// Module of their service.
    pub service: String,
    /// Their ids, the one for the primary key first.
    pub regenerate: Vec<String>,
    /// Why the pair is ambiguous.
    pub because: String,
    /// What an entry may choose from.
    pub choices: Vec<PairChoice>,
}

/// One possible pair.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PairChoice {
    /// The keys that the operation lists.
    List(String),
    /// The keys in two properties of the response.
    Keys([String; 2]),
    /// All of them, but with a name that no other pair of the resource has.
    Name(String),
}
