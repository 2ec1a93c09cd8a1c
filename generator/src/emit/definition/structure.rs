//! Structs.

use super::{derive, error_model, request_body};
use crate::{
    emit::{
        docs::comment,
        tokens::{ident, path},
    },
    surface::{FieldItem, JsonAccess, PageItems, Requests, StructConstructor, StructItem},
};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

pub(super) fn structure(model: &StructItem, depth: usize) -> TokenStream {
    let name = ident(&model.item.name);
    let (docs, derive) = (comment(&model.item.page(), depth), derive(&model.derives));
    let closed = model.non_exhaustive.then(|| quote!(#[non_exhaustive]));
    let texts = model.fields.iter().map(|one| comment(&one.docs, depth + 1));
    let members = model.fields.iter().map(member);
    let hidden = (!model.non_exhaustive).then(hidden_field);
    let constructor = model
        .constructor
        .as_ref()
        .map(|new| constructor(&name, new));
    let json = json(&name, model);
    let content = request_body(&name, model.is_request_body);
    let error = error_model(&name, model.is_error);
    let page = model.page.as_ref().map(|items| page(&name, items));
    quote! {
        #docs
        #derive
        #closed
        pub struct #name {
            #(#texts pub #members,)*
            #hidden
        }
        #constructor
        #json
        #content
        #error
        #page
    }
}

fn member(field: &FieldItem) -> TokenStream {
    let (name, ty) = (ident(&field.name), &field.ty);
    quote!(#name: #ty)
}

/// A field that no user writes, so that new fields do not break their code.
pub(in crate::emit) fn hidden_field() -> TokenStream {
    quote! {
        #[doc(hidden)]
        pub _non_exhaustive: (),
    }
}

/// `new` with the required fields.
fn constructor(name: &Ident, new: &StructConstructor) -> TokenStream {
    let required: Vec<Ident> = new.required.iter().map(|one| ident(&one.name)).collect();
    let types = new.required.iter().map(|one| &one.ty);
    let others = new.others.iter().map(|name| ident(name));
    let many = new
        .has_many_arguments
        .then(|| quote!(#[allow(clippy::too_many_arguments)]));
    quote! {
        impl #name {
            /// A value with the required properties alone.
            #many
            pub fn new(#(#required: #types),*) -> Self {
                Self {
                    #(#required,)*
                    #(#others: Default::default(),)*
                    _non_exhaustive: (),
                }
            }
        }
    }
}

/// The names of the fields in JSON.
fn json(name: &Ident, model: &StructItem) -> TokenStream {
    let form = ident(match model.json.access {
        JsonAccess::Read => "response",
        JsonAccess::Write => "request",
        JsonAccess::ReadWrite => "model",
    });
    let redacted = model.json.redacted.then(|| quote!(, redacted));
    let fields = model.fields.iter().map(property);
    quote!(crate::runtime::model::#form!(#name #redacted { #(#fields)* });)
}

fn property(field: &FieldItem) -> TokenStream {
    let name = ident(&field.name);
    let codec = field.codec.as_deref();
    let codec = codec.map(|codec| path(codec.trim_start_matches("crate::")));
    let encoding = codec.map(|codec| quote!(as #codec));
    let null = match field.or_null {
        Requests::None => None,
        Requests::AllButPatch => Some(quote!(or_null_unless_patch)),
        Requests::All => Some(quote!(or_null)),
    };
    let read_only = field.read_only.then(|| quote!(read_only));
    let needed = match field.needed {
        Requests::None => None,
        Requests::AllButPatch => Some(quote!(needed_unless_patch)),
        Requests::All => Some(quote!(needed)),
    };
    match &field.property {
        Some(property) => quote!(#name = #read_only #needed #null #property #encoding,),
        None => quote!(..#name #encoding),
    }
}

/// The implementation of `Page`.
fn page(name: &Ident, PageItems { fields, item }: &PageItems) -> TokenStream {
    let fields = fields.iter().map(|field| ident(field));
    quote!(crate::runtime::page_items::page!(#name, #item, #(#fields).*);)
}
