//! Items to text by prettyplease, with the blank lines between items that it leaves out.
//!
//! prettyplease prints an item without any tokens as a blank line, so such items are put between the others.

use proc_macro2::TokenStream;
use syn::{File, ImplItem, Item, ItemMod, TraitItem, Visibility};

/// Text of a file.
pub(super) fn print(mut parsed: File) -> String {
    space_items(&mut parsed.items);
    if !parsed.attrs.is_empty() && !parsed.items.is_empty() {
        parsed.items.insert(0, Item::Verbatim(TokenStream::new()));
    }
    prettyplease::unparse(&parsed)
}

/// Kinds of items that stand together.
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

/// Puts blank lines between items and between the members of blocks.
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

/// Puts a blank line between two members unless both declare things of one kind.
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
