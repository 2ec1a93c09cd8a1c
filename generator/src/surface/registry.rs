//! The registry of resource types, and how a resource id leads to pairs of keys in each service.

use crate::model::{Group, KeyPair, Model, ResourceName, Service};
use serde::Serialize;
use std::{cmp::Reverse, collections::BTreeMap};

/// A pair of keys, and the service and group that it belongs to.
type Entry<'m> = (&'m Service, &'m Group, &'m KeyPair);

/// A resource type for which the crate has pairs of keys.
#[derive(Clone, Debug, Serialize)]
pub struct RegisteredType {
    /// The type, such as `Microsoft.Maps/accounts`.
    pub name: String,
    /// Module and cargo feature of the service with the pairs.
    pub module: String,
    /// Fixed names in the path of the resource, with their indexes.
    pub literals: Vec<(usize, String)>,
}

/// The function of a service that returns the pairs of a resource id.
#[derive(Clone, Debug, Serialize)]
pub struct PairFinder {
    /// Client of the service.
    pub client: String,
    /// Match arms. The first that matches an id applies.
    pub arms: Vec<FinderArm>,
}

/// A condition on a resource id, and the pairs of such a resource.
#[derive(Clone, Debug, Serialize)]
pub struct FinderArm {
    /// Type of the resource in lower case.
    pub resource_type: String,
    /// Fixed names, with their indexes in the id.
    pub literals: Vec<(usize, String)>,
    /// How the pairs are created.
    pub pairs: Vec<FoundPair>,
}

/// How a pair is created from a resource id.
#[derive(Clone, Debug, Serialize)]
pub struct FoundPair {
    /// Method that returns the sub-client, or `None` if the service's client has the pair.
    pub accessor: Option<String>,
    /// Method that returns the pair.
    pub method: String,
    /// Indexes in the id of its arguments after the resource group.
    pub names: Vec<usize>,
}

/// A condition on a resource id, in lower case: the resource type and the fixed names. Conditions with more fixed names
/// sort first.
type Kind = (String, Reverse<usize>, Vec<(usize, String)>);

/// The resource types of all services. If several services have the same type, the one with the newest API version wins,
/// then the first.
pub(super) fn registered(model: &Model) -> Vec<RegisteredType> {
    let mut kinds: BTreeMap<Kind, Vec<Entry<'_>>> = BTreeMap::new();
    for (kind, entries) in model.services.iter().flat_map(kinds_of) {
        let known = kinds.entry(kind).or_default();
        if newest(&entries) > newest(known) {
            *known = entries;
        }
    }
    let rows = kinds.values().map(|entries| {
        let (service, _, pair) = entries[0];
        RegisteredType {
            name: pair.resource_type(),
            module: service.module.clone(),
            literals: literals(pair),
        }
    });
    rows.collect()
}

/// The finder of a service.
pub(super) fn finder(service: &Service) -> PairFinder {
    let kinds = kinds_of(service);
    let arms = kinds.into_iter().map(|((kind, ..), entries)| FinderArm {
        resource_type: kind,
        literals: literals(entries[0].2),
        pairs: entries.into_iter().map(found).collect(),
    });
    PairFinder {
        client: service.client.clone(),
        arms: arms.collect(),
    }
}

fn found((_, group, pair): Entry<'_>) -> FoundPair {
    let places = pair.resource.iter().enumerate();
    let names = places.filter(|(_, (_, name))| matches!(name, ResourceName::Parameter(_)));
    let is_own = group.name.wire.is_empty();
    FoundPair {
        accessor: (!is_own).then(|| group.name.rust.clone()),
        method: pair.method.clone(),
        names: names.map(|(place, _)| place).collect(),
    }
}

fn kinds_of(service: &Service) -> BTreeMap<Kind, Vec<Entry<'_>>> {
    let mut own: BTreeMap<Kind, Vec<Entry<'_>>> = BTreeMap::new();
    for group in &service.groups {
        for pair in &group.key_pairs {
            let entries = own.entry(kind(pair)).or_default();
            entries.push((service, group, pair));
        }
    }
    own
}

fn kind(pair: &KeyPair) -> Kind {
    let mut literals = literals(pair);
    for (_, name) in &mut literals {
        name.make_ascii_lowercase();
    }
    let resource_type = pair.resource_type().to_ascii_lowercase();
    (resource_type, Reverse(literals.len()), literals)
}

/// Fixed names, with their indexes.
fn literals(pair: &KeyPair) -> Vec<(usize, String)> {
    let places = pair.resource.iter().enumerate();
    let literals = places.filter_map(|(place, (_, name))| match name {
        ResourceName::Literal(name) => Some((place, name.clone())),
        ResourceName::Parameter(_) => None,
    });
    literals.collect()
}

/// The newest API version: its date, and whether it is stable.
fn newest(entries: &[Entry<'_>]) -> Option<(String, bool)> {
    let versions = entries.iter().map(|(_, _, pair)| {
        let version = pair.api_version.as_deref().unwrap_or_default();
        let date: String = version.chars().take("2000-01-01".len()).collect();
        let is_stable = date == version;
        (date, is_stable)
    });
    versions.max()
}
