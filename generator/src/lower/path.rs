//! Path templates. Those of `x-ms-paths` may have a query or a fragment, by which paths alike are told apart.

use super::{Lowering, parameter::Parameters, schema::Lowered};
use crate::{
    diagnostic::Pointer,
    model::{Location, Parameter},
};

/// A template without what tells it apart.
pub(super) fn plain(template: &str) -> &str {
    let end = template.find(['?', '#']).unwrap_or(template.len());
    &template[..end]
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
