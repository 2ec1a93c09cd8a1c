//! Names, types and paths of the surface as tokens.

use crate::surface::RustType;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote};

/// A name from `naming` as an identifier.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// A path such as `crate::runtime::encoding::rfc3339`.
pub(super) fn path(path: &str) -> TokenStream {
    let mut segments = path.split("::").map(ident);
    let first = segments.next();
    quote!(#first #(::#segments)*)
}

impl ToTokens for RustType {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append_all(match self {
            Self::Unit => quote!(()),
            Self::Lifetime(name) => {
                let lifetime = syn::Lifetime::new(&format!("'{name}"), Span::call_site());
                quote!(#lifetime)
            }
            Self::Reference(to) => quote!(&#to),
            Self::Slice(of) => quote!([#of]),
            Self::Path(name, arguments) if arguments.is_empty() => path(name),
            Self::Path(name, arguments) => {
                let name = path(name);
                quote!(#name<#(#arguments),*>)
            }
        });
    }
}
