//! Doc comments of at most 100 columns.

use proc_macro2::{Ident, Span};
use syn::{
    AttrStyle, Attribute, Expr, ExprLit, File, ImplItem, Item, Lit, LitStr, Meta, MetaNameValue,
    Token, TraitItem, token::Bracket,
};

/// Columns of a line.
const COLUMNS: usize = 100;
/// Columns that one level of nesting takes.
const INDENT: usize = 4;

/// Wraps the doc comments of a file.
pub(super) fn wrap(file: &mut File) {
    attributes(&mut file.attrs, 0);
    items(&mut file.items, 0);
}

fn items(list: &mut [Item], indent: usize) {
    let inner = indent + INDENT;
    for item in list {
        match item {
            Item::Struct(item) => {
                attributes(&mut item.attrs, indent);
                let fields = item.fields.iter_mut();
                fields.for_each(|field| attributes(&mut field.attrs, inner));
            }
            Item::Enum(item) => {
                attributes(&mut item.attrs, indent);
                let variants = item.variants.iter_mut();
                variants.for_each(|variant| attributes(&mut variant.attrs, inner));
            }
            Item::Trait(item) => {
                attributes(&mut item.attrs, indent);
                for member in &mut item.items {
                    if let TraitItem::Fn(method) = member {
                        attributes(&mut method.attrs, inner);
                    }
                }
            }
            Item::Impl(item) => {
                for member in &mut item.items {
                    if let ImplItem::Fn(method) = member {
                        attributes(&mut method.attrs, inner);
                    }
                }
            }
            Item::Mod(item) => {
                attributes(&mut item.attrs, indent);
                if let Some((_, list)) = &mut item.content {
                    items(list, inner);
                }
            }
            Item::Const(item) => attributes(&mut item.attrs, indent),
            Item::Fn(item) => attributes(&mut item.attrs, indent),
            Item::Use(item) => attributes(&mut item.attrs, indent),
            _ => {}
        }
    }
}

fn attributes(attributes: &mut Vec<Attribute>, indent: usize) {
    if !attributes.iter().any(|one| may_be_long(one, indent)) {
        return;
    }
    // Code is left as it is.
    let mut is_code = false;
    let mut wrapped = Vec::with_capacity(attributes.len());
    for attribute in attributes.drain(..) {
        let Some(text) = doc(&attribute).map(LitStr::value) else {
            is_code |= opens_code(&attribute);
            wrapped.push(attribute);
            continue;
        };
        let is_fence = text.trim_start().starts_with("```");
        is_code ^= is_fence;
        let is_long = indent + "///".len() + text.chars().count() > COLUMNS;
        match is_long && !is_code && !is_fence && !text.trim_start().starts_with('|') {
            true => wrapped.extend(
                lines(&text, indent)
                    .iter()
                    .map(|line| with(&attribute, line)),
            ),
            false => wrapped.push(attribute),
        }
    }
    *attributes = wrapped;
}

/// Whether a doc comment may have too many columns. Its literal shows that most have not, and need not be read.
fn may_be_long(attribute: &Attribute, indent: usize) -> bool {
    let literal = doc(attribute).map(|text| text.token().to_string());
    literal.is_some_and(|literal| indent + "///".len() + literal.len() - "\"\"".len() > COLUMNS)
}

