//! Path templates. Those of `x-ms-paths` may have a query or a fragment, by which paths alike are told apart.

use super::{Lowering, parameter::Parameters, refused::Lowered};
use crate::{
    model::{Location, Operation, Parameter},
    source::Pointer,
};
use std::collections::BTreeMap;

/// A template without what tells it apart.
pub(super) fn plain(template: &str) -> &str {
    let end = template.find(['?', '#']).unwrap_or(template.len());
    &template[..end]
}

/// Checks that a path begins with a slash, and that its braces hold names. What differs is no path of OpenAPI.
pub(super) fn check(path: &str) -> Result<(), String> {
    if !path.starts_with('/') {
        return Err("a path begins with a slash".to_owned());
    }
    let mut rest = path;
    while let Some(open) = rest.find(['{', '}']) {
        let (brace, inner) = rest[open..].split_at(1);
        let end = inner.find(['{', '}', '/', '?', '#']);
        let is_closed = end.is_some_and(|end| inner[end..].starts_with('}'));
        rest = match (brace, end) {
            ("}", _) => return Err("the path has a `}` that closes nothing".to_owned()),
            (_, Some(0)) if is_closed => {
                return Err("the path has a placeholder without a name".to_owned());
            }
            (_, Some(end)) if is_closed => &inner[end + 1..],
            _ => return Err("the path has a `{` that nothing closes".to_owned()),
        };
    }
    Ok(())
}

/// Paths of a document, by what is left of them without the names of placeholders.
#[derive(Debug, Default)]
pub(super) struct Known<'p> {
    by_form: BTreeMap<String, &'p str>,
}

impl<'p> Known<'p> {
    /// Another path that a request cannot be told apart from those of `operation`. A placeholder for several segments
    /// keeps its name: each such path is meant for resources of its own.
    pub(super) fn twin(&mut self, path: &'p str, operation: &Operation) -> Option<&'p str> {
        let names = operation.parameters.iter();
        let names = names.filter(|parameter| parameter.location == Location::Path);
        let form = names.fold(path.to_owned(), |form, parameter| {
            form.replace(&format!("{{{}}}", parameter.name.wire), "{}")
        });
        let known = *self.by_form.entry(form).or_insert(path);
        (known != path).then_some(known)
    }
}

/// What stands in front of a definition's path, and may be empty: the scope of what follows.
pub(super) fn mark_scope(path: &str, parameters: &mut [Parameter]) {
    let front = path
        .strip_prefix("/{")
        .and_then(|path| path.split_once("}/"));
    let Some((name, _)) = front.filter(|(_, rest)| !rest.is_empty()) else {
        return;
    };
    for parameter in parameters {
        if parameter.location == Location::PathSegments && parameter.name.wire == name {
            parameter.location = Location::Scope;
            parameter.note("Empty, or `/`, for the whole tenant.");
        }
    }
}

impl Lowering<'_> {
    /// The template as it is sent: with its query, but for what every call sends by parameters, and without its
    /// fragment.
    pub(super) fn sent_template(
        &mut self,
        template: &str,
        parameters: &Parameters,
        at: &Pointer,
    ) -> Lowered<String> {
        let template = template.split('#').next().unwrap_or_default();
        let (path, query) = match template.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (template, None),
        };
        self.check_literals(path, at)?;
        let Some(query) = query else {
            return Ok(path.to_owned());
        };
        if query.contains('{') {
            let message = format!("the path's query `{query}` has a placeholder");
            let help = "declare a parameter with `in: query` instead";
            return self.refuse_parameter(at, message, help);
        }
        let is_sent = |name: &str| {
            let is_query = |parameter: &Parameter| {
                matches!(parameter.location, Location::Query(_))
                    && parameter.required
                    && !parameter.is_list()
                    && parameter.name.wire == name
            };
            let is_version = name == "api-version" && parameters.api_version.is_some();
            is_version || parameters.list.iter().any(is_query)
        };
        let pairs: Vec<&str> = query
            .split('&')
            .filter(|pair| !pair.is_empty() && !is_sent(&name(pair)))
            .collect();
        Ok(match pairs.is_empty() {
            true => path.to_owned(),
            false => format!("{path}?{}", pairs.join("&")),
        })
    }

    /// A segment is a text that can be one: percent-encoding stands for text, and nothing leads elsewhere.
    fn check_literals(&mut self, path: &str, at: &Pointer) -> Lowered<()> {
        for segment in path.split('/') {
            let decoded = percent_decoded(segment);
            let is_text = |text: &String| {
                !text.chars().any(char::is_control) && !matches!(text.as_str(), "." | "..")
            };
            if !decoded.as_ref().is_some_and(is_text) {
                let message = format!("the path has the segment `{segment}`, which cannot be sent");
                let help = "write no `.` or `..`, and two hexadecimal digits behind each `%`, which give UTF-8";
                return self.refuse_parameter(at, message, help);
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

/// The text that percent-encoding stands for, if it does.
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
