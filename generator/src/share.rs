//! Model to model: what several services publish alike becomes one.
//!
//! The passes run in this order, since each relies on those before it.

pub(crate) mod depth;
mod equal;
mod errors;
mod headers;
mod key_pairs;
mod keys;
mod names;
mod recursion;
mod roles;
mod secrets;
mod usage;

use crate::{
    diagnostic::Diagnostics,
    lower::types,
    model::{Definition, Model, Operation, ShapeKind, Type},
};
use std::collections::BTreeSet;

/// Shares all that can be shared, and counts that nothing was lost on the way.
pub fn share(mut model: Model, diagnostics: &mut Diagnostics) -> Model {
    errors::merge(&mut model, diagnostics);
    keys::select(&mut model);
    equal::merge_within_services(&mut model);
    names::prefix_clashes(&mut model, diagnostics);
    usage::mark(&mut model);
    secrets::mark(&mut model);
    usage::mark_secret(&mut model);
    names::settle(&mut model, diagnostics);
    equal::merge_across_services(&mut model, diagnostics);
    headers::gather(&mut model);
    recursion::mark(&mut model);
    roles::mark_bodies(&mut model);
    roles::mark_pages(&mut model, diagnostics);
    key_pairs::derive(&mut model, diagnostics);
    depth::limit(&mut model, diagnostics);
    model.merges.sort_by(|a, b| a.name.cmp(&b.name));
    model
}

/// What the model holds, and proof that it is all that was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Operations that the manifest selects.
    pub selected: usize,
    /// Operations that are emitted.
    pub operations: usize,
    /// Definitions that were read for them.
    pub definitions: usize,
    /// Definitions that are emitted.
    pub emitted: usize,
    /// Definitions that became one with another, or with a type of the runtime.
    pub merged: usize,
    /// Published examples.
    pub examples: usize,
}

impl Count {
    /// Counts the shared model.
    pub fn of(model: &Model) -> Self {
        let operations = || {
            model
                .services
                .iter()
                .flat_map(|service| service.operations())
        };
        let emitted = emitted(model).len();
        Self {
            selected: model.services.iter().map(|service| service.selected).sum(),
            operations: operations().count(),
            definitions: model.definitions.len(),
            emitted,
            merged: model.definitions.len() - emitted,
            examples: operations().map(|operation| operation.examples.len()).sum(),
        }
    }
}

/// Definitions that the emitted operations reach.
pub fn emitted(model: &Model) -> BTreeSet<usize> {
    let named = model
        .services
        .iter()
        .flat_map(|service| service.operations())
        .flat_map(types);
    reach(&model.definitions, named)
}

/// Definitions that `types` name, at any depth.
pub(crate) fn reach<'t>(
    definitions: &[Definition],
    types: impl Iterator<Item = &'t Type>,
) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut pending: Vec<usize> = types.filter_map(Type::definition).collect();
    while let Some(id) = pending.pop() {
        if reached.insert(id) {
            pending.extend(members(&definitions[id]).filter_map(Type::definition));
        }
    }
    reached
}

/// Definitions that name one of `these` at any depth, and these themselves.
pub(crate) fn reaching(
    definitions: &[Definition],
    these: impl IntoIterator<Item = usize>,
) -> BTreeSet<usize> {
    let mut named_by = vec![Vec::new(); definitions.len()];
    for (id, definition) in definitions.iter().enumerate() {
        for member in members(definition).filter_map(Type::definition) {
            named_by[member].push(id);
        }
    }
    let mut reaching = BTreeSet::new();
    let mut pending: Vec<usize> = these.into_iter().collect();
    while let Some(id) = pending.pop() {
        if reaching.insert(id) {
            pending.extend(&named_by[id]);
        }
    }
    reaching
}

/// Types of the fields or variants of a definition.
pub(crate) fn members(definition: &Definition) -> impl Iterator<Item = &Type> {
    let (structure, union) = match &definition.shape.kind {
        ShapeKind::Struct(structure) => (Some(structure), None),
        ShapeKind::Union(union) => (None, Some(union)),
        ShapeKind::Enum(_) => (None, None),
    };
    let fields = structure.into_iter().flat_map(|structure| {
        structure
            .fields
            .iter()
            .map(|field| &field.ty)
            .chain(&structure.additional)
    });
    let variants = union.into_iter().flat_map(|union| {
        union
            .variants
            .iter()
            .map(|(_, ty)| ty)
            .chain([&union.other])
    });
    fields.chain(variants)
}

/// Types of the fields or variants of a definition, to change.
fn kind_types_mut(kind: &mut ShapeKind) -> impl Iterator<Item = &mut Type> {
    let (structure, union) = match kind {
        ShapeKind::Struct(structure) => (Some(structure), None),
        ShapeKind::Union(union) => (None, Some(union)),
        ShapeKind::Enum(_) => (None, None),
    };
    let fields = structure.into_iter().flat_map(|structure| {
        structure
            .fields
            .iter_mut()
            .map(|field| &mut field.ty)
            .chain(&mut structure.additional)
    });
    let variants = union.into_iter().flat_map(|union| {
        union
            .variants
            .iter_mut()
            .map(|(_, ty)| ty)
            .chain([&mut union.other])
    });
    fields.chain(variants)
}

/// Every type that an operation names, to change.
fn types_mut(operation: &mut Operation) -> impl Iterator<Item = &mut Type> {
    operation
        .parameters
        .iter_mut()
        .map(|parameter| &mut parameter.ty)
        .chain(operation.body.iter_mut().map(|body| &mut body.ty))
        .chain(&mut operation.answer.body)
        .chain(&mut operation.error)
}

/// Replaces definitions wherever they are named.
fn replace(model: &mut Model, with: impl Fn(usize) -> Type) {
    let operations = model
        .services
        .iter_mut()
        .flat_map(|service| service.operations_mut());
    let named = operations.flat_map(types_mut).chain(
        model
            .definitions
            .iter_mut()
            .flat_map(|definition| kind_types_mut(&mut definition.shape.kind)),
    );
    for ty in named {
        let leaf = ty.leaf_mut();
        if let Type::Definition(id) = leaf {
            *leaf = with(*id);
        }
    }
}

#[cfg(test)]
mod tests;
