//! Parameters in the path, the query or a header.

use super::{Name, Type};
use crate::source::Pointer;
use serde::Serialize;

/// A parameter in the path, the query or a header.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Parameter {
    /// Its name.
    pub name: Name,
    /// Text for people.
    pub docs: Option<String>,
    /// Where it stands in the definitions.
    pub origin: Pointer,
    /// Where it goes in a request.
    pub location: Location,
    /// Whether the client gives it, and not the call.
    pub of_client: bool,
    /// Whether a call must have it: an argument, or else a field of the options.
    pub required: bool,
    /// Its type.
    pub ty: Type,
    /// Checks of its value.
    pub rules: Vec<Rule>,
    /// Whether the text of a query is sent as it is (`x-ms-skip-url-encoding`).
    pub verbatim: bool,
}

impl Parameter {
    /// Adds a sentence to the text for people.
    pub fn note(&mut self, sentence: &str) {
        let text = self.docs.take().map(|text| text + "\n\n");
        self.docs = Some(text.unwrap_or_default() + sentence);
    }

    /// Whether it takes several values of the query.
    pub fn is_list(&self) -> bool {
        matches!(
            (&self.ty, &self.location),
            (Type::Array(_), Location::Query(_))
        )
    }

    /// Whether it is the subscription, which belongs to the client.
    pub fn is_subscription(&self) -> bool {
        self.of_client && self.location == Location::Path
    }
}

/// Where a parameter goes in a request.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Location {
    /// One segment of the path.
    Path,
    /// Several segments of the path, as they are.
    PathSegments,
    /// Several segments in front of all others, or none: the scope of the tenant.
    Scope,
    /// The query; a list is joined.
    Query(Separator),
    /// A header.
    Header,
}

/// How the values of a list are written.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Separator {
    /// One parameter for each.
    Multi,
    /// Joined by a text.
    Joined(&'static str),
}

/// A check of a parameter's value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Rule {
    /// At least so many characters.
    MinLength(usize),
    /// At most so many characters.
    MaxLength(usize),
    /// A regular expression that `regex-lite` takes.
    Pattern(String),
}
