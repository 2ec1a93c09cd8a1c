//! `cargo xtask diff`: what differs for the users of a crate.

pub(crate) mod code;
mod crates;
pub(crate) mod groups;
mod html;
mod markdown;
mod revision;
mod side;
mod text;

use crate::console;
use armgen::changes::{Changes, Verdict};
use clap::{Args, ValueEnum};
pub(crate) use crates::{Compared, Crates};
use std::{error::Error, fs, path::PathBuf, process::ExitCode};

/// Options of `cargo xtask diff`.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    #[command(flatten)]
    crates: Crates,

    /// Format of the report.
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// Also write a self-contained page with the old and the new declarations side by side.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,

    /// Exit with 1 if there is such a change, or a greater one. Can be repeated.
    #[arg(long, value_name = "EFFECT", value_enum)]
    deny: Vec<Deny>,
}

/// Formats of the report.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// For people, with colours on a terminal.
    #[default]
    Text,
    /// For programs.
    Json,
    /// For the description of a pull request.
    Markdown,
}

/// Changes that can be denied.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Deny {
    /// The code of users may no longer compile.
    Major,
    /// Users can name more than before.
    Minor,
    /// Anything differs.
    Patch,
    /// A call that succeeded may fail or act otherwise.
    Behaviour,
}

impl Diff {
    /// Runs the task. The exit code is 1 if a side is refused, or if there is a change that `--deny` names.
    pub(crate) fn run(&self) -> Result<ExitCode, Box<dyn Error>> {
        let Some(Compared { old, new, changes }) = self.crates.compare()? else {
            return Ok(ExitCode::FAILURE);
        };
        if let Some(file) = &self.html {
            fs::write(file, html::page(&old, &new, &changes))
                .map_err(|error| format!("{} cannot be written: {error}", file.display()))?;
        }
        match self.format {
            Format::Text => text::print(&old, &new, &changes)?,
            Format::Json => console::json(&changes)?,
            Format::Markdown => console::text(markdown::report(&old, &new, &changes))?,
        }
        match self.deny.iter().any(|deny| deny.applies(&changes)) {
            true => Ok(ExitCode::FAILURE),
            false => Ok(ExitCode::SUCCESS),
        }
    }
}

impl Deny {
    fn applies(self, changes: &Changes) -> bool {
        match self {
            Self::Major => changes.verdict >= Verdict::Major,
            Self::Minor => changes.verdict >= Verdict::Minor,
            Self::Patch => changes.verdict >= Verdict::Patch,
            Self::Behaviour => changes.breaking_behaviour > 0,
        }
    }
}
