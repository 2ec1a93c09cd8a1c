//! Wraps text at 100 columns.

/// Columns that a line may have.
const COLUMNS: usize = 100;

/// Breaks a text into lines that are as long as possible, and adds them to `lines`. Further lines of a list item are
/// indented.
pub(super) fn wrap(text: String, indent: usize, lines: &mut Vec<String>) {
    let most = COLUMNS - indent - "///".len();
    if text.len() <= most || text.chars().count() <= most {
        return lines.push(text);
    }
    let words = text.trim_start();
    let mut margin = " ".repeat(text.len() - words.len());
    let mut line = margin.clone();
    if words.starts_with("* ") {
        margin += "  ";
    }
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
}

/// Words of a text. Inline code is one word, even with spaces.
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

/// Whether a word would be markup at the start of a line: a list item, a heading, a quote or a table.
fn is_markup(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = digits > 0 && word[digits..].starts_with(['.', ')']);
    is_number || word.starts_with(['-', '+', '*', '=', '#', '>', '|', '~'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, indent: usize, expected: &[&str]) {
        let mut lines = Vec::new();
        wrap(text.to_owned(), indent, &mut lines);
        assert_eq!(lines, expected, "{text}");
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

    /// A dash in a sentence must not start a list.
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
