//! Words to whoever called. Nobody may be listening any more, as after `| head`, and that is no failure.

use armgen::{diagnostic::Printed, visible::Visible};
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
