//! Names, types and paths of the surface as tokens.

use crate::surface::RustType;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote};

/// A name from `naming` as an identifier.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// A literal of a text. `quote!` makes the same, but searches Unicode's tables for each character that may need an escape:
/// that matters for the paths of URLs.
pub(super) fn text(text: &str) -> Literal {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
    match text.bytes().all(is_plain) {
        true => ["\"", text, "\""]
            .concat()
            .parse()
            .expect("it is a literal"),
        false => Literal::string(text),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_is_that_of_quote() {
        for character in ('\0'..='\u{300}').chain(['\u{1f511}']) {
            let given = format!("/a/{{b}}{character}1");
            assert_eq!(text(&given).to_string(), quote!(#given).to_string());
        }
    }
}
