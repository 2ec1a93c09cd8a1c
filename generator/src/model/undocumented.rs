//! Public items whose definitions have no description.

use super::{Definition, DefinitionId, Model, Operation, Service, reach};
use crate::{
    diagnostic::{Code, Diagnostics},
    source::Pointer,
};
use std::collections::BTreeSet;

/// Public items that no text describes.
pub(crate) struct Undocumented {
    /// Their names in the definitions, each with its place.
    items: Vec<(String, Pointer)>,
}

impl Undocumented {
    /// Warns of each item.
    pub(crate) fn report(self, diagnostics: &mut Diagnostics) {
        for (name, place) in self.items {
            let message = format!("`{name}` has no description");
            let help = "write a `description`: it documents the public item";
            diagnostics.report(Code::Undocumented, place, message, help);
        }
    }
}

impl Model {
    /// The items without a description: operations, parameters, types and their properties. Values of enums and headers
    /// explain themselves. An item of several services is listed once.
    pub(crate) fn undocumented(&self) -> Undocumented {
        let mut seen = BTreeSet::new();
        let services = self.services.iter();
        let items = services.flat_map(|service| self.of_service(service, &mut seen));
        Undocumented {
            items: items.collect(),
        }
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
    let bare = definition.docs.bare.iter().map(move |(wire, at)| {
        let inherited = owner(at).filter(|_| !at.is_within(origin));
        let owner = inherited.unwrap_or_else(|| name.clone());
        (format!("{owner}.{wire}"), at.clone())
    });
    own.into_iter().chain(bare)
}

/// Name of the definition of a document that declares the property at `at`, also in a part of its `allOf`.
fn owner(at: &Pointer) -> Option<String> {
    let (mut object, _) = at.path.rsplit_once("/properties/")?;
    while let Some((part, _)) = object.rsplit_once('/')
        && let Some(whole) = part.strip_suffix("/allOf")
    {
        object = whole;
    }
    let (section, _) = object.rsplit_once('/')?;
    let object = Pointer {
        file: at.file.clone(),
        path: object.to_owned(),
    };
    ["/definitions", "/components/schemas"]
        .contains(&section)
        .then(|| object.last())
}
