//! Console output. A closed pipe (`| head`) is not an error.

use armgen::{
    diagnostic::Printed,
    visible::{Visible, is_hidden},
};
use serde::Serialize;
use std::{
    fmt::Display,
    io::{self, ErrorKind, Write},
};

/// Prints one line to standard output. Line ends and hidden characters in it are escaped.
pub(crate) fn line(text: impl Display) -> io::Result<()> {
    unless_closed(writeln!(io::stdout(), "{}", Visible(text)))
}

/// Prints a text to standard output.
pub(crate) fn text(text: impl Display) -> io::Result<()> {
    unless_closed(write!(io::stdout(), "{text}").and_then(|()| io::stdout().flush()))
}

/// Prints a value as JSON to standard output. Hidden characters, which only strings can contain, are escaped.
pub(crate) fn json(value: &impl Serialize) -> io::Result<()> {
    let printed = serde_json::to_string_pretty(value)?;
    let mut escaped = String::with_capacity(printed.len() + 1);
    for c in printed.chars() {
        match c != '\n' && is_hidden(c) {
            true => {
                let units = &mut [0; 2];
                escaped.extend(
                    c.encode_utf16(units)
                        .iter()
                        .map(|unit| format!("\\u{unit:04x}")),
                );
            }
            false => escaped.push(c),
        }
    }
    escaped.push('\n');
    text(escaped)
}

/// Prints one line to standard error, as [`line()`] does. Failures are ignored: there is nowhere to report them.
pub(crate) fn warn(text: impl Display) {
    let _ = writeln!(io::stderr(), "{}", Visible(text));
}

/// Prints a diagnostic to standard error.
pub(crate) fn diagnostic(printed: &Printed<'_>) {
    let _ = write!(io::stderr(), "{printed}");
}

fn unless_closed(printed: io::Result<()>) -> io::Result<()> {
    match printed {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        printed => printed,
    }
}
