//! Diagnostics for a reader: each error, and of many warnings with one code, the first and how many more there are.

use super::{Severity, Shown, drawn};
use armgen::{diagnostic::Diagnostic, visible::Visible};
use std::collections::BTreeMap;

/// Up to so many warnings with one code are all drawn.
const DRAWN: usize = 3;
/// So many places of others are named.
const NAMED: usize = 3;

/// The text. `show` finds the place of a diagnostic; it is called for those that are drawn or named. `all`: no warning is
/// left out.
pub(super) fn text<'d>(
    diagnostics: &'d [Diagnostic],
    show: impl Fn(&'d Diagnostic) -> Shown<'d>,
    all: bool,
) -> String {
    let mut warnings: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    let mut text = String::new();
    for one in diagnostics {
        match one.severity() {
            Severity::Warning if !all => {
                warnings.entry(one.code.name()).or_default().push(one);
            }
            _ => text += &drawn::text(&show(one)),
        }
    }
    for (code, warnings) in warnings {
        let drawn = match warnings.len() > DRAWN {
            true => 1,
            false => warnings.len(),
        };
        let (first, others) = warnings.split_at(drawn);
        text.extend(first.iter().map(|one| drawn::text(&show(one))));
        if !others.is_empty() {
            text += &format!("warning[{code}]: {}\n", counted(others, &show));
        }
    }
    text
}

fn counted<'d>(others: &[&'d Diagnostic], show: impl Fn(&'d Diagnostic) -> Shown<'d>) -> String {
    let named = others.iter().take(NAMED);
    let places = named.map(|one| Visible(&show(one).place).to_string());
    let mut places: Vec<String> = places.collect();
    match others.len().saturating_sub(NAMED) {
        0 => {}
        1 => places.push("1 other place".to_owned()),
        more => places.push(format!("{more} other places")),
    }
    let (last, first) = places
        .split_last()
        .map_or(("", &[][..]), |(last, first)| (last, first));
    let first = first.join(", ");
    format!(
        "{} more, at {first} and {last} (-v prints each)",
        others.len()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use armgen::{diagnostic::Code, load::Documents, source::Place};

    fn printed(code: Code, count: usize, all: bool) -> String {
        let places = (1..=count).map(|line| Place {
            file: "a.yaml".to_owned(),
            line,
            column: 1,
        });
        let diagnostics: Vec<Diagnostic> = places
            .map(|place| Diagnostic {
                code,
                source: place.into(),
                message: "it is wrong".to_owned(),
                help: "correct it".to_owned(),
                left_out: Vec::new(),
                refused: Vec::new(),
                pair: None,
            })
            .collect();
        let documents = Documents::default();
        let text = text(&diagnostics, |one| Shown::of(&documents, one), all);
        anstream::adapter::strip_str(&text).to_string()
    }

    #[test]
    fn few_warnings_are_drawn() {
        assert_eq!(
            printed(Code::BrokenExample, 3, false)
                .matches("-->")
                .count(),
            3
        );
    }

    #[test]
    fn many_warnings_are_counted() {
        let text = printed(Code::BrokenExample, 9, false);
        assert_eq!(text.matches("-->").count(), 1, "{text}");
        let end = "warning[broken-example]: 8 more, at a.yaml:2:1, a.yaml:3:1, a.yaml:4:1 and 5 other places (-v prints each)\n";
        assert!(text.ends_with(end), "{text}");
        let text = printed(Code::BrokenExample, 4, false);
        let end = ": 3 more, at a.yaml:2:1, a.yaml:3:1 and a.yaml:4:1 (-v prints each)\n";
        assert!(text.ends_with(end), "{text}");
    }

    #[test]
    fn all_warnings_are_drawn_on_demand_and_errors_always() {
        assert_eq!(
            printed(Code::BrokenExample, 9, true).matches("-->").count(),
            9
        );
        assert_eq!(printed(Code::Syntax, 9, false).matches("-->").count(), 9);
    }
}
