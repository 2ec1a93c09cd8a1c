//! `cargo xtask gen`: generates a crate, and writes it or compares it with the folder.

use crate::{console, output::Output, report, timings::Timings};
use armgen::{
    api::Api,
    diagnostic::Diagnostics,
    generate_model, generate_observed,
    load::{Documents, Files, Folder},
    manifest::Manifest,
    model::Model,
    nearest::perhaps,
    stage::Stage,
    surface::Surface,
};
use clap::{Args, ValueEnum};
use std::{
    env,
    error::Error,
    fs,
    mem::{self, ManuallyDrop},
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

/// Options of `cargo xtask gen`.
#[derive(Debug, Args)]
pub(crate) struct Gen {
    /// Manifest of the crate to generate.
    #[arg(long, value_name = "FILE", default_value_os_t = in_project("specs/azure-keys.toml"))]
    manifest: PathBuf,

    /// Folder of the crate. It must be empty or contain only generated files.
    #[arg(long, value_name = "DIR", default_value_os_t = in_project("generated"))]
    out: PathBuf,

    /// Write nothing, and fail if the folder is out of date.
    #[arg(long)]
    check: bool,

    /// Print the duration of each stage. With `--check`, the row `write` is the comparison.
    #[arg(long)]
    timings: bool,

    /// Print the result of a stage as JSON, and write nothing.
    #[arg(long, value_name = "STAGE", conflicts_with_all = ["check", "out"])]
    emit: Option<Emit>,

    /// Print only this operation, with the definitions that it uses. Can be repeated.
    #[arg(long, value_name = "ID", requires = "emit")]
    operation: Vec<String>,
}

/// Results that can be printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Emit {
    /// The model after all passes.
    Model,
    /// The public interface of the crate.
    Surface,
    /// The public items of the crate as a flat list, which `cargo xtask diff` compares.
    Api,
}

impl Gen {
    /// Runs the task. The exit code is 1 after an error, or if a file differs with `--check`.
    pub(crate) fn run(&self) -> Result<ExitCode, Box<dyn Error>> {
        let mut timings = Timings::start(self.timings);
        let done = self.timed(&mut timings);
        timings.print();
        done
    }

    fn timed(&self, timings: &mut Timings) -> Result<ExitCode, Box<dyn Error>> {
        let start = Instant::now();
        let text = self.text()?;
        let path = slashed(&self.manifest);
        let manifest = match Manifest::parse(&path, &text) {
            Ok(manifest) => manifest,
            Err(diagnostics) => {
                let mut documents = Documents::default();
                documents.keep(&path, &text);
                return Ok(refuse(&documents, diagnostics, None));
            }
        };
        let folder = Folder::new(PathBuf::from(&manifest.root));
        if let Some(emit) = self.emit {
            return self.print(emit, (&manifest, &text), &folder, timings);
        }
        let mut ended = |stage: Stage| timings.ended(stage.name());
        // The process ends now, so that freeing the memory would only take time.
        let mut generation = ManuallyDrop::new(generate_observed(&manifest, &folder, &mut ended));
        generation.documents.keep(&path, &text);
        report::read(&generation)?;
        let diagnostics = mem::take(&mut generation.diagnostics);
        let Some(outputs) = &generation.outputs else {
            return Ok(refuse(
                &generation.documents,
                diagnostics,
                Some((&manifest, &text)),
            ));
        };
        report::diagnostics(&generation.documents, diagnostics);
        report::left_out(&generation)?;
        report::merged(&generation.merges)?;
        timings.ended("report");
        let output = match self.check {
            true => Output::plan(&self.out, outputs)?,
            false => Output::write(&self.out, outputs)?,
        };
        timings.ended("write");
        match self.check {
            true => Ok(report::checked(&output, &self.command(), start.elapsed())?),
            false => {
                report::wrote(&output, start.elapsed())?;
                Ok(ExitCode::SUCCESS)
            }
        }
    }

