//! Prints items with prettyplease, with blank lines between them.
//!
//! prettyplease itself leaves no blank lines, but prints an item without tokens as one. Such items are inserted.

use proc_macro2::TokenStream;
use syn::{File, ImplItem, Item, ItemMod, TraitItem, Visibility};

/// The text of a file.
pub(super) fn print(mut parsed: File) -> String {
    space_items(&mut parsed.items);
    if !parsed.attrs.is_empty() && !parsed.items.is_empty() {
        parsed.items.insert(0, Item::Verbatim(TokenStream::new()));
    }
    prettyplease::unparse(&parsed)
}

/// Kinds of items. Neighbours of one kind, except `Other`, have no blank line between them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Import,
    Export,
    Module,
    Other,
}

impl Kind {
    fn of(item: &Item) -> Self {
        match item {
            Item::Use(item) if matches!(item.vis, Visibility::Inherited) => Self::Import,
            Item::Use(_) => Self::Export,
            Item::Mod(ItemMod { content: None, .. }) => Self::Module,
            _ => Self::Other,
        }
    }
}

/// Inserts blank lines between items, and between members of `impl` and `trait` blocks.
fn space_items(items: &mut Vec<Item>) {
    for item in items.iter_mut() {
        match item {
            Item::Mod(ItemMod {
                content: Some((_, items)),
                ..
            }) => space_items(items),
            Item::Impl(item) => space(&mut item.items, |_| Kind::Other, ImplItem::Verbatim),
            Item::Trait(item) => space(&mut item.items, |_| Kind::Other, TraitItem::Verbatim),
            _ => {}
        }
    }
    space(items, Kind::of, Item::Verbatim);
}

/// Inserts a blank line between two members, unless both are of one kind other than `Other`.
fn space<M>(members: &mut Vec<M>, kind: fn(&M) -> Kind, blank: fn(TokenStream) -> M) {
    let mut spaced = Vec::with_capacity(2 * members.len());
    let mut before = None;
    for member in members.drain(..) {
        let kind = kind(&member);
        if before.is_some_and(|before| before != kind || kind == Kind::Other) {
            spaced.push(blank(TokenStream::new()));
        }
        spaced.push(member);
        before = Some(kind);
    }
    *members = spaced;
}
