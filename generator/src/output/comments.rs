//! Doc comments beside the tokens. As literals, each would be escaped, parsed several times, and printed again.

/// The doc comments of some files, by number.
#[derive(Debug, Default)]
pub struct Comments(Vec<Vec<String>>);

/// Begins the short text that stands for a doc comment. No printed literal contains this character unescaped.
const MARK: char = '\u{1}';

impl Comments {
    /// Keeps the lines of a doc comment. The returned text stands for them: as a doc comment of one line.
    pub(crate) fn keep(&mut self, lines: Vec<String>) -> String {
        let stand_in = format!("{MARK}{}", self.0.len());
        self.0.push(lines);
        stand_in
    }

    /// Puts the doc comments into a printed file. Each line gets the indentation and slashes of what stood for it.
    pub(crate) fn restore(&self, printed: &str) -> String {
        let mut text = String::with_capacity(2 * printed.len());
        let mut rest = printed;
        while let Some((before, after)) = rest.split_once(MARK) {
            let (number, after) = after.split_once('\n').unwrap_or((after, ""));
            let start = before.rfind('\n').map_or(0, |end| end + 1);
            let (before, margin) = before.split_at(start);
            text.push_str(before);
            let lines = number
                .parse()
                .ok()
                .and_then(|number: usize| self.0.get(number));
            for line in lines.expect("the number is that of a comment") {
                text.push_str(margin);
                text.push_str(line.trim_end_matches(' '));
                text.push('\n');
            }
            rest = after;
        }
        text.push_str(rest);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_restored_where_they_stood() {
        let mut comments = Comments::default();
        let module = comments.keep(vec![" A module.".to_owned()]);
        let field = comments.keep(vec![" One. ".to_owned(), String::new(), " Two.".to_owned()]);
        let printed = format!("//!{module}\nstruct A {{\n    ///{field}\n    b: u8,\n}}\n");
        let restored =
            "//! A module.\nstruct A {\n    /// One.\n    ///\n    /// Two.\n    b: u8,\n}\n";
        assert_eq!(comments.restore(&printed), restored);
    }
}
