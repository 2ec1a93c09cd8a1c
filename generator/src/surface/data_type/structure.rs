//! Structs.

use super::{FieldItem, JsonForm, PageItems, StructItem};
use crate::{
    model::{Definition, Model, Struct, Type},
    surface::{docs::code, types},
};

pub(super) fn of(model: &Model, definition: &Definition, structure: &Struct) -> StructItem {
    let usage = definition.shape.usage;
    let fields = structure.fields.iter().map(|field| FieldItem {
        name: field.name.rust.clone(),
        ty: types::field(model, field, usage),
        docs: super::member_docs(definition, &field.name.wire, "property"),
        property: Some(field.name.wire.clone()),
        codec: types::field_codec(model, &field.ty),
        or_null: field.required && field.nullable,
    });
    StructItem {
        item: super::item(model, definition, || {
            format!("The object {}.", code(&definition.name.wire))
        }),
        derives: derives(model, definition),
        non_exhaustive: !usage.request,
        fields: fields.chain(additional(model, structure)).collect(),
        json: JsonForm {
            access: super::access(definition),
            redacted: definition.shape.secret,
        },
        is_request_body: definition.body,
        is_error: definition.error,
        page: page(model, definition, structure),
    }
}

fn derives(model: &Model, definition: &Definition) -> Vec<&'static str> {
    let mut derives = vec!["Clone"];
    if types::has_default(model, definition) {
        derives.push("Default");
    }
    derives.extend(["PartialEq", "SafeDebug"]);
    derives
}

/// The field for additional properties.
fn additional(model: &Model, structure: &Struct) -> Option<FieldItem> {
    let ty = structure.additional.as_ref()?;
    Some(FieldItem {
        name: "additional_properties".to_owned(),
        ty: types::map(model, ty),
        docs: vec!["Additional properties.".to_owned()],
        property: None,
        codec: types::field_codec(model, ty),
        or_null: false,
    })
}

fn page(model: &Model, definition: &Definition, structure: &Struct) -> Option<PageItems> {
    let [first, inner @ ..] = definition.page.as_deref()? else {
        unreachable!("a path has a field");
    };
    let first = &structure[first];
    let mut fields = vec![first.name.rust.clone()];
    let mut ty = &first.ty;
    for id in inner {
        let Type::Definition(holder) = ty else {
            unreachable!("only a struct has fields");
        };
        let field = &model.definitions[(*holder, id)];
        fields.push(field.name.rust.clone());
        ty = &field.ty;
    }
    let Type::Array(item) = ty else {
        unreachable!("the items of a page are a list");
    };
    Some(PageItems {
        fields,
        item: types::of(model, item),
    })
}
