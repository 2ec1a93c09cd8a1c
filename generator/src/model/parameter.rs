//! Parameters in the path, the query or a header.

use super::{Name, Type};
use crate::source::Pointer;
use regex_lite::Regex;
use serde::Serialize;

/// A parameter in the path, the query or a header.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Parameter {
    /// Its name.
    pub name: Name,
    /// Its doc comment.
    pub docs: Option<String>,
    /// Where it is in the documents.
    pub origin: Pointer,
    /// Where it goes in a request.
    pub location: Location,
    /// Whether it is a field of the client, not an argument of each call.
    pub of_client: bool,
    /// Whether it is required: an argument, or else a field of the options.
    pub required: bool,
    /// Its type.
    pub ty: Type,
    /// Its only value, which is sent without an argument.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constant: Option<String>,
    /// Checks of its value before a request is sent.
    pub rules: Vec<Rule>,
    /// What the service takes if no value is sent, as JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// Whether a query value is sent without percent-encoding (`x-ms-skip-url-encoding`).
    pub verbatim: bool,
}

impl Parameter {
    /// Adds a sentence to the doc comment.
    pub fn note(&mut self, sentence: &str) {
        let text = self.docs.take().map(|text| text + "\n\n");
        self.docs = Some(text.unwrap_or_default() + sentence);
    }

    /// Whether it is a list of values.
    pub fn is_list(&self) -> bool {
        matches!(self.ty, Type::Array(_))
    }

    /// Whether it is the subscription, which belongs to the client.
    pub fn is_subscription(&self) -> bool {
        self.of_client && self.location == Location::Path
    }
}

/// Where a parameter goes in a request.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Location {
    /// One segment of the path. The values of a list are joined by commas.
    Path,
    /// Several segments of the path, sent unchanged.
    PathSegments,
    /// The scope: several segments before all others, or none for the tenant.
    Scope,
    /// The query; the separator is for lists.
    Query(Separator),
    /// A header. The values of a list are joined by commas.
    Header,
}

/// How the values of a list are serialized.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Separator {
    /// A query parameter for each value.
    Multi,
    /// Joined by this text.
    Joined(&'static str),
}

/// A check of a parameter's value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Rule {
    /// At least so many characters.
    MinLength(usize),
    /// At most so many characters.
    MaxLength(usize),
    /// A regular expression that `regex-lite` supports.
    Pattern(String),
}

impl Rule {
    /// Whether a value obeys the rule. Lengths count Unicode characters.
    pub fn accepts(&self, value: &str) -> bool {
        let length = value.chars().count();
        match self {
            Self::MinLength(least) => length >= *least,
            Self::MaxLength(most) => length <= *most,
            Self::Pattern(pattern) => Regex::new(pattern).is_ok_and(|regex| regex.is_match(value)),
        }
    }
}
