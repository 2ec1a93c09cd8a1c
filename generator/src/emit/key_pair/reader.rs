//! Functions that convert a response into the runtime's `Keys`.

use crate::{
    emit::tokens::ident,
    surface::{ItemsForm, KeyForm, KeyReader, KeysForm, NamesForm, TimeField},
};
use proc_macro2::TokenStream;
use quote::quote;

/// A function that reads the keys from a response.
pub(super) fn reader(reader: &KeyReader) -> TokenStream {
    let (name, response) = (ident(&reader.name), &reader.response);
    let key = matches!(reader.keys, KeysForm::One(_)).then(|| quote!(key: KeyType,));
    let keys = keys(&reader.keys);
    quote! {
        fn #name(#key response: #response) -> crate::Keys {
            #keys
        }
    }
}

/// The keys in `response`.
fn keys(keys: &KeysForm) -> TokenStream {
    match keys {
        KeysForm::Fields {
            parent,
            primary,
            secondary,
        } => {
            let inner = parent.as_ref().map(|(name, is_boxed)| {
                let name = ident(name);
                let unboxed = is_boxed.then(|| quote!(.map(|inner| *inner)));
                quote!(let response = response.#name #unboxed .unwrap_or_default();)
            });
            let [primary, secondary] =
                [primary, secondary].map(|side| key(side, &quote!(response)));
            quote!(#inner crate::Keys { primary: #primary, secondary: #secondary })
        }
        KeysForm::Items(list, fields) => {
            let (items, which) = (items(list), which(list));
            let key = key(fields, &quote!(item));
            quote!(crate::Keys::of(#items.into_iter().map(|item| (#which, #key))))
        }
        KeysForm::One(fields) => {
            let value = key(fields, &quote!(response));
            quote!(crate::Keys::only(key, #value))
        }
    }
}

/// The items of a list in the response, or the response itself if it has the items of all pages.
pub(super) fn items(items: &ItemsForm) -> TokenStream {
    match &items.list {
        Some(list) => {
            let list = ident(list);
            quote!(response.#list.unwrap_or_default())
        }
        None => quote!(response),
    }
}

/// The `KeyType` of an item, by its name.
pub(super) fn which(items: &ItemsForm) -> TokenStream {
    let name = ident(&items.name);
    let (names, text) = match &items.names {
        NamesForm::KeyType => return quote!(item.#name),
        NamesForm::Texts(names) => (names, quote!(as_deref())),
        NamesForm::Values(names) => (names, quote!(as_ref().map(AsRef::as_ref))),
    };
    let [primary, secondary] = names;
    quote!(crate::runtime::keys::which([#primary, #secondary], item.#name.#text))
}

/// One key from the fields of `holder`.
fn key(fields: &KeyForm, holder: &TokenStream) -> TokenStream {
    let member = |name: &str| {
        let name = ident(name);
        quote!(#holder.#name)
    };
    let optional = |name: &Option<String>| match name {
        Some(name) => member(name),
        None => quote!(None),
    };
    let (value, connection_string) = (optional(&fields.value), optional(&fields.connection_string));
    let updated = match &fields.last_updated {
        None => quote!(None),
        Some(TimeField::Date(name)) => member(name),
        Some(TimeField::Text(name)) => {
            let text = member(name);
            quote!(#text.as_deref().and_then(crate::runtime::keys::time))
        }
    };
    quote!(crate::Key::from_parts(#value, #connection_string, #updated))
}
