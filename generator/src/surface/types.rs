//! Rust types for the types of the model.

use super::RustType;
use crate::model::{Encoding, Field, FieldId, Integer, Model, Response, Type, Usage};

/// The owned Rust type.
pub(crate) fn of(model: &Model, ty: &Type) -> RustType {
    let name = match ty {
        Type::Boolean => "bool",
        Type::Integer(integer) => integer_name(*integer),
        Type::Float => "f64",
        Type::String => "String",
        Type::Etag => "Etag",
        Type::Encoded(Encoding::Base64 | Encoding::Base64Url) => {
            return RustType::named("u8").within("Vec");
        }
        Type::Encoded(_) => "OffsetDateTime",
        Type::Secret => "Secret",
        Type::Value => "Value",
        Type::Stream => "azure_core::Bytes",
        Type::Key(_) => "KeyType",
        Type::Array(item) => return of(model, item).within("Vec"),
        Type::Map(value) => return map(model, value),
        Type::Nullable(item) => return of(model, item).within("Option"),
        Type::Hidden(value) => return of(model, value).within("Hidden"),
        Type::Definition(id) => return RustType::named(model.definitions[*id].name.rust.clone()),
    };
    RustType::named(name)
}

/// A map whose values are of type `value`.
pub(super) fn map(model: &Model, value: &Type) -> RustType {
    let arguments = vec![RustType::named("String"), of(model, value)];
    RustType::Path("HashMap".into(), arguments)
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

/// Type of an argument: strings and lists are borrowed.
pub(super) fn argument(model: &Model, parameter: &Type) -> RustType {
    let slice = |item: RustType| RustType::Slice(Box::new(item)).reference();
    match parameter {
        Type::String => RustType::named("str").reference(),
        Type::Secret => RustType::named("Secret").reference(),
        Type::Encoded(Encoding::Base64 | Encoding::Base64Url) => slice(RustType::named("u8")),
        Type::Array(item) => slice(of(model, item)),
        other => of(model, other),
    }
}

/// Rust names of the fields that lead from a struct to a value in it.
pub(super) fn path(model: &Model, holder: &Type, fields: &[FieldId]) -> Vec<String> {
    let mut names = Vec::new();
    let mut holder = holder;
    for id in fields {
        let Type::Definition(definition) = holder else {
            unreachable!("only a struct has fields");
        };
        let field = &model.definitions[(*definition, id)];
        names.push(field.name.rust.clone());
        holder = &field.ty;
    }
    names
}

/// Whether [`argument`] gives a reference for this type.
pub(super) fn is_borrowed(parameter: &Type) -> bool {
    matches!(
        parameter,
        Type::String
            | Type::Secret
            | Type::Encoded(Encoding::Base64 | Encoding::Base64Url)
            | Type::Array(_)
    )
}

/// Whether a field is an `Option`: all but the required fields of types that only requests contain.
pub(crate) fn is_optional(field: &Field, usage: Usage) -> bool {
    !(usage.request_only() && field.required) || field.nullable
}

/// Type of a field.
pub(super) fn field(model: &Model, field: &Field, usage: Usage) -> RustType {
    let ty = of(model, &field.ty);
    let ty = match field.boxed {
        true => ty.within("Box"),
        false => ty,
    };
    match may_be_nulled(field, usage) {
        true => ty.within("Nullable").optional(true),
        false => ty.optional(is_optional(field, usage)),
    }
}

/// Whether a request may set a field to null, which is another thing than not to send it.
pub(super) fn may_be_nulled(field: &Field, usage: Usage) -> bool {
    usage.patch && field.nullable && !(usage.only_patch && field.required)
}

/// Type of a body. A body can have no serde attribute, so that its encoding is part of the type, as in `Rfc1123<T>`.
pub(super) fn content(model: &Model, ty: &Type) -> RustType {
    let plain = of(model, ty);
    match encoded(ty) {
        Some((path, _)) => plain.within(path),
        None => plain,
    }
}

/// Type of a request body, such as `RequestContent<MapsKeySpecification>`.
pub(super) fn request(model: &Model, ty: &Type) -> RustType {
    let content = content(model, ty);
    match ty {
        Type::Stream => RustType::Path(
            "RequestContent".into(),
            vec![content, RustType::named("NoFormat")],
        ),
        _ => content.within("RequestContent"),
    }
}

/// Path and name of the runtime's wrapper for a body of this type, if it needs one.
pub(super) fn encoded(ty: &Type) -> Option<(&'static str, &'static str)> {
    Some(match ty.leaf() {
        Type::Secret => ("crate::Secrets", "Secrets"),
        Type::Encoded(Encoding::Rfc3339) => ("crate::Rfc3339", "Rfc3339"),
        Type::Encoded(Encoding::Rfc1123) => ("crate::Rfc1123", "Rfc1123"),
        Type::Encoded(Encoding::UnixTime) => ("crate::UnixTime", "UnixTime"),
        Type::Encoded(Encoding::Base64) => ("crate::Base64", "Base64"),
        Type::Encoded(Encoding::Base64Url) => ("crate::Base64Url", "Base64Url"),
        _ => return None,
    })
}

/// Type of a response, such as `Response<MapsAccountKeys>`.
pub(super) fn response(model: &Model, response: &Response) -> RustType {
    if let Some(by_status) = &response.by_status {
        return RustType::named(by_status.name.clone());
    }
    match &response.body {
        None if response.exists => RustType::named("bool").within("Response"),
        None => RustType::Path(
            "Response".into(),
            vec![RustType::Unit, RustType::named("NoFormat")],
        ),
        Some(Type::Stream) => RustType::named("AsyncResponse"),
        Some(ty) => content(model, ty)
            .optional(response.optional)
            .within("Response"),
    }
}

/// Path of the module with the encoding of a field, if its JSON is not that of its type.
pub(super) fn field_codec(model: &Model, ty: &Type) -> Option<String> {
    match ty.leaf() {
        Type::Secret => None,
        _ => codec(model, ty),
    }
}

/// Path of the module that formats a value of this type (or each item of a list) in a parameter and parses it in a
/// header. `None` if the type implements that itself.
pub(super) fn codec(model: &Model, ty: &Type) -> Option<String> {
    let encoding = match ty.leaf() {
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
