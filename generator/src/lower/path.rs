//! Path templates. Those of `x-ms-paths` may have a query or a fragment, by which paths alike are told apart.

use super::{Lowering, parameter::Parameters, schema::Lowered};
use crate::{
    diagnostic::Pointer,
    model::{Location, Operation, Parameter},
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

impl Lowering<'_> {
    /// The template as it is sent: with its query, but for what parameters send, and without its fragment.
    pub(super) fn sent_template(
        &mut self,
        template: &str,
        parameters: &Parameters,
        at: &Pointer,
    ) -> Lowered<String> {
        let template = template.split('#').next().unwrap_or_default();
        let Some((path, query)) = template.split_once('?') else {
            return Ok(template.to_owned());
        };
        if query.contains('{') {
            let message = format!("the path's query `{query}` has a placeholder");
            let help = "declare a parameter with `in: query` instead";
            return self.refuse_parameter(at, message, help);
        }
        let is_sent = |name: &str| {
            let is_query = |parameter: &Parameter| {
                matches!(parameter.location, Location::Query(_)) && parameter.name.wire == name
            };
            name == "api-version" || parameters.list.iter().any(is_query)
        };
        let pairs: Vec<&str> = query
            .split('&')
            .filter(|pair| !pair.is_empty() && !is_sent(pair.split('=').next().unwrap_or(pair)))
            .collect();
        Ok(match pairs.is_empty() {
            true => path.to_owned(),
            false => format!("{path}?{}", pairs.join("&")),
        })
    }
}
