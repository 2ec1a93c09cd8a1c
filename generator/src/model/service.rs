//! One service: operation groups and their operations.

use super::{HeaderTrait, KeyPair, Name, Operation, Parameter};
use crate::manifest::{KeyPairEntry, Version};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// One service: a public module with a client.
#[derive(Clone, Debug, Serialize)]
pub struct Service {
    /// Name of the feature, and of the module unless it is one of several versions.
    pub module: String,
    /// The service and the version, if the crate has several versions of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<Version>,
    /// Display name, such as `Azure Maps`.
    pub title: String,
    /// Dates on which the facts of its documents were retrieved, as the documents record them.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub retrieved: BTreeSet<String>,
    /// Address of the provider's reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Resource provider, such as `Microsoft.Maps`. Tracing spans have it as their namespace.
    pub namespace: String,
    /// Type of the client, such as `MapsClient`.
    pub client: String,
    /// Operation groups: one sub-client each. The group without a name holds the client's own methods.
    pub groups: Vec<Group>,
    /// Traits for response headers: one for each type of response.
    pub headers: Vec<HeaderTrait>,
    /// How many operations the manifest selects.
    pub selected: usize,
    /// Ids of the selected operations that are left out, each with a diagnostic.
    pub refused: BTreeSet<String>,
    /// Operations that the manifest leaves out since they cannot be generated, each with the reason.
    pub excepted: BTreeMap<String, String>,
    /// What the manifest specifies about pairs of keys. Not printed: only the passes read it, and it is not emitted.
    #[serde(skip)]
    pub key_pair_entries: Vec<KeyPairEntry>,
}

impl Service {
    /// Path of its public module in the crate: `maps`, or `maps::v2023_06_01`.
    pub fn path(&self) -> String {
        match &self.version {
            None => self.module.clone(),
            Some(version) => format!("{}::{}", version.service, version.module),
        }
    }

    /// Name of the service, without its version.
    pub fn name(&self) -> &str {
        let version = self.version.as_ref();
        version.map_or(&self.module, |version| &version.service)
    }

    /// Whether the crate has a newer version of it.
    pub fn is_outdated(&self) -> bool {
        self.version
            .as_ref()
            .is_some_and(|version| !version.is_newest)
    }

    /// All operations.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.groups.iter().flat_map(|group| &group.operations)
    }

    /// All operations, mutable.
    pub fn operations_mut(&mut self) -> impl Iterator<Item = &mut Operation> {
        self.groups
            .iter_mut()
            .flat_map(|group| &mut group.operations)
    }

    /// Whether the client needs a subscription id.
    pub fn has_subscription(&self) -> bool {
        self.operations()
            .any(|operation| operation.parameters.iter().any(Parameter::is_subscription))
    }
}

/// Operations whose ids have the same prefix: a sub-client.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// Name of the group, and of the method that returns the sub-client. Empty for the client itself.
    pub name: Name,
    /// Type of the client, such as `MapsAccountsClient`.
    pub client: String,
    /// Its operations, in the order of their names.
    pub operations: Vec<Operation>,
    /// Pairs of keys that its operations list and regenerate: one method and one type each.
    pub key_pairs: Vec<KeyPair>,
}
