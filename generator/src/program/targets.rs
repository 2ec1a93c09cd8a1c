//! Finds the key pairs of the command line: of its resource ids, and of its subscriptions.

use super::{
    arguments::Arguments,
    arm::{ArmClientOptions, Causes, KeyPair, ResourceId, fleet::{Fleet, resources}, key_pairs},
    connection,
};
use azure_core::credentials::TokenCredential;
use std::{collections::BTreeSet, sync::Arc};

/// The endpoint and the credential.
#[derive(Clone, Debug)]
pub(super) struct Connection {
    pub(super) options: ArmClientOptions,
    pub(super) credential: Arc<dyn TokenCredential>,
}

impl Connection {
    pub(super) fn of(arguments: &Arguments) -> Result<Self, String> {
        Ok(Self { options: connection::options(arguments), credential: connection::credential(arguments)? })
    }

    fn pairs(&self, id: &ResourceId) -> Result<Vec<Box<dyn KeyPair>>, String> {
        let pairs = key_pairs(id, self.credential.clone(), Some(self.options.clone()));
        pairs.map_err(|error| Causes::of(&error).to_string())
    }
}

/// All key pairs of the command line, in its order, and the subscriptions that have none, or the mistake
/// in it. Only subscriptions need a request.
pub(super) async fn targets(arguments: &Arguments, connection: Connection) -> Result<(Fleet, Vec<String>), String> {
    let mut fleet = Fleet::default();
    for (place, id) in arguments.ids.iter().enumerate() {
        if arguments.ids[..place].contains(id) {
            return Err(format!("{id} is named twice"));
        }
        let pairs = chosen(connection.pairs(id)?, arguments.pair.as_deref())?;
        pairs.into_iter().for_each(|pair| fleet.add(pair));
    }
    let (mut names, mut empty) = (BTreeSet::new(), Vec::new());
    for subscription in &arguments.subscription {
        let found = listed(subscription, &connection).await?;
        if found.is_empty() {
            empty.push(subscription.clone());
        }
        for pair in found {
            names.insert(format!("`{}`", pair.name()));
            if arguments.pair.as_deref().is_none_or(|name| pair.name() == name) {
                fleet.add(pair);
            }
        }
    }
    match &arguments.pair {
        Some(name) if fleet.pairs().next().is_none() => {
            let names = if names.is_empty() { "none".to_owned() } else { Vec::from_iter(names).join(", ") };
            Err(format!("no resource has a pair of keys named `{name}`; the subscriptions have {names}"))
        }
        _ => Ok((fleet, empty)),
    }
}

/// The pairs of all resources of a subscription.
async fn listed(subscription: &str, connection: &Connection) -> Result<Vec<Box<dyn KeyPair>>, String> {
    let found = resources(subscription, connection.credential.clone(), Some(connection.options.clone())).await;
    let found = found.map_err(|error| {
        format!("the resources of the subscription {subscription} cannot be listed: {:#}", Causes::of(&error))
    })?;
    let mut pairs = Vec::new();
    for id in found {
        pairs.extend(connection.pairs(&id)?);
    }
    Ok(pairs)
}

/// The pair with the name, or all pairs.
fn chosen(pairs: Vec<Box<dyn KeyPair>>, name: Option<&str>) -> Result<Vec<Box<dyn KeyPair>>, String> {
    let Some(name) = name else {
        return Ok(pairs);
    };
    let names: Vec<String> = pairs.iter().map(|pair| format!("`{}`", pair.name())).collect();
    let resource = pairs.first().map(|pair| pair.resource_id().to_string()).unwrap_or_default();
    let found: Vec<_> = pairs.into_iter().filter(|pair| pair.name() == name).collect();
    match found.is_empty() {
        true => Err(format!("{resource} has no pair of keys named `{name}`; it has {}", names.join(", "))),
        false => Ok(found),
    }
}
