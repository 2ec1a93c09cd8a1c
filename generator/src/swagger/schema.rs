//! Schemas: `discriminator` becomes an object, `type: file` a binary string.

use super::{Object, items_mut, objects_mut};
use serde_json::{Value, json};

/// Converts a schema and all below it.
pub(super) fn convert(schema: &mut Object) {
    if let Some(Value::String(property)) = schema.get("discriminator") {
        let property = json!({ "propertyName": property });
        schema.insert("discriminator".to_owned(), property);
    }
    if schema.get("type").is_some_and(|ty| ty == "file") {
        schema.insert("type".to_owned(), "string".into());
        schema.insert("format".to_owned(), "binary".into());
    }
    for (_, property) in objects_mut(schema.get_mut("properties")) {
        convert(property);
    }
    for key in ["items", "additionalProperties", "not"] {
        if let Some(Value::Object(inner)) = schema.get_mut(key) {
            convert(inner);
        }
    }
    for key in ["allOf", "anyOf", "oneOf"] {
        items_mut(schema.get_mut(key)).for_each(convert);
    }
}
