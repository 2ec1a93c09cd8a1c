//! One service: operation groups and their operations.

use super::{HeaderTrait, KeyPair, Name, Operation, Parameter};
use crate::manifest::KeyPairEntry;
use serde::Serialize;
use std::collections::BTreeSet;

/// One service: a public module with a client.
#[derive(Clone, Debug, Serialize)]
pub struct Service {
    /// Name of the module and the feature.
    pub module: String,
    /// Name for people, such as `Azure Maps`.
    pub title: String,
    /// Resource provider, such as `Microsoft.Maps`; the namespace of its spans.
    pub namespace: String,
    /// Type of the client, such as `MapsClient`.
    pub client: String,
    /// Operation groups: one sub-client each. The group without a name holds the client's own methods.
    pub groups: Vec<Group>,
    /// Traits for the headers of answers: one for each type of response.
    pub headers: Vec<HeaderTrait>,
    /// How many operations the manifest asks for.
    pub selected: usize,
    /// Those of them that are left out, with a diagnostic.
    pub refused: BTreeSet<String>,
    /// What the manifest specifies about pairs of keys: read by the passes, and no part of what will be emitted.
    #[serde(skip)]
    pub key_pair_entries: Vec<KeyPairEntry>,
}

impl Service {
    /// All operations.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.groups.iter().flat_map(|group| &group.operations)
    }

    /// All operations, to change.
    pub fn operations_mut(&mut self) -> impl Iterator<Item = &mut Operation> {
        self.groups
            .iter_mut()
            .flat_map(|group| &mut group.operations)
    }

    /// Whether the client needs a subscription.
    pub fn has_subscription(&self) -> bool {
        self.operations()
            .any(|operation| operation.parameters.iter().any(Parameter::is_subscription))
    }
}

/// Operations whose ids start alike: a sub-client.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// Name of the group, and of the method that gives the sub-client. Empty for the client itself.
    pub name: Name,
    /// Type of the client, such as `MapsAccountsClient`.
    pub client: String,
    /// Its operations, in the order of their names.
    pub operations: Vec<Operation>,
    /// Pairs of keys that its operations list and regenerate: one method and one type each.
    pub key_pairs: Vec<KeyPair>,
}
