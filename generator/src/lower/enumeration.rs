//! Enumerations to enums.

use super::{
    Lowering,
    extension::{Level, is_set},
    refused::{Lowered, Refused},
    schema_view::SchemaView,
};
use crate::{
    diagnostic::Code,
    model::{Docs, Enum, Name, ShapeKind, Values},
    naming,
    source::Pointer,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

impl Lowering<'_> {
    pub(super) fn enumeration(
        &mut self,
        view: &SchemaView<'_>,
        at: &Pointer,
        texts: &mut Docs,
    ) -> Lowered<ShapeKind> {
        if !self.knows(view.data.extensions.iter(), Level::Schema, at) {
            return Err(Refused);
        }
        if view.format.as_deref() == Some("binary") {
            let message = "binary content is a whole body: JSON, a path, a query and a header have no form for it";
            return self.refuse(
                Code::UnsupportedSchema,
                at,
                message,
                "use `format: byte` for base64, or remove the values of the enumeration",
            );
        }
        let known = view.data.extensions.get("x-ms-enum");
        let listed = known.and_then(|known| known.get("values")?.as_array());
        let listed = listed.map(Vec::as_slice).unwrap_or_default();
        let named = texts_by_value(listed, "name");
        texts.members.extend(texts_by_value(listed, "description"));
        let own = view.values.iter().filter(|value| !value.is_null());
        let further = listed.iter().filter_map(|entry| entry.get("value"));
        let values: Vec<&Value> = own.chain(further).collect();
        if let Some(other) = values.iter().find(|value| !fits(view.ty, value)) {
            let message = format!(
                "the type is `{}`, but the value `{other}` is not one",
                view.ty
            );
            return self.refuse(
                Code::UnsupportedSchema,
                at,
                message,
                "correct the type or the value",
            );
        }
        // As in AutoRest: without `x-ms-enum`, any string is valid; with it, and without `modelAsString`, only the
        // listed values are.
        let open = known.is_none_or(|known| is_set(known.get("modelAsString")));
        Ok(ShapeKind::Enum(Enum {
            open,
            values: self.values(&values, &named, at)?,
            key_variants: None,
        }))
    }

    fn values(
        &mut self,
        values: &[&Value],
        named: &BTreeMap<String, String>,
        at: &Pointer,
    ) -> Lowered<Values> {
        let mut taken = BTreeSet::from(["UnknownValue".to_owned()]);
        let mut name = |wire: String| {
            let rust = naming::type_name(named.get(&wire).unwrap_or(&wire));
            Name {
                rust: naming::unique(rust, &mut taken),
                wire,
            }
        };
        let strings: Option<BTreeSet<&str>> = values.iter().map(|value| value.as_str()).collect();
        if let Some(strings) = strings {
            let names = strings.into_iter().map(|wire| name(wire.to_owned()));
            return Ok(Values::Strings(names.collect()));
        }
        let integers: Option<BTreeSet<i64>> = values.iter().map(|value| value.as_i64()).collect();
        if let Some(integers) = integers {
            let named = integers.into_iter();
            let named = named.map(|value| (value, name(value.to_string())));
            return Ok(Values::Integers(named.collect()));
        }
        let other = values.iter().find(|value| !value.is_string());
        let text = values.iter().find(|value| value.is_string());
        let shown: Vec<String> = [text, other]
            .iter()
            .flatten()
            .map(|value| format!("`{value}`"))
            .collect();
        let message = format!(
            "the values of this enumeration are neither all strings nor all integers, such as {}",
            shown.join(" and ")
        );
        self.refuse(Code::UnsupportedSchema, at, message, "correct the values")
    }
}

/// Whether a value has the type of its enumeration, which may have none.
fn fits(ty: &str, value: &Value) -> bool {
    match ty {
        "string" => value.is_string(),
        "integer" => value.is_i64(),
        _ => true,
    }
}

/// One member of the entries of `x-ms-enum`, by the value that each entry describes.
fn texts_by_value(entries: &[Value], member: &str) -> BTreeMap<String, String> {
    let texts = entries.iter().filter_map(|entry| {
        let text = entry.get(member)?.as_str()?;
        Some((written(entry.get("value")?), text.to_owned()))
    });
    texts.collect()
}

fn written(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
