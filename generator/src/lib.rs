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
pub mod runtime;
pub mod share;
pub mod swagger;

use diagnostic::Diagnostics;
use format::Output;
use load::{Documents, Files};
use manifest::Manifest;
use model::Merge;
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

/// Generates the crate that `manifest` asks for.
///
/// The output depends on the files and on this crate alone: the same input gives the same bytes, whatever its
/// order.
pub fn generate(manifest: &Manifest, files: &dyn Files) -> Generation {
    let mut generation = Generation {
        documents: Documents::default(),
        diagnostics: Diagnostics::default(),
        outputs: None,
        merges: Vec::new(),
        count: Count::default(),
    };
    match load::load(manifest, files) {
        Ok(documents) => generation.documents = documents,
        Err((documents, diagnostics)) => {
            return Generation {
                documents,
                diagnostics,
                ..generation
            };
        }
    }
    swagger::convert(&mut generation.documents);
    let model = lower::lower(manifest, &generation.documents, &mut generation.diagnostics);
    let model = share::share(model, &mut generation.diagnostics);
    let model = examples::check(model, &generation.documents);
    generation.count = Count::of(&model);
    generation.merges.clone_from(&model.merges);
    if !generation.diagnostics.has_errors() {
        assert_eq!(
            generation.count.selected, generation.count.operations,
            "every selected operation is emitted or refused"
        );
        generation.outputs = Some(emit::emit(&model).into_iter().map(format::format).collect());
    }
    generation
}
