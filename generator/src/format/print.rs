//! Items to text by prettyplease, with the blank lines between items that it leaves out.
//!
//! prettyplease prints a file without blank lines. So each item is printed by itself, and so is each member of a
//! block: in a block of its own, of which only the member's part is kept.

use std::mem;
use syn::{Attribute, File, Item, ItemMod, Visibility};

/// Text of a file.
pub(super) fn print(parsed: File) -> String {
    let File { attrs, items, .. } = parsed;
    let head = prettyplease::unparse(&file(attrs, Vec::new()));
    let parts = items.into_iter().map(|item| (Kind::of(&item), block(item)));
    let body = separated(parts);
    match head.is_empty() || body.is_empty() {
        true => head + &body,
        false => head + "\n" + &body,
    }
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

/// Joins texts, with a blank line between two unless both declare things of one kind.
fn separated(parts: impl IntoIterator<Item = (Kind, String)>) -> String {
    let mut text = String::new();
    let mut before = None;
    for (kind, part) in parts {
        if before.is_some_and(|before| before != kind || kind == Kind::Other) {
            text.push('\n');
        }
        text += &part;
        before = Some(kind);
    }
    text
}

/// Text of an item of a file, with blank lines between its members if it is a block.
fn block(item: Item) -> String {
    let mut file = file(Vec::new(), vec![item]);
    match &mut file.items[0] {
        Item::Mod(ItemMod {
            content: Some((_, items)),
            ..
        }) => {
            let items = mem::take(items);
            members(file, items, Kind::of, |item, items| match item {
                Item::Mod(ItemMod {
                    content: Some((_, place)),
                    ..
                }) => *place = items,
                _ => unreachable!("the item is a module"),
            })
        }
        Item::Impl(item) if item.items.len() > 1 => {
            let items = mem::take(&mut item.items);
            members(
                file,
                items,
                |_| Kind::Other,
                |item, items| match item {
                    Item::Impl(item) => item.items = items,
                    _ => unreachable!("the item is an impl"),
                },
            )
        }
        Item::Trait(item) if item.items.len() > 1 => {
            let items = mem::take(&mut item.items);
            members(
                file,
                items,
                |_| Kind::Other,
                |item, items| match item {
                    Item::Trait(item) => item.items = items,
                    _ => unreachable!("the item is a trait"),
                },
            )
        }
        _ => prettyplease::unparse(&file),
    }
}

/// Text of the block that is the file's one item, and is empty yet, with its members. `put` replaces what is in it.
fn members<M>(
    mut block: File,
    members: Vec<M>,
    kind: impl Fn(&M) -> Kind,
    put: impl Fn(&mut Item, Vec<M>),
) -> String {
    let shell = prettyplease::unparse(&block);
    let Some(open) = shell.strip_suffix("}\n") else {
        return shell;
    };
    let parts = members.into_iter().map(|member| {
        let kind = kind(&member);
        put(&mut block.items[0], vec![member]);
        let text = prettyplease::unparse(&block);
        let inner = text
            .strip_prefix(open)
            .and_then(|text| text.strip_prefix('\n')?.strip_suffix("}\n"));
        (
            kind,
            inner
                .expect("a block begins and ends alike, whatever is in it")
                .to_owned(),
        )
    });
    let inner = separated(parts);
    format!("{open}\n{inner}}}\n")
}

fn file(attrs: Vec<Attribute>, items: Vec<Item>) -> File {
    File {
        frontmatter: None,
        shebang: None,
        attrs,
        items,
    }
}
