//! Checks of the whole table of codes.

use super::*;
use std::collections::BTreeSet;

#[test]
fn names_are_read_back() {
    for code in Code::ALL {
        assert_eq!(code.name().parse(), Ok(*code));
    }
    let names: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(names.len(), Code::ALL.len());
}

#[test]
fn an_unknown_code_names_the_nearest() {
    for (name, expected) in [
        ("unsuported-flow", "`unsupported-flow`"),
        ("Syntax", "`syntax`"),
        ("not-utf8", "`not-utf-8`"),
    ] {
        let message = name.parse::<Code>().map_err(|error| error.to_string());
        let expected = format!("there is no code `{name}`; the most similar are {expected}, ");
        assert!(
            message
                .as_ref()
                .is_err_and(|message| message.starts_with(&expected)),
            "{message:?}"
        );
    }
}

/// Meanings and helps are printed unchanged, one below the other.
#[test]
fn meanings_and_helps_are_sentences() {
    for code in Code::ALL {
        let Explanation { meaning, mend, .. } = code.explain();
        for text in [meaning, mend] {
            assert!(
                text.ends_with('.') && !text.contains('\n'),
                "{code}: {text}"
            );
        }
    }
}
