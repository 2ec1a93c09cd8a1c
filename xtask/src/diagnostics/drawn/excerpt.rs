//! What is shown of a line.

use armgen::visible::{Visible, is_hidden};
use std::ops::Range;

/// Most characters before and after the column that are shown.
const BEFORE: usize = 60;
const AFTER: usize = 60;

/// A part of a line, without hidden characters.
#[derive(Debug, PartialEq)]
pub(super) struct Excerpt {
    pub(super) text: String,
    /// Bytes of the text that the diagnostic is about.
    pub(super) marked: Range<usize>,
}

impl Excerpt {
    /// The part of a line around a column, which counts characters from 1.
    pub(super) fn of(line: &str, column: usize) -> Self {
        let column = column.saturating_sub(1);
        let start = line
            .char_indices()
            .nth(column)
            .map_or(line.len(), |(index, _)| index);
        let (before, after) = line.split_at(start);
        let shown = last(before, BEFORE);
        let mut text = match shown.len() < before.len() {
            true => String::from("…"),
            false => String::new(),
        };
        text += &visible(shown);
        let marked = first(&after[..word(after)], AFTER);
        let from = text.len();
        text += &visible(marked);
        let to = text.len();
        let rest = &after[marked.len()..];
        let shown = first(rest, AFTER.saturating_sub(marked.chars().count()));
        text += &visible(shown);
        if shown.len() < rest.len() {
            text.push('…');
        }
        Self {
            text,
            marked: from..to,
        }
    }

    /// Number of the first marked character in the text.
    pub(super) fn column(&self) -> usize {
        self.text[..self.marked.start].chars().count() + 1
    }
}

fn first(text: &str, count: usize) -> &str {
    let end = text.char_indices().nth(count);
    &text[..end.map_or(text.len(), |(index, _)| index)]
}

fn last(text: &str, count: usize) -> &str {
    let Some(skipped) = count.checked_sub(1) else {
        return "";
    };
    let start = text.char_indices().nth_back(skipped);
    &text[start.map_or(0, |(index, _)| index)..]
}

/// Escapes all hidden characters but tabs, which have a width.
fn visible(text: &str) -> String {
    let parts = text.split('\t').map(|part| Visible(part).to_string());
    parts.collect::<Vec<String>>().join("\t")
}

/// Length of the key or value at the start of a text: a quoted string, or what is in front of the next sign.
fn word(text: &str) -> usize {
    if let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let mut escaped = false;
        for (index, c) in text.char_indices().skip(1) {
            match c {
                '\\' if quote == '"' && !escaped => escaped = true,
                c if c == quote && !escaped => return index + c.len_utf8(),
                _ => escaped = false,
            }
        }
        return text.len();
    }
    let ends = |c: char| c.is_whitespace() || is_hidden(c) || ":,{}[]".contains(c);
    text.find(ends).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, column: usize, expected: &str) {
        let excerpt = Excerpt::of(line, column);
        assert_eq!(&excerpt.text[excerpt.marked], expected, "{line:?} {column}");
    }

    #[test]
    fn a_key_or_a_value_is_marked() {
        check("  get: x", 3, "get");
        check(r#"{"a\"b": 1}"#, 2, r#""a\"b""#);
        check("a: 'it''s'", 4, "'it'");
        check("a: [b, c]", 8, "c");
        check("a: \"open", 4, "\"open");
        check("a: b", 9, "");
        check("", 1, "");
        check("{}", 1, "");
    }

    #[test]
    fn a_line_is_cut_on_both_sides() {
        let line = format!("{}wrong{}", "ä".repeat(500), "ö".repeat(500));
        let excerpt = Excerpt::of(&line, 501);
        let expected = format!("…{}wrong{}…", "ä".repeat(BEFORE), "ö".repeat(AFTER - 5));
        assert_eq!(excerpt.text, expected);
        assert_eq!(excerpt.column(), BEFORE + 2);
    }
}
