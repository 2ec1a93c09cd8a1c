//! A diagnostic as plain text, such as in the documentation of its code.

use super::Diagnostic;
use crate::source::Place;
use crate::visible::Visible;
use std::fmt;

/// Displays the lines of a diagnostic, each of which ends with a newline.
#[derive(Debug)]
pub struct Printed<'d> {
    diagnostic: &'d Diagnostic,
    place: Place,
}

impl Diagnostic {
    /// The diagnostic as it is printed, with its source resolved to `place`.
    pub fn printed(&self, place: Place) -> Printed<'_> {
        Printed {
            diagnostic: self,
            place,
        }
    }

    /// Which operations at other places are left out because of it.
    pub fn note(&self) -> Option<String> {
        let ids = self.left_out.as_slice();
        (!ids.is_empty()).then(|| format!("this leaves out {}", named(ids)))
    }
}

impl fmt::Display for Printed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Diagnostic {
            code,
            message,
            help,
            ..
        } = self.diagnostic;
        writeln!(f, "{}[{code}]: {}", code.severity(), Visible(message))?;
        writeln!(f, "  --> {}", Visible(&self.place))?;
        writeln!(f, "  help: {}", Visible(help))?;
        match self.diagnostic.note() {
            Some(note) => writeln!(f, "  note: {}", Visible(note)),
            None => Ok(()),
        }
    }
}

/// The ids, or the first few and the number of the others.
fn named(ids: &[String]) -> String {
    const SHOWN: usize = 5;
    let mut named: Vec<String> = ids.iter().take(SHOWN).map(|id| format!("`{id}`")).collect();
    if ids.len() > SHOWN {
        named.push(format!("{} more operations", ids.len() - SHOWN));
    }
    match named.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} and {last}", first.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{diagnostic::Code, source::Pointer};

    /// The author of a definition chooses its file names and parts of the messages.
    #[test]
    fn no_part_of_it_ends_its_line() {
        let forged = "a\nerror[fake]: b\u{1b}[2J";
        let diagnostic = Diagnostic {
            code: Code::Syntax,
            source: Pointer::file(forged).into(),
            message: forged.to_owned(),
            help: forged.to_owned(),
            left_out: vec![forged.to_owned()],
            refused: Vec::new(),
            pair: None,
        };
        let place = Place {
            file: forged.to_owned(),
            line: 3,
            column: 1,
        };
        assert_eq!(
            diagnostic.printed(place).to_string(),
            concat!(
                "error[syntax]: a\\nerror[fake]: b\\u{1b}[2J\n",
                "  --> a\\nerror[fake]: b\\u{1b}[2J:3:1\n",
                "  help: a\\nerror[fake]: b\\u{1b}[2J\n",
                "  note: this leaves out `a\\nerror[fake]: b\\u{1b}[2J`\n",
            )
        );
    }
    #[test]
    fn many_operations_are_counted() {
        let ids: Vec<String> = (1..=8).map(|id| format!("O{id}")).collect();
        for (count, expected) in [
            (1, "`O1`"),
            (2, "`O1` and `O2`"),
            (5, "`O1`, `O2`, `O3`, `O4` and `O5`"),
            (8, "`O1`, `O2`, `O3`, `O4`, `O5` and 3 more operations"),
        ] {
            assert_eq!(named(&ids[..count]), expected);
        }
    }
}
