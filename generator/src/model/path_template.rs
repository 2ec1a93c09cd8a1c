//! Path templates, such as `/subscriptions/{subscriptionId}/…`, parsed once, when they are read.

use serde::{Serialize, Serializer};
use std::fmt::{self, Display, Formatter};

/// The path of an operation: its segments, and the query that every call sends with it.
///
/// It is printed as its text. Only [`parse`](Self::parse) makes one, so that every placeholder has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathTemplate {
    segments: Vec<PathSegment>,
    query: Option<String>,
}

/// The part of a path between two slashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathSegment {
    /// Fixed text. It may be empty, such as the last segment of `/things/`.
    Literal(String),
    /// The value of a parameter, by its wire name.
    Parameter(String),
    /// Fixed texts and values next to each other, such as `{name}.{format}`.
    Mixed(Vec<PathPart>),
}

/// A part of a segment that has several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathPart {
    /// Fixed text.
    Literal(String),
    /// The value of a parameter, by its wire name.
    Parameter(String),
}

impl PathTemplate {
    /// Parses a path without a query. The error explains why it is not a path of OpenAPI.
    pub fn parse(path: &str) -> Result<Self, &'static str> {
        let Some(path) = path.strip_prefix('/') else {
            return Err("a path begins with a slash");
        };
        Ok(Self {
            segments: path.split('/').map(segment).collect::<Result<_, _>>()?,
            query: None,
        })
    }

    /// The same path below `base`, which has no parameters, and is empty or begins with a slash.
    pub fn below(mut self, base: &str) -> Self {
        let base = base.split('/').skip(1);
        let base = base.map(|text| PathSegment::Literal(text.to_owned()));
        self.segments.splice(0..0, base);
        self
    }

    /// The same path with a query.
    pub fn with_query(mut self, query: String) -> Self {
        self.query = Some(query);
        self
    }

    /// The segments, in order.
    pub fn segments(&self) -> &[PathSegment] {
        &self.segments
    }

    /// Wire names of the parameters, in order.
    pub fn parameters(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().flat_map(PathSegment::parameters)
    }

    /// Whether the path consists of the value of this parameter only.
    pub fn is_parameter(&self, wire: &str) -> bool {
        matches!(self.segments.as_slice(), [PathSegment::Parameter(name)] if name == wire)
            && self.query.is_none()
    }

    /// The last literal segment: the action of the operation, or the type of its resource.
    pub fn last_literal(&self) -> Option<&str> {
        self.segments[self.place_of_last_literal()?].literal()
    }

    /// The segments before the last literal one, or all if none is literal: the resource of a key operation.
    pub fn before_last_literal(&self) -> &[PathSegment] {
        let end = self.place_of_last_literal();
        &self.segments[..end.unwrap_or(self.segments.len())]
    }

    fn place_of_last_literal(&self) -> Option<usize> {
        let is_literal = |segment: &PathSegment| segment.literal().is_some_and(|it| !it.is_empty());
        self.segments.iter().rposition(is_literal)
    }

    /// The resource provider of the operation's resource, such as `Microsoft.Maps`: the last one in the path.
    pub fn provider(&self) -> Option<&str> {
        let mut pairs = self.segments.windows(2).rev();
        let last = pairs.find(|pair| pair[0].literal() == Some("providers"))?;
        last[1].literal().filter(|name| !name.is_empty())
    }
}

impl PathSegment {
    /// The text of a literal segment.
    pub fn literal(&self) -> Option<&str> {
        match self {
            Self::Literal(text) => Some(text),
            Self::Parameter(_) | Self::Mixed(_) => None,
        }
    }

    /// The segment with its parameters renamed.
    pub fn with_names(&self, name: impl Fn(&str) -> String) -> Self {
        match self {
            Self::Literal(text) => Self::Literal(text.clone()),
            Self::Parameter(wire) => Self::Parameter(name(wire)),
            Self::Mixed(parts) => {
                let parts = parts.iter().map(|part| match part {
                    PathPart::Literal(text) => PathPart::Literal(text.clone()),
                    PathPart::Parameter(wire) => PathPart::Parameter(name(wire)),
                });
                Self::Mixed(parts.collect())
            }
        }
    }

    fn parameters(&self) -> impl Iterator<Item = &str> {
        let (whole, parts) = match self {
            Self::Literal(_) => (None, &[][..]),
            Self::Parameter(wire) => (Some(wire.as_str()), &[][..]),
            Self::Mixed(parts) => (None, parts.as_slice()),
        };
        let parts = parts.iter().filter_map(|part| match part {
            PathPart::Parameter(wire) => Some(wire.as_str()),
            PathPart::Literal(_) => None,
        });
        whole.into_iter().chain(parts)
    }
}

fn segment(text: &str) -> Result<PathSegment, &'static str> {
    let mut parts = parts(text)?;
    Ok(match (parts.pop(), parts.is_empty()) {
        (None, _) => PathSegment::Literal(String::new()),
        (Some(PathPart::Literal(text)), true) => PathSegment::Literal(text),
        (Some(PathPart::Parameter(wire)), true) => PathSegment::Parameter(wire),
        (Some(last), false) => {
            parts.push(last);
            PathSegment::Mixed(parts)
        }
    })
}

fn parts(text: &str) -> Result<Vec<PathPart>, &'static str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(brace) = rest.find(['{', '}']) {
        let (literal, behind) = rest.split_at(brace);
        if !literal.is_empty() {
            parts.push(PathPart::Literal(literal.to_owned()));
        }
        let Some(inner) = behind.strip_prefix('{') else {
            return Err("the path has a `}` that closes nothing");
        };
        let (name, tail) = match inner.split_once(['{', '}']) {
            Some((name, tail)) if inner[name.len()..].starts_with('}') => (name, tail),
            _ => return Err("the path has a `{` that nothing closes"),
        };
        if name.is_empty() {
            return Err("the path has a placeholder without a name");
        }
        parts.push(PathPart::Parameter(name.to_owned()));
        rest = tail;
    }
    if !rest.is_empty() {
        parts.push(PathPart::Literal(rest.to_owned()));
    }
    Ok(parts)
}

impl Display for PathTemplate {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for segment in &self.segments {
            write!(f, "/{segment}")?;
        }
        match &self.query {
            Some(query) => write!(f, "?{query}"),
            None => Ok(()),
        }
    }
}

impl Display for PathSegment {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Literal(text) => f.write_str(text),
            Self::Parameter(wire) => write!(f, "{{{wire}}}"),
            Self::Mixed(parts) => parts.iter().try_for_each(|part| write!(f, "{part}")),
        }
    }
}

impl Display for PathPart {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Literal(text) => f.write_str(text),
            Self::Parameter(wire) => write!(f, "{{{wire}}}"),
        }
    }
}

impl Serialize for PathTemplate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests;
