//! Checks that emitted Rust contains only known attributes, macros and keywords. String literals may contain any text.

use armgen::format::Output;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::BTreeSet;
use syn::{Fields, ImplItem, Item, TraitItem};

/// Macros that emitted code calls.
const MACROS: [&str; 18] = [
    "answer",
    "closed_enum",
    "closed_integer_enum",
    "error_model",
    "include_str",
    "key_pair",
    "open_enum",
    "open_integer_enum",
    "page",
    "read_union",
    "write_union",
    "panic",
    "model",
    "request",
    "request_body",
    "response",
    "spelling",
    "vec",
];

/// Attributes of emitted code.
const ATTRIBUTES: [&str; 11] = [
    "allow",
    "cfg",
    "cfg_attr",
    "derive",
    "doc",
    "expect",
    "non_exhaustive",
    "recursion_limit",
    "serde",
    "test",
    "tokio",
];

/// Keywords that no emitted code needs.
const FORBIDDEN: [&str; 3] = ["extern", "static", "unsafe"];

/// `Err` describes what is wrong with an emitted file.
pub(crate) fn check(output: &Output) -> Result<(), String> {
    let sound = match output.path.rsplit_once('.') {
        // The runtime and the program are the same for all definitions.
        Some(("src/runtime", "rs")) => Ok(()),
        Some((path, "rs")) if path.starts_with("src/runtime/") => Ok(()),
        Some((path, "rs")) if path.starts_with("src/test/") => Ok(()),
        Some((path, "rs")) if path.starts_with("src/fleet/") => Ok(()),
        Some((path, "rs")) if path.starts_with("src/cli/") && path != "src/cli/main" => Ok(()),
        Some((_, "rs")) => rust(&output.text),
        Some((_, "json")) => serde_json::from_str::<serde_json::Value>(&output.text)
            .map(drop)
            .map_err(|error| error.to_string()),
        Some((_, "toml")) => manifest(&output.text),
        _ => Ok(()),
    };
    sound.map_err(|wrong| format!("{}: {wrong}", output.path))
}

/// The dependencies must be the known ones: any other crate would be foreign code.
fn manifest(text: &str) -> Result<(), String> {
    let table: toml::Table = text
        .parse()
        .map_err(|error: toml::de::Error| error.to_string())?;
    let Some(dependencies) = table.get("dependencies").and_then(toml::Value::as_table) else {
        return Ok(());
    };
    let known = [
        "async-trait",
        "azure_core",
        "azure_identity",
        "clap",
        "clap_complete",
        "clap_mangen",
        "event-listener",
        "fs4",
        "futures",
        "indicatif",
        "regex-lite",
        "serde",
        "serde_json",
        "sha2",
        "tokio",
    ];
    match dependencies
        .keys()
        .find(|name| !known.contains(&name.as_str()))
    {
        Some(name) => Err(format!("the dependency `{name}`")),
        None => Ok(()),
    }
}

fn rust(text: &str) -> Result<(), String> {
    if let Some(c) = text.chars().find(|c| is_hidden(*c)) {
        let around = text
            .lines()
            .find(|line| line.contains(c))
            .unwrap_or_default();
        return Err(format!("the character {c:?} in {around:?}"));
    }
    let file = syn::parse_file(text).map_err(|error| format!("no Rust: {error}"))?;
    let tokens: TokenStream = text
        .parse()
        .map_err(|error| format!("no tokens: {error}"))?;
    walk(tokens)?;
    distinct(&file.items)
}

/// Characters that rustc refuses, or that readers cannot see.
fn is_hidden(c: char) -> bool {
    let moves = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    moves || c.is_control() && c != '\n'
}

/// Identifiers, macros and attributes.
fn walk(tokens: TokenStream) -> Result<(), String> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        let is = |offset: usize, punct: char| matches!(tokens.get(index + offset), Some(TokenTree::Punct(found)) if found.as_char() == punct);
        match token {
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                let is_called =
                    is(1, '!') && matches!(tokens.get(index + 2), Some(TokenTree::Group(_)));
                if !is_plain(&name) || FORBIDDEN.contains(&name.as_str()) {
                    return Err(format!("the identifier `{name}`"));
                }
                if is_called && !MACROS.contains(&name.as_str()) {
                    return Err(format!("the macro `{name}`"));
                }
                if is_called && name == "include_str" {
                    included(&tokens[index + 2])?;
                }
            }
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                let group = if is(1, '!') {
                    tokens.get(index + 2)
                } else {
                    tokens.get(index + 1)
                };
                attribute(group)?;
            }
            TokenTree::Group(group) => walk(group.stream())?,
            _ => {}
        }
    }
    Ok(())
}

