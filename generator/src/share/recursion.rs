//! A struct that would hold itself holds itself in a `Box`.

use crate::model::{Definition, Model, ShapeKind, Type};
use std::collections::BTreeSet;

/// Boxes every field through which a struct would hold itself. Lists and maps need no box.
pub(super) fn mark(model: &mut Model) {
    for id in 0..model.definitions.len() {
        let held: Vec<bool> = fields(&model.definitions[id])
            .map(|ty| holds(&model.definitions, ty, id))
            .collect();
        let ShapeKind::Struct(structure) = &mut model.definitions[id].shape.kind else {
            continue;
        };
        for (field, boxed) in structure.fields.iter_mut().zip(held) {
            field.boxed = boxed;
        }
    }
}

fn holds(definitions: &[Definition], ty: &Type, id: usize) -> bool {
    let Type::Definition(start) = ty else {
        return false;
    };
    let mut seen = BTreeSet::new();
    let mut pending = vec![*start];
    while let Some(next) = pending.pop() {
        if next == id {
            return true;
        }
        if seen.insert(next) {
            pending.extend(fields(&definitions[next]).filter_map(|ty| match ty {
                Type::Definition(id) => Some(*id),
                _ => None,
            }));
        }
    }
    false
}

fn fields(definition: &Definition) -> impl Iterator<Item = &Type> {
    let structure = match &definition.shape.kind {
        ShapeKind::Struct(structure) => Some(structure),
        ShapeKind::Enum(_) | ShapeKind::Union(_) => None,
    };
    structure
        .into_iter()
        .flat_map(|structure| structure.fields.iter().map(|field| &field.ty))
}
