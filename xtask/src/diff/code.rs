//! Texts of definitions as Markdown code.

use armgen::visible::Visible;

/// A text as Markdown code, with as many backticks as it needs. Line ends and hidden characters are escaped.
pub(crate) fn code(text: &str) -> String {
    let text = Visible(text).to_string();
    let runs = text.split(|c| c != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or(0) + 1);
    match fence.len() {
        1 => format!("`{text}`"),
        _ => format!("{fence} {text} {fence}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_code_or_its_line() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b"), "`` a`b ``");
        assert!(!code("a\n- b\u{1b}[1m").contains(['\n', '\u{1b}']));
    }
}
