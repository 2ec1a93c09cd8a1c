//! Which properties are secrets: those that a definition marks, with everything in them, and keys in requests and
//! responses of key operations.

use crate::{
    keys::secrets,
    model::{DefinitionId, KeyRole, Model, ShapeKind, Type, reach},
};
use std::collections::BTreeSet;

/// Makes secret what is marked as such, and keys in key operations.
pub(super) fn mark(model: &mut Model) {
    let key_operations = model.operations().filter(|one| one.key_role.is_some());
    let named = key_operations.flat_map(|operation| {
        let body = operation
            .body
            .iter()
            .filter(|_| operation.key_role == Some(KeyRole::Regenerate));
        operation.response.bodies().chain(body.map(|body| &body.ty))
    });
    let reached = reach(&model.definitions, named);
    let responses = model
        .operations_mut()
        .filter(|operation| operation.key_role.is_some())
        .flat_map(|operation| operation.response.bodies_mut());
    // In a response that is a string, or a list or a map of strings, no property names the keys: all are secret.
    for response in responses {
        response.make_secret();
    }
    let inside = reach(&model.definitions, marked(model));
    let tags = tags(model);
    let objects = objects(model);
    let is_object = |id: DefinitionId| objects[id.index()];
    let bodies = model
        .operations_mut()
        .filter_map(|operation| operation.body.as_mut());
    bodies
        .filter(|body| body.secret)
        .for_each(|body| body.ty.hide(&is_object));
    for (id, definition) in model.definitions.entries_mut() {
        let Some(structure) = definition.shape.kind.structure_mut() else {
            continue;
        };
        let is_key = secrets::is_key(structure);
        for field in &mut structure.fields {
            let is_key = reached.contains(&id) && is_key(field);
            let is_tag = tags.contains(&(id, field.name.wire.clone()));
            let is_inside = inside.contains(&id) && !is_tag;
            if field.secret || is_inside {
                field.ty.hide(&is_object);
            } else if is_key {
                field.ty.make_secret();
            }
        }
        if let (true, Some(additional)) = (inside.contains(&id), &mut structure.additional) {
            additional.hide(&is_object);
        }
    }
}

/// Whether each definition is an object, not an enum.
fn objects(model: &Model) -> Vec<bool> {
    let definitions = model.definitions.iter();
    let is_object = |kind: &ShapeKind| !matches!(kind, ShapeKind::Enum(_));
    definitions
        .map(|definition| is_object(&definition.shape.kind))
        .collect()
}

/// Types of the bodies and the properties that are marked as secret. Everything in an object then is.
fn marked(model: &Model) -> impl Iterator<Item = &Type> {
    let bodies = model.operations().filter_map(|one| one.body.as_ref());
    let bodies = bodies.filter(|body| body.secret).map(|body| &body.ty);
    let definitions = model.definitions.iter();
    let structures = definitions.filter_map(|definition| definition.shape.kind.structure());
    let fields = structures.flat_map(|structure| &structure.fields);
    let fields = fields.filter(|field| field.secret);
    bodies.chain(fields.map(|field| &field.ty))
}

/// The structs of unions, each with the discriminator, which must stay readable.
fn tags(model: &Model) -> BTreeSet<(DefinitionId, String)> {
    let mut tags = BTreeSet::new();
    for definition in model.definitions.iter() {
        let ShapeKind::Union(union) = &definition.shape.kind else {
            continue;
        };
        let mut pending: Vec<DefinitionId> = definition.named().collect();
        while let Some(id) = pending.pop() {
            let is_new = tags.insert((id, union.tag.clone()));
            // A variant may be a union itself.
            if let (true, ShapeKind::Union(_)) = (is_new, &model.definitions[id].shape.kind) {
                pending.extend(model.definitions[id].named());
            }
        }
    }
    tags
}
