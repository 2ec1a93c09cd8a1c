//! `use` declarations, derived from the names that the tokens of a file use.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
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
    let (tokens, names) = Names::of(tokens);
    let known = KNOWN.iter().map(|(name, path)| (*name, (*path).to_owned()));
    let local = local
        .iter()
        .map(|(name, path)| (name.as_str(), format!("{path}::{name}")));
    let needed = known
        .chain(local)
        .filter(|(name, _)| names.used.contains(*name) && !names.defined.contains(*name));
    let declarations = grouped(&needed.map(|(_, path)| path).collect());
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

/// Identifiers of a file.
#[derive(Default)]
struct Names {
    /// Those that do not follow a `::`.
    used: BTreeSet<String>,
    /// Those of items.
    defined: BTreeSet<String>,
}

impl Names {
    /// Looks at every token once, and gives them back: moved, since copying costs more than looking.
    fn of(tokens: TokenStream) -> (TokenStream, Self) {
        let mut names = Self::default();
        let tokens = names.scan(tokens);
        (tokens, names)
    }

    fn scan(&mut self, tokens: TokenStream) -> TokenStream {
        let (mut colons, mut is_item) = (0, false);
        let scanned = tokens.into_iter().map(|token| {
            let mut before = (0, false);
            let token = match token {
                TokenTree::Group(group) => {
                    let (delimiter, inner) = (group.delimiter(), group.stream());
                    drop(group);
                    Group::new(delimiter, self.scan(inner)).into()
                }
                TokenTree::Ident(name) => {
                    before.1 = self.name(name.to_string(), colons == 2, is_item);
                    name.into()
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => {
                    before.0 = colons + 1;
                    punct.into()
                }
                other => other,
            };
            (colons, is_item) = before;
            token
        });
        scanned.collect()
    }

    /// Files a name, and says whether it is a keyword that an item's name follows.
    fn name(&mut self, name: String, is_qualified: bool, is_item: bool) -> bool {
        if is_item {
            self.defined.insert(name);
            return false;
        }
        // Imports begin with an upper-case letter, as most names in code do not.
        if !is_qualified && name.starts_with(|first: char| first.is_ascii_uppercase()) {
            self.used.insert(name);
            return false;
        }
        matches!(name.as_str(), "struct" | "enum" | "trait" | "type")
    }
}
