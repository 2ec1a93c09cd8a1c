//! Parameters and headers: their types move into a `schema`.

use super::{COLLECTION_FORMAT, Object, schema};
use crate::load::ORIGIN;
use serde_json::{Value, json};

/// Members of a parameter that describe its value.
const OF_SCHEMA: [&str; 18] = [
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "x-ms-enum",
    "x-nullable",
];

/// Whether the parameter is the body of the request, or a part of it.
pub(super) fn is_body(parameter: &Object) -> bool {
    matches!(
        parameter.get("in").and_then(Value::as_str),
        Some("body" | "formData")
    )
}

/// Converts a parameter in the path, the query or a header.
pub(super) fn convert(parameter: &mut Object) {
    if parameter.contains_key("$ref") || is_body(parameter) {
        return;
    }
    collection(parameter);
    wrap(parameter);
}

/// Converts a response header.
pub(super) fn header(header: &mut Object) {
    if !header.contains_key("$ref") {
        header.remove("collectionFormat");
        wrap(header);
    }
}

/// Moves the members that describe the value into a schema with the same origin.
fn wrap(parameter: &mut Object) {
    if let Some(Value::Object(inner)) = parameter.get_mut("schema") {
        return schema::convert(inner);
    }
    let mut inner = Object::new();
    for key in OF_SCHEMA {
        inner.extend(
            parameter
                .shift_remove(key)
                .map(|value| (key.to_owned(), value)),
        );
    }
    inner.extend(
        parameter
            .get(ORIGIN)
            .map(|origin| (ORIGIN.to_owned(), origin.clone())),
    );
    schema::convert(&mut inner);
    parameter.insert("schema".to_owned(), inner.into());
}

/// `collectionFormat` becomes `style` and `explode`. Only parameters in the query have more than one style; the others
/// keep a form that is not the style's own.
fn collection(parameter: &mut Object) {
    let format = parameter.shift_remove("collectionFormat");
    let is_list = parameter.get("type").is_some_and(|ty| ty == "array");
    if !is_list {
        return;
    }
    if parameter.get("in").is_none_or(|place| place != "query") {
        let other = format.filter(|format| format != "csv");
        parameter.extend(other.map(|other| (COLLECTION_FORMAT.to_owned(), other)));
        return;
    }
    let (style, explode) = match format.as_ref().and_then(Value::as_str) {
        None | Some("csv") => ("form", false),
        Some("multi") => ("form", true),
        Some("ssv") => ("spaceDelimited", false),
        Some("pipes") => ("pipeDelimited", false),
        Some(other) => {
            parameter.insert(COLLECTION_FORMAT.to_owned(), other.into());
            return;
        }
    };
    parameter.insert("style".to_owned(), style.into());
    parameter.insert("explode".to_owned(), json!(explode));
}
