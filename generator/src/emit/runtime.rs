//! The runtime of a crate: its files, unchanged, and the module that declares them. If a package consists of them, only
//! the files that tests need.

use super::{Content, File, docs, rust, tokens::ident};
use crate::{
    runtime::{EXPORTS, Export, Needed, fingerprint},
    surface::Surface,
};
use proc_macro2::TokenStream;
use quote::quote;
use std::borrow::Cow;

/// `src/runtime.rs` and the files beside it.
pub(super) fn files(surface: &Surface) -> Vec<File> {
    let contained = surface.package.runtime.is_contained();
    let files = || {
        let needed = surface.runtime.iter();
        needed.filter(move |needed| contained || needed.file.test)
    };
    let modules = files().map(|needed| {
        let (test, name) = (test(needed), ident(needed.file.module));
        quote!(#test pub(crate) mod #name;)
    });
    let text = docs::module(&["Code that is the same for all services."]);
    let items = match surface.package.runtime.package() {
        None => exports(surface),
        Some(package) => imports(&package.name),
    };
    let root = quote! {
        #text
        #(#modules)*
        #items
        /// Name and version of this package, for the `User-Agent` of its requests.
        pub(crate) const PACKAGE: [Option<&str>; 2] = [option_env!("CARGO_PKG_NAME"), option_env!("CARGO_PKG_VERSION")];
    };
    let copies = files().map(|needed| copy(needed.file.module, needed.file.text.into()));
    [rust("src/runtime.rs", root)]
        .into_iter()
        .chain(copies)
        .collect()
}

/// A file of the runtime.
pub(super) fn copy(module: &str, text: Cow<'static, str>) -> File {
    File {
        path: format!("src/runtime/{module}.rs"),
        content: Content::Verbatim(text),
    }
}

/// The items of the package with the runtime, whose text has to be that of this generator.
fn imports(package: &str) -> TokenStream {
    let krate = ident(&package.replace('-', "_"));
    let text = fingerprint();
    let message = format!(
        "the package `{package}` has the code of another generator: emit it again together with this crate"
    );
    quote! {
        pub(crate) use ::#krate::runtime::*;
        const _: () = assert!(::#krate::runtime::FINGERPRINT == #text, #message);
    }
}

fn test(needed: &Needed) -> Option<TokenStream> {
    needed.test.then(|| quote!(#[cfg(test)]))
}

/// The public items of the files.
fn exports(surface: &Surface) -> TokenStream {
    let needed = |module| {
        let mut needed = surface.runtime.iter();
        needed.find(|needed| needed.file.module == module)
    };
    let exports = EXPORTS.iter().filter_map(|export| {
        let test = test(needed(export.module)?);
        let export = export_of(export);
        Some(quote!(#test #export))
    });
    exports.collect()
}

/// The public items of a file.
pub(super) fn export_of(export: &Export) -> TokenStream {
    let module = ident(export.module);
    let names = export.names.iter().map(|name| ident(name));
    match export.names.len() {
        1 => quote!(pub use #module::#(#names)*;),
        _ => quote!(pub use #module::{#(#names),*};),
    }
}
