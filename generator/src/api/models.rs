//! Models, and the options of methods.

use super::{Api, Entry, Kind, entry::codec};
use crate::surface::{
    AnswerItem, DataType, EnumItem, FieldItem, OptionsItem, Requests, StructConstructor,
    StructItem, UnionItem, VariantValue,
};

/// Adds a model under each of its paths.
pub(super) fn model(api: &mut Api, model: &DataType) {
    for path in &model.item().paths {
        match model {
            DataType::Struct(model) => structure(api, path, model),
            DataType::Enum(model) => enumeration(api, path, model),
            DataType::Union(model) => union(api, path, model),
        }
    }
}

fn structure(api: &mut Api, path: &str, model: &StructItem) {
    let page = model.page.as_ref();
    let page = page.map(|page| format!("Page<Item = {}>", page.item));
    let item = &model.item;
    let entry = Entry::new(Kind::Struct, format!("pub struct {}", item.name))
        .docs(&item.docs)
        .at(item.origin.as_ref())
        .traits(model.derives.iter().copied())
        .traits(model.json.access.traits().iter().copied())
        .traits(body(&item.name, model.is_request_body))
        .traits(model.is_error.then_some("from_error"))
        .traits(page);
    api.add(path, entry);
    if let Some(new) = &model.constructor {
        constructor(api, path, new);
    }
    for one in &model.fields {
        field(api, path, model, one);
    }
}

fn constructor(api: &mut Api, path: &str, new: &StructConstructor) {
    let arguments = new.required.iter();
    let named = arguments
        .clone()
        .map(|one| format!("{}: {}", one.name, one.ty));
    let types = arguments.map(|one| one.ty.to_string());
    let written = |arguments: Vec<String>| format!("pub fn new({}) -> Self", arguments.join(", "));
    let mut entry = Entry::new(Kind::Method, written(named.collect()));
    entry.signature = written(types.collect());
    api.add(format!("{path}::new"), entry);
}

fn field(api: &mut Api, path: &str, model: &StructItem, field: &FieldItem) {
    let origin = model.item.origin.as_ref().zip(field.property.as_ref());
    let origin = origin.map(|(origin, property)| origin.join("properties").join(property));
    let property = field.property.as_deref().unwrap_or("additional properties");
    let entry = Entry::new(Kind::Field, format!("pub {}: {}", field.name, field.ty))
        .docs(&field.docs)
        .at(origin.as_ref())
        .behaves("property", property)
        .behaves("encoding", codec(field.codec.as_deref()))
        .behaves("required in requests", required(field))
        .behaves("null without a value", null(field))
        .behaves("read-only", yes(field.read_only));
    let entry = match &field.default {
        Some(value) => entry.behaves("default", value),
        None => entry,
    };
    api.add(format!("{path}::{}", field.name), entry);
}

fn required(field: &FieldItem) -> &'static str {
    match field.needed {
        Requests::All => "yes, and a request without it is not sent",
        Requests::AllButPatch => "yes, and a request without it is not sent, unless it is a PATCH",
        Requests::None => yes(field.required),
    }
}

fn null(field: &FieldItem) -> &'static str {
    match field.or_null {
        Requests::None => "no",
        Requests::AllButPatch => "yes, unless it is a PATCH",
        Requests::All => "yes",
    }
}

fn yes(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

fn enumeration(api: &mut Api, path: &str, model: &EnumItem) {
    let item = &model.item;
    let from_keys = model.from_key_type.iter().map(|_| "From<KeyType>");
    let entry = Entry::new(Kind::Enum, format!("pub enum {}", item.name))
        .docs(&item.docs)
        .at(item.origin.as_ref())
        .exhaustive(model.unknown.is_none())
        .traits(model.derives.iter().copied())
        .traits(body(&item.name, model.is_request_body))
        .traits(from_keys);
    api.add(path, entry);
    for one in &model.variants {
        let value = match &one.value {
            VariantValue::Text(text) => format!("{text:?}"),
            VariantValue::Integer(value) => value.to_string(),
        };
        let entry = Entry::new(Kind::Variant, &one.name)
            .docs(&one.docs)
            .at(item.origin.as_ref())
            .behaves("value", value);
        api.add(format!("{path}::{}", one.name), entry);
    }
    if let Some(ty) = &model.unknown {
        let entry = Entry::new(Kind::Variant, format!("UnknownValue({ty})"));
        api.add(format!("{path}::UnknownValue"), entry);
    }
}

fn union(api: &mut Api, path: &str, model: &UnionItem) {
    let item = &model.item;
    let entry = Entry::new(Kind::Enum, format!("pub enum {}", item.name))
        .docs(&item.docs)
        .at(item.origin.as_ref())
        .traits(model.derives.iter().copied())
        .traits(model.access.traits().iter().copied())
        .traits(body(&item.name, model.is_request_body))
        .traits(model.is_error.then_some("from_error"))
        .behaves("discriminator", &model.discriminator);
    api.add(path, entry);
    for one in &model.variants {
        let entry = Entry::new(Kind::Variant, format!("{}(Box<{}>)", one.name, one.ty))
            .docs(&one.docs)
            .at(item.origin.as_ref())
            .behaves("value", format!("{:?}", one.value));
        api.add(format!("{path}::{}", one.name), entry);
    }
    let other = format!("UnknownKind(Box<{}>)", model.other);
    api.add(
        format!("{path}::UnknownKind"),
        Entry::new(Kind::Variant, other),
    );
}

/// The conversion of a model into the body of a request.
fn body(name: &str, is_request_body: bool) -> Option<String> {
    is_request_body.then(|| format!("TryInto<RequestContent<{name}>>"))
}

/// Adds the enum of the responses of a method.
pub(super) fn answer(api: &mut Api, answer: &AnswerItem) {
    let item = &answer.item;
    for path in &item.paths {
        let entry = Entry::new(Kind::Enum, format!("pub enum {}", item.name))
            .docs(&item.docs)
            .at(item.origin.as_ref())
            .traits(["Debug"]);
        api.add(path, entry);
        for one in &answer.variants {
            let entry = Entry::new(Kind::Variant, format!("{}({})", one.name, one.response))
                .docs(&one.docs)
                .at(item.origin.as_ref())
                .behaves("status", one.status.to_string());
            api.add(format!("{path}::{}", one.name), entry);
        }
    }
}

/// Adds the options of a method.
pub(super) fn options(api: &mut Api, options: &OptionsItem) {
    let item = &options.item;
    let own = ("method_options", &options.method_options, &[][..]);
    for path in &item.paths {
        let entry = Entry::new(Kind::Struct, format!("pub struct {}<'_>", item.name))
            .docs(&item.docs)
            .at(item.origin.as_ref())
            .traits(["Clone", "Default", "SafeDebug"]);
        api.add(path, entry);
        let fields = options.fields.iter();
        let fields = fields.map(|field| (field.name.as_str(), &field.ty, &field.docs[..]));
        for (name, ty, docs) in fields.chain([own]) {
            let entry = Entry::new(Kind::Field, format!("pub {name}: {ty}"));
            api.add(format!("{path}::{name}"), entry.docs(docs));
        }
    }
}
