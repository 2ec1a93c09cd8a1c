//! What a test names an operation by.

use azure_core::http::{Method, Url};
use std::fmt;

/// An operation of a service. The module `operations` of each service has a constant for each of its
/// own.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Operation {
    /// `operationId` of the definition.
    pub id: &'static str,
    /// HTTP method.
    pub method: Method,
    /// Path template.
    pub path: &'static str,
    /// Statuses that mean success.
    pub statuses: &'static [u16],
}

impl Operation {
    /// Whether the operation's path leads to this URL. `is_loose` allows several segments for one
    /// parameter, such as a resource id.
    pub(super) fn leads_to(&self, url: &Url, is_loose: bool) -> bool {
        let (path, query) = self.path.split_once('?').unwrap_or((self.path, ""));
        let has = |part: &str| url.query().unwrap_or_default().split('&').any(|given| given == part);
        let template: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let segments: Vec<&str> = url.path().split('/').filter(|part| !part.is_empty()).collect();
        query.split('&').all(|part| part.is_empty() || part.contains('{') || has(part))
            && matches(&template, &segments, is_loose)
    }
}

/// Whether the segments of a path have the form of a template.
fn matches(template: &[&str], segments: &[&str], is_loose: bool) -> bool {
    match (template, segments) {
        ([], []) => true,
        ([first, template @ ..], [segment, rest @ ..]) if is_segment(first, segment) => {
            let ends_here = matches(template, rest, is_loose);
            let is_parameter = first.starts_with('{') && first.ends_with('}');
            ends_here || is_loose && is_parameter && matches(&[&[*first], template].concat(), rest, is_loose)
        }
        // A scope may be empty.
        ([first, template @ ..], _) if is_loose && first.starts_with('{') => matches(template, segments, is_loose),
        _ => false,
    }
}

/// Whether a segment has the literal text of a template before, between and after its parameters.
fn is_segment(template: &str, segment: &str) -> bool {
    let Some((before, rest)) = template.split_once('{') else {
        return template.eq_ignore_ascii_case(segment);
    };
    let after = rest.split_once('}').map_or("", |(_, after)| after);
    let Some(segment) = segment.strip_prefix(before) else {
        return false;
    };
    let mut ends = segment.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.any(|end| is_segment_end(after, &segment[end..]))
}

fn is_segment_end(template: &str, segment: &str) -> bool {
    match template.is_empty() {
        true => segment.is_empty(),
        false => is_segment(template, segment),
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` ({} {})", self.id, self.method, self.path)
    }
}

impl fmt::Debug for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Operation({})", self.id)
    }
}
