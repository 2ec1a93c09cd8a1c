//! Every service's error schema becomes the runtime's one `ErrorResponse`, property by property.

use crate::{
    diagnostic::Diagnostics,
    model::{Definition, Merge, Model, ShapeKind, Struct, Type},
};
use std::collections::{BTreeMap, BTreeSet};

/// Properties of an error that the runtime reads, and what each holds.
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

/// Takes the error schemas that `ErrorResponse` covers out of the operations. What is not covered is kept as
/// a model of its service, and reported.
pub(super) fn merge(model: &mut Model, diagnostics: &mut Diagnostics) {
    let mut merged: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut uncovered: BTreeMap<usize, String> = BTreeMap::new();
    let definitions = &model.definitions;
    for service in &mut model.services {
        let module = service.module.clone();
        for operation in service.operations_mut() {
            let Some(ty) = &operation.error else { continue };
            match gap(definitions, ty) {
                None => {
                    operation.error = None;
                    merged
                        .entry("ErrorResponse")
                        .or_default()
                        .insert(module.clone());
                }
                Some((property, id)) => drop(uncovered.insert(id, property)),
            }
        }
    }
    for (id, property) in uncovered {
        let definition = &definitions[id];
        diagnostics.warning(
            "uncovered-error",
            definition.origin.clone(),
            format!(
                "the error `{}` has `{property}`, which `ErrorResponse` does not hold",
                definition.name.wire
            ),
            "the definition is kept as a model: decode it from the error's raw response",
        );
    }
    model
        .merges
        .extend(merged.into_iter().map(|(name, services)| Merge {
            name: name.to_owned(),
            services,
        }));
}

/// The first property that `ErrorResponse` does not hold, with its definition.
fn gap(definitions: &[Definition], ty: &Type) -> Option<(String, usize)> {
    let id = ty.definition()?;
    let structure = structure(definitions, ty)?;
    let wrapped = structure
        .fields
        .iter()
        .any(|field| field.name.wire == "error");
    let rules: &[_] = if wrapped { &WRAPPER } else { &DETAIL };
    uncovered(definitions, ty, rules, &mut BTreeSet::new()).map(|property| (property, id))
}

fn uncovered(
    definitions: &[Definition],
    ty: &Type,
    rules: &[(&str, Holds)],
    seen: &mut BTreeSet<usize>,
) -> Option<String> {
    let id = ty.definition()?;
    if !seen.insert(id) {
        return None;
    }
    let structure = structure(definitions, ty)?;
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

fn structure<'d>(definitions: &'d [Definition], ty: &Type) -> Option<&'d Struct> {
    match &definitions[ty.definition()?].shape.kind {
        ShapeKind::Struct(structure) => Some(structure),
        ShapeKind::Enum(_) => None,
    }
}
