//! Which properties are secrets: those that a definition marks, and keys in requests and responses of key operations.

use crate::{
    keys::secrets,
    model::{KeyRole, Model, ShapeKind, Type, reach},
};
use std::collections::BTreeSet;

/// Makes strings secret that are marked as such, and keys in key operations.
pub(super) fn mark(model: &mut Model) {
    let key_operations = model.operations().filter(|one| one.key_role.is_some());
    let named = key_operations.flat_map(|operation| {
        let body = operation
            .body
            .iter()
            .filter(|_| operation.key_role == Some(KeyRole::Regenerate));
        operation
            .response
            .body
            .iter()
            .chain(body.map(|body| &body.ty))
    });
    let reached = reach(&model.definitions, named);
    let responses = model
        .operations_mut()
        .filter(|operation| operation.key_role.is_some())
        .filter_map(|operation| operation.response.body.as_mut());
    // In a response that is a string, or a list or a map of strings, no property names the keys: all are secret.
    for response in responses {
        response.make_secret();
    }
    let inside = reach(&model.definitions, marked(model));
    let tags = tags(model);
    for (id, definition) in model.definitions.entries_mut() {
        let Some(structure) = definition.shape.kind.structure_mut() else {
            continue;
        };
        let is_key = secrets::is_key(structure);
        for field in &mut structure.fields {
            let is_key = reached.contains(&id) && is_key(field);
            let is_inside = inside.contains(&id) && !tags.contains(&field.name.wire);
            if field.secret || is_inside || is_key {
                field.ty.make_secret();
            }
        }
        if let (true, Some(additional)) = (inside.contains(&id), &mut structure.additional) {
            additional.make_secret();
        }
    }
}

/// Types of the properties that are marked as secret. In an object, every string then is.
fn marked(model: &Model) -> impl Iterator<Item = &Type> {
    let definitions = model.definitions.iter();
    let structures = definitions.filter_map(|definition| definition.shape.kind.structure());
    let fields = structures.flat_map(|structure| &structure.fields);
    let fields = fields.filter(|field| field.secret);
    fields.map(|field| &field.ty)
}

/// Discriminators, which must stay readable.
fn tags(model: &Model) -> BTreeSet<String> {
    let unions = model
        .definitions
        .iter()
        .filter_map(|definition| match &definition.shape.kind {
            ShapeKind::Union(union) => Some(union.tag.clone()),
            ShapeKind::Struct(_) | ShapeKind::Enum(_) => None,
        });
    unions.collect()
}
