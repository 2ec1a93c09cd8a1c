//! `cargo xtask survey`: how much of what is published can be generated, and what is refused.

mod document;
mod summary;

use crate::walk;
use armgen::load;
use clap::Args;
use document::Surveyed;
use indicatif::{ProgressBar, ProgressStyle};
use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Instant,
};
use summary::Summary;

/// Options of `cargo xtask survey`.
#[derive(Debug, Args)]
pub(crate) struct Survey {
    /// Folders or files of definitions. Folders of examples are left out.
    #[arg(required = true)]
    paths: Vec<PathBuf>,

    /// Folder that references may lead to, such as a checkout's `specification`; each path by default.
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,

    /// Write the figures to a file as well.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// Fail if a definition is refused with this code.
    #[arg(long, value_name = "CODE")]
    deny: Vec<String>,
}

impl Survey {
    /// Runs the task. The exit code is 1 if the generator itself broke, or a denied code was found.
    pub(crate) fn run(&self) -> Result<ExitCode, Box<dyn Error>> {
        let start = Instant::now();
        let mut summary = Summary::default();
        for path in &self.paths {
            let files =
                walk::definitions(path).map_err(|error| format!("{}: {error}", path.display()))?;
            survey(self.root_of(path)?, &files)
                .into_iter()
                .for_each(|surveyed| summary.add(surveyed));
        }
        summary.print(start.elapsed());
        if let Some(path) = &self.json {
            let text = serde_json::to_string_pretty(&summary.json())?;
            fs::write(path, text + "\n").map_err(|error| format!("{}: {error}", path.display()))?;
        }
        let denied = self.deny.iter().any(|code| summary.has(code));
        match summary.is_broken() || denied {
            true => Ok(ExitCode::FAILURE),
            false => Ok(ExitCode::SUCCESS),
        }
    }
}

impl Survey {
    fn root_of<'p>(&'p self, path: &'p Path) -> Result<&'p Path, String> {
        match &self.root {
            Some(root) if path.starts_with(root) => Ok(root),
            Some(root) => Err(format!(
                "{} is not below --root {}",
                path.display(),
                root.display()
            )),
            None if path.is_dir() => Ok(path),
            None => Ok(path.parent().unwrap_or(Path::new(""))),
        }
    }
}

/// Surveys the files on all cores, and gives the results in the order of the files.
fn survey(folder: &Path, files: &[PathBuf]) -> Vec<Surveyed> {
    let bar = progress(files.len());
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    let work = || {
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let surveyed = is_definition(file).then(|| document::survey(folder, file));
            done.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .extend(surveyed);
            bar.inc(1);
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    bar.finish_and_clear();
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by(|a, b| a.document.cmp(&b.document));
    done
}

/// A bar on a terminal, and nothing elsewhere.
fn progress(length: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {eta}");
    let bar = ProgressBar::new(u64::try_from(length).unwrap_or_default());
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// A file that says which version of OpenAPI it is, or that cannot be read, which the survey has to tell.
fn is_definition(file: &Path) -> bool {
    let Ok(text) = fs::read_to_string(file) else {
        return true;
    };
    match load::parse(&file.to_string_lossy(), &text) {
        Some(tree) => ["swagger", "openapi"]
            .iter()
            .any(|key| tree.get(key).is_some()),
        None => true,
    }
}
