//! Names of types from their places, for types whose own names others have as well.

use crate::{
    model::{Definition, DefinitionId, Model, Operation},
    naming,
    source::{Pointer, parts, unescaped},
};
use std::collections::{BTreeMap, BTreeSet};

/// Names for the definitions that share `names` with others, or with what is `taken`: a type inside a definition, a
/// parameter or a response is named after what contains it. A definition keeps its own name, or else the only type that
/// several places have. No name here is one that another type has.
pub(super) fn names(
    model: &Model,
    names: &BTreeMap<DefinitionId, String>,
    taken: &BTreeSet<String>,
) -> BTreeMap<DefinitionId, String> {
    let mut alike: BTreeMap<&str, Vec<DefinitionId>> = BTreeMap::new();
    for (id, name) in names {
        alike.entry(name).or_default().push(*id);
    }
    let merged = model.definitions.iter().filter_map(|one| one.merged);
    let merged: BTreeSet<DefinitionId> = merged.collect();
    let mut placed = BTreeMap::new();
    for (name, ids) in &alike {
        let is_taken = taken.contains(*name);
        if ids.len() == 1 && !is_taken {
            continue;
        }
        let of = |id: &DefinitionId| of(model, &model.definitions[*id], name);
        let mut common = ids.iter().filter(|id| merged.contains(id));
        let only_common = common.next().filter(|_| common.next().is_none());
        let keeps = match is_taken || ids.iter().any(|id| of(id).is_none()) {
            true => None,
            false => only_common,
        };
        let others = ids.iter().filter(|id| Some(*id) != keeps);
        let found = others.filter_map(|id| Some((*id, of(id)?)));
        placed.extend(
            found.filter(|(_, name)| !alike.contains_key(name.as_str()) && !taken.contains(name)),
        );
    }
    placed
}

/// The name of a definition by its place, unless the manifest names it, it is a definition with this very name, or the
/// place has no name.
fn of(model: &Model, definition: &Definition, name: &str) -> Option<String> {
    if definition.renamed.is_some() {
        return None;
    }
    let path: Vec<String> = steps(&definition.origin);
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let words = match path.as_slice() {
        ["definitions" | "parameters" | "responses", root, inner @ ..]
        | ["components", _, root, inner @ ..] => within(root, inner),
        ["paths" | "x-ms-paths", ..] => {
            let operation = operation(model, &definition.origin)?;
            format!("{} {name}", operation.id.replace('_', " "))
        }
        _ => return None,
    };
    let placed = naming::type_name(&words);
    (placed != name).then_some(placed)
}

fn steps(pointer: &Pointer) -> Vec<String> {
    let steps = parts(&pointer.path).skip(1);
    steps.map(|step| unescaped(step).into_owned()).collect()
}

/// The words of a definition and of the properties that lead to a type inside it.
fn within(root: &str, inner: &[&str]) -> String {
    let mut words = root.to_owned();
    let mut steps = inner.iter();
    while let Some(step) = steps.next() {
        let word = match *step {
            "properties" => steps.next().copied().unwrap_or_default(),
            "items" => "item",
            "additionalProperties" => "value",
            _ => continue,
        };
        words = format!("{words} {word}");
    }
    words
}

fn operation<'m>(model: &'m Model, at: &Pointer) -> Option<&'m Operation> {
    let mut all = model.operations();
    all.find(|operation| at.is_within(&operation.origin))
}
