//! Header parameters that the client sets itself, and those that nobody may set.

use super::{
    Lowering,
    refused::Lowered,
    schema_view::{Property, SchemaView},
};
use crate::{diagnostic::Code, load::ORIGIN, source::Pointer};
use openapiv3::{Parameter as Published, ParameterSchemaOrContent};
use serde_json::Value;

/// Headers that HTTP/1.1 or the URL decides, not the call.
const OF_CONNECTION: [&str; 7] = [
    "connection",
    "host",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

impl Lowering<'_> {
    /// Whether the client sets a header itself: the token, the length of the body, and JSON as the type of request and
    /// response. A header for another media type stays a parameter.
    pub(super) fn is_set_by_request(
        &mut self,
        published: &Published,
        has_body: bool,
    ) -> Lowered<bool> {
        let data = published.parameter_data_ref();
        let name = data.name.to_ascii_lowercase();
        if OF_CONNECTION.contains(&name.as_str()) {
            let origin = data.extensions.get(ORIGIN).and_then(Value::as_str);
            let at = Pointer::parse(origin.unwrap_or_default());
            let message = format!(
                "the header `{}` belongs to the HTTP connection, so that no call can set it",
                data.name
            );
            return self.refuse(
                Code::UnsupportedParameter,
                &at,
                message,
                "remove the parameter",
            );
        }
        let values = self.texts_of(&data.format)?;
        let is_json = |value: &String| value.eq_ignore_ascii_case("application/json");
        Ok(match name.as_str() {
            "authorization" | "content-length" => true,
            "accept" => values.is_empty() || values.iter().any(is_json),
            "content-type" => has_body && values.iter().any(is_json),
            _ => false,
        })
    }

    /// The values that a parameter may have, or none if it may have any.
    pub(super) fn texts_of(&mut self, format: &ParameterSchemaOrContent) -> Lowered<Vec<String>> {
        match format {
            ParameterSchemaOrContent::Schema(schema) => self.texts(schema.into(), &mut Vec::new()),
            ParameterSchemaOrContent::Content(_) => Ok(Vec::new()),
        }
    }

    /// `seen` are the definitions so far. A repeated one refers to itself, which is an error when its type is lowered.
    fn texts(&mut self, schema: Property<'_>, seen: &mut Vec<Pointer>) -> Lowered<Vec<String>> {
        let read;
        let schema = match schema {
            Property::Schema(schema) => schema,
            Property::Reference(reference) => {
                let at = Pointer::parse(reference);
                if seen.contains(&at) {
                    return Ok(Vec::new());
                }
                read = self.schema(&at)?;
                seen.push(at);
                &read
            }
        };
        let view = SchemaView::of(schema);
        match view.annotated() {
            Some(target) => self.texts(target, seen),
            None => Ok(view
                .values
                .iter()
                .filter_map(|value| value.as_str().map(str::to_owned))
                .collect()),
        }
    }
}
