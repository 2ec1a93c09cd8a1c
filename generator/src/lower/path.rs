//! Path templates. Those of `x-ms-paths` may have a query or a fragment, which distinguishes equal paths.

use super::{Lowering, parameters::Parameters, refused::Lowered};
use crate::{
    diagnostic::Code,
    model::{Location, Operation, Parameter, PathSegment, PathTemplate},
    source::Pointer,
};
use std::collections::BTreeMap;

/// A path as written in a document.
pub(super) struct Written<'p> {
    pub(super) text: &'p str,
    /// The path without query and fragment.
    pub(super) template: PathTemplate,
    query: Option<&'p str>,
}

impl<'p> Written<'p> {
    /// Parses a path of `paths` or `x-ms-paths`. The error explains why it is not a path of OpenAPI. In `x-ms-paths`, a
    /// path that begins with a parameter needs no slash.
    pub(super) fn parse(text: &'p str, holder: &str) -> Result<Self, &'static str> {
        let sent = text.split_once('#').map_or(text, |(sent, _)| sent);
        let (path, query) = match sent.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (sent, None),
        };
        Ok(Self {
            text,
            template: match holder == "x-ms-paths" && path.starts_with('{') {
                true => PathTemplate::parse(&format!("/{path}"))?,
                false => PathTemplate::parse(path)?,
            },
            query,
        })
    }

    /// Marks a first parameter of several segments as the scope, which may be empty.
    pub(super) fn mark_scope(&self, parameters: &mut [Parameter]) {
        let [PathSegment::Parameter(name), rest @ ..] = self.template.segments() else {
            return;
        };
        if rest.iter().all(|segment| segment.literal() == Some("")) {
            return;
        }
        for parameter in parameters {
            if parameter.location == Location::PathSegments && parameter.name.wire == *name {
                parameter.location = Location::Scope;
                parameter.note("Empty, or `/`, for the whole tenant.");
            }
        }
    }
}

/// Paths of a document, by their text without the names of placeholders.
#[derive(Debug, Default)]
pub(super) struct Known<'p> {
    by_form: BTreeMap<(String, &'p str), &'p str>,
}

impl<'p> Known<'p> {
    /// Another path that differs only in names of placeholders, so that requests to both are the same. Placeholders for
    /// several segments are compared by name, since such paths are used for different kinds of resources.
    pub(super) fn twin(&mut self, path: &Written<'p>, operation: &Operation) -> Option<&'p str> {
        let is_one_segment = |wire: &str| {
            let mut parameters = operation.parameters.iter();
            parameters.any(|one| one.location == Location::Path && one.name.wire == wire)
        };
        let name = |wire: &str| match is_one_segment(wire) {
            true => String::new(),
            false => wire.to_owned(),
        };
        let segments = path.template.segments().iter();
        let form = segments.map(|segment| format!("/{}", segment.with_names(name)));
        let end = path.text.find(['?', '#']).unwrap_or(path.text.len());
        let key = (form.collect(), &path.text[end..]);
        let known = *self.by_form.entry(key).or_insert(path.text);
        (known != path.text).then_some(known)
    }
}

impl Lowering<'_> {
    /// The template to send, below `base`: with the path's query, except for what every call sends as a parameter.
    pub(super) fn sent_template(
        &mut self,
        path: &Written<'_>,
        base: &str,
        parameters: &Parameters,
        at: &Pointer,
    ) -> Lowered<PathTemplate> {
        let template = path.template.clone().below(base);
        self.check_literals(&template, at)?;
        let Some(query) = path.query else {
            return Ok(template);
        };
        if query.contains(['{', '}']) {
            let message = format!("the path's query `{query}` has a placeholder");
            let help = "declare a parameter with `in: query` instead";
            return self.refuse(Code::UnsupportedParameter, at, message, help);
        }
        let pairs: Vec<&str> = query
            .split('&')
            .filter(|pair| !pair.is_empty() && !parameters.always_send(&name(pair)))
            .collect();
        Ok(match pairs.is_empty() {
            true => template,
            false => template.with_query(pairs.join("&")),
        })
    }

    /// Checks that segments are valid percent-encoded UTF-8, and that none is `.` or `..`.
    fn check_literals(&mut self, path: &PathTemplate, at: &Pointer) -> Lowered<()> {
        for segment in path.segments() {
            let decoded = percent_decoded(&segment.to_string());
            let is_text = |text: &String| {
                !text.chars().any(char::is_control) && !matches!(text.as_str(), "." | "..")
            };
            if !decoded.as_ref().is_some_and(is_text) {
                let message = format!("the path has the segment `{segment}`, which cannot be sent");
                let help = "use no `.` or `..` as a segment, and two hexadecimal digits after each `%`, which must encode UTF-8";
                return self.refuse(Code::UnsupportedParameter, at, message, help);
            }
        }
        Ok(())
    }
}

/// Decoded name of `name=value`.
fn name(pair: &str) -> String {
    let name = pair.split('=').next().unwrap_or(pair);
    percent_decoded(name).unwrap_or_else(|| name.to_owned())
}

/// The percent-decoded text, if the encoding is valid.
fn percent_decoded(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        let digits = part.get(..2)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        bytes.extend(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).ok()
}
