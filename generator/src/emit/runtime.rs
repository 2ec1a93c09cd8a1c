//! The runtime: its files, unchanged, and the module that declares them.

use super::{Content, File, docs, rust, tokens::ident};
use crate::{
    runtime::{EXPORTS, Needed},
    surface::Surface,
};
use quote::quote;

/// `src/runtime.rs` and the files beside it.
pub(super) fn files(surface: &Surface) -> Vec<File> {
    let needed = || surface.runtime.iter();
    let test = |needed: &Needed| needed.test.then(|| quote!(#[cfg(test)]));
    let modules = needed().map(|needed| {
        let (test, name) = (test(needed), ident(needed.file.module));
        quote!(#test pub(crate) mod #name;)
    });
    let text = docs::module(&["Code that is the same for all services."]);
    let exports = EXPORTS.iter().filter_map(|export| {
        let module = ident(export.module);
        let test = test(needed().find(|needed| needed.file.module == export.module)?);
        let names = export.names.iter().map(|name| ident(name));
        Some(match export.names.len() {
            1 => quote!(#test pub use #module::#(#names)*;),
            _ => quote!(#test pub use #module::{#(#names),*};),
        })
    });
    let root = quote! {
        #text
        #(#modules)*
        #(#exports)*
    };
    let copies = needed().map(|needed| File {
        path: format!("src/runtime/{}.rs", needed.file.module),
        content: Content::Verbatim(needed.file.text),
    });
    [rust("src/runtime.rs", root)]
        .into_iter()
        .chain(copies)
        .collect()
}
