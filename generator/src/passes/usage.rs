//! Where each definition is used, and whether it holds a secret at any depth.

use crate::model::{Model, ShapeKind, Type, members, reach, reaching};

/// Marks what requests and answers reach.
pub(super) fn mark(model: &mut Model) {
    let operations = || {
        model
            .services
            .iter()
            .flat_map(|service| service.operations())
    };
    let requests = operations().flat_map(|operation| {
        operation
            .parameters
            .iter()
            .map(|parameter| &parameter.ty)
            .chain(operation.body.iter().map(|body| &body.ty))
    });
    let responses =
        operations().flat_map(|operation| operation.response.body.iter().chain(&operation.error));
    let requests = reach(&model.definitions, requests);
    let responses = reach(&model.definitions, responses);
    for (id, definition) in model.definitions.entries_mut() {
        definition.shape.usage.request = requests.contains(&id);
        definition.shape.usage.response = responses.contains(&id);
    }
}

/// Marks what holds a secret.
pub(super) fn mark_secret(model: &mut Model) {
    let with_secret = model.definitions.entries();
    let with_secret = with_secret.filter(|(_, definition)| {
        matches!(definition.shape.kind, ShapeKind::Struct(_))
            && members(definition).any(|ty| *ty.leaf() == Type::Secret)
    });
    let holders = reaching(&model.definitions, with_secret.map(|(id, _)| id));
    for (id, definition) in model.definitions.entries_mut() {
        definition.shape.secret = holders.contains(&id);
    }
}
