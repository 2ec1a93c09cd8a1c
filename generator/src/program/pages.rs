//! Shell completions and the manual page.

use super::arguments::Arguments;
use clap::CommandFactory;
use std::{
    io::{self, Write},
    process::ExitCode,
};

/// Prints the page that the command line selects, if any.
pub(super) fn page(arguments: &Arguments) -> Option<ExitCode> {
    let mut command = Arguments::command();
    let mut text = Vec::new();
    if let Some(shell) = arguments.completions {
        clap_complete::generate(shell, &mut command, env!("CARGO_BIN_NAME"), &mut text);
    } else if arguments.man {
        clap_mangen::Man::new(command).render(&mut text).ok()?;
    } else {
        return None;
    }
    // A reader that has seen enough is no failure.
    let _ = io::stdout().lock().write_all(&text);
    Some(ExitCode::SUCCESS)
}
