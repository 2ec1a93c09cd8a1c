//! Replaces enums that choose one of two keys to regenerate by the shared `KeyType`.

use crate::{
    keys::selector_values,
    model::{
        DefinitionId, KeyRole, KeyValues, Merge, Model, Operation, ShapeKind, SpellingId,
        Spellings, Type, reach, replace,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// Finds the selectors of all regenerate operations. An enum with exactly the two keys is replaced by `KeyType`.
/// An enum with more values stays, and gets a conversion from `KeyType`. So does one that is itself a body, since
/// the `#[serde(with = …)]` for the spelling needs a field.
pub(super) fn share(model: &mut Model) {
    let mut selectors: BTreeMap<DefinitionId, KeyValues> = BTreeMap::new();
    let mut services = BTreeSet::new();
    let bodies = whole_bodies(model);
    for id in named_by_requests(model) {
        let module = model.services[model.definitions[id].service].module.clone();
        let definition = &mut model.definitions[id];
        let ShapeKind::Enum(selector) = &mut definition.shape.kind else {
            continue;
        };
        let Some((primary, secondary)) = selector_values::places(&selector.values) else {
            continue;
        };
        if selector.values.names().len() > 2 || bodies.contains(&id) {
            selector.key_variants = Some((primary, secondary));
            continue;
        }
        let values = selector_values::spelled(&selector.values, primary, secondary);
        selectors.insert(id, values);
        services.insert(module);
    }
    let spellings = spell(&mut model.spellings, selectors.values().cloned().collect());
    replace(model, |id| match selectors.get(&id) {
        Some(values) => Type::Key(spellings[values]),
        None => Type::Definition(id),
    });
    if !services.is_empty() {
        model.merges.push(Merge {
            name: "KeyType".to_owned(),
            services,
        });
    }
}

/// Adds a spelling for each pair of values.
fn spell(spellings: &mut Spellings, all: BTreeSet<KeyValues>) -> BTreeMap<KeyValues, SpellingId> {
    let added = all.into_iter().map(|values| {
        (
            values.clone(),
            spellings.push(selector_values::spelling(values)),
        )
    });
    added.collect()
}

/// Definitions that requests of regenerate operations refer to.
fn named_by_requests(model: &Model) -> BTreeSet<DefinitionId> {
    let operations = model.operations();
    let regenerates =
        operations.filter(|operation| operation.key_role == Some(KeyRole::Regenerate));
    let named = regenerates.flat_map(Operation::request_types);
    reach(&model.definitions, named)
}

/// Definitions that are bodies of requests or responses, alone or in lists and maps.
fn whole_bodies(model: &Model) -> BTreeSet<DefinitionId> {
    let bodies = model.operations().flat_map(Operation::body_types);
    bodies.filter_map(Type::definition).collect()
}
