//! `cargo xtask diff`: what differs for the users of a crate.

mod groups;
mod html;
mod markdown;
mod revision;
mod side;
mod text;

use crate::{console, generate::in_project};
use armgen::changes::{self, Changes, Verdict};
use clap::{Args, ValueEnum};
use side::Side;
use std::{error::Error, fs, path::PathBuf, process::ExitCode};

/// Options of `cargo xtask diff`.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The old and the new crate: manifests, or what `cargo xtask gen --emit api` printed. With `--since`, one manifest.
    #[arg(value_name = "CRATE", num_args = 0..=2)]
    crates: Vec<PathBuf>,

    /// Compare a manifest with itself at this git revision, such as `main` or a tag.
    #[arg(long, value_name = "REVISION")]
    since: Option<String>,

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
        let Some((old, new)) = self.sides()? else {
            console::warn("nothing was compared: correct the definitions above first");
            return Ok(ExitCode::FAILURE);
        };
        let mut changes = changes::compare(&old.api, &new.api);
        changes.locate(&old.documents, &new.documents);
        if let Some(file) = &self.html {
            fs::write(file, html::page(&old.api, &new.api, &changes))
                .map_err(|error| format!("{} cannot be written: {error}", file.display()))?;
        }
        match self.format {
            Format::Text => text::print(&old.api, &new.api, &changes)?,
            Format::Json => console::json(&changes)?,
            Format::Markdown => console::text(markdown::report(&old.api, &new.api, &changes))?,
        }
        match self.deny.iter().any(|deny| deny.applies(&changes)) {
            true => Ok(ExitCode::FAILURE),
            false => Ok(ExitCode::SUCCESS),
        }
    }

    /// Both sides, or `None` if a definition was refused.
    fn sides(&self) -> Result<Option<(Side, Side)>, Box<dyn Error>> {
        let default = in_project("specs/azure-keys.toml");
        let (old, new) = match (&self.since, &self.crates[..]) {
            (Some(revision), []) => (Side::at(revision, &default)?, Side::of(&default)?),
            (Some(revision), [manifest]) => (Side::at(revision, manifest)?, Side::of(manifest)?),
            (Some(_), _) => return Err("with `--since`, name one manifest or none".into()),
            (None, [old, new]) => (Side::of(old)?, Side::of(new)?),
            (None, _) => {
                return Err("name the old and the new manifest, or use `--since REVISION`".into());
            }
        };
        Ok(old.zip(new))
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
