//! `use` declarations, derived from the names that a file uses.

use crate::{
    output::{Locals, grouped},
    reserved::IMPORTED,
};
use proc_macro2::{Ident, TokenStream, TokenTree};
use std::collections::BTreeSet;
use syn::{Item, ItemUse, Token, UseTree, visit::Visit};

/// Inserts the imports that `items` need, after `mod name;` and `pub use`. Inline modules get their own imports. `locals`
/// has names of the crate with the paths of their modules.
pub(super) fn import(items: &mut Vec<Item>, locals: &Locals) {
    let names = Names::of(items);
    let needed: BTreeSet<&String> = names.used.difference(&names.defined).collect();
    let known = IMPORTED.iter();
    let known = known.filter(|(name, _)| needed.iter().any(|needed| needed == name));
    let known = known.map(|(_, path)| (*path).to_owned());
    let local = needed.iter().filter_map(|name| locals.get_key_value(*name));
    let local = local.map(|(name, module)| format!("{module}::{name}"));
    let declarations = grouped(&known.chain(local).collect());
    for item in items.iter_mut() {
        if let Item::Mod(syn::ItemMod {
            content: Some((_, items)),
            ..
        }) = item
        {
            import(items, locals);
        }
    }
    let place = items
        .iter()
        .position(|item| {
            !matches!(
                item,
                Item::Use(_) | Item::Mod(syn::ItemMod { content: None, .. })
            )
        })
        .unwrap_or(items.len());
    items.splice(place..place, declarations.into_iter().map(declaration));
}

fn declaration(tree: UseTree) -> Item {
    Item::Use(ItemUse {
        attrs: Vec::new(),
        vis: syn::Visibility::Inherited,
        use_token: <Token![use]>::default(),
        leading_colon: None,
        tree,
        semi_token: <Token![;]>::default(),
    })
}

/// Names in a file that begin with an upper-case letter, as all imported names do.
#[derive(Default)]
struct Names {
    /// Names that do not follow a `::`.
    used: BTreeSet<String>,
    /// Names of items in the file.
    defined: BTreeSet<String>,
}

impl Names {
    /// The names in all items except modules.
    fn of(items: &[Item]) -> Self {
        let mut names = Self::default();
        for item in items.iter().filter(|item| !matches!(item, Item::Mod(_))) {
            names.visit_item(item);
        }
        names
    }

    fn used(&mut self, name: &Ident) {
        let name = name.to_string();
        if name.starts_with(|first: char| first.is_ascii_uppercase()) {
            self.used.insert(name);
        }
    }

    fn defined(&mut self, name: &Ident) {
        self.defined.insert(name.to_string());
    }
}

impl<'f> Visit<'f> for Names {
    fn visit_path(&mut self, path: &'f syn::Path) {
        if let Some(first) = path.segments.first() {
            self.used(&first.ident);
        }
        syn::visit::visit_path(self, path);
    }

    /// Doc comments use no names; skipping them saves time.
    fn visit_attribute(&mut self, attribute: &'f syn::Attribute) {
        if !attribute.path().is_ident("doc") {
            syn::visit::visit_attribute(self, attribute);
        }
    }

    fn visit_item_struct(&mut self, item: &'f syn::ItemStruct) {
        self.defined(&item.ident);
        syn::visit::visit_item_struct(self, item);
    }

    fn visit_item_enum(&mut self, item: &'f syn::ItemEnum) {
        self.defined(&item.ident);
        syn::visit::visit_item_enum(self, item);
    }

    fn visit_item_trait(&mut self, item: &'f syn::ItemTrait) {
        self.defined(&item.ident);
        syn::visit::visit_item_trait(self, item);
    }

    fn visit_item_type(&mut self, item: &'f syn::ItemType) {
        self.defined(&item.ident);
        syn::visit::visit_item_type(self, item);
    }

    /// The arguments of attributes and macros are plain tokens. A name before `=` is a variant or an argument, no import.
    fn visit_token_stream(&mut self, tokens: &'f TokenStream) {
        let (mut colons, mut is_item) = (0, false);
        let mut tokens = tokens.clone().into_iter().peekable();
        while let Some(token) = tokens.next() {
            let before = (colons, is_item);
            (colons, is_item) = (0, false);
            let is_assigned =
                matches!(tokens.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == '=');
            match token {
                TokenTree::Group(group) => self.visit_token_stream(&group.stream()),
                TokenTree::Ident(name) if before.1 => self.defined(&name),
                TokenTree::Ident(name) if before.0 < 2 && !is_assigned => {
                    is_item = ["struct", "enum"].iter().any(|keyword| name == keyword);
                    self.used(&name);
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons = before.0 + 1,
                TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }
}
