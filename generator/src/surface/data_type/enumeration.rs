//! Enums of strings and integers.

use super::{EnumItem, VariantItem, VariantValue};
use crate::{
    model::{Definition, Enum, Model, Values},
    surface::{RustType, docs::code},
};

pub(super) fn of(model: &Model, definition: &Definition, values: &Enum) -> EnumItem {
    let names = values.values.names();
    let variants = names.iter().zip(literals(&values.values));
    let variants = variants.map(|(name, value)| VariantItem {
        name: name.rust.clone(),
        docs: super::member_docs(definition, &name.wire, "value"),
        value,
    });
    let of_integers = matches!(values.values, Values::Integers(_));
    let unknown = || RustType::named(if of_integers { "i64" } else { "String" });
    EnumItem {
        item: super::item(model, definition, || {
            format!("The values of {}.", code(&definition.name.wire))
        }),
        derives: derives(values.open),
        of_integers,
        unknown: values.open.then(unknown),
        variants: variants.collect(),
        from_key_type: values
            .key_variants
            .map(|(primary, secondary)| [primary, secondary].map(|key| names[key].rust.clone())),
        is_request_body: definition.body,
    }
}

fn derives(is_open: bool) -> Vec<&'static str> {
    match is_open {
        true => vec!["Clone", "Debug", "Eq", "Hash", "PartialEq"],
        false => vec!["Clone", "Copy", "Debug", "Eq", "Hash", "PartialEq"],
    }
}

fn literals(values: &Values) -> Vec<VariantValue> {
    match values {
        Values::Strings(names) => names
            .iter()
            .map(|name| VariantValue::Text(name.wire.clone()))
            .collect(),
        Values::Integers(values) => values
            .iter()
            .map(|(value, _)| VariantValue::Integer(*value))
            .collect(),
    }
}
