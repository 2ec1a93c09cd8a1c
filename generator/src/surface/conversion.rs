//! Conversions of resources into the models of request bodies that differ from them, so that users can put back what they
//! got.

mod difference;
mod plan;

use super::{DataType, Emitted, StructItem, data_type};
use crate::model::{DefinitionId, Method, Model, Operation, Service, Type};
use plan::{Pair, Pairs};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// `From<Resource>` for the model of a body, or `TryFrom<Resource>` if a field that the body requires may be missing.
#[derive(Clone, Debug, Serialize)]
pub struct Conversion {
    /// Model of the body.
    pub to: String,
    /// Model of the resource.
    pub from: String,
    /// Fields of the body.
    pub fields: Vec<ConvertedField>,
}

/// A field of a body.
#[derive(Clone, Debug, Serialize)]
pub struct ConvertedField {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: ConvertedValue,
}

/// The value of a field, by the name of the resource's field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum ConvertedValue {
    /// The same value.
    Same(String),
    /// `Some` with the value.
    Given(String),
    /// The value in the `Option`, which must be there. The second name is that of the property.
    Required(String, String),
    /// The converted value in the `Option`.
    Inner(String),
    /// The converted items of the list in the `Option`.
    Items(String),
    /// No value: only the service sets it, or the resource has none.
    Nothing,
}

impl Conversion {
    /// Whether a field that the body requires may be missing.
    pub fn is_fallible(&self) -> bool {
        let mut values = self.fields.iter().map(|field| &field.value);
        values.any(|value| matches!(value, ConvertedValue::Required(..)))
    }
}

/// A conversion between models that several services have in common.
#[derive(Clone, Debug, Serialize)]
pub struct SharedConversion {
    /// The conversion.
    pub conversion: Conversion,
    /// Features of the services whose operations it is for.
    pub features: BTreeSet<String>,
}

/// The conversions of a service, and how its bodies differ from the resources.
pub(super) struct Found {
    conversions: Vec<(Pair, Conversion)>,
    differences: Vec<(Pair, Vec<String>)>,
}

/// What each service has. It does not depend on the other services.
pub(super) fn found(model: &Model, emitted: &Emitted) -> Vec<Found> {
    let services = model.services.iter().enumerate();
    services
        .map(|(index, service)| {
            let is_here = |id: &DefinitionId| emitted.has(model, *id, index);
            let bodies: BTreeSet<_> = bodies(model, service)
                .filter(|(body, resource)| is_here(body) && is_here(resource))
                .collect();
            let reached = plan::reached(model, &bodies, &|id| is_here(&id));
            let structs = structs(model, &reached);
            let pairs = Pairs::of(model, &bodies, &reached, &structs);
            let lines = |pair: &Pair| difference::lines(model, *pair, &structs, &pairs);
            let differences = reached.iter().map(|pair| (*pair, lines(pair))).collect();
            Found {
                differences,
                conversions: pairs.conversions(),
            }
        })
        .collect()
}

impl Found {
    /// The conversions that no other service can have.
    pub(super) fn own(&self, model: &Model) -> Vec<Conversion> {
        let own = self.conversions.iter();
        let own = own.filter(|(pair, _)| !is_shared(model, *pair));
        own.map(|(_, conversion)| conversion.clone()).collect()
    }

    /// Adds the differences to the documentation of the models, which are those that services share, or a service's own.
    pub(super) fn document<'d>(
        &self,
        model: &Model,
        models: impl Iterator<Item = &'d mut DataType>,
        are_shared: bool,
    ) {
        let mut models: BTreeMap<String, &mut StructItem> = models
            .filter_map(|one| match one {
                DataType::Struct(one) => Some((one.item.name.clone(), one)),
                DataType::Enum(_) | DataType::Union(_) => None,
            })
            .collect();
        let differences = self.differences.iter();
        for (pair, lines) in differences.filter(|(pair, _)| is_shared(model, *pair) == are_shared) {
            let body = models.get_mut(&model.definitions[pair.0].name.rust);
            if let Some(StructItem { item, .. }) = body
                && !item.docs.ends_with(lines)
            {
                item.docs.extend(lines.iter().cloned());
            }
        }
    }
}

/// The conversions between shared models, in the order of the names.
pub(super) fn shared(model: &Model, found: &[Found]) -> Vec<SharedConversion> {
    let mut shared: BTreeMap<(&str, &str), SharedConversion> = BTreeMap::new();
    for (service, found) in model.services.iter().zip(found) {
        for (pair, conversion) in &found.conversions {
            if is_shared(model, *pair) {
                let known = shared.entry((&conversion.to, &conversion.from));
                let known = known.or_insert_with(|| SharedConversion {
                    conversion: conversion.clone(),
                    features: BTreeSet::new(),
                });
                known.features.insert(service.module.clone());
            }
        }
    }
    shared.into_values().collect()
}

fn is_shared(model: &Model, (body, resource): Pair) -> bool {
    let mut both = [body, resource].into_iter();
    both.all(|id| !model.definitions[id].shared.is_empty())
}

/// Bodies of PUT and PATCH requests that are not the resource, each with the resource.
fn bodies<'m>(
    model: &'m Model,
    service: &'m Service,
) -> impl Iterator<Item = (DefinitionId, DefinitionId)> + 'm {
    let is_struct = |id: &DefinitionId| model.definitions.structure(*id).is_some();
    let changing = service.operations();
    let changing = changing.filter(|one| matches!(one.method, Method::Put | Method::Patch));
    changing.filter_map(move |operation| {
        let body = operation.body.as_ref()?.ty.definition()?;
        let resource = response(operation).or_else(|| response(read(service, operation)?))?;
        let differ = body != resource && is_struct(&body) && is_struct(&resource);
        differ.then_some((body, resource))
    })
}

fn response(operation: &Operation) -> Option<DefinitionId> {
    let body = operation.response.body.as_ref();
    body.and_then(Type::definition)
}

/// The operation that reads what `operation` changes.
fn read<'m>(service: &'m Service, operation: &Operation) -> Option<&'m Operation> {
    let mut all = service.operations();
    all.find(|one| one.method == Method::Get && one.path == operation.path)
}

/// Structs by their definitions.
type Structs = BTreeMap<DefinitionId, StructItem>;

/// The structs of pairs, each made once.
fn structs(model: &Model, pairs: &BTreeSet<Pair>) -> Structs {
    let ids: BTreeSet<DefinitionId> = pairs.iter().flat_map(|pair| [pair.0, pair.1]).collect();
    let structs =
        ids.into_iter()
            .filter_map(|id| match data_type::of(model, &model.definitions[id]) {
                DataType::Struct(structure) => Some((id, structure)),
                DataType::Enum(_) | DataType::Union(_) => None,
            });
    structs.collect()
}
