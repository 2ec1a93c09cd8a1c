//! The calls of a pair of keys.

use super::reader;
use crate::{
    emit::{registry::name_at, tokens::ident},
    surface::{
        CallOptions, Given, KeySelector, ListKeys, ListedAs, PairArgument, PairCall, Regeneration,
        RegenerationCalls, SelectorBody, SelectorField, SelectorValue,
    },
};
use proc_macro2::TokenStream;
use quote::quote;

/// Code that lists both keys.
pub(super) fn read(list: &ListKeys) -> TokenStream {
    let (response, reader) = (listed(list), ident(&list.reader));
    quote! {
        let id = &self.resource_id;
        let response = #response;
        Ok(#reader(response))
    }
}

/// The response of the list call: the model, or the items of all pages.
fn listed(list: &ListKeys) -> TokenStream {
    let call = call(&list.call, None);
    match list.listed_as {
        ListedAs::Items => quote!(crate::runtime::key_pair::items(#call?).await?),
        ListedAs::OptionalModel => quote!(#call.await?.into_model()?.unwrap_or_default()),
        ListedAs::Model => quote!(#call.await?.into_model()?),
    }
}

/// Code that regenerates a key, and reads the keys from the response, if it contains any.
pub(super) fn renew(regeneration: &Regeneration) -> TokenStream {
    let (body, call) = match &regeneration.calls {
        RegenerationCalls::Selected(one, selector) => {
            let value = value(&selector.value);
            let body = selector.body.as_ref().map(|body| self::body(body, &value));
            (body, sent(one, Some(&value)))
        }
        RegenerationCalls::Each([primary, secondary]) => {
            let (primary, secondary) = (sent(primary, None), sent(secondary, None));
            (None, by_key(&primary, &secondary))
        }
    };
    let (response, renewed) = match &regeneration.reader {
        None => (None, quote!(Renewed::NotReturned)),
        Some(reader) => {
            let name = ident(&reader.name);
            let from = match reader.takes_key {
                true => quote!(|response| #name(key, response)),
                false => quote!(#name),
            };
            let renewed = quote!(Renewed::Returned(response.into_model().map(#from)));
            (Some(quote!(let response =)), renewed)
        }
    };
    quote! {
        let id = &self.resource_id;
        #body
        #response #call;
        Ok(#renewed)
    }
}

fn by_key(primary: &TokenStream, secondary: &TokenStream) -> TokenStream {
    quote! {
        match key {
            KeyType::Primary => #primary,
            KeyType::Secondary => #secondary,
        }
    }
}

/// Code that awaits the call, and the result if it is long-running.
fn sent(one: &PairCall, selected: Option<&TokenStream>) -> TokenStream {
    let call = call(one, selected);
    match one.method_options {
        CallOptions::Poller => quote!(crate::runtime::key_pair::completed(#call?).await?),
        CallOptions::Call | CallOptions::Pager => quote!(#call.await?),
    }
}

/// The call of the sub-client's method, with names from the resource id of the pair.
fn call(call: &PairCall, selected: Option<&TokenStream>) -> TokenStream {
    let method = ident(&call.method);
    let arguments = call.arguments.iter().map(|argument| match *argument {
        PairArgument::ResourceGroup { is_parsed } => {
            name(&quote!(id.resource_group_name()), is_parsed)
        }
        PairArgument::ResourceName { place, is_parsed } => name(&name_at(place), is_parsed),
        PairArgument::Selector => quote!(#selected),
    });
    let body = (call.body == Some(Given::Argument)).then(|| quote!(body.try_into()?,));
    let options = options(call);
    quote!(self.client.#method(#(#arguments,)* #body Some(#options)))
}

/// A name from the resource id as an argument.
fn name(name: &TokenStream, is_parsed: bool) -> TokenStream {
    match is_parsed {
        true => quote!(crate::runtime::key_pair::parse(#name)?),
        false => name.clone(),
    }
}

fn options(call: &PairCall) -> TokenStream {
    let name = ident(&call.options);
    let method_options = match call.method_options {
        CallOptions::Call => quote!(options.call()),
        CallOptions::Pager => quote!(options.pager()),
        CallOptions::Poller => quote!(options.poller()),
    };
    let body = (call.body == Some(Given::Option)).then(|| quote!(body: Some(body.try_into()?),));
    quote!(#name { #body method_options: #method_options, ..Default::default() })
}

/// The request body that chooses the key.
fn body(body: &SelectorBody, value: &TokenStream) -> TokenStream {
    let ty = &body.ty;
    let body = match &body.selector {
        SelectorField::Required => quote!(#ty::new(#value)),
        SelectorField::Optional(name) => {
            let name = ident(name);
            quote!(#ty { #name: Some(#value), ..Default::default() })
        }
    };
    quote!(let body = #body;)
}

/// The value that chooses the key.
fn value(value: &SelectorValue) -> TokenStream {
    match value {
        SelectorValue::KeyType => quote!(key),
        SelectorValue::Listed(_) => quote!(self.listed(key, options).await?),
        SelectorValue::Texts([primary, secondary]) => {
            let text = by_key(&quote!(#primary), &quote!(#secondary));
            quote!(#text.to_owned())
        }
        SelectorValue::Variants(name, variants) => {
            let name = ident(name);
            let [primary, secondary] = variants.each_ref().map(|variant| {
                let variant = ident(variant);
                quote!(#name::#variant)
            });
            by_key(&primary, &secondary)
        }
    }
}

/// The method that lists the keys to find the value of the selector, if the selector needs that.
pub(super) fn lookup(list: &ListKeys, regeneration: &Regeneration) -> Option<TokenStream> {
    let RegenerationCalls::Selected(
        _,
        KeySelector {
            value: SelectorValue::Listed(lookup),
            ..
        },
    ) = &regeneration.calls
    else {
        return None;
    };
    let response = listed(list);
    let (items, which) = (reader::items(&lookup.items), reader::which(&lookup.items));
    let member = ident(&lookup.member);
    Some(quote! {
        /// The service's name of the key.
        async fn listed(&self, key: KeyType, options: &KeyPairOptions<'_>) -> Result<String> {
            let id = &self.resource_id;
            let response = #response;
            let found = #items.into_iter().find(|item| #which == Some(key));
            found.and_then(|item| item.#member).ok_or_else(|| crate::runtime::key_pair::not_listed(key))
        }
    })
}
