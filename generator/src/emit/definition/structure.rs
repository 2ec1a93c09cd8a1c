//! Structs.

use super::{derive, request_body};
use crate::{
    emit::{docs::comment, tokens::ident},
    surface::{FieldForm, FieldItem, PageItems, SerdeForm, StructItem},
};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

pub(super) fn structure(model: &StructItem, depth: usize) -> TokenStream {
    let name = ident(&model.item.name);
    let (docs, derive) = (comment(&model.item.docs, depth), derive(&model.derives));
    let closed = model.non_exhaustive.then(|| quote!(#[non_exhaustive]));
    let forms: Vec<TokenStream> = model.fields.iter().map(|one| form(&one.serde)).collect();
    let members: Vec<TokenStream> = model.fields.iter().map(member).collect();
    let texts = model.fields.iter().map(|one| comment(&one.docs, depth + 1));
    let content = request_body(&name, model.is_request_body);
    let page = model.page.as_ref().map(|items| page(&name, items));
    let (own, hidden) = match &model.serde {
        SerdeForm::Derived => (forms.iter().map(Some).collect(), None),
        SerdeForm::Hidden { form, serialize } => {
            let hidden = hidden_form(&name, form, *serialize, &quote!(#(#forms #members,)*));
            (vec![None; forms.len()], Some(hidden))
        }
    };
    quote! {
        #docs
        #derive
        #closed
        pub struct #name {
            #(#texts #own pub #members,)*
        }
        #hidden
        #content
        #page
    }
}

fn member(field: &FieldItem) -> TokenStream {
    let (name, ty) = (ident(&field.name), &field.ty);
    quote!(#name: #ty)
}

/// The serde attribute of a field.
fn form(form: &FieldForm) -> TokenStream {
    let rename = form.rename.iter().map(|wire| quote!(rename = #wire));
    let flatten = form.flatten.then(|| quote!(flatten));
    let default = form.default.then(|| quote!(default));
    let skip = form
        .skip_none
        .then(|| quote!(skip_serializing_if = "Option::is_none"));
    let with = form.with.iter().map(|path| quote!(with = #path));
    let flags = flatten.into_iter().chain(default).chain(skip);
    let parts: Vec<TokenStream> = rename.chain(flags).chain(with).collect();
    match parts.is_empty() {
        true => TokenStream::new(),
        false => quote!(#[serde(#(#parts),*)]),
    }
}

/// The implementation of `Page`.
fn page(name: &Ident, PageItems { fields, item }: &PageItems) -> TokenStream {
    let mut fields = fields.iter().map(|field| ident(field));
    let (first, inner) = (fields.next(), fields);
    let inner = inner.map(|field| quote!(.and_then(|inner| inner.#field)));
    quote! {
        #[async_trait::async_trait]
        impl Page for #name {
            type Item = #item;
            type IntoIter = <Vec<#item> as IntoIterator>::IntoIter;

            async fn into_items(self) -> Result<Self::IntoIter> {
                Ok(self.#first #(#inner)*.unwrap_or_default().into_iter())
            }
        }
    }
}

/// A struct that contains a secret is serialised by a private struct, so that errors can be redacted.
fn hidden_form(name: &Ident, form: &str, serialize: bool, members: &TokenStream) -> TokenStream {
    let (remote, form) = (name.to_string(), ident(form));
    let (derive, test) = match serialize {
        true => (quote!(#[derive(Serialize, Deserialize)]), None),
        false => (
            quote!(#[derive(Deserialize)] #[cfg_attr(test, derive(serde::Serialize))]),
            Some(quote!(#[cfg(test)])),
        ),
    };
    quote! {
        #derive
        #[serde(remote = #remote)]
        struct #form {
            #members
        }
        crate::runtime::redact::redacted!(#name, #form);
        #test
        crate::runtime::redact::serialized!(#name, #form);
    }
}
