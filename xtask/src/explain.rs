//! `cargo xtask explain`: explains codes of diagnostics, and writes the page with all of them.

mod page;

use crate::{console, generate::in_project};
use armgen::diagnostic::Code;
use clap::Args;
use std::{error::Error, fs, path::PathBuf, process::ExitCode};

/// Options of `cargo xtask explain`.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// Codes, which diagnostics show in brackets. Without a code, all are listed.
    #[arg(value_name = "CODE")]
    codes: Vec<Code>,

    /// Write the page that explains every code.
    #[arg(long, conflicts_with = "codes")]
    write: bool,

    /// Write nothing, and fail if the page is out of date.
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
                console::text(sections.join("\n"))?;
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
        console::error(format_args!(
            "{} is out of date; run `cargo xtask explain --write`",
            self.page.display()
        ));
        Ok(ExitCode::FAILURE)
    }
}

/// One line per code: its severity, and the first sentence of its explanation.
fn list() -> Result<(), Box<dyn Error>> {
    for code in Code::ALL {
        let meaning = code.explain().meaning;
        let first = meaning.split_inclusive(". ").next().unwrap_or(meaning);
        console::line(format_args!(
            "{code:<22}{:<9}{}",
            code.severity(),
            first.trim_end()
        ))?;
    }
    Ok(())
}
