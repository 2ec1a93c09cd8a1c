//! Places in JSON, which YAML's rules misread: `\ud83d\udd25` is one character, and a tab is white space.

use super::{Builder, LineColumn};

/// Scans a text that is known to be JSON, so a character says which value begins.
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
    /// A literal in quotes: a key where one is expected.
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

    /// Passes a number, `true`, `false` or `null`.
    fn word(&mut self) {
        while self.peek().is_some_and(is_word) {
            self.step();
        }
    }

    /// Passes a text in quotes, and gives it with them.
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
