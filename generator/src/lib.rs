//! Generator of Azure Resource Manager clients: OpenAPI definitions in, the files of a Rust crate out.
//!
//! ```text
//! load -> swagger -> lower -> passes -> examples -> surface -> emit -> format
//! ```
//!
//! Only [`load`] reads files, and nothing here writes any.

pub mod api;
pub mod changes;
pub mod diagnostic;
pub mod emit;
pub mod examples;
pub mod fleet;
pub mod format;
mod keys;
pub mod load;
pub mod lower;
pub mod manifest;
pub mod model;
mod naming;
pub mod nearest;
pub mod output;
pub mod passes;
pub mod program;
pub mod reserved;
pub mod runtime;
pub mod source;
mod stack;
pub mod stage;
pub mod surface;
pub mod swagger;
pub mod testing;
pub mod visible;

use diagnostic::Diagnostics;
use format::Output;
use load::{Documents, Files};
use manifest::Manifest;
use model::{Merge, Model, Service};
use passes::Count;
use stage::{Observer, Stage};
use std::collections::BTreeMap;
use surface::Surface;

/// The result of a run: the generated files, or the reasons why there are none.
#[derive(Debug)]
pub struct Generation {
    /// The documents that were read, which turn a diagnostic's pointer into a line and a column.
    pub documents: Documents,
    /// Errors and warnings.
    pub diagnostics: Diagnostics,
    /// The crate's files, unless there was an error.
    pub outputs: Option<Vec<Output>>,
    /// The types that services share.
    pub merges: Vec<Merge>,
    /// Numbers of documents and operations, for the summary.
    pub count: Count,
    /// Operations that the manifest leaves out, by service, each with the reason.
    pub excepted: Vec<(String, BTreeMap<String, String>)>,
}

/// Generates the crate that `manifest` describes, or nothing if there is any error.
///
/// The output depends only on the files and on this crate: the same input gives the same bytes, in whatever order the
/// files are read.
pub fn generate(manifest: &Manifest, files: &dyn Files) -> Generation {
    generate_observed(manifest, files, &mut |_| {})
}

/// As [`generate`], and calls `ended` after each stage. The caller measures the time: this crate reads no clock.
pub fn generate_observed(
    manifest: &Manifest,
    files: &dyn Files,
    ended: Observer<'_>,
) -> Generation {
    let (mut generation, made) = without_errors(manifest, files, ended, |model, ended| {
        (model.undocumented(), outputs(model, ended))
    });
    if let Some((undocumented, outputs)) = made {
        undocumented.report(&mut generation.diagnostics);
        generation.outputs = Some(outputs);
    }
    generation
}

/// The model after all passes, unless there was an error.
pub fn generate_model(
    manifest: &Manifest,
    files: &dyn Files,
    ended: Observer<'_>,
) -> (Generation, Option<Model>) {
    without_errors(manifest, files, ended, |model, _| model)
}

/// Runs the pipeline up to the model, and `then` if there was no error.
fn without_errors<T: Send>(
    manifest: &Manifest,
    files: &dyn Files,
    ended: Observer<'_>,
    then: impl FnOnce(Model, Observer<'_>) -> T + Send,
) -> (Generation, Option<T>) {
    // All stages run on one thread: what one frees, the next uses again.
    stack::with_large_stack(|| {
        let loaded = load::load(manifest, files);
        ended(Stage::Load);
        let (documents, diagnostics) = match loaded {
            Ok(documents) => (documents, Diagnostics::default()),
            Err((documents, diagnostics)) if !diagnostics.refuse_only_operations() => {
                return (Generation::refused(documents, diagnostics), None);
            }
            Err(loaded) => loaded,
        };
        let (generation, model) = model(manifest, documents, diagnostics, ended);
        if generation.diagnostics.has_errors() {
            return (generation, None);
        }
        assert_eq!(
            generation.count.selected,
            generation.count.operations + generation.count.excepted,
            "every selected operation is emitted, refused or left out by the manifest"
        );
        let made = then(model, ended);
        (generation, Some(made))
    })
}

/// Generates as much as possible of the crate that `manifest` describes, and leaves out operations with errors.
pub fn generate_partly(manifest: &Manifest, files: &dyn Files) -> Generation {
    let (documents, diagnostics) = match load::load(manifest, files) {
        Ok(documents) => (documents, Diagnostics::default()),
        Err(loaded) => loaded,
    };
    stack::with_large_stack(|| {
        let (mut generation, model) = model(manifest, documents, diagnostics, &mut |_| {});
        generation.outputs = Some(outputs(model, &mut |_| {}));
        generation
    })
}

/// Reads the documents of a manifest, and converts them to OpenAPI 3.0.
pub fn convert(
    manifest: &Manifest,
    files: &dyn Files,
) -> Result<Documents, (Documents, Diagnostics)> {
    let mut documents = load::load(manifest, files)?;
    swagger::convert(&mut documents);
    Ok(documents)
}

/// Whether an operation lists or regenerates keys, by its HTTP method and its path.
pub fn keys_of_path(method: &str, path: &str) -> bool {
    let method = match method {
        "post" => model::Method::Post,
        "get" => model::Method::Get,
        _ => return false,
    };
    let path = model::PathTemplate::parse(path);
    path.is_ok_and(|path| keys::operations::role(method, &path).is_some())
}

/// All stages between reading and emission. What one stage rejects, the next does not see.
fn model(
    manifest: &Manifest,
    mut documents: Documents,
    mut diagnostics: Diagnostics,
    ended: Observer<'_>,
) -> (Generation, Model) {
    swagger::convert(&mut documents);
    ended(Stage::Swagger);
    let model = lower::lower(manifest, &documents, &mut diagnostics);
    ended(Stage::Lower);
    let model = passes::run(model, &mut diagnostics);
    ended(Stage::Passes);
    let model = examples::check(model, &documents, &mut diagnostics);
    ended(Stage::Examples);
    let generation = Generation {
        merges: model.merges.clone(),
        excepted: excepted(&model),
        count: Count::of(&model),
        ..Generation::refused(documents, diagnostics)
    };
    (generation, model)
}

fn excepted(model: &Model) -> Vec<(String, BTreeMap<String, String>)> {
    let services = model.services.iter().filter(|one| !one.excepted.is_empty());
    let of = |service: &Service| (service.module.clone(), service.excepted.clone());
    services.map(of).collect()
}

fn outputs(model: Model, ended: Observer<'_>) -> Vec<Output> {
    let surface = Surface::of(&model);
    // The next stage uses its memory again.
    drop(model);
    ended(Stage::Surface);
    let files = emit::emit(&surface);
    drop(surface);
    ended(Stage::Emit);
    let outputs = files.into_iter().map(format::format).collect();
    ended(Stage::Format);
    outputs
}

impl Generation {
    fn refused(documents: Documents, diagnostics: Diagnostics) -> Self {
        Self {
            documents,
            diagnostics,
            outputs: None,
            merges: Vec::new(),
            count: Count::default(),
            excepted: Vec::new(),
        }
    }
}
