//! Path templates, such as `/subscriptions/{subscriptionId}/…`, taken apart once, when they are read.

use serde::{Serialize, Serializer};
use std::fmt::{self, Display, Formatter};

/// The path of an operation: its segments, and the query that every call sends with it.
///
/// It is printed as its text. Only [`parse`](Self::parse) makes one, so that the braces of each hold names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathTemplate {
    segments: Vec<PathSegment>,
    query: Option<String>,
}

/// What stands between two slashes of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathSegment {
    /// The same in every call. It may be empty, such as the last one of `/things/`.
    Literal(String),
    /// The value of a parameter, by its wire name.
    Parameter(String),
    /// Literals and values next to each other, such as `{name}.{format}`.
    Mixed(Vec<PathPart>),
}

/// A part of a segment that has several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathPart {
    /// The same in every call.
    Literal(String),
    /// The value of a parameter, by its wire name.
    Parameter(String),
}

impl PathTemplate {
    /// Takes a path without a query apart, or says why it is no path of OpenAPI.
    pub fn parse(path: &str) -> Result<Self, &'static str> {
        let Some(path) = path.strip_prefix('/') else {
            return Err("a path begins with a slash");
        };
        Ok(Self {
            segments: path.split('/').map(segment).collect::<Result<_, _>>()?,
            query: None,
        })
    }

    /// The same path below another one, which has no parameters: `base` is empty or begins with a slash.
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

    /// Whether the path is the value of this parameter, and nothing else.
    pub fn is_parameter(&self, wire: &str) -> bool {
        matches!(self.segments.as_slice(), [PathSegment::Parameter(name)] if name == wire)
            && self.query.is_none()
    }

    /// The last segment that is a literal: what the operation does, or the type of what it works on.
    pub fn last_literal(&self) -> Option<&str> {
        self.segments[self.place_of_last_literal()?].literal()
    }

    /// The segments before the last one that is a literal, or all if none is: the resource that a key operation works
    /// on.
    pub fn before_last_literal(&self) -> &[PathSegment] {
        let end = self.place_of_last_literal();
        &self.segments[..end.unwrap_or(self.segments.len())]
    }

    fn place_of_last_literal(&self) -> Option<usize> {
        let is_literal = |segment: &PathSegment| segment.literal().is_some_and(|it| !it.is_empty());
        self.segments.iter().rposition(is_literal)
    }

    /// The resource provider of what the operation works on, such as `Microsoft.Maps`: the last of the path.
    pub fn provider(&self) -> Option<&str> {
        let mut pairs = self.segments.windows(2).rev();
        let last = pairs.find(|pair| pair[0].literal() == Some("providers"))?;
        last[1].literal().filter(|name| !name.is_empty())
    }
}

impl PathSegment {
    /// The text of a segment that is the same in every call.
    pub fn literal(&self) -> Option<&str> {
        match self {
            Self::Literal(text) => Some(text),
            Self::Parameter(_) | Self::Mixed(_) => None,
        }
    }

    /// The segment with other names of parameters.
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
