//! Models: structs, enums, and enums of structs.

mod enumeration;
mod structure;

use super::{
    Argument, Item, RustType,
    docs::{code, docs},
    types,
};
use crate::model::{Definition, Model, ShapeKind, Union};
use serde::Serialize;

/// A public struct or enum in the `models` of a service.
#[derive(Clone, Debug, Serialize)]
pub enum DataType {
    /// A struct.
    Struct(StructItem),
    /// An enum of strings or integers.
    Enum(EnumItem),
    /// An enum of structs, distinguished by a property.
    Union(UnionItem),
}

/// A struct.
#[derive(Clone, Debug, Serialize)]
pub struct StructItem {
    /// Name, paths and doc text.
    pub item: Item,
    /// Traits that it derives.
    pub derives: Vec<&'static str>,
    /// Whether it has `#[non_exhaustive]`. Otherwise it has a hidden field, so that users write it with `..`.
    pub non_exhaustive: bool,
    /// Its fields.
    pub fields: Vec<FieldItem>,
    /// `new`, if it has required fields. It has no `Default` then.
    pub constructor: Option<StructConstructor>,
    /// How it is read and written.
    pub json: JsonForm,
    /// Whether it converts into `RequestContent`.
    pub is_request_body: bool,
    /// Whether it can be read from the error of a call.
    pub is_error: bool,
    /// The items for its implementation of `Page`, if it is a page.
    pub page: Option<PageItems>,
}

/// `new` of a struct: its arguments are the required fields.
#[derive(Clone, Debug, Serialize)]
pub struct StructConstructor {
    /// The required fields.
    pub required: Vec<Argument>,
    /// Names of the other fields.
    pub others: Vec<String>,
    /// Whether it has more arguments than clippy allows.
    pub has_many_arguments: bool,
}

/// A field of a struct.
#[derive(Clone, Debug, Serialize)]
pub struct FieldItem {
    /// Its name.
    pub name: String,
    /// Its type, including `Option`.
    pub ty: RustType,
    /// Lines of its documentation, in Markdown.
    pub docs: Vec<String>,
    /// Its JSON property, or `None` for additional properties.
    pub property: Option<String>,
    /// Path of the module with its encoding, if its JSON is not that of its type.
    pub codec: Option<String>,
    /// The requests that have `null` for it when it has no value.
    pub or_null: Requests,
    /// Whether the service requires it in requests, although its type is an `Option`.
    pub required: bool,
    /// The requests that are refused without it.
    pub needed: Requests,
    /// Whether only the service sets it, although requests may contain its model.
    pub read_only: bool,
    /// What the service takes if a request does not have it, as JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
}

/// The requests to which a rule for a field applies. A PATCH names only what changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Requests {
    /// None.
    None,
    /// All but those of a PATCH.
    AllButPatch,
    /// All.
    All,
}

/// How a struct is read and written.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct JsonForm {
    /// What users can do with its JSON. Tests can do both.
    pub access: JsonAccess,
    /// Whether errors of reading it contain no value, since it contains a secret.
    pub redacted: bool,
}

/// What users can do with the JSON of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum JsonAccess {
    /// Read it: only responses contain the model.
    Read,
    /// Write it: only requests contain the model.
    Write,
    /// Both.
    ReadWrite,
}

impl JsonAccess {
    /// The traits of serde that the model implements for users.
    pub fn traits(self) -> &'static [&'static str] {
        match self {
            Self::Read => &["Deserialize"],
            Self::Write => &["Serialize"],
            Self::ReadWrite => &["Deserialize", "Serialize"],
        }
    }
}

/// Items of a page.
#[derive(Clone, Debug, Serialize)]
pub struct PageItems {
    /// The fields that lead to them, the outermost first.
    pub fields: Vec<String>,
    /// Type of one item.
    pub item: RustType,
}

/// An enum of strings or integers.
#[derive(Clone, Debug, Serialize)]
pub struct EnumItem {
    /// Name, paths and doc text.
    pub item: Item,
    /// Traits that it derives.
    pub derives: Vec<&'static str>,
    /// Whether its values are integers rather than strings.
    pub of_integers: bool,
    /// Type in the variant `UnknownValue`, if the service may send other values. The enum is then `#[non_exhaustive]`.
    pub unknown: Option<RustType>,
    /// Its variants.
    pub variants: Vec<VariantItem>,
    /// Variants for the primary and the secondary key, if it implements `From<KeyType>`.
    pub from_key_type: Option<[String; 2]>,
    /// Whether it converts into `RequestContent`.
    pub is_request_body: bool,
}

