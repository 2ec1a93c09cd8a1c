//! Where each definition is used, and whether it contains a secret at any depth.

use crate::model::{Method, Model, Operation, Type, reach, reaching};

/// Marks definitions that requests and responses reach.
pub(super) fn mark(model: &mut Model) {
    let requests = model.operations().flat_map(Operation::request_types);
    let responses = model.operations();
    let responses =
        responses.flat_map(|operation| operation.response.types().chain(&operation.error));
    let requests = reach(&model.definitions, requests);
    let patches = model.operations().filter(|one| one.method == Method::Patch);
    let patches = patches.flat_map(|operation| operation.body.iter().map(|body| &body.ty));
    let patches = reach(&model.definitions, patches);
    let responses = reach(&model.definitions, responses);
    for (id, definition) in model.definitions.entries_mut() {
        definition.shape.usage.request = requests.contains(&id);
        definition.shape.usage.response = responses.contains(&id);
        definition.shape.usage.patch = patches.contains(&id);
    }
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
