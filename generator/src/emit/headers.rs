//! Typed response headers: a sealed trait for each response type.

use super::{
    docs::comment,
    tokens::{ident, path},
};
use crate::surface::{HeaderMethod, HeaderTrait};
use proc_macro2::TokenStream;
use quote::quote;

/// All traits of a service, or `None` if its responses have no typed headers.
pub(super) fn headers(traits: &[HeaderTrait]) -> Option<TokenStream> {
    if traits.is_empty() {
        return None;
    }
    let sealed = traits.iter().map(|header| &header.response);
    let traits = traits.iter().map(one);
    Some(quote! {
        #(#traits)*
        mod private {
            /// Prevents other crates from implementing the traits.
            pub trait Sealed {}

            #(impl Sealed for #sealed {})*
        }
    })
}

fn one(header: &HeaderTrait) -> TokenStream {
    let (name, response) = (ident(&header.item.name), &header.response);
    let docs = comment(&header.item.page(), 0);
    let signatures: Vec<TokenStream> = header.methods.iter().map(signature).collect();
    let texts = header.methods.iter().map(|method| comment(&method.docs, 1));
    let reads = header.methods.iter().map(read);
    quote! {
        #docs
        pub trait #name: private::Sealed {
            #(#texts #signatures;)*
        }
        impl #name for #response {
            #(#signatures { #reads })*
        }
    }
}

fn signature(method: &HeaderMethod) -> TokenStream {
    let (name, ty) = (ident(&method.name), &method.ty);
    quote!(fn #name(&self) -> Result<Option<#ty>>)
}

fn read(method: &HeaderMethod) -> TokenStream {
    let name = &method.header;
    let name = quote!(&HeaderName::from_static(#name));
    match &method.codec {
        Some(codec) => {
            let codec = path(codec);
            quote! {
                self.headers().get_optional_with(#name, |value| {
                    crate::runtime::encoding::parse::<#codec::Encoding, _>(value.as_str())
                })
            }
        }
        None => quote!(self.headers().get_optional_as(#name)),
    }
}
