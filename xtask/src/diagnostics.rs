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

/// Prints diagnostics, in their order. Warnings of one code are grouped, unless all are asked for.
pub(crate) fn print(documents: &Documents, diagnostics: &[Diagnostic]) {
    let shown = diagnostics.iter().map(|diagnostic| {
        let place = documents.place(&diagnostic.source);
        let line = documents.line(&diagnostic.source, &place);
        Shown {
            diagnostic,
            place,
            line,
        }
    });
    let shown: Vec<Shown<'_>> = shown.collect();
    let text = match console::format() {
        Format::Human => grouped::text(&shown, console::is_verbose()),
        Format::Json => shown.iter().map(json::line).collect(),
        Format::Github => shown.iter().map(github::line).collect(),
    };
    // Failures are ignored: there is nowhere to report them.
    let _ = progress::pause(|| write!(anstream::stderr(), "{text}"));
}