fn is_plain(name: &str) -> bool {
    let name = name.strip_prefix("r#").unwrap_or(name);
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Emitted code may include only the JSON file with its examples.
fn included(group: &TokenTree) -> Result<(), String> {
    let text = group.to_string();
    match matches!(text.as_str(), r#"("things.json")"# | r#"("plain.json")"#) || is_module(&text) {
        true => Ok(()),
        false => Err(format!("include_str!{text}")),
    }
}

fn is_module(text: &str) -> bool {
    let name = text
        .strip_prefix("(\"")
        .and_then(|text| text.strip_suffix(".json\")"));
    name.is_some_and(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
}

/// Checks an attribute. A doc attribute must be a plain text or `hidden`; the paths in a serde attribute must be known, since serde
/// uses them as code.
fn attribute(group: Option<&TokenTree>) -> Result<(), String> {
    let Some(TokenTree::Group(group)) = group else {
        return Err("a `#` that starts no attribute".to_owned());
    };
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    let name = tokens.first().map(ToString::to_string).unwrap_or_default();
    if group.delimiter() != Delimiter::Bracket || !ATTRIBUTES.contains(&name.as_str()) {
        return Err(format!("the attribute `{group}`"));
    }
    match (name.as_str(), tokens.as_slice()) {
        ("doc", [_, TokenTree::Punct(equals), TokenTree::Literal(_)])
            if equals.as_char() == '=' =>
        {
            Ok(())
        }
        ("doc", [_, TokenTree::Group(arguments)]) if arguments.stream().to_string() == "hidden" => {
            Ok(())
        }
        ("doc", _) => Err(format!("the attribute `{group}`")),
        ("serde", [_, TokenTree::Group(arguments)]) => paths(arguments.stream()),
        _ => Ok(()),
    }
}

fn paths(arguments: TokenStream) -> Result<(), String> {
    let tokens: Vec<TokenTree> = arguments.into_iter().collect();
    for argument in tokens.windows(3) {
        let [
            TokenTree::Ident(name),
            TokenTree::Punct(_),
            TokenTree::Literal(value),
        ] = argument
        else {
            continue;
        };
        let value = value.to_string();
        let is_path = value.trim_matches('"').split("::").all(is_plain);
        if ["with", "remote", "skip_serializing_if"]
            .iter()
            .any(|known| name == known)
            && !is_path
        {
            return Err(format!("serde takes {value} for code"));
        }
    }
    Ok(())
}

/// Two items, fields, variants or methods of one name would not compile.
fn distinct(items: &[Item]) -> Result<(), String> {
    let mut names = BTreeSet::new();
    let mut take = |space: &str, name: &syn::Ident| match names.insert(format!("{space} {name}")) {
        true => Ok(()),
        false => Err(format!("two of the name `{name}`")),
    };
    for item in items {
        match item {
            Item::Struct(item) => {
                take("type", &item.ident)?;
                fields(&item.fields)?;
            }
            Item::Enum(item) => {
                take("type", &item.ident)?;
                unique(item.variants.iter().map(|variant| &variant.ident))?;
            }
            Item::Trait(item) => {
                take("type", &item.ident)?;
                unique(item.items.iter().filter_map(|item| match item {
                    TraitItem::Fn(method) => Some(&method.sig.ident),
                    _ => None,
                }))?;
            }
            Item::Impl(item) => unique(item.items.iter().filter_map(|item| match item {
                ImplItem::Fn(method) => Some(&method.sig.ident),
                _ => None,
            }))?,
            Item::Fn(item) => take("fn", &item.sig.ident)?,
            Item::Mod(item) => {
                take("mod", &item.ident)?;
                distinct(item.content.as_ref().map_or(&[], |(_, items)| items))?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn fields(fields: &Fields) -> Result<(), String> {
    unique(fields.iter().filter_map(|field| field.ident.as_ref()))
}

fn unique<'i>(names: impl Iterator<Item = &'i syn::Ident>) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            return Err(format!("two of the name `{name}`"));
        }
    }
    Ok(())
}
