//! Words to whoever called. Nobody may be listening any more, as after `| head`, and that is no failure.

use armgen::{
    diagnostic::Printed,
    visible::{Visible, is_hidden},
};
use serde::Serialize;
use std::{
    fmt::Display,
    io::{self, ErrorKind, Write},
};

/// One line to standard output, in which nothing of the input is a line of its own.
pub(crate) fn line(text: impl Display) -> io::Result<()> {
    listened(writeln!(io::stdout(), "{}", Visible(text)))
}

/// A whole text to standard output.
pub(crate) fn text(text: impl Display) -> io::Result<()> {
    listened(write!(io::stdout(), "{text}").and_then(|()| io::stdout().flush()))
}

/// A value as JSON to standard output. What a terminal would hide is escaped, which it can be within texts only.
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

/// One line to standard error, as [`line()`]. There is nowhere to say that it failed.
pub(crate) fn warn(text: impl Display) {
    let _ = writeln!(io::stderr(), "{}", Visible(text));
}

/// A diagnostic to standard error.
pub(crate) fn diagnostic(printed: &Printed<'_>) {
    let _ = write!(io::stderr(), "{printed}");
}

fn listened(said: io::Result<()>) -> io::Result<()> {
    match said {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        said => said,
    }
}