/// Text of a `#[doc = "…"]`.
fn doc(attribute: &Attribute) -> Option<&LitStr> {
    match &attribute.meta {
        Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
            Expr::Lit(ExprLit {
                lit: Lit::Str(text),
                ..
            }) => Some(text),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a `#[cfg_attr(…, doc = "```…")]` begins code that a feature decides on.
fn opens_code(attribute: &Attribute) -> bool {
    match &attribute.meta {
        Meta::List(meta) if meta.path.is_ident("cfg_attr") => {
            meta.tokens.to_string().contains("\" ```")
        }
        _ => false,
    }
}

/// A doc comment for the same thing as another.
fn with(like: &Attribute, line: &str) -> Attribute {
    let text = Expr::Lit(ExprLit {
        attrs: Vec::new(),
        lit: Lit::Str(LitStr::new(line, Span::call_site())),
    });
    Attribute {
        pound_token: <Token![#]>::default(),
        style: match like.style {
            AttrStyle::Outer => AttrStyle::Outer,
            AttrStyle::Inner(_) => AttrStyle::Inner(<Token![!]>::default()),
        },
        bracket_token: Bracket::default(),
        meta: Meta::NameValue(MetaNameValue {
            path: Ident::new("doc", Span::call_site()).into(),
            eq_token: <Token![=]>::default(),
            value: text,
        }),
    }
}

/// Lines of a text, each as long as fits. What belongs to a list item is indented as its text is.
fn lines(text: &str, indent: usize) -> Vec<String> {
    let most = COLUMNS - indent - "///".len();
    let words = text.trim_start();
    let mut margin = " ".repeat(text.len() - words.len());
    let mut line = margin.clone();
    if words.starts_with("* ") {
        margin += "  ";
    }
    let mut lines = Vec::new();
    for word in units(words) {
        let is_first = line.trim_start().is_empty();
        let is_full = line.chars().count() + 1 + word.chars().count() > most;
        if !is_first && is_full && !is_markup(word) {
            lines.push(std::mem::replace(&mut line, margin.clone()));
        } else if !is_first {
            line.push(' ');
        }
        line += word;
    }
    lines.push(line);
    lines
}

/// Words, and code with the spaces in it.
fn units(text: &str) -> Vec<&str> {
    let mut units = Vec::new();
    let (mut start, mut is_code, mut before) = (0, false, ' ');
    for (place, c) in text.char_indices() {
        match c {
            '`' if before != '\\' => is_code = !is_code,
            ' ' if !is_code => {
                units.push(&text[start..place]);
                start = place + 1;
            }
            _ => {}
        }
        before = c;
    }
    units.push(&text[start..]);
    units.retain(|unit| !unit.is_empty());
    units
}

/// Whether a word would be markup at the beginning of a line: a list item, a heading, a quote or a table.
fn is_markup(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = digits > 0 && word[digits..].starts_with(['.', ')']);
    is_number || word.starts_with(['-', '+', '*', '=', '#', '>', '|', '~'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, indent: usize, expected: &[&str]) {
        assert_eq!(lines(text, indent), expected, "{text}");
    }

    #[test]
    fn lines_are_as_long_as_fits() {
        let word = "word ".repeat(30);
        let full = format!(" {}", "word ".repeat(19).trim_end());
        assert_eq!(full.len(), 95);
        let rest = format!(" {}", "word ".repeat(11).trim_end());
        check(&format!(" {}", word.trim_end()), 0, &[&full, &rest]);
        let full = format!(" {}", "word ".repeat(18).trim_end());
        let rest = format!(" {}", "word ".repeat(12).trim_end());
        check(&format!(" {}", word.trim_end()), 4, &[&full, &rest]);
    }

    #[test]
    fn items_of_lists_stay_items() {
        let text = format!(" * `a`: {}", "b".repeat(90));
        check(&text, 0, &[" * `a`:", &format!("   {}", "b".repeat(90))]);
    }

    #[test]
    fn code_and_links_stay_whole() {
        let long = "a".repeat(80);
        let text = format!(" {long} `b c d e f g h i j k` l");
        check(&text, 0, &[&format!(" {long}"), " `b c d e f g h i j k` l"]);
    }

    /// A dash in a sentence makes no list.
    #[test]
    fn no_line_begins_with_markup() {
        let long = "a".repeat(94);
        for word in ["-", "+", "1.", "23)", "#x", "=", ">", "|"] {
            let text = format!(" {long} {word} b");
            check(&text, 0, &[&format!(" {long} {word}"), " b"]);
        }
        check(&format!(" {long} 1.5"), 0, &[&format!(" {long} 1.5")]);
    }
}
