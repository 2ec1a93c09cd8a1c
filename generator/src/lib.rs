//! Generator of Azure Resource Manager clients: OpenAPI definitions in, the files of a Rust crate out.
//!
//! ```text
//! load -> swagger -> lower -> share -> examples -> emit -> format
//! ```
//!
//! Only [`load`] reads, and nothing here writes.

pub mod diagnostic;
pub mod emit;
pub mod examples;
pub mod format;
pub mod load;
pub mod lower;
pub mod manifest;
pub mod model;
mod naming;
pub mod program;
pub mod runtime;
pub mod share;
mod stack;
pub mod swagger;
pub mod visible;

use diagnostic::Diagnostics;
use format::Output;
use load::{Documents, Files};
use manifest::Manifest;
use model::{Merge, Model};
use share::Count;

/// What a run has made, or why it has not.
#[derive(Debug)]
pub struct Generation {
    /// What was read, for the places of diagnostics.
    pub documents: Documents,
    /// Refusals and warnings.
    pub diagnostics: Diagnostics,
    /// The crate's files, unless something was refused.
    pub outputs: Option<Vec<Output>>,
    /// What was merged.
    pub merges: Vec<Merge>,
    /// What was read and what is emitted.
    pub count: Count,
}

/// Generates the crate that `manifest` asks for, or nothing if any of it is refused.
///
/// The output depends on the files and on this crate alone: the same input gives the same bytes, whatever its
/// order.
pub fn generate(manifest: &Manifest, files: &dyn Files) -> Generation {
    let documents = match load::load(manifest, files) {
        Ok(documents) => documents,
        Err((documents, diagnostics)) => return Generation::refused(documents, diagnostics),
    };
    stack::roomy(|| whole(manifest, documents))
}

fn whole(manifest: &Manifest, documents: Documents) -> Generation {
    let (mut generation, model) = model(manifest, documents, Diagnostics::default());
    if !generation.diagnostics.has_errors() {
        assert_eq!(
            generation.count.selected, generation.count.operations,
            "every selected operation is emitted or refused"
        );
        generation.outputs = Some(outputs(&model));
    }
    generation
}

/// Generates what can be generated of the crate that `manifest` asks for, and leaves out what is refused.
pub fn generate_partly(manifest: &Manifest, files: &dyn Files) -> Generation {
    let (documents, diagnostics) = match load::load(manifest, files) {
        Ok(documents) => (documents, Diagnostics::default()),
        Err(loaded) => loaded,
    };
    stack::roomy(|| {
        let (mut generation, model) = model(manifest, documents, diagnostics);
        generation.outputs = Some(outputs(&model));
        generation
    })
}

/// All stages between reading and emission. What a stage refuses is missing in the next.
fn model(
    manifest: &Manifest,
    mut documents: Documents,
    mut diagnostics: Diagnostics,
) -> (Generation, Model) {
    swagger::convert(&mut documents);
    let model = lower::lower(manifest, &documents, &mut diagnostics);
    let model = share::share(model, &mut diagnostics);
    let model = examples::check(model, &documents, &mut diagnostics);
    let generation = Generation {
        merges: model.merges.clone(),
        count: Count::of(&model),
        ..Generation::refused(documents, diagnostics)
    };
    (generation, model)
}

fn outputs(model: &Model) -> Vec<Output> {
    emit::emit(model).into_iter().map(format::format).collect()
}

impl Generation {
    fn refused(documents: Documents, diagnostics: Diagnostics) -> Self {
        Self {
            documents,
            diagnostics,
            outputs: None,
            merges: Vec::new(),
            count: Count::default(),
        }
    }
}
