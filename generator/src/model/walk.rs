//! Which definitions operations and definitions name.

use super::{Definition, DefinitionId, Definitions, Model, Operation, ShapeKind, Type};
use std::collections::BTreeSet;

/// Every type that an operation names.
pub(crate) fn types(operation: &Operation) -> impl Iterator<Item = &Type> {
    operation
        .parameters
        .iter()
        .map(|parameter| &parameter.ty)
        .chain(operation.body.iter().map(|body| &body.ty))
        .chain(&operation.response.body)
        .chain(&operation.error)
}

/// Definitions that the emitted operations reach.
pub(crate) fn emitted(model: &Model) -> BTreeSet<DefinitionId> {
    let named = model
        .services
        .iter()
        .flat_map(|service| service.operations())
        .flat_map(types);
    reach(&model.definitions, named)
}

/// Definitions that `types` name, at any depth.
pub(crate) fn reach<'t>(
    definitions: &Definitions,
    types: impl Iterator<Item = &'t Type>,
) -> BTreeSet<DefinitionId> {
    let mut reached = BTreeSet::new();
    let mut pending: Vec<DefinitionId> = types.filter_map(Type::definition).collect();
    while let Some(id) = pending.pop() {
        if reached.insert(id) {
            pending.extend(members(&definitions[id]).filter_map(Type::definition));
        }
    }
    reached
}

/// Definitions that name one of `these` at any depth, and these themselves.
pub(crate) fn reaching(
    definitions: &Definitions,
    these: impl IntoIterator<Item = DefinitionId>,
) -> BTreeSet<DefinitionId> {
    reaching_by(definitions, |id| id, these, |_| true)
}

/// The same where `target` says for which definition another stands, by definitions that `counts` alone. Each name
/// that a definition has for another is looked at once.
pub(crate) fn reaching_by(
    definitions: &Definitions,
    target: impl Fn(DefinitionId) -> DefinitionId,
    these: impl IntoIterator<Item = DefinitionId>,
    counts: impl Fn(DefinitionId) -> bool,
) -> BTreeSet<DefinitionId> {
    let mut named_by = vec![Vec::new(); definitions.len()];
    for (id, definition) in definitions.entries() {
        for member in members(definition).filter_map(Type::definition) {
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
pub(crate) fn kind_types_mut(kind: &mut ShapeKind) -> impl Iterator<Item = &mut Type> {
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
        .chain(&mut operation.response.body)
        .chain(&mut operation.error)
}

/// Replaces definitions wherever they are named.
pub(crate) fn replace(model: &mut Model, with: impl Fn(DefinitionId) -> Type) {
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
