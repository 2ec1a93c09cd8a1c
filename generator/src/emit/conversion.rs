//! Conversions of resources into the models of request bodies.

use super::{File, Locals, docs, importing, parts, rust, tokens::ident};
use crate::surface::{Conversion, ConvertedField, ConvertedValue, ServiceModule};
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
        parts::Named::new(&conversion.to, height, implementation(conversion))
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

fn implementation(conversion: &Conversion) -> TokenStream {
    let (to, from) = (ident(&conversion.to), ident(&conversion.from));
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
