//! Structs and enums.

mod union;

use super::{
    docs::{code, docs},
    ident, types,
};
use crate::model::{Definition, Enum, Field, Model, ShapeKind, Struct, Type, Usage, Values};
use proc_macro2::TokenStream;
use quote::quote;

/// A definition with all that it implements.
pub(super) fn definition(model: &Model, definition: &Definition) -> TokenStream {
    match &definition.shape.kind {
        ShapeKind::Struct(structure) => self::structure(model, definition, structure),
        ShapeKind::Enum(values) => enumeration(definition, values),
        ShapeKind::Union(union) => union::union(model, definition, union),
    }
}

fn structure(model: &Model, definition: &Definition, structure: &Struct) -> TokenStream {
    let usage = definition.shape.usage;
    let name = ident(&definition.name.rust);
    let docs = docs(
        definition.docs.text.as_deref(),
        &format!("The object {}.", code(&definition.name.wire)),
    );
    let has_default = types::has_default(model, definition);
    let default = has_default.then(|| quote!(Default,));
    let serde = (!definition.shape.secret).then(|| quote!(, Serialize, Deserialize));
    let closed = (!usage.request).then(|| quote!(#[non_exhaustive]));
    let forms: Vec<TokenStream> = structure
        .fields
        .iter()
        .map(|field| serde_form(model, field, usage))
        .collect();
    let attributes: Vec<Option<&TokenStream>> = forms
        .iter()
        .map(|form| (!definition.shape.secret).then_some(form))
        .collect();
    let texts = structure.fields.iter().map(|field| {
        let text = definition.docs.members.get(&field.name.wire);
        self::docs(
            text.map(String::as_str),
            &format!("The property {}.", code(&field.name.wire)),
        )
    });
    let members: Vec<TokenStream> = structure
        .fields
        .iter()
        .map(|field| member(model, field, usage))
        .collect();
    let rest = rest(model, structure);
    let rest_form = rest_form(model, structure);
    let flatten = (!definition.shape.secret).then_some(&rest_form);
    let additional = rest.as_ref().map(|rest| {
        quote! {
            /// Further members.
            #flatten
            pub #rest
        }
    });
    let hidden = definition.shape.secret.then(|| {
        hidden_form(
            definition,
            &forms,
            &members,
            rest.map(|rest| quote!(#rest_form #rest)),
        )
    });
    let content = definition.body.then(|| request_content(&name));
    let page = definition
        .page
        .as_deref()
        .and_then(|items| page(model, &name, structure, items));
    quote! {
        #docs
        #[derive(Clone, #default PartialEq, SafeDebug #serde)]
        #closed
        pub struct #name {
            #(#texts #attributes pub #members,)*
            #additional
        }
        #hidden
        #content
        #page
    }
}

/// A page gives its items.
fn page(
    model: &Model,
    name: &proc_macro2::Ident,
    structure: &Struct,
    items: &str,
) -> Option<TokenStream> {
    let field = structure
        .fields
        .iter()
        .find(|field| field.name.wire == items)?;
    let Type::Array(item) = &field.ty else {
        return None;
    };
    let (field, item) = (ident(&field.name.rust), types::ty(model, item));
    Some(quote! {
        #[async_trait::async_trait]
        impl Page for #name {
            type Item = #item;
            type IntoIter = <Vec<#item> as IntoIterator>::IntoIter;

            async fn into_items(self) -> Result<Self::IntoIter> {
                Ok(self.#field.unwrap_or_default().into_iter())
            }
        }
    })
}

fn member(model: &Model, field: &Field, usage: Usage) -> TokenStream {
    let name = ident(&field.name.rust);
    let ty = types::field(model, field, usage);
    quote!(#name: #ty)
}

fn rest(model: &Model, structure: &Struct) -> Option<TokenStream> {
    let ty = types::ty(model, structure.additional.as_ref()?);
    Some(quote!(additional_properties: HashMap<String, #ty>))
}

/// How further members are read and written.
fn rest_form(model: &Model, structure: &Struct) -> TokenStream {
    let with = structure.additional.as_ref();
    match with.and_then(|ty| types::serde_with(model, ty)) {
        Some(path) => quote!(#[serde(flatten, with = #path)]),
        None => quote!(#[serde(flatten)]),
    }
}

/// How a field is read and written.
fn serde_form(model: &Model, field: &Field, usage: Usage) -> TokenStream {
    let mut parts = Vec::new();
    if field.name.wire != field.name.rust {
        let wire = &field.name.wire;
        parts.push(quote!(rename = #wire));
    }
    let with = types::serde_with(model, &field.ty);
    if types::is_optional(field, usage) {
        if with.is_some() {
            parts.push(quote!(default));
        }
        if !(field.required && field.nullable) {
            parts.push(quote!(skip_serializing_if = "Option::is_none"));
        }
    }
    parts.extend(with.map(|path| quote!(with = #path)));
    match parts.is_empty() {
        true => TokenStream::new(),
        false => quote!(#[serde(#(#parts),*)]),
    }
}

/// The serde form of a struct that holds a secret stands apart from it, so that its errors can be redacted.
fn hidden_form(
    definition: &Definition,
    forms: &[TokenStream],
    members: &[TokenStream],
    rest: Option<TokenStream>,
) -> TokenStream {
    let name = ident(&definition.name.rust);
    let remote = &definition.name.rust;
    let form = ident(&format!("{remote}Form"));
    let (derive, serialized) = match definition.shape.usage.request {
        true => (
            quote!(#[derive(Serialize, Deserialize)]),
            quote!(crate::runtime::redact::serialized!(#name, #form);),
        ),
        false => (
            quote!(#[derive(Deserialize)] #[cfg_attr(test, derive(serde::Serialize))]),
            quote!(#[cfg(test)] crate::runtime::redact::serialized!(#name, #form);),
        ),
    };
    quote! {
        #derive
        #[serde(remote = #remote)]
        struct #form {
            #(#forms #members,)*
            #rest
        }
        crate::runtime::redact::redacted!(#name, #form);
        #serialized
    }
}

pub(super) fn request_content(name: &proc_macro2::Ident) -> TokenStream {
    quote!(crate::runtime::body::request_body!(#name);)
}

fn enumeration(definition: &Definition, values: &Enum) -> TokenStream {
    let name = ident(&definition.name.rust);
    let docs = docs(
        definition.docs.text.as_deref(),
        &format!("The values of {}.", code(&definition.name.wire)),
    );
    let names = values.values.names();
    let variants: Vec<_> = names.iter().map(|name| ident(&name.rust)).collect();
    let texts = names.iter().map(|name| {
        let text = definition.docs.members.get(&name.wire);
        self::docs(
            text.map(String::as_str),
            &format!("The value {}.", code(&name.wire)),
        )
    });
    let copy = (!values.open).then(|| quote!(Copy,));
    let more = values.open.then(|| quote!(#[non_exhaustive]));
    let unknown_type = match values.values {
        Values::Strings(_) => quote!(String),
        Values::Integers(_) => quote!(i64),
    };
    let unknown = values.open.then(|| {
        quote! {
            /// A value that this version of the crate does not know.
            UnknownValue(#unknown_type),
        }
    });
    let (conversions, literals) = conversions(values);
    let content = definition.body.then(|| request_content(&name));
    let from_key = values
        .key_variants
        .map(|keys| from_key(&name, &variants, keys));
    quote! {
        #docs
        #[derive(Clone, #copy Debug, Eq, Hash, PartialEq)]
        #more
        pub enum #name {
            #(#texts #variants,)*
            #unknown
        }
        crate::runtime::enums::#conversions!(#name { #(#variants = #literals),* });
        #from_key
        #content
    }
}

/// Macro of the runtime that implements an enum, and the literals of its values.
fn conversions(values: &Enum) -> (proc_macro2::Ident, Vec<proc_macro2::Literal>) {
    let (name, literals) = match &values.values {
        Values::Strings(names) => (
            "enum",
            names
                .iter()
                .map(|name| proc_macro2::Literal::string(&name.wire))
                .collect(),
        ),
        Values::Integers(values) => (
            "integer_enum",
            values
                .iter()
                .map(|(value, _)| proc_macro2::Literal::i64_unsuffixed(*value))
                .collect(),
        ),
    };
    let kind = if values.open { "open" } else { "closed" };
    (ident(&format!("{kind}_{name}")), literals)
}

fn from_key(
    name: &proc_macro2::Ident,
    variants: &[proc_macro2::Ident],
    keys: (usize, usize),
) -> TokenStream {
    let (primary, secondary) = (&variants[keys.0], &variants[keys.1]);
    quote! {
        impl From<KeyType> for #name {
            fn from(key: KeyType) -> Self {
                match key {
                    KeyType::Primary => Self::#primary,
                    KeyType::Secondary => Self::#secondary,
                }
            }
        }
    }
}
