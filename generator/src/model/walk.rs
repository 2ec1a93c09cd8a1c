//! Which definitions operations and other definitions refer to.

use super::{DefinitionId, Definitions, Model, Operation, Service, Type};
use std::collections::BTreeSet;

/// Definitions that the emitted operations reach.
pub(crate) fn emitted(model: &Model) -> BTreeSet<DefinitionId> {
    reach(
        &model.definitions,
        model.operations().flat_map(Operation::types),
    )
}

/// Definitions that `types` refer to, at any depth.
pub(crate) fn reach<'t>(
    definitions: &Definitions,
    types: impl Iterator<Item = &'t Type>,
) -> BTreeSet<DefinitionId> {
    let mut reached = BTreeSet::new();
    let mut pending: Vec<DefinitionId> = types.filter_map(Type::definition).collect();
    while let Some(id) = pending.pop() {
        if reached.insert(id) {
            pending.extend(definitions[id].named());
        }
    }
    reached
}

/// Definitions that refer to one of `these` at any depth, and these themselves.
pub(crate) fn reaching(
    definitions: &Definitions,
    these: impl IntoIterator<Item = DefinitionId>,
) -> BTreeSet<DefinitionId> {
    reaching_by(definitions, |id| id, these, |_| true)
}

/// As [`reaching`], but `target` maps a definition to the one that replaces it, and only definitions that `counts`
/// accepts are followed. Each reference between two definitions is visited once.
pub(crate) fn reaching_by(
    definitions: &Definitions,
    target: impl Fn(DefinitionId) -> DefinitionId,
    these: impl IntoIterator<Item = DefinitionId>,
    counts: impl Fn(DefinitionId) -> bool,
) -> BTreeSet<DefinitionId> {
    let mut named_by = vec![Vec::new(); definitions.len()];
    for (id, definition) in definitions.entries() {
        for member in definition.named() {
            named_by[target(member).index()].push(id);
        }
    }
    let mut reaching = BTreeSet::new();
    let mut pending: Vec<DefinitionId> = these.into_iter().filter(|id| counts(*id)).collect();
    while let Some(id) = pending.pop() {
        if reaching.insert(id) {
            pending.extend(named_by[id.index()].iter().filter(|id| counts(**id)));
        }
    }
    reaching
}

/// Replaces definitions wherever types refer to them.
pub(crate) fn replace(model: &mut Model, with: impl Fn(DefinitionId) -> Type) {
    let operations = model.services.iter_mut().flat_map(Service::operations_mut);
    let definitions = model.definitions.iter_mut();
    let named = operations
        .flat_map(Operation::types_mut)
        .chain(definitions.flat_map(|definition| definition.shape.kind.types_mut()));
    for ty in named {
        let leaf = ty.leaf_mut();
        if let Type::Definition(id) = leaf {
            *leaf = with(*id);
        }
    }
}

#[cfg(test)]
mod tests;
