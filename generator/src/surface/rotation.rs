//! The rotation shown in the documentation of the crate's root.

use super::showcase;
use crate::model::{KeyPair, Model, ResourceName, Service};
use serde::Serialize;

/// A rotation of the keys of a resource.
#[derive(Clone, Debug, Serialize)]
pub struct ShownRotation {
    /// Module and cargo feature of the resource's service.
    pub module: String,
    /// Id of the resource, with made-up names.
    pub resource_id: String,
}

/// A rotation of the service that the manifest chooses, or else of any.
pub(super) fn rotation(model: &Model) -> Option<ShownRotation> {
    let mut services = showcase::services(model).into_iter();
    services.find_map(|services| shortest(&services))
}

/// A rotation for the resource type with the shortest path.
fn shortest(services: &[&Service]) -> Option<ShownRotation> {
    let pairs = services.iter().flat_map(|service| {
        let pairs = service.groups.iter().flat_map(|group| &group.key_pairs);
        pairs.map(move |pair| (service, pair))
    });
    let (service, pair) = pairs.min_by_key(|(_, pair)| pair.resource.len())?;
    Some(ShownRotation {
        module: service.module.clone(),
        resource_id: resource_id(pair),
    })
}

fn resource_id(pair: &KeyPair) -> String {
    let path = pair.resource.iter().map(|(kind, name)| match name {
        ResourceName::Literal(name) => format!("/{kind}/{name}"),
        ResourceName::Parameter(_) => format!("/{kind}/<name>"),
    });
    format!(
        "/subscriptions/<id>/resourceGroups/<name>/providers/{}{}",
        pair.namespace,
        path.collect::<String>()
    )
}
