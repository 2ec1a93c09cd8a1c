//! Texts of definitions as doc comments, in which nothing can become markup, code or a hidden character.

use crate::visible::is_hidden;
use proc_macro2::TokenStream;
use quote::quote;

/// Doc comment of a text for people, or of `fallback` if there is none.
pub(super) fn docs(text: Option<&str>, fallback: &str) -> TokenStream {
    let lines = text
        .map(lines)
        .filter(|lines| !lines.is_empty())
        .unwrap_or_else(|| vec![fallback.to_owned()]);
    comment(&lines)
}

/// Doc comment of lines that are our own.
pub(super) fn comment(lines: &[impl AsRef<str>]) -> TokenStream {
    let lines = lines.iter().map(|line| match line.as_ref() {
        "" => String::new(),
        line => format!(" {line}"),
    });
    quote! { #(#[doc = #lines])* }
}

/// Doc comment of the module that it stands in.
pub(super) fn module(lines: &[impl AsRef<str>]) -> TokenStream {
    let lines = lines.iter().map(|line| format!(" {}", line.as_ref()));
    quote! { #(#![doc = #lines])* }
}

/// A wire name as inline code: nothing in it ends the code, the line or the comment.
pub(super) fn code(wire: &str) -> String {
    let shown: String = visible(wire)
        .map(|c| match c {
            '`' => '\'',
            c => c,
        })
        .collect();
    format!("`{shown}`")
}

/// Lines of a text, escaped, with at most one empty line between paragraphs.
pub(super) fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().map(escaped) {
        if !line.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(line);
        }
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// One line without markup: no indented code, no fence, no link, no HTML, no list or heading by accident.
fn escaped(line: &str) -> String {
    let mut text = String::new();
    for c in visible(line.trim()) {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '~' | '|' | '&'
        ) {
            text.push('\\');
        }
        text.push(c);
    }
    if text.starts_with(['-', '+', '=']) {
        text.insert(0, '\\');
    }
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    if digits > 0 && text[digits..].starts_with(['.', ')']) {
        text.insert(digits, '\\');
    }
    text
}

/// The characters of a text that a reader sees, with a space for each kind of white space.
fn visible(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter_map(|c| match c {
        '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
        c if is_hidden(c) => None,
        c if c.is_whitespace() => Some(' '),
        c => Some(c),
    })
}
