//! A diagnostic with its line, and a mark below what it is about.

use super::Shown;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use armgen::{diagnostic::Severity, visible::Visible};

mod excerpt;

use excerpt::Excerpt;

/// The lines of a diagnostic, with escape sequences for colours. No text of the input ends a line or hides in it.
pub(super) fn text(shown: &Shown<'_>) -> String {
    let diagnostic = shown.diagnostic;
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let place = Visible(&shown.place).to_string();
    let message = Visible(&diagnostic.message).to_string();
    let help = Visible(&diagnostic.help).to_string();
    let note = diagnostic.note().map(|note| Visible(note).to_string());
    let title = level.primary_title(message).id(diagnostic.code.name());
    let excerpt = shown.line.map(|line| Excerpt::of(line, shown.place.column));
    let group = match &excerpt {
        Some(Excerpt { text, marked }) => title.element(
            Snippet::source(text.as_str())
                .line_start(shown.place.line)
                .path(place.as_str())
                .annotation(AnnotationKind::Primary.span(marked.clone())),
        ),
        None => title.element(Origin::path(place.as_str())),
    };
    let group = group.element(Level::HELP.message(help));
    let group = match note {
        Some(note) => group.element(Level::NOTE.message(note)),
        None => group,
    };
    let mut text = Renderer::styled()
        .term_width(usize::MAX / 2)
        .render(&[group]);
    if let Some(excerpt) = &excerpt {
        // The drawn column counts characters of the excerpt.
        let drawn = format!("{place}:{}:{}", shown.place.line, excerpt.column());
        if let Some(start) = text
            .find('\n')
            .and_then(|end| Some(end + text[end..].find(&drawn)?))
        {
            text.replace_range(start..start + drawn.len(), &place);
        }
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use armgen::{
        diagnostic::{Code, Diagnostic},
        source::Place,
    };

    fn drawn(line: Option<&str>, number: usize, column: usize, message: &str) -> String {
        let place = Place {
            file: "specs/a.yaml".to_owned(),
            line: number,
            column,
        };
        let diagnostic = Diagnostic {
            code: Code::Syntax,
            source: place.clone().into(),
            message: message.to_owned(),
            help: "correct it".to_owned(),
            left_out: vec!["A_Get".to_owned()],
            refused: Vec::new(),
            pair: None,
        };
        let text = text(&Shown {
            diagnostic: &diagnostic,
            place,
            line,
        });
        anstream::adapter::strip_str(&text).to_string()
    }

    #[test]
    fn the_line_and_a_mark() {
        assert_eq!(
            drawn(
                Some("  get: { operationId: A_Get }"),
                1234,
                10,
                "it is wrong"
            ),
            concat!(
                "error[syntax]: it is wrong\n",
                "    --> specs/a.yaml:1234:10\n",
                "     |\n",
                "1234 |   get: { operationId: A_Get }\n",
                "     |          ^^^^^^^^^^^\n",
                "     |\n",
                "     = help: correct it\n",
                "     = note: this leaves out `A_Get`\n",
            )
        );
    }

    #[test]
    fn a_place_without_a_line() {
        assert_eq!(
            drawn(None, 0, 0, "it is wrong"),
            concat!(
                "error[syntax]: it is wrong\n",
                "--> specs/a.yaml\n",
                " = help: correct it\n",
                " = note: this leaves out `A_Get`\n",
            )
        );
    }

    /// A tab is four columns wide, a Chinese character two.
    #[test]
    fn tabs_and_wide_characters() {
        let text = drawn(Some("\ta: 日本語"), 7, 5, "it is wrong");
        assert!(
            text.contains("\n7 |     a: 日本語\n  |        ^^^^^^\n"),
            "{text}"
        );
        assert!(text.contains("--> specs/a.yaml:7:5\n"), "{text}");
    }

    /// The place is that of the file, wherever the excerpt begins.
    #[test]
    fn a_long_line_is_cut() {
        let line = format!(
            "{{\"a\":\"{}\",\"wrong\":1,\"b\":\"{}\"}}",
            "x".repeat(100_000),
            "y".repeat(100_000)
        );
        let text = drawn(Some(&line), 1, 100_009, "it is wrong");
        assert!(text.contains("--> specs/a.yaml:1:100009\n"), "{text}");
        assert!(text.contains("\"wrong\":1") && text.len() < 600, "{text}");
        let lines: Vec<&str> = text.lines().collect();
        let mark = lines[4].find('^').expect("there is a mark");
        let start = lines[3].find("\"wrong\"").expect("there is the key");
        assert_eq!(lines[3][..start].chars().count(), mark, "{text}");
    }

    #[test]
    fn no_text_of_the_input_ends_its_line_or_hides() {
        let text = drawn(
            Some("a: \u{202e}x\u{1b}[2J"),
            3,
            4,
            "a\nerror[fake]: b\u{1b}[2J",
        );
        assert!(
            !text
                .chars()
                .any(|c| c != '\n' && armgen::visible::is_hidden(c)),
            "{text:?}"
        );
        assert!(
            text.starts_with("error[syntax]: a\\nerror[fake]: b\\u{1b}[2J\n"),
            "{text}"
        );
        assert!(text.contains("3 | a: \\u{202e}x\\u{1b}[2J\n"), "{text}");
        assert!(text.contains("--> specs/a.yaml:3:4\n"), "{text}");
    }
}
