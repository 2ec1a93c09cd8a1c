//! Places in JSON. A YAML parser would misread some: `\ud83d\udd25` is one character, and tabs are white space.

use super::{Builder, LineColumn};

/// Scans a text that is valid JSON, so that its first character identifies each value.
pub(super) fn scan(text: &str, builder: &mut Builder) {
    let mut scanner = Scanner {
        text,
        offset: 0,
        at: (1, 1),
    };
    while let Some(next) = scanner.peek() {
        let at = scanner.at;
        match next {
            '{' => builder.object(at),
            '[' => builder.list(at),
            '}' | ']' => builder.close(),
            '"' => {
                builder.text(scanner.string(), at);
                continue;
            }
            c if is_word(c) => {
                builder.scalar(at);
                scanner.word();
                continue;
            }
            // White space, commas and colons.
            _ => {}
        }
        scanner.step();
    }
}

impl Builder {
    /// A quoted string: a key where one is expected.
    fn text(&mut self, literal: &str, at: LineColumn) {
        match self.expects_key() {
            true => self.key(serde_json::from_str(literal).unwrap_or_default(), at),
            false => self.scalar(at),
        }
    }
}

/// Whether a character belongs to a number, `true`, `false` or `null`.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.')
}

struct Scanner<'t> {
    text: &'t str,
    offset: usize,
    at: LineColumn,
}

impl<'t> Scanner<'t> {
    fn peek(&self) -> Option<char> {
        self.text[self.offset..].chars().next()
    }

    fn step(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.offset += next.len_utf8();
        self.at = match next {
            '\n' => (self.at.0 + 1, 1),
            _ => (self.at.0, self.at.1 + 1),
        };
        Some(next)
    }

    /// Skips a number, `true`, `false` or `null`.
    fn word(&mut self) {
        while self.peek().is_some_and(is_word) {
            self.step();
        }
    }

    /// Skips a quoted string, and returns it with its quotes.
    fn string(&mut self) -> &'t str {
        let start = self.offset;
        self.step();
        while let Some(next) = self.step() {
            match next {
                '"' => break,
                '\\' => drop(self.step()),
                _ => {}
            }
        }
        &self.text[start..self.offset]
    }
}
