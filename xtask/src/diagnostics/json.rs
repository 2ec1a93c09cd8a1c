//! A diagnostic as a JSON object.

use super::Shown;
use crate::console;
use serde_json::json;

/// The object, on one line.
pub(super) fn line(shown: &Shown<'_>) -> String {
    let diagnostic = shown.diagnostic;
    let known = shown.place.line > 0;
    console::json_line(&json!({
        "code": diagnostic.code.name(),
        "severity": diagnostic.severity().to_string(),
        "message": diagnostic.message,
        "help": diagnostic.help,
        "file": shown.place.file,
        "line": known.then_some(shown.place.line),
        "column": known.then_some(shown.place.column),
        "left_out": diagnostic.left_out,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use armgen::{
        diagnostic::{Code, Diagnostic},
        source::Place,
    };

    #[test]
    fn one_object_on_one_line() {
        let place = Place {
            file: "a\u{202e}.yaml".to_owned(),
            line: 3,
            column: 5,
        };
        let diagnostic = Diagnostic {
            code: Code::Syntax,
            source: place.clone().into(),
            message: "a\n\"b\"".to_owned(),
            help: "correct it".to_owned(),
            left_out: vec!["A_Get".to_owned()],
            refused: Vec::new(),
            pair: None,
        };
        let line = line(&Shown {
            diagnostic: &diagnostic,
            place,
            line: None,
        });
        assert_eq!(
            line,
            concat!(
                r#"{"code":"syntax","severity":"error","message":"a\n\"b\"","help":"correct it","#,
                r#""file":"a\u202e.yaml","line":3,"column":5,"left_out":["A_Get"]}"#,
                "\n"
            )
        );
    }
}
