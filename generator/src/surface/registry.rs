//! The registry of resource types, and in each service the way from a resource's id to its pairs of keys.

use crate::model::{Group, KeyPair, Model, ResourceName, Service};
use serde::Serialize;
use std::{cmp::Reverse, collections::BTreeMap};

/// A pair with the sub-client that gives it.
type Entry<'m> = (&'m Service, &'m Group, &'m KeyPair);

/// A resource type whose pairs of keys the crate knows.
#[derive(Clone, Debug, Serialize)]
pub struct RegisteredType {
    /// The type, such as `Microsoft.Maps/accounts`.
    pub name: String,
    /// Module and feature of the service that has the pairs.
    pub module: String,
    /// Names in the path of the resource that are always the same, by their places.
    pub literals: Vec<(usize, String)>,
}

/// The function of a service that gives the pairs of a resource by its id.
#[derive(Clone, Debug, Serialize)]
pub struct PairFinder {
    /// Client of the service.
    pub client: String,
    /// What ids there are. The first that fits counts.
    pub arms: Vec<FinderArm>,
}

/// What an id must be like, and the pairs of its resource then.
#[derive(Clone, Debug, Serialize)]
pub struct FinderArm {
    /// Type of the resource in lower case.
    pub resource_type: String,
    /// Names that are always the same, by their places in the id.
    pub literals: Vec<(usize, String)>,
    /// How the pairs are made.
    pub pairs: Vec<FoundPair>,
}

/// How a pair is made of an id.
#[derive(Clone, Debug, Serialize)]
pub struct FoundPair {
    /// Method that gives the sub-client, unless the service's client itself has the pair.
    pub accessor: Option<String>,
    /// Method that gives the pair.
    pub method: String,
    /// Places in the id of its arguments, behind the name of the resource group.
    pub names: Vec<usize>,
}

/// What an id must be like, all in lower case: the type of its resource, and names that are always the same. Ids with
/// more of those come first.
type Kind = (String, Reverse<usize>, Vec<(usize, String)>);

/// The resource types of all services. Where several have one, that with the newest API version counts, and of the same
/// version the first.
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

/// Names that are always the same, with their places.
fn literals(pair: &KeyPair) -> Vec<(usize, String)> {
    let places = pair.resource.iter().enumerate();
    let literals = places.filter_map(|(place, (_, name))| match name {
        ResourceName::Literal(name) => Some((place, name.clone())),
        ResourceName::Parameter(_) => None,
    });
    literals.collect()
}

/// The newest version of some pairs: its date, and then whether it is stable.
fn newest(entries: &[Entry<'_>]) -> Option<(String, bool)> {
    let versions = entries.iter().map(|(_, _, pair)| {
        let version = pair.api_version.as_deref().unwrap_or_default();
        let date: String = version.chars().take("2000-01-01".len()).collect();
        let is_stable = date == version;
        (date, is_stable)
    });
    versions.max()
}
