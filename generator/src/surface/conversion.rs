//! Conversions of resources into the models of request bodies that differ from them, so that users can put back what they
//! got.

mod difference;
mod plan;

use super::{DataType, Emitted, StructItem, data_type};
use crate::model::{Definition, DefinitionId, Method, Model, Operation, Service, Type};
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

/// The conversions of a service. Adds how the bodies differ from the resources to their documentation.
pub(super) fn conversions(
    model: &Model,
    emitted: &Emitted,
    (index, service): (usize, &Service),
    models: &mut [DataType],
) -> Vec<Conversion> {
    let published = emitted.of_service(model, index);
    let is_own = |id: &DefinitionId| {
        let definition = &model.definitions[*id];
        definition.shared.is_empty() && definition.service == index
    };
    let is_here = |id: &DefinitionId| {
        let definition: &Definition = &model.definitions[*id];
        published.iter().any(|one| std::ptr::eq(*one, definition))
    };
    let bodies: BTreeSet<_> = bodies(model, service)
        .filter(|(body, resource)| is_own(body) && is_here(resource))
        .collect();
    let reached = plan::reached(model, &bodies, &|id| is_own(&id));
    let structs = structs(model, &reached);
    let pairs = Pairs::of(model, &bodies, reached.clone(), &structs);
    for (body, resource) in reached {
        let lines = difference::lines(model, (body, resource), &structs, &pairs);
        let name = &model.definitions[body].name.rust;
        let model = models.iter_mut().find(|model| model.item().name == *name);
        if let Some(DataType::Struct(body)) = model {
            body.item.docs.extend(lines);
        }
    }
    pairs.conversions()
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
