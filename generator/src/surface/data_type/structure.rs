//! Structs.

use super::{FieldItem, JsonForm, PageItems, Requests, StructConstructor, StructItem};
use crate::{
    model::{Definition, Field, Model, Struct, Type},
    surface::{Argument, docs::code, types},
};

pub(super) fn of(model: &Model, definition: &Definition, structure: &Struct) -> StructItem {
    let usage = definition.shape.usage;
    let fields = structure.fields.iter().map(|field| FieldItem {
        name: field.name.rust.clone(),
        ty: types::field(model, field, usage),
        docs: field_docs(definition, field),
        property: Some(field.name.wire.clone()),
        codec: types::field_codec(model, &field.ty),
        or_null: or_null(definition, field),
        required: usage.request && field.required && types::is_optional(field, usage),
        needed: need(definition, field),
        read_only: definition.unsent.contains(&field.name.wire),
        default: definition
            .docs
            .defaults
            .get(&field.name.wire)
            .filter(|_| usage.request)
            .cloned(),
    });
    let constructor = constructor(model, definition, structure);
    StructItem {
        item: super::item(model, definition, || {
            format!("The object {}.", code(&definition.name.wire))
        }),
        derives: derives(constructor.is_some()),
        non_exhaustive: !usage.request,
        fields: fields.chain(additional(model, structure)).collect(),
        constructor,
        json: JsonForm {
            access: super::access(definition),
            redacted: definition.shape.secret,
        },
        is_request_body: definition.body,
        is_error: definition.error,
        page: page(model, definition, structure),
    }
}

fn field_docs(definition: &Definition, field: &Field) -> Vec<String> {
    let wire = &field.name.wire;
    let mut docs = super::member_docs(definition, wire, "property");
    if definition.unsent.contains(wire) {
        docs.extend([String::new(), "Requests leave it out.".to_owned()]);
    }
    let required = match need(definition, field) {
        Requests::None => return docs,
        Requests::AllButPatch => "Requests require it, except a PATCH.",
        Requests::All => "Requests require it.",
    };
    docs.extend([String::new(), required.to_owned()]);
    docs
}

/// Whether a request without the property is refused, although responses may lack it. A PATCH names only what changes, also
/// within its parts.
fn need(definition: &Definition, field: &Field) -> Requests {
    let usage = definition.shape.usage;
    let wire = &field.name.wire;
    let may_lack = [&definition.docs.omissible, &definition.unsent];
    let is_asked = field.required && !field.nullable;
    let may_ask = usage.request && usage.response && !usage.only_patch;
    match may_ask && is_asked && !may_lack.iter().any(|names| names.contains(wire)) {
        false => Requests::None,
        true if usage.patch => Requests::AllButPatch,
        true => Requests::All,
    }
}

/// The requests that have null for a property without a value. A PATCH that did would remove what the resource has, unless
/// only a PATCH has the model, which then requires it there.
fn or_null(definition: &Definition, field: &Field) -> Requests {
    let usage = definition.shape.usage;
    match field.required && field.nullable {
        false => Requests::None,
        true if usage.patch && !usage.only_patch => Requests::AllButPatch,
        true => Requests::All,
    }
}

/// `new` of a struct with required fields.
fn constructor(
    model: &Model,
    definition: &Definition,
    structure: &Struct,
) -> Option<StructConstructor> {
    let usage = definition.shape.usage;
    let fields = structure.fields.iter();
    let (optional, required): (Vec<&Field>, Vec<&Field>) =
        fields.partition(|field| types::is_optional(field, usage));
    let name = |field: &&Field| field.name.rust.clone();
    let additional = additional(model, structure).map(|field| field.name);
    let arguments = required.iter().map(|field| Argument {
        name: name(field),
        ty: types::field(model, field, usage),
    });
    (!required.is_empty()).then(|| StructConstructor {
        required: arguments.collect(),
        others: optional.iter().map(name).chain(additional).collect(),
        has_many_arguments: required.len() > 7,
    })
}

fn derives(has_required: bool) -> Vec<&'static str> {
    let mut derives = vec!["Clone"];
    if !has_required {
        derives.push("Default");
    }
    derives.push("SafeDebug");
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
        or_null: Requests::None,
        required: false,
        needed: Requests::None,
        read_only: false,
        default: None,
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
