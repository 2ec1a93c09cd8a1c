//! Structs.

use super::{FieldForm, FieldItem, PageItems, SerdeForm, StructItem};
use crate::{
    model::{Definition, Field, Model, Struct, Type, Usage},
    surface::{docs::code, types},
};

pub(super) fn of(model: &Model, definition: &Definition, structure: &Struct) -> StructItem {
    let usage = definition.shape.usage;
    let fields = structure.fields.iter().map(|field| FieldItem {
        name: field.name.rust.clone(),
        ty: types::field(model, field, usage),
        docs: super::member_docs(definition, &field.name.wire, "property"),
        property: Some(field.name.wire.clone()),
        serde: field_form(model, field, usage),
    });
    StructItem {
        item: super::item(model, definition, || {
            format!("The object {}.", code(&definition.name.wire))
        }),
        derives: derives(model, definition),
        non_exhaustive: !usage.request,
        fields: fields.chain(additional(model, structure)).collect(),
        serde: serde(definition),
        is_request_body: definition.body,
        page: page(model, definition, structure),
    }
}

fn derives(model: &Model, definition: &Definition) -> Vec<&'static str> {
    let mut derives = vec!["Clone"];
    if types::has_default(model, definition) {
        derives.push("Default");
    }
    derives.extend(["PartialEq", "SafeDebug"]);
    if !definition.shape.secret {
        derives.extend(["Serialize", "Deserialize"]);
    }
    derives
}

fn serde(definition: &Definition) -> SerdeForm {
    match definition.shape.secret {
        true => SerdeForm::Hidden {
            form: format!("{}Form", definition.name.rust),
            serialize: definition.shape.usage.request,
        },
        false => SerdeForm::Derived,
    }
}

/// The field for additional properties.
fn additional(model: &Model, structure: &Struct) -> Option<FieldItem> {
    let ty = structure.additional.as_ref()?;
    Some(FieldItem {
        name: "additional_properties".to_owned(),
        ty: types::map(model, ty),
        docs: vec!["Additional properties.".to_owned()],
        property: None,
        serde: FieldForm {
            flatten: true,
            with: types::serde_with(model, ty),
            ..FieldForm::default()
        },
    })
}

fn field_form(model: &Model, field: &Field, usage: Usage) -> FieldForm {
    let with = types::serde_with(model, &field.ty);
    let is_optional = types::is_optional(field, usage);
    let is_renamed = field.name.wire != field.name.rust;
    FieldForm {
        rename: is_renamed.then(|| field.name.wire.clone()),
        flatten: false,
        default: is_optional && with.is_some(),
        skip_none: is_optional && !(field.required && field.nullable),
        with,
    }
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
