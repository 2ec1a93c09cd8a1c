//! A package that consists of the runtime, on which emitted crates can depend.

use super::{File, docs, package, readme, runtime, rust, tokens::ident};
use crate::{
    runtime::{EXPORTS, fingerprint, shared},
    surface::Surface,
};
use quote::quote;

/// What the package is for.
const ABOUT: [&str; 5] = [
    "The code that crates of Azure Resource Manager clients have in common. A crate depends on it if its manifest has \
     `runtime = { … }`: such crates share the types of options, errors and pairs of keys, and compile this code once.",
    "",
    "Use the types by their paths in the crates of clients, which re-export them.",
    "",
    "The module `runtime` is for emitted code only, and changes with any version. A crate whose code was emitted for \
     another runtime does not compile.",
];

/// All files of the package.
pub(super) fn files(surface: &Surface) -> Vec<File> {
    let copies = shared().map(|file| runtime::copy(file.module, public(file.text).into()));
    let files = [
        package::manifest(surface),
        package::rustfmt(),
        readme::own_or(surface, about),
        root(surface),
        modules(),
    ];
    let license = package::license(surface);
    files.into_iter().chain(license).chain(copies).collect()
}

fn about(surface: &Surface) -> String {
    let description = surface.description.join("\n");
    let about = ABOUT.join("\n");
    format!("# {}\n\n{description}\n\n{about}\n", surface.package.name)
}

fn root(surface: &Surface) -> File {
    let mut about = docs::module(&surface.description);
    about.extend(docs::module(&[""]));
    about.extend(docs::module(&ABOUT));
    let names = EXPORTS.iter().flat_map(|export| export.names);
    let names = names.map(|name| ident(name));
    let tokens = quote! {
        #about
        #[doc(hidden)]
        #[allow(
            clippy::crate_in_macro_def,
            clippy::result_unit_err,
            missing_docs,
            rustdoc::private_intra_doc_links,
            unused_imports,
            reason = "emitted code uses it, and has a module `runtime` with the same names"
        )]
        pub mod runtime;
        pub use runtime::{#(#names),*};
    };
    rust("src/lib.rs", tokens)
}

/// `src/runtime.rs`.
fn modules() -> File {
    let text = docs::module(&["Code that is the same for all services."]);
    let modules = shared().map(|file| ident(file.module));
    let exports = EXPORTS.iter().map(runtime::export_of);
    let fingerprint = fingerprint();
    let tokens = quote! {
        #text
        #(pub mod #modules;)*
        #(#exports)*
        /// Identifies this code. Crates that depend on it compare it with that of the generator that emitted them.
        pub const FINGERPRINT: u64 = #fingerprint;
    };
    rust("src/runtime.rs", tokens)
}

/// Text of a file whose items other crates can use.
fn public(text: &str) -> String {
    let exported: Vec<&str> = exported_macros(text).collect();
    let lines = text.lines().map(|line| {
        let name = line.strip_prefix("macro_rules! ");
        let name = name.map(|rest| rest.trim_end_matches(" {"));
        match name.is_some_and(|name| exported.contains(&name)) {
            true => format!("#[doc(hidden)]\n#[macro_export]\n{line}\n"),
            false => format!("{line}\n"),
        }
    });
    let text: String = lines.collect();
    text.replace("pub(crate)", "pub")
        .replace("pub(super)", "pub")
}

/// Names of the macros that a file exports: `pub(crate) use name;` or `pub(crate) use {one, two};`.
fn exported_macros(text: &str) -> impl Iterator<Item = &str> {
    let uses = text.split("\npub(crate) use ").skip(1);
    let names = uses.filter_map(|rest| rest.split_once(';'));
    let names = names.filter(|(names, _)| !names.contains("::"));
    names.flat_map(|(names, _)| names.split(|c: char| !c.is_alphanumeric() && c != '_'))
}
