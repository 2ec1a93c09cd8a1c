//! `cargo xtask survey`: counts how many published definitions can be generated, and lists the refusals.

mod crates;
mod definition;
mod document;
mod parallel;
mod refusal;
mod services;
mod summary;
mod workspace;

use crate::{console, output::Refused, walk};
use armgen::{
    diagnostic::Code,
    load::FILE_SIZE_LIMIT,
    manifest::{Runtime, RuntimePackage},
};
use clap::{Args, ValueEnum};
use crates::Crate;
use definition::Definition;
use document::{Surveyed, Terms};
use std::{
    collections::BTreeSet,
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};
use summary::Summary;
use workspace::Workspace;

/// Options of `cargo xtask survey`.
#[derive(Debug, Args)]
pub(crate) struct Survey {
    /// Folders or files of definitions. Folders of examples are left out.
    #[arg(required = true)]
    paths: Vec<PathBuf>,

    /// Folder that references must not leave, such as a checkout's `specification`. The default is each path itself.
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,

    /// Survey only the newest stable API version of each resource provider.
    #[arg(long)]
    newest: bool,

    /// Also write the figures to a JSON file.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// Write a cargo workspace with a crate for each resource provider: of the documents of the default tag of its
    /// readme.md, or of its newest stable version, as `cargo xtask select` chooses them. The folder must be empty or
    /// contain only generated files.
    #[arg(long, value_name = "DIR")]
    emit: Option<PathBuf>,

    /// What becomes a crate.
    #[arg(long, value_enum, default_value_t = Per::Provider, requires = "emit")]
    per: Per,

    /// Also emit a twin of each model, with serde's derives, and tests that read the published responses as both.
    #[arg(long, requires = "emit")]
    twins: bool,

    /// Let the crates depend on one package with the runtime instead of containing it, so that it is compiled once.
    #[arg(long, requires = "emit")]
    runtime: bool,

    /// Maximum size of a file in bytes.
    #[arg(long, value_name = "BYTES", default_value_t = FILE_SIZE_LIMIT)]
    file_size_limit: usize,

    /// List each refusal with this code first, with its place and the operations that it concerns.
    #[arg(long, value_name = "CODE")]
    code: Vec<Code>,

    /// Fail if a definition is refused with this code.
    #[arg(long, value_name = "CODE")]
    deny: Vec<Code>,
}

/// What becomes a crate of the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Per {
    /// A resource provider.
    Provider,
    /// A document, or a folder of documents that refer to each other.
    Document,
}

/// A crate to generate.
#[derive(Debug)]
struct Job {
    of: Crate,
    is_emitted: bool,
}

impl Survey {
    /// Runs the task. The exit code is 1 if the generator panicked, or if a denied code was found.
    pub(crate) fn run(&self) -> Result<ExitCode, Box<dyn Error>> {
        let start = Instant::now();
        let workspace = self.emit.as_deref().map(Workspace::open).transpose()?;
        let jobs = self.jobs(&self.definitions()?)?;
        let runtime = self.runtime.then(runtime);
        let terms = Terms {
            file_size_limit: self.file_size_limit,
            twins: self.twins,
            runtime: runtime.clone().map_or(Runtime::Contained, Runtime::Package),
        };
        let done = parallel::map("generating", &jobs, |job| {
            survey(job, workspace.as_ref(), &terms)
        });
        let mut summary = Summary::default();
        for surveyed in done {
            summary.add(surveyed?);
        }
        if let Some(workspace) = &workspace {
            let mut crates = summary.crates();
            if let Some(runtime) = runtime {
                workspace.add(&runtime.name, &document::runtime(&runtime))?;
                crates.insert(runtime.name);
            }
            workspace.finish(&crates)?;
        }
        if let Some(path) = &self.json {
            let text = serde_json::to_string_pretty(&summary.json())?;
            fs::write(path, text + "\n").map_err(|error| format!("{}: {error}", path.display()))?;
        }
        console::text(summary.places(&self.code))?;
        console::text(summary.text(self.emit.as_deref(), start.elapsed()))?;
        let denied = self.deny.iter().any(|code| summary.has(*code));
        match summary.is_broken() || denied {
            true => Ok(ExitCode::FAILURE),
            false => Ok(ExitCode::SUCCESS),
        }
    }

    fn jobs(&self, definitions: &[Definition]) -> Result<Vec<Job>, String> {
        if self.emit.is_none() || self.per == Per::Document {
            return Ok(jobs(definitions, self.emit.is_some()));
        }
        let mut jobs = jobs(definitions, false);
        let (mut seen, mut names) = (BTreeSet::new(), BTreeSet::new());
        for path in &self.paths {
            let root = self.root_of(path)?;
            let mut found = services::of(path, root, self.newest, self.file_size_limit);
            // The same service may be below several paths.
            found.retain(|of| seen.insert((of.root.clone(), of.documents.clone())));
            for of in &mut found {
                of.name = crates::untaken(&of.name, &mut names);
            }
            jobs.extend(found.into_iter().map(|of| Job {
                of,
                is_emitted: true,
            }));
        }
        Ok(jobs)
    }

    /// The definitions below the paths, each file once.
    fn definitions(&self) -> Result<Vec<Definition>, Box<dyn Error>> {
        let mut files = Vec::new();
        let mut seen = BTreeSet::new();
        for path in &self.paths {
            let found =
                walk::definitions(path).map_err(|error| format!("{}: {error}", path.display()))?;
            if found.is_empty() {
                let path = path.display();
                return Err(format!(
                    "{path} contains no definition: pass a folder, or a JSON or YAML file"
                )
                .into());
            }
            let found = if self.newest {
                walk::newest(found)
            } else {
                found
            };
            let root = self.root_of(path)?;
            let new = found.into_iter().filter(|file| seen.insert(file.clone()));
            files.extend(new.map(|file| (root, file)));
        }
        let read = parallel::map("reading", &files, |(root, file)| {
            Definition::read(root, file, self.file_size_limit)
        });
        Ok(read.into_iter().flatten().collect())
    }

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

/// The package with the runtime. No crate of definitions has this name: those begin with `arm-`.
fn runtime() -> RuntimePackage {
    let name = "azure-runtime";
    RuntimePackage {
        name: name.to_owned(),
        version: None,
        path: Some(format!("../{name}")),
    }
}

/// Each definition by itself, for the figures; with `--emit`, also the crates of several definitions.
fn jobs(definitions: &[Definition], emit: bool) -> Vec<Job> {
    let (alone, together): (Vec<_>, Vec<_>) = crates::of(definitions)
        .into_iter()
        .partition(|of| of.documents.len() == 1);
    let job = |is_emitted: bool| move |of: Crate| Job { of, is_emitted };
    let parts = together.iter().flat_map(Crate::parts).map(job(false));
    let mut jobs: Vec<Job> = alone.into_iter().map(job(emit)).chain(parts).collect();
    jobs.sort_by(|a, b| (&a.of.root, &a.of.source).cmp(&(&b.of.root, &b.of.source)));
    if emit {
        jobs.extend(together.into_iter().map(job(true)));
    }
    jobs
}

/// Does one job. Emitted files are written at once, to save memory.
fn survey(job: &Job, workspace: Option<&Workspace>, terms: &Terms) -> Result<Surveyed, Refused> {
    let (mut surveyed, outputs) = document::survey(job.of.clone(), terms);
    if let Some(workspace) = workspace
        && job.is_emitted
        && surveyed.count.operations > 0
    {
        workspace.add(&job.of.name, &outputs)?;
        surveyed.is_emitted = true;
    }
    Ok(surveyed)
}
