//! Typed headers of answers: a sealed trait for each type of response.

mod example;

use super::{
    docs::{code, comment, docs},
    ident, types,
};
use crate::model::{Header, HeaderTrait, Model, Response, Service};
use proc_macro2::TokenStream;
use quote::quote;

/// All traits of a service, or `None` if its answers have no typed headers.
pub(super) fn headers(model: &Model, service: &Service) -> Option<TokenStream> {
    if service.headers.is_empty() {
        return None;
    }
    let traits = service
        .headers
        .iter()
        .map(|header| one(model, service, header));
    let sealed = service
        .headers
        .iter()
        .map(|header| response(model, &header.response));
    Some(quote! {
        #(#traits)*
        mod private {
            /// Keeps the traits to the types that this crate implements them for.
            pub trait Sealed {}

            #(impl Sealed for #sealed {})*
        }
    })
}

/// Type of a response, such as `Response<MapsAccountKeys>`.
pub(super) fn response(model: &Model, answer: &Response) -> TokenStream {
    match &answer.body {
        None => quote!(Response<(), NoFormat>),
        Some(ty) => {
            let ty = types::content(model, ty);
            match answer.optional {
                true => quote!(Response<Option<#ty>>),
                false => quote!(Response<#ty>),
            }
        }
    }
}

fn one(model: &Model, service: &Service, header: &HeaderTrait) -> TokenStream {
    let name = ident(&header.name);
    let response = response(model, &header.response);
    let text = match &header.response.body {
        Some(ty) => format!("Headers of an answer with `{}`.", types::content(model, ty)),
        None => "Headers of an answer without a body.".to_owned(),
    };
    let lines: Vec<String> = [text]
        .into_iter()
        .chain(example::examples(model, service, header))
        .collect();
    let text = comment(&lines);
    let signatures: Vec<TokenStream> = header
        .headers
        .iter()
        .map(|header| signature(model, header))
        .collect();
    let texts = header.headers.iter().map(|header| {
        docs(
            header.docs.as_deref(),
            &format!("The header {}.", code(&header.name.wire)),
        )
    });
    let reads = header.headers.iter().map(|header| read(model, header));
    quote! {
        #text
        pub trait #name: private::Sealed {
            #(#texts #signatures;)*
        }
        impl #name for #response {
            #(#signatures { #reads })*
        }
    }
}

fn signature(model: &Model, header: &Header) -> TokenStream {
    let name = ident(&header.name.rust);
    let ty = types::ty(model, &header.ty);
    quote!(fn #name(&self) -> Result<Option<#ty>>)
}

fn read(model: &Model, header: &Header) -> TokenStream {
    let name = header.name.wire.to_ascii_lowercase();
    let name = quote!(&HeaderName::from_static(#name));
    match types::module(model, &header.ty) {
        Some(module) => quote! {
            self.headers().get_optional_with(#name, |value| {
                crate::runtime::encoding::parse::<#module::Encoding, _>(value.as_str())
            })
        },
        None => quote!(self.headers().get_optional_as(#name)),
    }
}
