//! `use` declarations, derived from the names that the tokens of a file use.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;
use std::collections::{BTreeMap, BTreeSet};

/// Names that emitted files use unqualified, and where they come from.
const KNOWN: [(&str, &str); 29] = [
    ("Arc", "std::sync::Arc"),
    ("Arm", "crate::runtime::arm::Arm"),
    ("ArmClientOptions", "crate::ArmClientOptions"),
    (
        "ClientMethodOptions",
        "azure_core::http::ClientMethodOptions",
    ),
    ("Deserialize", "serde::Deserialize"),
    ("Etag", "azure_core::http::Etag"),
    ("FinalState", "crate::runtime::polling::FinalState"),
    ("HashMap", "std::collections::HashMap"),
    ("HeaderName", "azure_core::http::headers::HeaderName"),
    ("KeyType", "crate::KeyType"),
    ("Method", "azure_core::http::Method"),
    ("NoFormat", "azure_core::http::NoFormat"),
    ("OffsetDateTime", "azure_core::time::OffsetDateTime"),
    ("OperationStatus", "crate::OperationStatus"),
    ("Page", "azure_core::http::pager::Page"),
    ("Pager", "azure_core::http::Pager"),
    ("PagerOptions", "azure_core::http::pager::PagerOptions"),
    ("Poller", "azure_core::http::Poller"),
    ("PollerOptions", "azure_core::http::poller::PollerOptions"),
    ("RequestContent", "azure_core::http::RequestContent"),
    ("Response", "azure_core::http::Response"),
    ("Result", "azure_core::Result"),
    ("Rule", "crate::runtime::rule::Rule"),
    ("SafeDebug", "azure_core::fmt::SafeDebug"),
    ("Secret", "azure_core::credentials::Secret"),
    ("Separator", "crate::runtime::operation::Separator"),
    ("Serialize", "serde::Serialize"),
    (
        "TokenCredential",
        "azure_core::credentials::TokenCredential",
    ),
    ("Value", "azure_core::Value"),
];

/// Puts the imports that `tokens` need before them. `local` gives further names and the paths of their modules.
pub(super) fn with_imports(tokens: TokenStream, local: &BTreeMap<String, String>) -> TokenStream {
    let mut used = BTreeSet::new();
    let mut defined = BTreeSet::new();
    scan(tokens.clone(), &mut used, &mut defined);
    let mut paths: BTreeSet<String> = KNOWN
        .iter()
        .filter(|(name, _)| used.contains(*name))
        .map(|(_, path)| (*path).to_owned())
        .collect();
    paths.extend(
        local
            .iter()
            .filter(|(name, _)| used.contains(*name))
            .map(|(name, path)| format!("{path}::{name}")),
    );
    paths.retain(|path| !defined.contains(path.rsplit("::").next().unwrap_or_default()));
    let declarations = grouped(&paths);
    quote! { #(use #declarations;)* #tokens }
}

/// Paths to their modules, with the names of each module together.
pub(super) fn grouped(paths: &BTreeSet<String>) -> Vec<TokenStream> {
    let mut modules: BTreeMap<&str, Vec<Ident>> = BTreeMap::new();
    for (module, name) in paths.iter().filter_map(|path| path.rsplit_once("::")) {
        modules.entry(module).or_default().push(super::ident(name));
    }
    let grouped = modules.into_iter().map(|(module, names)| {
        let module: syn::Path = syn::parse_str(module).expect("paths are made of identifiers");
        match names.as_slice() {
            [name] => quote!(#module::#name),
            names => quote!(#module::{#(#names),*}),
        }
    });
    grouped.collect()
}

/// Collects the identifiers that do not follow a `::`, and those that an item defines.
fn scan(tokens: TokenStream, used: &mut BTreeSet<String>, defined: &mut BTreeSet<String>) {
    let mut before = [String::new(), String::new()];
    for token in tokens {
        match &token {
            TokenTree::Group(group) => scan(group.stream(), used, defined),
            TokenTree::Ident(name)
                if matches!(before[1].as_str(), "struct" | "enum" | "trait" | "type") =>
            {
                defined.insert(name.to_string());
            }
            TokenTree::Ident(name) if before != [":", ":"] => drop(used.insert(name.to_string())),
            _ => {}
        }
        before = [std::mem::take(&mut before[1]), token.to_string()];
    }
}
