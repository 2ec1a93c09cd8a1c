//! A diagnostic as a workflow command, which GitHub Actions shows at the line of a pull request.

use super::Shown;
use armgen::{diagnostic::Severity, visible::Visible};
use std::fmt::Write;

/// The command, on one line.
pub(super) fn line(shown: &Shown<'_>) -> String {
    let diagnostic = shown.diagnostic;
    let command = match diagnostic.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut line = format!("::{command} file={}", property(&shown.place.file));
    if shown.place.line > 0 {
        let _ = write!(
            line,
            ",line={},col={}",
            shown.place.line, shown.place.column
        );
    }
    let _ = write!(line, ",title={}", property(diagnostic.code.name()));
    let mut message = format!(
        "{}\nhelp: {}",
        Visible(&diagnostic.message),
        Visible(&diagnostic.help)
    );
    if let Some(note) = diagnostic.note() {
        let _ = write!(message, "\nnote: {}", Visible(note));
    }
    line + "::" + &data(&message) + "\n"
}

/// Escapes a message.
pub(crate) fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes the value of a property, which signs end as well.
fn property(text: &str) -> String {
    data(&Visible(text).to_string())
        .replace(':', "%3A")
        .replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use armgen::{
        diagnostic::{Code, Diagnostic},
        source::Place,
    };

    fn check(file: &str, number: usize, message: &str, expected: &str) {
        let place = Place {
            file: file.to_owned(),
            line: number,
            column: 5,
        };
        let diagnostic = Diagnostic {
            code: Code::Syntax,
            source: place.clone().into(),
            message: message.to_owned(),
            help: "correct 100%".to_owned(),
            left_out: Vec::new(),
            refused: Vec::new(),
            pair: None,
        };
        assert_eq!(
            line(&Shown {
                diagnostic: &diagnostic,
                place,
                line: None
            }),
            expected
        );
    }

    #[test]
    fn the_place_and_the_message() {
        check(
            "specs/a.yaml",
            3,
            "it: is, wrong",
            "::error file=specs/a.yaml,line=3,col=5,title=syntax::it: is, wrong%0Ahelp: correct 100%25\n",
        );
        check(
            "a.yaml",
            0,
            "gone",
            "::error file=a.yaml,title=syntax::gone%0Ahelp: correct 100%25\n",
        );
    }

    #[test]
    fn no_text_of_the_input_is_another_property_or_command() {
        check(
            "a,line=9::b%\n.yaml",
            3,
            "a\r\n::error::b",
            "::error file=a%2Cline=9%3A%3Ab%25\\n.yaml,line=3,col=5,title=syntax::a\\r\\n::error::b%0Ahelp: correct 100%25\n",
        );
    }
}
