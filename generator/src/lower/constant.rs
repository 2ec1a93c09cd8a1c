//! Parameters with a single value.

use super::{
    Lowering,
    extension::is_set,
    refused::Lowered,
    schema_view::{Property, SchemaView},
};
use crate::source::Pointer;
use serde_json::Value;

impl Lowering<'_> {
    /// The only value of a schema, as a request spells it. As in AutoRest, a value that `modelAsString` marks as the
    /// first of several is not one.
    pub(super) fn constant(&mut self, schema: Property<'_>) -> Lowered<Option<String>> {
        self.only_value(schema, &mut Vec::new())
    }

    /// `seen` are the definitions so far. A repeated one refers to itself, which is an error when its type is lowered.
    fn only_value(
        &mut self,
        schema: Property<'_>,
        seen: &mut Vec<Pointer>,
    ) -> Lowered<Option<String>> {
        let read;
        let schema = match schema {
            Property::Schema(schema) => schema,
            Property::Reference(reference) => {
                let at = Pointer::parse(reference);
                if seen.contains(&at) {
                    return Ok(None);
                }
                read = self.schema(&at)?;
                seen.push(at);
                &read
            }
        };
        let view = SchemaView::of(schema);
        if let Some(target) = view.annotated() {
            return self.only_value(target, seen);
        }
        let known = view.data.extensions.get("x-ms-enum");
        let is_open = known.is_some_and(|known| is_set(known.get("modelAsString")));
        match (view.values.as_slice(), view.ty) {
            ([Value::String(only)], "string") if view.is_enum() && !is_open => {
                Ok(Some(only.clone()))
            }
            _ => Ok(None),
        }
    }
}
