//! Public items whose definitions have no description.

use super::{Definition, DefinitionId, Model, Operation, Service, reach};
use crate::source::Pointer;
use std::collections::BTreeSet;

/// Public items of one service that no text describes.
#[derive(Clone, Debug, PartialEq)]
pub struct Undocumented {
    /// Module of the service.
    pub service: String,
    /// Their names in the definitions, each with its place, in the order of operations, parameters and types.
    pub items: Vec<(String, Pointer)>,
}

impl Model {
    /// The items without a description: operations, parameters, types and their properties. Values of enums and headers
    /// explain themselves. An item of several services is listed for the first one.
    pub fn undocumented(&self) -> Vec<Undocumented> {
        let mut seen = BTreeSet::new();
        let services = self.services.iter().map(|service| Undocumented {
            service: service.module.clone(),
            items: self.of_service(service, &mut seen),
        });
        services.filter(|one| !one.items.is_empty()).collect()
    }

    fn of_service(
        &self,
        service: &Service,
        seen: &mut BTreeSet<Pointer>,
    ) -> Vec<(String, Pointer)> {
        let operations = service.operations().filter(|one| one.docs.is_none());
        let operations = operations.map(|one| (one.id.clone(), one.origin.clone()));
        let parameters = service.operations().flat_map(parameters);
        let types = service.operations().flat_map(Operation::types);
        let types = reach(&self.definitions, types).into_iter();
        let types = types.flat_map(|id: DefinitionId| members(&self.definitions[id]));
        let all = operations.chain(parameters).chain(types);
        all.filter(|(_, place)| seen.insert(place.clone()))
            .collect()
    }
}

fn parameters(operation: &Operation) -> impl Iterator<Item = (String, Pointer)> {
    let parameters = operation.arguments().chain(operation.optional_parameters());
    let parameters = parameters.filter(|one| one.docs.is_none());
    parameters.map(|one| {
        (
            format!("{}.{}", operation.id, one.name.wire),
            one.origin.clone(),
        )
    })
}

fn members(definition: &Definition) -> impl Iterator<Item = (String, Pointer)> {
    let (name, origin) = (&definition.name.wire, &definition.origin);
    let own = definition
        .docs
        .text
        .is_none()
        .then(|| (name.clone(), origin.clone()));
    let fields = definition.shape.kind.structure().into_iter();
    let fields = fields.flat_map(|structure| &structure.fields);
    let bare = fields.filter(|field| !definition.docs.members.contains_key(&field.name.wire));
    let bare = bare.map(move |field| {
        let wire = &field.name.wire;
        (
            format!("{name}.{wire}"),
            origin.join("properties").join(wire),
        )
    });
    own.into_iter().chain(bare)
}
