//! Replaces every service's error schema by the runtime's `ErrorResponse`, after comparing their properties.

use crate::{
    diagnostic::{Code, Diagnostics},
    model::{Definition, DefinitionId, Definitions, Merge, Model, Operation, ShapeKind, Type},
};
use std::collections::BTreeSet;

/// Properties of an error that the runtime reads, with their types.
static DETAIL: [(&str, Holds); 5] = [
    ("code", Holds::Text),
    ("message", Holds::Text),
    ("target", Holds::Text),
    ("details", Holds::List(&DETAIL)),
    ("additionalInfo", Holds::List(&INFO)),
];
static INFO: [(&str, Holds); 2] = [("type", Holds::Text), ("info", Holds::Anything)];
static WRAPPER: [(&str, Holds); 1] = [("error", Holds::One(&DETAIL))];

#[derive(Clone, Copy)]
enum Holds {
    Text,
    Anything,
    One(&'static [(&'static str, Holds)]),
    List(&'static [(&'static str, Holds)]),
}

/// Removes error schemas that `ErrorResponse` covers from the operations. Any other is kept as a model of its service,
/// with a warning.
pub(super) fn merge(model: &mut Model, diagnostics: &mut Diagnostics) {
    let mut services = BTreeSet::new();
    let definitions = &model.definitions;
    for service in &mut model.services {
        let module = &service.module;
        let groups = service.groups.iter_mut();
        for operation in groups.flat_map(|group| &mut group.operations) {
            let Some(ty) = &operation.error else { continue };
            match gap(definitions, ty) {
                Some(gap) => report(&gap, operation, definitions, diagnostics),
                None => {
                    operation.error = None;
                    services.insert(module.clone());
                }
            }
        }
    }
    if !services.is_empty() {
        model.merges.push(Merge {
            name: "ErrorResponse".to_owned(),
            services,
        });
    }
}

/// What `ErrorResponse` lacks of an error.
enum Gap {
    NoObject,
    Property(DefinitionId, String),
}

fn gap(definitions: &Definitions, ty: &Type) -> Option<Gap> {
    let Type::Definition(id) = ty else {
        return Some(Gap::NoObject);
    };
    let rules: &[_] = match definitions.structure(*id) {
        None => return Some(Gap::NoObject),
        Some(structure) if structure.field("error").is_some() => &WRAPPER,
        Some(_) => &DETAIL,
    };
    let property = uncovered(definitions, ty, rules, &mut BTreeSet::new())?;
    Some(Gap::Property(*id, property))
}

fn report(
    gap: &Gap,
    operation: &Operation,
    definitions: &Definitions,
    diagnostics: &mut Diagnostics,
) {
    let (origin, message) = match gap {
        Gap::NoObject => (
            operation.origin.clone(),
            format!("the error of `{}` is not an object", operation.id),
        ),
        Gap::Property(id, property) => {
            let definition = &definitions[*id];
            let name = &definition.name.wire;
            let message =
                format!("the error `{name}` has `{property}`, which `ErrorResponse` does not have");
            (definition.origin.clone(), message)
        }
    };
    let help = "read it from the raw response of the error; a definition is kept as a model";
    diagnostics.report(Code::UncoveredError, origin, message, help);
}

fn uncovered(
    definitions: &Definitions,
    ty: &Type,
    rules: &[(&str, Holds)],
    seen: &mut BTreeSet<DefinitionId>,
) -> Option<String> {
    let id = ty.definition()?;
    if !seen.insert(id) {
        return None;
    }
    let structure = definitions.structure(id)?;
    structure.fields.iter().find_map(|field| {
        let name = &field.name.wire;
        let rule = rules
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, holds)| *holds);
        match (rule, &field.ty) {
            (Some(Holds::Anything), _) | (Some(Holds::Text), Type::String | Type::Integer(_)) => {
                None
            }
            (Some(Holds::Text), Type::Definition(id)) if is_enum(&definitions[*id]) => None,
            (Some(Holds::One(rules)), ty @ Type::Definition(_)) => {
                uncovered(definitions, ty, rules, seen)
            }
            (Some(Holds::List(rules)), Type::Array(item)) => {
                uncovered(definitions, item, rules, seen)
            }
            _ => Some(name.clone()),
        }
    })
}

fn is_enum(definition: &Definition) -> bool {
    matches!(definition.shape.kind, ShapeKind::Enum(_))
}
