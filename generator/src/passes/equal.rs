//! Finds equal definitions by partition refinement, which also works for recursive types.

use crate::{
    diagnostic::{Code, Diagnostics},
    model::{
        DefinitionId, Definitions, Docs, Merge, Model, ShapeKind, Type, emitted, reaching_by,
        replace,
    },
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    hash::Hash,
};

/// Merges definitions with equal names and shapes in different files of one service.
pub(super) fn merge_within_services(model: &mut Model) {
    let classes = classes(&model.definitions, false);
    let mut first: BTreeMap<(usize, &str, usize), DefinitionId> = BTreeMap::new();
    let mut targets: Vec<DefinitionId> = model.definitions.ids().collect();
    for id in in_order(&model.definitions, emitted(model)) {
        let definition = &model.definitions[id];
        let key = (
            definition.service,
            definition.name.rust.as_str(),
            classes[id.index()],
        );
        targets[id.index()] = *first.entry(key).or_insert(id);
    }
    agree(model, &targets);
    merge(model, &targets);
}

/// Only what all merged definitions leave out of requests is left out, and what a request may lack by one of them, it may lack.
fn agree(model: &mut Model, targets: &[DefinitionId]) {
    let ids: Vec<DefinitionId> = model.definitions.ids().collect();
    for (id, target) in ids.into_iter().zip(targets) {
        let Docs {
            read_only,
            fixed,
            omissible,
            ..
        } = model.definitions[id].docs.clone();
        let docs = &mut model.definitions[*target].docs;
        docs.read_only.retain(|wire| read_only.contains(wire));
        docs.fixed.retain(|wire| fixed.contains(wire));
        docs.omissible.extend(omissible);
    }
}

/// Merges definitions with equal names and shapes in several services into one shared type. A name with several
/// shapes, each of which is in several services, is not shared.
pub(super) fn merge_across_services(model: &mut Model, diagnostics: &mut Diagnostics) {
    let classes = classes(&model.definitions, true);
    let mut alike: BTreeMap<String, BTreeMap<usize, Vec<DefinitionId>>> = BTreeMap::new();
    for id in in_order(&model.definitions, emitted(model)) {
        let name = model.definitions[id].name.rust.clone();
        alike
            .entry(name)
            .or_default()
            .entry(classes[id.index()])
            .or_default()
            .push(id);
    }
    let mut targets: Vec<DefinitionId> = model.definitions.ids().collect();
    for (name, mut shapes) in alike {
        shapes.retain(|_, ids| ids.len() > 1);
        match shapes.len() {
            0 => {}
            1 => hoist(
                model,
                &name,
                &shapes.into_values().next().unwrap_or_default(),
                &mut targets,
            ),
            _ => several_shapes(model, &name, &shapes, diagnostics),
        }
    }
    drop_partly_shared(model, &mut targets);
    merge(model, &targets);
}

fn several_shapes(
    model: &Model,
    name: &str,
    shapes: &BTreeMap<usize, Vec<DefinitionId>>,
    diagnostics: &mut Diagnostics,
) {
    let first = shapes.values().flatten().min();
    let origin = first.map(|id| model.definitions[*id].origin.clone());
    let several = shapes.len();
    let message =
        format!("services publish `{name}` in {several} shapes, so none of them is shared");
    let help = "rename one of them in the manifest to share the others";
    let origin = origin.unwrap_or_default();
    diagnostics.report(Code::SeveralSharedShapes, origin, message, help);
}

fn hoist(model: &mut Model, name: &str, ids: &[DefinitionId], targets: &mut [DefinitionId]) {
    let services: BTreeSet<usize> = ids
        .iter()
        .map(|id| model.definitions[*id].service)
        .collect();
    for id in ids {
        targets[id.index()] = ids[0];
    }
    model.definitions[ids[0]].shared = services.clone();
    let services = services
        .iter()
        .map(|service| model.services[*service].module.clone())
        .collect();
    model.merges.push(Merge {
        name: name.to_owned(),
        services,
    });
}

/// A shared type can only refer to shared types, so a type that refers to one that is not shared is not shared either.
fn drop_partly_shared(model: &mut Model, targets: &mut [DefinitionId]) {
    let definitions = &model.definitions;
    let is_shared = |id: DefinitionId| !definitions[id].shared.is_empty();
    let broken = definitions.ids().filter(|id| {
        let shared = &definitions[*id].shared;
        let mut named = definitions[*id].named();
        !named.all(|member| {
            definitions[targets[member.index()]]
                .shared
                .is_superset(shared)
        })
    });
    // Definitions that were merged into such a type are separated again as well.
    let apart = reaching_by(definitions, |id| targets[id.index()], broken, is_shared);
    let names: BTreeSet<String> = apart
        .iter()
        .map(|id| model.definitions[*id].name.rust.clone())
        .collect();
    for id in &apart {
        model.definitions[*id].shared.clear();
    }
    model.merges.retain(|merge| !names.contains(&merge.name));
    for (id, target) in model.definitions.ids().zip(targets) {
        if apart.contains(target) {
            *target = id;
        }
    }
}

fn merge(model: &mut Model, targets: &[DefinitionId]) {
    for (id, target) in model.definitions.ids().zip(targets) {
        if id != *target {
            model.definitions[id].merged = Some(*target);
        }
    }
    replace(model, |id| Type::Definition(targets[id.index()]));
}

/// Sorted by place, so that the order in which definitions were read does not matter.
fn in_order(definitions: &Definitions, ids: BTreeSet<DefinitionId>) -> Vec<DefinitionId> {
    let mut ids: Vec<DefinitionId> = ids.into_iter().collect();
    ids.sort_by_key(|id| (definitions[*id].service, definitions[*id].origin.clone()));
    ids
}

/// A number for each definition. Those with equal names and shapes have the same number.
fn classes(definitions: &Definitions, with_usage: bool) -> Vec<usize> {
    let Some(any) = definitions.ids().next() else {
        return Vec::new();
    };
    let alone = definitions.iter().map(|definition| {
        let usage = with_usage.then_some((
            definition.shape.usage,
            definition.shape.secret,
            &definition.unsent,
        ));
        (
            &definition.name.rust,
            usage,
            unnamed(&definition.shape.kind, any),
        )
    });
    let (mut classes, mut count) = numbered(alone);
    loop {
        let named = definitions.entries().map(|(id, definition)| {
            let named: Vec<usize> = definition.named().map(|one| classes[one.index()]).collect();
            (classes[id.index()], named)
        });
        let (refined, refined_count) = numbered(named);
        if refined_count == count {
            return refined;
        }
        (classes, count) = (refined, refined_count);
    }
}

/// The shape of a definition, with every reference to a definition replaced by `any`.
fn unnamed(kind: &ShapeKind, any: DefinitionId) -> ShapeKind {
    let mut kind = kind.clone();
    for leaf in kind.types_mut().map(Type::leaf_mut) {
        if let Type::Definition(id) = leaf {
            *id = any;
        }
    }
    kind
}

/// Numbers the values in the order of their first occurrence. Also returns how many different ones there are.
fn numbered<T: Eq + Hash>(all: impl Iterator<Item = T>) -> (Vec<usize>, usize) {
    let mut numbers: HashMap<T, usize> = HashMap::new();
    let numbered = all
        .map(|one| {
            let next = numbers.len();
            *numbers.entry(one).or_insert(next)
        })
        .collect();
    (numbered, numbers.len())
}
