//! Dotted names, such as `Azure.ResourceManager.Things.Metadata`, as converters from TypeSpec write them.

use super::names::by_service;
use crate::{
    model::{DefinitionId, Model},
    naming,
};
use std::collections::{BTreeMap, BTreeSet};

/// Names types by the last parts of their dotted names: by as few as make them differ from the others of the service.
pub(super) fn shorten(model: &mut Model) {
    for ids in by_service(model) {
        let names = short(model, &ids);
        for (id, name) in names {
            model.definitions[id].name.rust = name;
        }
    }
}

/// New names of the types with dotted names, except those that the manifest renames.
fn short(model: &Model, ids: &[DefinitionId]) -> BTreeMap<DefinitionId, String> {
    let is_dotted = |id: &DefinitionId| {
        let definition = &model.definitions[*id];
        definition.renamed.is_none() && definition.name.wire.contains('.')
    };
    let (dotted, plain): (Vec<DefinitionId>, Vec<DefinitionId>) =
        ids.iter().copied().partition(is_dotted);
    let plain: BTreeSet<&str> = plain
        .iter()
        .map(|id| model.definitions[*id].name.rust.as_str())
        .collect();
    let mut parts: BTreeMap<&str, usize> = dotted
        .iter()
        .map(|id| (model.definitions[*id].name.wire.as_str(), 1))
        .collect();
    while let clashes = clashes(&parts, &plain)
        && !clashes.is_empty()
    {
        for wire in clashes {
            *parts.entry(wire).or_default() += 1;
        }
    }
    let name = |id: DefinitionId| {
        let wire = model.definitions[id].name.wire.as_str();
        (id, last(wire, parts[wire]))
    };
    dotted.into_iter().map(name).collect()
}

/// Dotted names that could be longer, and have the name of another type with so many parts.
fn clashes<'n>(parts: &BTreeMap<&'n str, usize>, plain: &BTreeSet<&str>) -> Vec<&'n str> {
    let mut alike: BTreeMap<String, Vec<&'n str>> = BTreeMap::new();
    for (wire, count) in parts {
        alike.entry(last(wire, *count)).or_default().push(wire);
    }
    let several = alike
        .into_iter()
        .filter(|(name, wires)| wires.len() > 1 || plain.contains(name.as_str()));
    let wires = several.flat_map(|(_, wires)| wires);
    wires
        .filter(|wire| parts[wire] < wire.split('.').count())
        .collect()
}

/// Name of a type by the last parts of its dotted name.
fn last(wire: &str, count: usize) -> String {
    let parts: Vec<&str> = wire.split('.').collect();
    let first = parts.len().saturating_sub(count);
    naming::type_name(&parts[first..].join(" "))
}
