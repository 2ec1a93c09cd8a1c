//! Invisible characters, and characters that change how the text around them is displayed.

use std::fmt::{self, Write};

/// Whether a character is a control character, or one that hides or reorders text.
///
/// The list holds Unicode's `Default_Ignorable_Code_Point`, `Bidi_Control` and the separators of lines and paragraphs.
/// It is written out here because the standard library's tables change with the version of Rust.
pub fn is_hidden(c: char) -> bool {
    let is_ignorable = matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    );
    is_ignorable || c.is_control()
}

/// Displays a text of the input on one line. Hidden characters are escaped as in Rust, such as `\u{202e}`.
#[derive(Clone, Copy, Debug)]
pub struct Visible<T>(pub T);

impl<T: fmt::Display> fmt::Display for Visible<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(Escaping(f), "{}", self.0)
    }
}

/// Writes to the formatter, with hidden characters escaped.
struct Escaping<'f, 'g>(&'f mut fmt::Formatter<'g>);

impl Write for Escaping<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for c in text.chars() {
            match is_hidden(c) {
                true => write!(self.0, "{}", c.escape_debug())?,
                false => self.0.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_is_escaped_and_nothing_else_is() {
        for (text, visible) in [
            ("a 'b' \"c\" \\d", "a 'b' \"c\" \\d"),
            ("e\u{301} ü 日本 🔥", "e\u{301} ü 日本 🔥"),
            ("\u{1b}[31m\u{7}", "\\u{1b}[31m\\u{7}"),
            ("a\nerror[fake]: b\r\tc", "a\\nerror[fake]: b\\r\\tc"),
            ("\u{9b}\u{7f}\0", "\\u{9b}\\u{7f}\\0"),
            ("\u{202e}\u{2066}\u{200f}", "\\u{202e}\\u{2066}\\u{200f}"),
            ("\u{61c}\u{180e}\u{2028}", "\\u{61c}\\u{180e}\\u{2028}"),
            ("\u{e0041}\u{fe0f}\u{ad}", "\\u{e0041}\\u{fe0f}\\u{ad}"),
        ] {
            assert_eq!(Visible(text).to_string(), visible);
        }
    }
}
