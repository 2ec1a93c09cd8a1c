//! Conversions of resources into the models of request bodies.

use super::{
    File, Locals, docs, importing, parts, rust,
    tokens::{ident, path},
};
use crate::surface::{Conversion, ConvertedField, ConvertedValue, ServiceModule, SharedConversion};
use proc_macro2::TokenStream;
use quote::quote;

/// `src/<service>/conversions.rs`, or parts of it.
pub(super) fn files(service: &ServiceModule, models: &Locals) -> Vec<File> {
    if service.conversions.is_empty() {
        return Vec::new();
    }
    let path = format!("src/{}/conversions", service.name);
    let head = docs::module(&["What a response contains, as the body of a request."]);
    let items = service.conversions.iter().map(|conversion| {
        let height = 6 + conversion.fields.len();
        parts::Named::new(&conversion.to, height, implementation(conversion, ""))
    });
    let file = |path: String, head: &TokenStream, items: &[parts::Named]| {
        let items = items.iter().map(|item| &item.tokens);
        importing(path, quote!(#head #(#items)*), models.clone())
    };
    match parts::parts(items.collect()) {
        Ok(items) => vec![file(format!("{path}.rs"), &head, &items)],
        Err(parts) => {
            let modules = parts.iter().map(|part| ident(&part.module));
            let root = rust(format!("{path}.rs"), quote!(#head #(mod #modules;)*));
            let parts = parts.iter().map(|part| {
                let path = format!("{path}/{}.rs", part.module);
                file(path, &TokenStream::new(), &part.items)
            });
            [root].into_iter().chain(parts).collect()
        }
    }
}

/// `src/shared/conversions.rs`: those between models that several services have in common.
pub(super) fn shared(conversions: &[SharedConversion]) -> Option<TokenStream> {
    if conversions.is_empty() {
        return None;
    }
    let head = docs::module(&["What a response contains, as the body of a request."]);
    let items = conversions.iter().map(|shared| {
        let item = implementation(&shared.conversion, "crate::shared::models::");
        let features = &shared.features;
        quote!(#[cfg(any(#(feature = #features),*))] #item)
    });
    Some(quote!(#head #(#items)*))
}

/// The implementation of a conversion between models in the module `models`.
fn implementation(conversion: &Conversion, models: &str) -> TokenStream {
    let [to, from] =
        [&conversion.to, &conversion.from].map(|name| path(&format!("{models}{name}")));
    let fields = conversion.fields.iter().map(field);
    match conversion.is_fallible() {
        true => quote! {
            impl TryFrom<#from> for #to {
                type Error = azure_core::Error;
                fn try_from(value: #from) -> azure_core::Result<Self> {
                    Ok(Self { #(#fields,)* _non_exhaustive: () })
                }
            }
        },
        false => quote! {
            impl From<#from> for #to {
                fn from(value: #from) -> Self {
                    Self { #(#fields,)* _non_exhaustive: () }
                }
            }
        },
    }
}

fn field(field: &ConvertedField) -> TokenStream {
    let name = ident(&field.name);
    let value = match &field.value {
        ConvertedValue::Same(from) => {
            let from = ident(from);
            quote!(value.#from)
        }
        ConvertedValue::Given(from) => {
            let from = ident(from);
            quote!(Some(value.#from))
        }
        ConvertedValue::Required(from, wire) => {
            let from = ident(from);
            quote!(value.#from.ok_or_else(|| crate::runtime::body::missing(#wire))?)
        }
        ConvertedValue::Inner(from) => {
            let from = ident(from);
            quote!(value.#from.map(Into::into))
        }
        ConvertedValue::Items(from) => {
            let from = ident(from);
            quote!(value.#from.map(|items| items.into_iter().map(Into::into).collect()))
        }
        ConvertedValue::Nothing => quote!(Default::default()),
    };
    quote!(#name: #value)
}
