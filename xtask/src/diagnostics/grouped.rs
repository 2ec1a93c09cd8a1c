//! Diagnostics for a reader: each error, and of many warnings with one code, the first and how many more there are.

use super::{Severity, Shown, drawn};
use armgen::visible::Visible;
use std::collections::BTreeMap;

/// Up to so many warnings with one code are all drawn.
const DRAWN: usize = 3;
/// So many places of others are named.
const NAMED: usize = 3;

/// The text. `all`: no warning is left out.
pub(super) fn text(shown: &[Shown<'_>], all: bool) -> String {
    let mut warnings: BTreeMap<&str, Vec<&Shown<'_>>> = BTreeMap::new();
    let mut text = String::new();
    for one in shown {
        match one.diagnostic.severity() {
            Severity::Warning if !all => {
                warnings
                    .entry(one.diagnostic.code.name())
                    .or_default()
                    .push(one);
            }
            _ => text += &drawn::text(one),
        }
    }
    for (code, warnings) in warnings {
        let drawn = match warnings.len() > DRAWN {
            true => 1,
            false => warnings.len(),
        };
        let (first, others) = warnings.split_at(drawn);
        text.extend(first.iter().map(|one| drawn::text(one)));
        if !others.is_empty() {
            text += &format!("warning[{code}]: {}\n", counted(others));
        }
    }
    text
}

fn counted(others: &[&Shown<'_>]) -> String {
    let named = others.iter().take(NAMED);
    let mut places: Vec<String> = named.map(|one| Visible(&one.place).to_string()).collect();
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
    use armgen::{
        diagnostic::{Code, Diagnostic},
        source::Place,
    };

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
        let shown: Vec<Shown<'_>> = diagnostics
            .iter()
            .zip(1..)
            .map(|(diagnostic, line)| Shown {
                diagnostic,
                place: Place {
                    file: "a.yaml".to_owned(),
                    line,
                    column: 1,
                },
                line: None,
            })
            .collect();
        anstream::adapter::strip_str(&text(&shown, all)).to_string()
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
