//! Types of the model as types of Rust.

use super::ident;
use crate::model::{Definition, Encoding, Field, Integer, Model, ShapeKind, Type, Usage};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// The type itself.
pub(super) fn ty(model: &Model, ty: &Type) -> TokenStream {
    match ty {
        Type::Boolean => quote!(bool),
        Type::Integer(integer) => {
            let name = ident(integer_name(*integer));
            quote!(#name)
        }
        Type::Float => quote!(f64),
        Type::String => quote!(String),
        Type::Etag => quote!(Etag),
        Type::Encoded(Encoding::Base64 | Encoding::Base64Url) => quote!(Vec<u8>),
        Type::Encoded(_) => quote!(OffsetDateTime),
        Type::Secret => quote!(Secret),
        Type::Value => quote!(Value),
        Type::Key(_) => quote!(KeyType),
        Type::Array(item) => {
            let item = self::ty(model, item);
            quote!(Vec<#item>)
        }
        Type::Map(value) => {
            let value = self::ty(model, value);
            quote!(HashMap<String, #value>)
        }
        Type::Definition(id) => {
            let name = ident(&model.definitions[*id].name.rust);
            quote!(#name)
        }
    }
}

fn integer_name(integer: Integer) -> &'static str {
    match integer {
        Integer::I8 => "i8",
        Integer::I16 => "i16",
        Integer::I32 => "i32",
        Integer::I64 => "i64",
        Integer::U8 => "u8",
        Integer::U16 => "u16",
        Integer::U32 => "u32",
        Integer::U64 => "u64",
    }
}

/// Type of an argument: texts and lists are borrowed.
pub(super) fn argument(model: &Model, parameter: &Type) -> TokenStream {
    match parameter {
        Type::String => quote!(&str),
        Type::Secret => quote!(&Secret),
        Type::Encoded(Encoding::Base64 | Encoding::Base64Url) => quote!(&[u8]),
        Type::Array(item) => {
            let item = ty(model, item);
            quote!(&[#item])
        }
        other => ty(model, other),
    }
}

/// Whether an argument of this type is a reference already.
pub(super) fn is_borrowed(parameter: &Type) -> bool {
    matches!(
        parameter,
        Type::String
            | Type::Secret
            | Type::Encoded(Encoding::Base64 | Encoding::Base64Url)
            | Type::Array(_)
    )
}

/// Whether a field is an `Option`: all are, but those that a request must have.
pub(super) fn is_optional(field: &Field, usage: Usage) -> bool {
    !(usage.request_only() && field.required) || field.nullable
}

/// Type of a field.
pub(super) fn field(model: &Model, field: &Field, usage: Usage) -> TokenStream {
    let mut tokens = ty(model, &field.ty);
    if field.boxed {
        tokens = quote!(Box<#tokens>);
    }
    match is_optional(field, usage) {
        true => quote!(Option<#tokens>),
        false => tokens,
    }
}

/// Type of a body or an answer. A field has an attribute that says how its value is written; here the type says it.
pub(super) fn content(model: &Model, ty: &Type) -> TokenStream {
    let plain = self::ty(model, ty);
    match encoded(ty) {
        Some(name) => {
            let name = ident(name);
            quote!(crate::#name<#plain>)
        }
        None => plain,
    }
}

/// Type of the runtime that stands around a body or an answer of this type, if it needs one.
pub(super) fn encoded(ty: &Type) -> Option<&'static str> {
    Some(match ty.leaf() {
        Type::Secret => "Secrets",
        Type::Encoded(Encoding::Rfc3339) => "Rfc3339",
        Type::Encoded(Encoding::Rfc1123) => "Rfc1123",
        Type::Encoded(Encoding::UnixTime) => "UnixTime",
        Type::Encoded(Encoding::Base64) => "Base64",
        Type::Encoded(Encoding::Base64Url) => "Base64Url",
        _ => return None,
    })
}

/// Path of the module for `#[serde(with = …)]`, if the type's JSON is not that of its Rust type.
pub(super) fn serde_with(model: &Model, ty: &Type) -> Option<String> {
    match ty.leaf() {
        Type::Secret => None,
        leaf => written_by(model, leaf),
    }
}

/// Path of the module that writes a value of this type, or each of a list, in a parameter, and reads it in a header.
/// Other types do that themselves.
pub(super) fn module(model: &Model, ty: &Type) -> Option<syn::Path> {
    let path = written_by(model, ty.leaf())?;
    Some(syn::parse_str(&path).expect("the path is made of identifiers"))
}

fn written_by(model: &Model, leaf: &Type) -> Option<String> {
    let encoding = match leaf {
        Type::Key(spelling) => {
            let module = &model.spellings[*spelling].module;
            return Some(format!("crate::shared::key_type::{module}"));
        }
        Type::Secret => "secret",
        Type::Encoded(Encoding::Rfc3339) => "rfc3339",
        Type::Encoded(Encoding::Rfc1123) => "rfc1123",
        Type::Encoded(Encoding::UnixTime) => "unix_time",
        Type::Encoded(Encoding::Base64) => "base64_standard",
        Type::Encoded(Encoding::Base64Url) => "base64_url",
        _ => return None,
    };
    Some(format!("crate::runtime::encoding::{encoding}"))
}

/// Whether a type has a value that stands for nothing said: no enum and no key has one, and no struct that must have
/// one of these.
pub(super) fn has_default(model: &Model, definition: &Definition) -> bool {
    let mut seen = BTreeSet::new();
    let mut pending = vec![definition];
    while let Some(Definition { shape, .. }) = pending.pop() {
        let ShapeKind::Struct(structure) = &shape.kind else {
            return false;
        };
        let needed = structure.fields.iter();
        let needed = needed.filter(|field| !is_optional(field, shape.usage) && !field.boxed);
        for field in needed {
            match &field.ty {
                Type::Key(_)
                | Type::Encoded(Encoding::Rfc3339 | Encoding::Rfc1123 | Encoding::UnixTime)
                | Type::Secret => return false,
                Type::Definition(id) if seen.insert(*id) => pending.push(&model.definitions[*id]),
                _ => {}
            }
        }
    }
    true
}
