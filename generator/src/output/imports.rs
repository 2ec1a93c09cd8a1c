//! Import paths.

use proc_macro2::{Ident, Span};
use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};
use syn::{Token, UseGroup, UseName, UsePath, UseTree, punctuated::Punctuated, token::Brace};

/// Names of the crate that a file may import, with the paths of their modules. Many files have the same.
pub type Locals = Rc<BTreeMap<String, String>>;

/// Import trees for some paths: one per module, in rustfmt's order. Paths of the crate come first; a module with several
/// names comes after its submodules.
pub(crate) fn grouped(paths: &BTreeSet<String>) -> Vec<UseTree> {
    let mut modules: BTreeMap<&str, Vec<UseTree>> = BTreeMap::new();
    for (module, name) in paths.iter().filter_map(|path| path.rsplit_once("::")) {
        let name = UseTree::Name(UseName { ident: named(name) });
        modules.entry(module).or_default().push(name);
    }
    let mut modules: Vec<_> = modules.into_iter().collect();
    modules.sort_by_cached_key(|(module, names)| order(module, names));
    modules
        .into_iter()
        .map(|(module, names)| tree(module, names))
        .collect()
}

/// Sort key of an import: its segments, each with whether it sorts after the others.
fn order(module: &str, names: &[UseTree]) -> Vec<(bool, String)> {
    let segments = module.split("::").enumerate();
    let segments = segments.map(|(index, name)| (index == 0 && name != "crate", name.to_owned()));
    let last = match names {
        [UseTree::Name(name)] => (false, name.ident.to_string()),
        _ => (true, String::new()),
    };
    segments.chain([last]).collect()
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
            ident: named(segment),
            colon2_token: <Token![::]>::default(),
            tree: Box::new(tree),
        })
    })
}

/// A name from `naming` as an identifier.
fn named(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
