//! The runtime: its files, unchanged, and the module that declares them.

use super::{Content, File, docs, rust, tokens::ident};
use crate::runtime::{EXPORTS, FILES, RuntimeFile};
use quote::quote;

/// `src/runtime.rs` and the files beside it.
pub(super) fn files() -> Vec<File> {
    let modules = FILES.iter().map(|file: &RuntimeFile| {
        let name = ident(file.module);
        let test = file.test.then(|| quote!(#[cfg(test)]));
        quote!(#test pub(crate) mod #name;)
    });
    let text = docs::module(&["Code that is the same for all services."]);
    let exports = EXPORTS.iter().map(|export| {
        let module = ident(export.module);
        let names = export.names.iter().map(|name| ident(name));
        match export.names.len() {
            1 => quote!(pub use #module::#(#names)*;),
            _ => quote!(pub use #module::{#(#names),*};),
        }
    });
    let root = quote! {
        #text
        #(#modules)*
        #(#exports)*
    };
    let copies = FILES.iter().map(|file| File {
        path: format!("src/runtime/{}.rs", file.module),
        content: Content::Verbatim(file.text),
    });
    [rust("src/runtime.rs", root)]
        .into_iter()
        .chain(copies)
        .collect()
}
