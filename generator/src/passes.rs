//! Transformations of the model, such as merging equal definitions of several services into one.
//!
//! Their order matters: each pass relies on the earlier ones.

mod depth;
mod dotted;
mod equal;
mod errors;
mod headers;
mod key_pairs;
mod key_types;
mod names;
mod places;
mod recursion;
mod roles;
mod secrets;
mod usage;

use crate::{
    diagnostic::Diagnostics,
    model::{Model, emitted},
};

/// Runs all passes.
pub fn run(mut model: Model, diagnostics: &mut Diagnostics) -> Model {
    dotted::shorten(&mut model);
    errors::merge(&mut model, diagnostics);
    key_types::share(&mut model);
    equal::merge_within_services(&mut model);
    names::prefix_clashes(&mut model, diagnostics);
    usage::mark(&mut model);
    usage::mark_unsent(&mut model);
    secrets::mark(&mut model);
    usage::mark_secret(&mut model);
    names::settle(&mut model, diagnostics);
    equal::merge_across_services(&mut model, diagnostics);
    headers::gather(&mut model);
    recursion::mark(&mut model);
    roles::mark_bodies(&mut model);
    roles::mark_errors(&mut model);
    roles::mark_pages(&mut model, diagnostics);
    key_pairs::derive(&mut model, diagnostics);
    depth::limit(&mut model, diagnostics);
    model.merges.sort_by(|a, b| a.name.cmp(&b.name));
    model
}

/// Numbers of the operations and definitions in a model. They prove that every selected operation is accounted for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Operations that the manifest selects.
    pub selected: usize,
    /// Operations that the manifest leaves out since they cannot be generated.
    pub excepted: usize,
    /// Operations that are emitted.
    pub operations: usize,
    /// Definitions that were read for them.
    pub definitions: usize,
    /// Definitions that are emitted.
    pub emitted: usize,
    /// Definitions that were merged into another one, or into a type of the runtime.
    pub merged: usize,
    /// Published examples.
    pub examples: usize,
}

impl Count {
    /// Counts the model after all passes.
    pub fn of(model: &Model) -> Self {
        let emitted = emitted(model).len();
        Self {
            selected: model.services.iter().map(|service| service.selected).sum(),
            excepted: model
                .services
                .iter()
                .map(|service| service.excepted.len())
                .sum(),
            operations: model.operations().count(),
            definitions: model.definitions.len(),
            emitted,
            merged: model.definitions.len() - emitted,
            examples: model.operations().map(|one| one.examples.len()).sum(),
        }
    }
}

#[cfg(test)]
mod tests;
