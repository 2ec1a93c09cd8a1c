//! Texts as doc comments.

use proc_macro2::TokenStream;
use quote::quote;

/// Doc comment of the item that follows.
pub(super) fn comment(lines: &[impl AsRef<str>]) -> TokenStream {
    let lines = lines.iter().map(|line| match line.as_ref() {
        "" => String::new(),
        line => format!(" {line}"),
    });
    quote! { #(#[doc = #lines])* }
}

/// Doc comment of the module that it stands in.
pub(super) fn module(lines: &[impl AsRef<str>]) -> TokenStream {
    let lines = lines.iter().map(|line| format!(" {}", line.as_ref()));
    quote! { #(#![doc = #lines])* }
}
