//! Console output. A closed pipe (`| head`) is not an error.

use crate::{diagnostics::github, progress};
use armgen::visible::{Visible, is_hidden};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::{
    fmt::Display,
    io::{self, ErrorKind, Write},
    sync::OnceLock,
};

/// Options of all tasks.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct Options {
    /// Form of the messages on standard error: for readers, as one JSON object on each line, or as commands that GitHub
    /// Actions shows at the lines of a pull request.
    #[arg(
        long,
        global = true,
        value_name = "FORMAT",
        value_enum,
        default_value_t
    )]
    message_format: Format,

    /// Print each warning, and all services of each merged type.
    #[arg(short, long, global = true)]
    verbose: bool,
}

/// Form of the messages on standard error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    #[default]
    Human,
    Json,
    Github,
}

/// Set once, before the first message: every task prints, and none of them prints otherwise than the others.
static OPTIONS: OnceLock<Options> = OnceLock::new();

pub(crate) fn configure(options: Options) {
    let _ = OPTIONS.set(options);
}

fn options() -> Options {
    OPTIONS.get().copied().unwrap_or_default()
}

pub(crate) fn format() -> Format {
    options().message_format
}

pub(crate) fn is_verbose() -> bool {
    options().verbose
}

/// Prints one line to standard output. Line ends and hidden characters in it are escaped.
pub(crate) fn line(text: impl Display) -> io::Result<()> {
    unless_closed(progress::pause(|| {
        writeln!(io::stdout(), "{}", Visible(text))
    }))
}

/// Prints a text to standard output.
pub(crate) fn text(text: impl Display) -> io::Result<()> {
    unless_closed(write!(io::stdout(), "{text}").and_then(|()| io::stdout().flush()))
}

/// Prints a value as JSON to standard output. Hidden characters, which only strings can contain, are escaped.
pub(crate) fn json(value: &impl Serialize) -> io::Result<()> {
    text(escaped(&serde_json::to_string_pretty(value)?))
}

/// A value as JSON on one line, with hidden characters escaped.
pub(crate) fn json_line(value: &serde_json::Value) -> String {
    escaped(&value.to_string())
}

/// JSON with escapes in place of hidden characters, and with a line end.
fn escaped(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len() + 1);
    for c in json.chars() {
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
    escaped
}

/// Prints one line to standard error, as [`line()`] does. Failures are ignored: there is nowhere to report them.
pub(crate) fn warn(text: impl Display) {
    to_stderr(match format() {
        Format::Json => object("note", &text.to_string()),
        Format::Human | Format::Github => format!("{}\n", Visible(text)),
    });
}

/// Prints the error that ends the task to standard error, on one line.
pub(crate) fn error(text: impl Display) {
    to_stderr(match format() {
        Format::Human => format!("error: {}\n", Visible(text)),
        Format::Json => object("error", &text.to_string()),
        Format::Github => format!("::error::{}\n", github::data(&Visible(text).to_string())),
    });
}

/// A message that is no diagnostic, as an object with the same members.
fn object(severity: &str, message: &str) -> String {
    json_line(&serde_json::json!({
        "code": null, "severity": severity, "message": message, "help": null,
        "file": null, "line": null, "column": null, "left_out": [],
    }))
}

fn to_stderr(text: String) {
    let _ = progress::pause(|| write!(io::stderr(), "{text}"));
}

fn unless_closed(printed: io::Result<()>) -> io::Result<()> {
    match printed {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        printed => printed,
    }
}