    fn print(
        &self,
        emit: Emit,
        (manifest, text): (&Manifest, &str),
        folder: &Folder,
        timings: &mut Timings,
    ) -> Result<ExitCode, Box<dyn Error>> {
        let mut ended = |stage: Stage| timings.ended(stage.name());
        let (mut generation, model) = generate_model(manifest, folder, &mut ended);
        generation.documents.keep(&slashed(&self.manifest), text);
        let diagnostics = mem::take(&mut generation.diagnostics);
        let Some(model) = model else {
            return Ok(refuse(
                &generation.documents,
                diagnostics,
                Some((manifest, text)),
            ));
        };
        report::diagnostics(&generation.documents, diagnostics);
        timings.ended("report");
        let known: Vec<String> = selected(&model);
        let unknown = |id: String| {
            let perhaps = perhaps(&id, known.iter().map(String::as_str));
            format!("the manifest selects no operation `{id}`: correct the id{perhaps}")
        };
        match (emit, self.operation.as_slice()) {
            (Emit::Model, []) => console::json(&model.reached())?,
            (Emit::Model, ids) => console::json(&model.excerpt(ids).map_err(unknown)?)?,
            (Emit::Surface, []) => console::json(&Surface::of(&model))?,
            (Emit::Surface, ids) => {
                console::json(&Surface::of(&model.only(ids).map_err(unknown)?))?
            }
            (Emit::Api, ids) => {
                let model = match ids {
                    [] => model,
                    ids => model.only(ids).map_err(unknown)?,
                };
                let mut api = Api::of(&Surface::of(&model));
                api.locate(&generation.documents);
                console::json(&api)?;
            }
        }
        timings.ended("print");
        Ok(ExitCode::SUCCESS)
    }

    /// Text of the manifest.
    fn text(&self) -> Result<String, String> {
        fs::read_to_string(&self.manifest).map_err(|error| {
            format!(
                "the manifest {} cannot be read: {error}",
                self.manifest.display()
            )
        })
    }

    /// The command that writes the files.
    fn command(&self) -> String {
        let mut command = "cargo xtask gen".to_owned();
        for (option, path, default) in [
            (
                "--manifest",
                &self.manifest,
                in_project("specs/azure-keys.toml"),
            ),
            ("--out", &self.out, in_project("generated")),
        ] {
            if *path != default {
                command += &format!(" {option} {}", path.display());
            }
        }
        command
    }
}

fn refuse(
    documents: &Documents,
    diagnostics: Diagnostics,
    manifest: Option<(&Manifest, &str)>,
) -> ExitCode {
    report::refused(documents, diagnostics, manifest);
    ExitCode::FAILURE
}

/// The model of a manifest, and its documents. `None` if a definition is refused, which is printed: with lines of the
/// manifest, if its path and text are given.
pub(crate) fn model(
    manifest: &Manifest,
    text: Option<(&str, &str)>,
    files: &dyn Files,
) -> Option<(Model, Documents)> {
    let (mut generation, model) = generate_model(manifest, files, &mut |_| {});
    if let Some((path, text)) = text {
        generation.documents.keep(path, text);
    }
    if model.is_none() {
        let diagnostics = mem::take(&mut generation.diagnostics);
        report::diagnostics(&generation.documents, diagnostics);
    }
    Some((model?, generation.documents))
}

/// Ids of all operations.
fn selected(model: &Model) -> Vec<String> {
    let operations = model
        .services
        .iter()
        .flat_map(|service| service.operations());
    operations.map(|operation| operation.id.clone()).collect()
}

/// A path in this repository, relative if that is the current folder.
pub(crate) fn in_project(path: &str) -> PathBuf {
    let project = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let project = project.as_deref().and_then(Path::parent);
    match (project, env::current_dir()) {
        (Some(project), Ok(current)) if project != current => project.join(path),
        _ => PathBuf::from(path),
    }
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
