//! `cargo xtask explain`: what the code of a diagnostic means, and the page that has all of them.

mod page;

use crate::{generate::in_project, say};
use armgen::diagnostic::Code;
use clap::Args;
use std::{error::Error, fs, path::PathBuf, process::ExitCode};

/// Options of `cargo xtask explain`.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// Codes as diagnostics show them in brackets. Without one, all are listed.
    #[arg(value_name = "CODE")]
    codes: Vec<Code>,

    /// Write the page that explains every code.
    #[arg(long, conflicts_with = "codes")]
    write: bool,

    /// Fail if the page is not what would be written.
    #[arg(long, conflicts_with_all = ["codes", "write"])]
    check: bool,

    /// The page.
    #[arg(long, value_name = "FILE", default_value_os_t = in_project("docs/diagnostics.md"))]
    page: PathBuf,
}

impl Explain {
    /// Runs the task. The exit code is 1 if the page differs with `--check`.
    pub(crate) fn run(&self) -> Result<ExitCode, Box<dyn Error>> {
        match self.codes.as_slice() {
            _ if self.write => fs::write(&self.page, page::page())
                .map_err(|error| format!("{} cannot be written: {error}", self.page.display()))?,
            _ if self.check => return self.checked(),
            [] => list()?,
            codes => {
                let sections: Vec<String> = codes.iter().copied().map(page::section).collect();
                say::text(sections.join("\n"))?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    fn checked(&self) -> Result<ExitCode, Box<dyn Error>> {
        let page = fs::read_to_string(&self.page)
            .map_err(|error| format!("{} cannot be read: {error}", self.page.display()))?;
        if page == page::page() {
            return Ok(ExitCode::SUCCESS);
        }
        say::warn(format_args!(
            "error: {} is not what the codes give; run `cargo xtask explain --write`",
            self.page.display()
        ));
        Ok(ExitCode::FAILURE)
    }
}

/// One line for each code: its severity, and the first sentence of what it means.
fn list() -> Result<(), Box<dyn Error>> {
    for code in Code::ALL {
        let meaning = code.explain().meaning;
        let first = meaning.split_inclusive(". ").next().unwrap_or(meaning);
        say::line(format_args!(
            "{code:<22}{:<9}{}",
            code.severity(),
            first.trim_end()
        ))?;
    }
    Ok(())
}
