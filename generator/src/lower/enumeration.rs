//! Enumerations to enums.

use super::{
    Lowering,
    extension::{Level, is_set},
    parts::Parts,
    refused::{Lowered, Refused},
};
use crate::{
    model::{Docs, Enum, Name, ShapeKind, Values},
    naming,
    source::Pointer,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

impl Lowering<'_> {
    pub(super) fn enumeration(
        &mut self,
        parts: &Parts<'_>,
        at: &Pointer,
        texts: &mut Docs,
    ) -> Lowered<ShapeKind> {
        if !self.knows(parts.data.extensions.iter(), Level::Schema, at) {
            return Err(Refused);
        }
        if parts.format.as_deref() == Some("binary") {
            let message = "binary content is not supported yet";
            return self.unsupported(at, message, "leave the operation out");
        }
        let known = parts.data.extensions.get("x-ms-enum");
        let listed = known.and_then(|known| known.get("values")?.as_array());
        let mut named = BTreeMap::new();
        for entry in listed.into_iter().flatten() {
            let Some(value) = entry.get("value").map(written) else {
                continue;
            };
            named.extend(
                entry
                    .get("name")
                    .and_then(Value::as_str)
                    .map(|name| (value.clone(), name.to_owned())),
            );
            texts.members.extend(
                entry
                    .get("description")
                    .and_then(Value::as_str)
                    .map(|text| (value, text.to_owned())),
            );
        }
        let values = parts
            .values
            .iter()
            .filter(|value| !value.is_null())
            .cloned();
        let values: Vec<Value> = values
            .chain(
                listed
                    .into_iter()
                    .flatten()
                    .filter_map(|entry| entry.get("value").cloned()),
            )
            .collect();
        // AutoRest takes an enumeration without x-ms-enum for a string, and x-ms-enum alone for a closed enum.
        let open = known.is_none_or(|known| is_set(known.get("modelAsString")));
        Ok(ShapeKind::Enum(Enum {
            open,
            values: self.values(&values, &named, at)?,
            key_variants: None,
        }))
    }

    fn values(
        &mut self,
        values: &[Value],
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
        let strings: BTreeSet<&str> = values.iter().filter_map(Value::as_str).collect();
        if values.iter().all(Value::is_string) {
            return Ok(Values::Strings(
                strings
                    .into_iter()
                    .map(|wire| name(wire.to_owned()))
                    .collect(),
            ));
        }
        let integers: BTreeSet<i64> = values.iter().filter_map(Value::as_i64).collect();
        if values.iter().all(Value::is_i64) {
            return Ok(Values::Integers(
                integers
                    .into_iter()
                    .map(|value| (value, name(value.to_string())))
                    .collect(),
            ));
        }
        self.unsupported(
            at,
            "the values of this enumeration are not all strings or all integers",
            "correct the values",
        )
    }
}

fn written(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
