//! Paths of what a file takes from elsewhere.

use super::ident;
use std::collections::{BTreeMap, BTreeSet};
use syn::{Token, UseGroup, UseName, UsePath, UseTree, punctuated::Punctuated, token::Brace};

/// Names of the crate that a file may use unqualified, with the paths of their modules.
pub type Locals = BTreeMap<String, String>;

/// Paths to their modules, with the names of each module together.
pub(crate) fn grouped(paths: &BTreeSet<String>) -> Vec<UseTree> {
    let mut modules: BTreeMap<&str, Vec<UseTree>> = BTreeMap::new();
    for (module, name) in paths.iter().filter_map(|path| path.rsplit_once("::")) {
        let name = UseTree::Name(UseName { ident: ident(name) });
        modules.entry(module).or_default().push(name);
    }
    modules
        .into_iter()
        .map(|(module, names)| tree(module, names))
        .collect()
}

fn tree(module: &str, mut names: Vec<UseTree>) -> UseTree {
    let last = match names.len() {
        1 => names.remove(0),
        _ => UseTree::Group(UseGroup {
            brace_token: Brace::default(),
            items: Punctuated::from_iter(names),
        }),
    };
    module.rsplit("::").fold(last, |tree, segment| {
        UseTree::Path(UsePath {
            ident: ident(segment),
            colon2_token: <Token![::]>::default(),
            tree: Box::new(tree),
        })
    })
}
