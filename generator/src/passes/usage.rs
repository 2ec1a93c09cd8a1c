//! Where each definition is used, and whether it contains a secret at any depth.

use crate::model::{DefinitionId, Method, Model, Operation, ShapeKind, Type, reach, reaching};
use std::collections::BTreeSet;

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

/// Marks the fields that requests leave out: what only the service sets, and in definitions that only the bodies of
/// PATCHes reach, what does not change once the resource exists. A discriminator is always sent.
pub(super) fn mark_unsent(model: &mut Model) {
    let others = model.operations().flat_map(|operation| {
        let is_patch = operation.method == Method::Patch;
        let parameters = operation.parameters.iter().map(|one| &one.ty);
        let body = operation.body.iter().filter(move |_| !is_patch);
        parameters.chain(body.map(|body| &body.ty))
    });
    let others = reach(&model.definitions, others);
    let tags = tags(model);
    for (id, definition) in model.definitions.entries_mut() {
        let mut unsent = BTreeSet::new();
        if definition.shape.usage.request {
            unsent.extend(definition.docs.read_only.iter().cloned());
            if !others.contains(&id) {
                unsent.extend(definition.docs.fixed.iter().cloned());
            }
        }
        unsent.retain(|wire| !tags.contains(&(id, wire.clone())));
        definition.unsent = unsent;
    }
}

/// The discriminators of the structs of unions.
fn tags(model: &Model) -> BTreeSet<(DefinitionId, String)> {
    let unions = model
        .definitions
        .iter()
        .filter_map(|one| match &one.shape.kind {
            ShapeKind::Union(union) => Some(union),
            ShapeKind::Struct(_) | ShapeKind::Enum(_) => None,
        });
    let tags = unions.flat_map(|union| {
        let variants = union
            .variants
            .iter()
            .map(|(_, ty)| ty)
            .chain([&union.other]);
        let structs = variants.filter_map(Type::definition);
        structs.map(|one| (one, union.tag.clone()))
    });
    tags.collect()
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
