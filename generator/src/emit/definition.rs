//! Structs and enums.

pub(super) mod structure;

use super::{
    docs::{self, comment},
    tokens::ident,
};
use crate::surface::{DataType, EnumItem, JsonAccess, UnionItem, VariantValue};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// A model with its implementations. `depth` is the number of enclosing blocks.
pub(super) fn definition(model: &DataType, depth: usize) -> TokenStream {
    match model {
        DataType::Struct(model) => structure::structure(model, depth),
        DataType::Enum(model) => enumeration(model, depth),
        DataType::Union(model) => union(model, depth),
    }
}

/// Estimated lines of a model.
pub(super) fn height(model: &DataType) -> usize {
    let members: Vec<usize> = match model {
        DataType::Struct(model) => {
            let fields = model.fields.iter();
            fields.map(|one| docs::height(&one.docs) + 2).collect()
        }
        DataType::Enum(model) => {
            let variants = model.variants.iter();
            variants.map(|one| docs::height(&one.docs) + 2).collect()
        }
        DataType::Union(model) => {
            let variants = model.variants.iter();
            variants.map(|one| docs::height(&one.docs) + 3).collect()
        }
    };
    docs::height(&model.item().docs) + 10 + members.iter().sum::<usize>()
}

fn derive(traits: &[&str]) -> TokenStream {
    let traits = traits.iter().map(|name| ident(name));
    quote!(#[derive(#(#traits),*)])
}

/// The conversion into `RequestContent`, if the model `is` a request body.
fn request_body(name: &Ident, is: bool) -> Option<TokenStream> {
    is.then(|| quote!(crate::runtime::body::request_body!(#name);))
}

/// The function that reads the model from the error of a call, if it `is` one.
fn error_model(name: &Ident, is: bool) -> Option<TokenStream> {
    is.then(|| quote!(crate::runtime::error_model::error_model!(#name);))
}

fn enumeration(model: &EnumItem, depth: usize) -> TokenStream {
    let name = ident(&model.item.name);
    let (docs, derive) = (comment(&model.item.page(), depth), derive(&model.derives));
    let variants: Vec<Ident> = model.variants.iter().map(|one| ident(&one.name)).collect();
    let texts = model
        .variants
        .iter()
        .map(|one| comment(&one.docs, depth + 1));
    let more = model.unknown.as_ref().map(|_| quote!(#[non_exhaustive]));
    let unknown = model.unknown.as_ref().map(|ty| {
        quote! {
            /// A value that this version of the crate does not know.
            UnknownValue(#ty),
        }
    });
    let literals = model.variants.iter().map(|one| literal(&one.value));
    let conversions = conversions(model);
    let from_key = model
        .from_key_type
        .as_ref()
        .map(|keys| from_key(&name, keys));
    let content = request_body(&name, model.is_request_body);
    quote! {
        #docs
        #derive
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

fn literal(value: &VariantValue) -> Literal {
    match value {
        VariantValue::Text(text) => Literal::string(text),
        VariantValue::Integer(integer) => Literal::i64_unsuffixed(*integer),
    }
}

/// The macro of the runtime that implements an enum.
fn conversions(model: &EnumItem) -> Ident {
    ident(match (model.unknown.is_some(), model.of_integers) {
        (true, false) => "open_enum",
        (true, true) => "open_integer_enum",
        (false, false) => "closed_enum",
        (false, true) => "closed_integer_enum",
    })
}

fn from_key(name: &Ident, variants: &[String; 2]) -> TokenStream {
    let [primary, secondary] = variants.each_ref().map(|variant| ident(variant));
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

/// An enum of structs, distinguished by a discriminator.
fn union(model: &UnionItem, depth: usize) -> TokenStream {
    let name = ident(&model.item.name);
    let (docs, derive) = (comment(&model.item.page(), depth), derive(&model.derives));
    let variants: Vec<Ident> = model.variants.iter().map(|one| ident(&one.name)).collect();
    let values: Vec<&String> = model.variants.iter().map(|one| &one.value).collect();
    let structs = model.variants.iter().map(|one| &one.ty);
    let texts = model
        .variants
        .iter()
        .map(|one| comment(&one.docs, depth + 1));
    let (other, tag) = (&model.other, &model.discriminator);
    let test = || quote!(#[cfg(test)]);
    let read = (model.access == JsonAccess::Write).then(test);
    let write = (model.access == JsonAccess::Read).then(test);
    let content = request_body(&name, model.is_request_body);
    let error = error_model(&name, model.is_error);
    quote! {
        #docs
        #derive
        #[non_exhaustive]
        pub enum #name {
            #(#texts #variants(Box<#structs>),)*
            /// An object with a value that this version of the crate does not know.
            UnknownKind(Box<#other>),
        }
        #read
        crate::runtime::union::read_union!(#name, #tag, { #(#variants = #values),* });
        #write
        crate::runtime::union::write_union!(#name, #tag, { #(#variants = #values),* });
        #content
        #error
    }
}