/// A variant of an enum.
#[derive(Clone, Debug, Serialize)]
pub struct VariantItem {
    /// Its name.
    pub name: String,
    /// Lines of its documentation, in Markdown.
    pub docs: Vec<String>,
    /// Its value in JSON.
    pub value: VariantValue,
}

/// Value of a variant in JSON.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum VariantValue {
    /// A string.
    Text(String),
    /// An integer.
    Integer(i64),
}

/// An enum of structs. It is always `#[non_exhaustive]`.
#[derive(Clone, Debug, Serialize)]
pub struct UnionItem {
    /// Name, paths and doc text.
    pub item: Item,
    /// Traits that it derives.
    pub derives: Vec<&'static str>,
    /// The discriminator: the property that distinguishes the structs.
    pub discriminator: String,
    /// Its variants.
    pub variants: Vec<UnionVariant>,
    /// Type in the variant `UnknownKind`, without its `Box`.
    pub other: RustType,
    /// What users can do with its JSON.
    pub access: JsonAccess,
    /// Whether it converts into `RequestContent`.
    pub is_request_body: bool,
    /// Whether it can be read from the error of a call.
    pub is_error: bool,
}

/// A variant of an enum of structs.
#[derive(Clone, Debug, Serialize)]
pub struct UnionVariant {
    /// Its name.
    pub name: String,
    /// Lines of its documentation, in Markdown.
    pub docs: Vec<String>,
    /// Value of the discriminator.
    pub value: String,
    /// Its struct, without the `Box`.
    pub ty: RustType,
}

impl DataType {
    /// Name, paths and doc text.
    pub fn item(&self) -> &Item {
        match self {
            Self::Struct(structure) => &structure.item,
            Self::Enum(values) => &values.item,
            Self::Union(union) => &union.item,
        }
    }
}

impl DataType {
    pub(super) fn item_mut(&mut self) -> &mut Item {
        match self {
            Self::Struct(structure) => &mut structure.item,
            Self::Enum(values) => &mut values.item,
            Self::Union(union) => &mut union.item,
        }
    }
}

/// The model of a definition.
pub(super) fn of(model: &Model, definition: &Definition) -> DataType {
    match &definition.shape.kind {
        ShapeKind::Struct(structure) => {
            DataType::Struct(structure::of(model, definition, structure))
        }
        ShapeKind::Enum(values) => DataType::Enum(enumeration::of(model, definition, values)),
        ShapeKind::Union(union) => DataType::Union(self::union(model, definition, union)),
    }
}

fn item(model: &Model, definition: &Definition, fallback: impl FnOnce() -> String) -> Item {
    let name = &definition.name.rust;
    let own = [definition.service];
    let services = match definition.shared.is_empty() {
        true => own.iter().collect::<Vec<_>>(),
        false => definition.shared.iter().collect(),
    };
    let services = services
        .into_iter()
        .map(|service| &model.services[*service]);
    let (features, paths) = services
        .map(|service| {
            let path = format!("{}::models::{name}", service.path());
            (service.module.clone(), path)
        })
        .unzip();
    Item {
        name: name.clone(),
        paths,
        features,
        docs: docs(definition.docs.text.as_deref(), fallback),
        notes: Vec::new(),
        origin: Some(definition.origin.clone()),
    }
}

/// Documentation of a field or a variant.
fn member_docs(definition: &Definition, wire: &str, what: &str) -> Vec<String> {
    let text = definition.docs.members.get(wire);
    docs(text.map(String::as_str), || {
        format!("The {what} {}.", code(wire))
    })
}

/// What users can do with the JSON of a model.
fn access(definition: &Definition) -> JsonAccess {
    let usage = definition.shape.usage;
    match (usage.request, usage.response) {
        (true, false) => JsonAccess::Write,
        (false, _) => JsonAccess::Read,
        (true, true) => JsonAccess::ReadWrite,
    }
}

fn union(model: &Model, definition: &Definition, union: &Union) -> UnionItem {
    let fallback = || {
        let property = code(&union.tag);
        format!("One of several objects, distinguished by {property}.")
    };
    let variants = union.variants.iter().map(|(name, ty)| UnionVariant {
        name: name.rust.clone(),
        docs: vec![format!("The object with the value {}.", code(&name.wire))],
        value: name.wire.clone(),
        ty: types::of(model, ty),
    });
    UnionItem {
        item: item(model, definition, fallback),
        derives: vec!["Clone", "SafeDebug"],
        discriminator: union.tag.clone(),
        variants: variants.collect(),
        other: types::of(model, &union.other),
        access: access(definition),
        is_request_body: definition.body,
        is_error: definition.error,
    }
}
