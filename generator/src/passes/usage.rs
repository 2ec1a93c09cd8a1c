//! Where each definition is used, and whether it contains a secret at any depth.

use crate::model::{
    Definition, DefinitionId, Method, Model, Operation, ShapeKind, Type, reach, reaching,
};
use std::collections::BTreeSet;

/// Marks definitions that requests and responses reach.
pub(super) fn mark(model: &mut Model) {
    let requests = model.operations().flat_map(Operation::request_types);
    let responses = model.operations();
    let responses =
        responses.flat_map(|operation| operation.response.types().chain(&operation.error));
    let requests = reach(&model.definitions, requests);
    let bodies = |is_patch: bool| {
        let operations = model.operations();
        let operations = operations.filter(|one| (one.method == Method::Patch) == is_patch);
        let bodies = operations.filter_map(|operation| operation.body.as_ref());
        reach(&model.definitions, bodies.map(|body| &body.ty))
    };
    let (patches, others) = (bodies(true), bodies(false));
    let responses = reach(&model.definitions, responses);
    for (id, definition) in model.definitions.entries_mut() {
        definition.shape.usage.request = requests.contains(&id);
        definition.shape.usage.response = responses.contains(&id);
        definition.shape.usage.patch = patches.contains(&id);
        definition.shape.usage.only_patch = patches.contains(&id) && !others.contains(&id);
    }
}

/// Marks the fields that requests leave out: what only the service sets, and in the body of a PATCH what does not change
/// once the resource exists. Objects inside such a body may be new, so nothing else is left out of them.
pub(super) fn mark_unsent(model: &mut Model) {
    let bodies = patch_bodies(model);
    let inside = bodies.iter().flat_map(|id| model.definitions[*id].named());
    let inside: Vec<Type> = inside.map(Type::Definition).collect();
    let others = model.operations().flat_map(|operation| {
        let is_patch = operation.method == Method::Patch;
        let parameters = operation.parameters.iter().map(|one| &one.ty);
        let body = operation.body.iter().map(|body| &body.ty);
        parameters.chain(body.filter(move |ty| !is_patch || object(ty).is_none()))
    });
    let others = reach(&model.definitions, others.chain(&inside));
    for (id, definition) in model.definitions.entries_mut() {
        let mut unsent = BTreeSet::new();
        if definition.shape.usage.request {
            unsent.extend(definition.docs.read_only.iter().cloned());
            if bodies.contains(&id) && !others.contains(&id) {
                unsent.extend(optional(definition, &definition.docs.fixed));
            }
        }
        definition.unsent = unsent;
    }
}

/// The objects that are bodies of PATCHes, and of a body that is one of several objects, each of these.
fn patch_bodies(model: &Model) -> BTreeSet<DefinitionId> {
    let patches = model.operations().filter(|one| one.method == Method::Patch);
    let bodies = patches.filter_map(|operation| object(&operation.body.as_ref()?.ty));
    let mut open: Vec<DefinitionId> = bodies.collect();
    let mut objects = BTreeSet::new();
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        match &model.definitions[id].shape.kind {
            ShapeKind::Union(_) if seen.insert(id) => open.extend(model.definitions[id].named()),
            ShapeKind::Struct(_) => drop(objects.insert(id)),
            ShapeKind::Union(_) | ShapeKind::Enum(_) => {}
        }
    }
    objects
}

/// The definition that a value has itself. Items of a list and values of a map may be new.
fn object(ty: &Type) -> Option<DefinitionId> {
    match ty {
        Type::Definition(id) => Some(*id),
        Type::Nullable(ty) | Type::Hidden(ty) => object(ty),
        _ => None,
    }
}

/// The fields among these that a caller may leave out.
fn optional<'d>(
    definition: &'d Definition,
    wires: &'d BTreeSet<String>,
) -> impl Iterator<Item = String> + 'd {
    let structure = definition.shape.kind.structure();
    let is_required = move |wire: &&String| {
        let field = structure.and_then(|structure| structure.field(wire));
        field.is_some_and(|field| field.required)
    };
    wires.iter().filter(move |wire| !is_required(wire)).cloned()
}

/// Marks definitions that contain a secret.
pub(super) fn mark_secret(model: &mut Model) {
    let with_secret = model.definitions.entries();
    let with_secret = with_secret.filter(|(_, definition)| {
        let kind = &definition.shape.kind;
        kind.structure().is_some() && kind.types().any(Type::is_secret)
    });
    let holders = reaching(&model.definitions, with_secret.map(|(id, _)| id));
    for (id, definition) in model.definitions.entries_mut() {
        definition.shape.secret = holders.contains(&id);
    }
}
