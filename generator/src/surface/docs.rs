//! Texts of definitions as Markdown. Markup, code and hidden characters in them are escaped.

use crate::visible::is_hidden;

/// Lines of a description, or `fallback` if there is none.
pub(crate) fn docs(text: Option<&str>, fallback: impl FnOnce() -> String) -> Vec<String> {
    let lines = text.map(lines).unwrap_or_default();
    match lines.is_empty() {
        true => vec![fallback()],
        false => lines,
    }
}

/// A text on one line.
pub(crate) fn line(text: &str) -> String {
    lines(text).join(" ")
}

/// A wire name as inline code. Nothing in it can end the code, the line or the comment.
pub(crate) fn code(wire: &str) -> String {
    let shown: String = visible(wire)
        .map(|c| match c {
            '`' => '\'',
            c => c,
        })
        .collect();
    format!("`{shown}`")
}

/// Lines of a text, escaped, with at most one empty line between paragraphs.
pub(crate) fn lines(text: &str) -> Vec<String> {
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

/// One line with all markup escaped: code, fences, links, HTML, lists and headings.
fn escaped(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
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

/// The visible characters of a text. Each white space character becomes a space.
fn visible(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter_map(|c| match c {
        ' '..='~' => Some(c),
        '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
        c if is_hidden(c) => None,
        c if c.is_whitespace() => Some(' '),
        c => Some(c),
    })
}

#[cfg(test)]
mod tests;
