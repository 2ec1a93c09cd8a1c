//! Path templates. Each value replaces its placeholder, and cannot change any other part of the
//! path.

use super::rule::broken;
use azure_core::{Result, http::Url};

/// Value of one placeholder.
#[derive(Clone, Debug)]
pub(super) struct Value {
    pub(super) name: &'static str,
    pub(super) text: String,
    pub(super) extent: Extent,
}

/// How many segments a value may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// One segment, or a part of one.
    One,
    /// One or more, such as a resource id.
    Many,
    /// Zero or more: a scope at the start of the path. No segment means the tenant.
    Scope,
}

impl Value {
    /// Fails if the text cannot be part of a path. The URL parser silently drops empty texts, tabs
    /// and newlines, so they are rejected here.
    pub(super) fn new(name: &'static str, text: String, extent: Extent) -> Result<Self> {
        if text.is_empty() && extent != Extent::Scope {
            return Err(broken(name, "must not be empty"));
        }
        if text.chars().any(char::is_control) {
            return Err(broken(name, "must not hold control characters"));
        }
        Ok(Self { name, text, extent })
    }
}

/// Replaces the placeholders of the template in one pass, so a value that looks like a placeholder
/// is not replaced again.
pub(super) fn expand(endpoint: &Url, template: &str, values: &[Value]) -> Result<Url> {
    let mut url = endpoint.clone();
    let segments = segments(template, values)?;
    let base = url.path_segments().map_or(0, |base| base.filter(|segment| !segment.is_empty()).count());
    url.path_segments_mut()
        .map_err(|()| broken("endpoint", "cannot have a path"))?
        .pop_if_empty()
        .extend(&segments);
    let built = url.path_segments().map_or(0, Iterator::count);
    if built != base + segments.len() {
        return Err(broken("path", "would change the number of segments of the request"));
    }
    Ok(url)
}

fn segments(template: &str, values: &[Value]) -> Result<Vec<String>> {
    let mut segments = Vec::new();
    for part in template.trim_start_matches('/').split('/') {
        match whole(part, values) {
            // An empty segment of the definition, such as the end of `/things/`. A value cannot
            // produce one.
            _ if part.is_empty() => segments.push(String::new()),
            Some(value) if value.extent == Extent::Scope && matches!(value.text.as_str(), "" | "/") => {}
            Some(value) => segments.extend(pieces(value)?),
            None => segments.push(checked(part.trim_matches(['{', '}']), filled(part, values))?),
        }
    }
    Ok(segments)
}

/// The parameter that is the whole of `part` and may have several segments.
fn whole<'v>(part: &str, values: &'v [Value]) -> Option<&'v Value> {
    let name = part.strip_prefix('{')?.strip_suffix('}')?;
    values.iter().find(|value| value.extent != Extent::One && value.name == name)
}

/// The segments of a value. One slash at its start and one at its end are ignored.
fn pieces(value: &Value) -> Result<Vec<String>> {
    let text = value.text.strip_prefix('/').unwrap_or(&value.text);
    let text = text.strip_suffix('/').unwrap_or(text);
    text.split('/').map(|piece| checked(value.name, piece.to_owned())).collect()
}

fn filled(part: &str, values: &[Value]) -> String {
    let mut segment = String::new();
    let mut rest = part;
    while let Some((literal, tail)) = rest.split_once('{') {
        let (name, tail) = tail.split_once('}').unwrap_or((tail, ""));
        segment.push_str(&decoded(literal));
        segment.extend(values.iter().filter(|value| value.name == name).map(|value| value.text.as_str()));
        rest = tail;
    }
    segment + &decoded(rest)
}

fn checked(name: &str, segment: String) -> Result<String> {
    match segment.as_str() {
        "" => Err(broken(name, "must not be empty")),
        "." | ".." => Err(broken(name, "would make a segment of the path `.` or `..`")),
        _ => Ok(segment),
    }
}

/// Percent-decodes a text. Invalid escapes are kept.
pub(super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend(before.bytes());
        match escaped(after) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(b'%');
                rest = after;
            }
        }
    }
    bytes.extend(rest.bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The byte of a percent-encoded escape, from its two digits.
pub(super) fn escaped(digits: &str) -> Option<u8> {
    let digits = digits.get(..2).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
    u8::from_str_radix(digits, 16).ok()
}
