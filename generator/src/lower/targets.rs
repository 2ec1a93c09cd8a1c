//! What stands beside the type of a schema, at the schema itself or at one that it refers to, through any number of
//! references.

use super::{
    Lowering,
    extension::is_set,
    schema::NULLABLE,
    schema_view::{Property, SchemaView},
};
use crate::source::Pointer;
use serde_json::Value;

/// Members that make a schema more than another name for the only item of its `allOf`.
const OWN: [&str; 4] = ["properties", "required", "additionalProperties", "enum"];

impl Lowering<'_> {
    /// The schemas that a property refers to, as they were read, the nearest first.
    pub(super) fn targets(&self, property: Property<'_>) -> Vec<&Value> {
        let mut next = reference(property).map(Pointer::parse);
        let mut seen = Vec::new();
        let mut targets = Vec::new();
        while let Some(at) = next.filter(|at| !seen.contains(at)) {
            let target = self.documents.get(&at);
            targets.extend(target);
            next = target.and_then(alias).map(Pointer::parse);
            seen.push(at);
        }
        targets
    }

    /// What the nearest schema with a member of this name says.
    pub(super) fn of_targets(&self, property: Property<'_>, key: &str) -> Option<&Value> {
        let targets = self.targets(property).into_iter();
        targets.filter_map(|target| target.get(key)).next()
    }

    /// Whether any of the schemas that a property refers to has this mark.
    pub(super) fn is_marked(&self, property: Property<'_>, key: &str) -> bool {
        let targets = self.targets(property).into_iter();
        targets
            .filter_map(|target| target.get(key))
            .any(|mark| is_set(Some(mark)))
    }

    /// Whether a value may be `null`. An extension that is false contradicts what the schemas behind it say.
    pub(super) fn may_be_null(&self, property: Property<'_>) -> bool {
        let own = match property {
            Property::Schema(schema) => {
                let data = &schema.schema_data;
                let marks = NULLABLE.iter().filter_map(|key| data.extensions.get(*key));
                data.nullable
                    .then_some(true)
                    .or(marks.map(|mark| is_set(Some(mark))).next())
            }
            Property::Reference(_) => None,
        };
        let of_target = |target: &Value| {
            let is_nullable = is_set(target.get("nullable")).then_some(true);
            let marks = NULLABLE.iter().filter_map(|key| target.get(*key));
            is_nullable.or(marks.map(|mark| is_set(Some(mark))).next())
        };
        let mut behind = self.targets(property).into_iter().filter_map(of_target);
        own.or_else(|| behind.next()).unwrap_or(false)
    }

    /// What the service takes if there is no value, as JSON.
    pub(super) fn default_of(&self, property: Property<'_>) -> Option<String> {
        let own = match property {
            Property::Schema(schema) => schema.schema_data.default.as_ref(),
            Property::Reference(_) => None,
        };
        own.or_else(|| self.of_targets(property, "default"))
            .map(Value::to_string)
    }

    /// The text of the nearest schema that has one, for a property without its own.
    pub(super) fn docs_of(&self, property: Property<'_>) -> Option<String> {
        let text = self.of_targets(property, "description")?;
        Some(text.as_str()?.to_owned())
    }
}

/// The reference that a property is, or that its schema only annotates.
fn reference(property: Property<'_>) -> Option<&str> {
    match property {
        Property::Reference(reference) => Some(reference),
        Property::Schema(schema) => reference(SchemaView::of(schema).annotated()?),
    }
}

/// The reference that a schema is, or that it only annotates.
fn alias(schema: &Value) -> Option<&str> {
    let reference = schema.get("$ref").and_then(Value::as_str);
    reference.or_else(|| match schema.get("allOf")?.as_array()?.as_slice() {
        [only] if OWN.iter().all(|key| schema.get(*key).is_none()) => alias(only),
        _ => None,
    })
}
