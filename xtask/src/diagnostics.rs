//! Diagnostics on standard error: drawn with the line that they are about, or one line each for programs.

mod drawn;
pub(crate) mod github;
mod grouped;
mod json;

use crate::{
    console::{self, Format},
    progress,
};
use armgen::{
    diagnostic::{Diagnostic, Severity},
    load::Documents,
    source::Place,
};
use std::io::Write;

/// A diagnostic with its place, and with the line of the place, if that is known.
struct Shown<'d> {
    diagnostic: &'d Diagnostic,
    place: Place,
    line: Option<&'d str>,
}

impl<'d> Shown<'d> {
    /// The file is scanned for the place.
    fn of(documents: &'d Documents, diagnostic: &'d Diagnostic) -> Self {
        let place = documents.place(&diagnostic.source);
        let line = documents.line(&diagnostic.source, &place);
        Self {
            diagnostic,
            place,
            line,
        }
    }
}

/// Prints diagnostics, in their order. Warnings of one code are grouped, unless all are asked for.
pub(crate) fn print(documents: &Documents, diagnostics: &[Diagnostic]) {
    let show = |diagnostic| Shown::of(documents, diagnostic);
    let text = match console::format() {
        Format::Human => grouped::text(diagnostics, show, console::is_verbose()),
        Format::Json => diagnostics
            .iter()
            .map(|one| json::line(&show(one)))
            .collect(),
        Format::Github => diagnostics
            .iter()
            .map(|one| github::line(&show(one)))
            .collect(),
    };
    // Failures are ignored: there is nowhere to report them.
    let _ = progress::pause(|| write!(anstream::stderr(), "{text}"));
}
