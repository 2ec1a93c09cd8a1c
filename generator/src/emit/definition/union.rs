//! Enums of structs that a discriminator tells apart.

use super::request_content;
use crate::{
    emit::{
        docs::{code, docs},
        ident, types,
    },
    model::{Definition, Model, Union},
};
use proc_macro2::TokenStream;
use quote::quote;

/// A union with all that it implements.
pub(super) fn union(model: &Model, definition: &Definition, union: &Union) -> TokenStream {
    let name = ident(&definition.name.rust);
    let fallback = format!(
        "One of several objects, told apart by {}.",
        code(&union.tag)
    );
    let docs = docs(definition.docs.text.as_deref(), &fallback);
    let variants: Vec<_> = union
        .variants
        .iter()
        .map(|(name, _)| ident(&name.rust))
        .collect();
    let values: Vec<&String> = union.variants.iter().map(|(name, _)| &name.wire).collect();
    let structs: Vec<TokenStream> = union
        .variants
        .iter()
        .map(|(_, ty)| types::ty(model, ty))
        .collect();
    let texts = union
        .variants
        .iter()
        .map(|(name, _)| format!(" The object with the value {}.", code(&name.wire)));
    let other = types::ty(model, &union.other);
    let tag = &union.tag;
    let shape = &definition.shape;
    let test = (shape.secret && !shape.usage.request).then(|| quote!(#[cfg(test)]));
    let content = definition.body.then(|| request_content(&name));
    quote! {
        #docs
        #[derive(Clone, PartialEq, SafeDebug)]
        #[non_exhaustive]
        pub enum #name {
            #(#[doc = #texts] #variants(Box<#structs>),)*
            /// An object with a value that this version of the crate does not know.
            UnknownKind(Box<#other>),
        }
        crate::runtime::union::read_union!(#name, #tag, { #(#variants = #values),* });
        #test
        crate::runtime::union::write_union!(#name, #tag, { #(#variants = #values),* });
        #content
    }
}
