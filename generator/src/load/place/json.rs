//! Places in JSON. A YAML parser would misread some: `\ud83d\udd25` is one character, and tabs are white space.

use super::{Builder, LineColumn};

/// Scans a text that is valid JSON, so that its first byte identifies each value.
pub(super) fn scan(text: &str, builder: &mut Builder) {
    let mut scanner = Scanner {
        text,
        offset: 0,
        at: (1, 1),
        counted: 0,
    };
    while let Some(next) = scanner.peek() {
        match next {
            b'{' => builder.object(scanner.at()),
            b'[' => builder.list(scanner.at()),
            b'}' | b']' => builder.close(),
            b'"' => {
                let at = scanner.at();
                builder.text(scanner.string(), at);
                continue;
            }
            b'\n' => {
                scanner.line();
                continue;
            }
            next if is_word(next) => {
                builder.scalar(scanner.at());
                scanner.word();
                continue;
            }
            // White space, commas and colons.
            _ => {}
        }
        scanner.offset += 1;
    }
}

impl Builder {
    /// A quoted string: a key where one is expected.
    fn text(&mut self, literal: &str, at: LineColumn) {
        match self.expects_key() {
            true if literal.as_bytes().contains(&b'\\') => {
                self.key(serde_json::from_str(literal).unwrap_or_default(), at);
            }
            true => self.key(literal.trim_matches('"').to_owned(), at),
            false => self.scalar(at),
        }
    }
}

/// Whether a byte belongs to a number, `true`, `false` or `null`.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.')
}

struct Scanner<'t> {
    text: &'t str,
    offset: usize,
    /// Place of the offset `counted`, which is before the other one on the same line.
    at: LineColumn,
    counted: usize,
}

impl<'t> Scanner<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.offset).copied()
    }

    /// The place of the next byte. Columns count characters.
    fn at(&mut self) -> LineColumn {
        self.at.1 += self.text[self.counted..self.offset].chars().count();
        self.counted = self.offset;
        self.at
    }

    /// The number of bytes until one for which this is so, or until the end.
    fn until(&self, found: impl Fn(u8) -> bool) -> usize {
        let rest = &self.text.as_bytes()[self.offset..];
        rest.iter()
            .position(|byte| found(*byte))
            .unwrap_or(rest.len())
    }

    /// Skips the end of a line, and the spaces before the next.
    fn line(&mut self) {
        self.offset += 1;
        self.at = (self.at.0 + 1, 1);
        self.counted = self.offset;
        self.offset += self.until(|byte| byte != b' ');
    }

    /// Skips a number, `true`, `false` or `null`.
    fn word(&mut self) {
        self.offset += self.until(|byte| !is_word(byte));
    }

    /// Skips a quoted string, and returns it with its quotes.
    fn string(&mut self) -> &'t str {
        let start = self.offset;
        self.offset += 1;
        loop {
            self.offset += self.until(|byte| matches!(byte, b'"' | b'\\'));
            match self.peek() {
                Some(b'\\') => self.offset += 2,
                end => {
                    self.offset += usize::from(end.is_some());
                    return &self.text[start..self.offset];
                }
            }
        }
    }
}
