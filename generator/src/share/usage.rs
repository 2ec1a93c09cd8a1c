//! Where each definition is used, and whether it holds a secret at any depth.

use super::{members, reach};
use crate::model::{Model, ShapeKind, Type};

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
    let answers =
        operations().flat_map(|operation| operation.answer.body.iter().chain(&operation.error));
    let requests = reach(&model.definitions, requests);
    let answers = reach(&model.definitions, answers);
    for (id, definition) in model.definitions.iter_mut().enumerate() {
        definition.shape.usage.request = requests.contains(&id);
        definition.shape.usage.answer = answers.contains(&id);
    }
}

/// Marks what holds a secret.
pub(super) fn mark_secret(model: &mut Model) {
    let holds: Vec<bool> = (0..model.definitions.len())
        .map(|id| {
            let root = Type::Definition(id);
            reach(&model.definitions, std::iter::once(&root))
                .into_iter()
                .any(|id| {
                    let definition = &model.definitions[id];
                    matches!(definition.shape.kind, ShapeKind::Struct(_))
                        && members(definition).any(|ty| *ty.leaf() == Type::Secret)
                })
        })
        .collect();
    for (definition, holds) in model.definitions.iter_mut().zip(holds) {
        definition.shape.secret = holds;
    }
}
