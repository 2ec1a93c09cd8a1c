//! Finds operations that list and regenerate two keys of a resource, and names the pairs of keys.

mod same_name;

use super::names;
use crate::{
    diagnostic::Diagnostics,
    keys::pairs,
    model::{Group, KeyPair, Model},
    naming,
};
use std::collections::BTreeSet;

/// Finds the pairs of every sub-client, and names their methods and types.
pub(super) fn derive(model: &mut Model, diagnostics: &mut Diagnostics) {
    for (service, mut taken) in names::taken(model).into_iter().enumerate() {
        pairs::entries::check(&model.services[service], diagnostics);
        for group in 0..model.services[service].groups.len() {
            let own = &model.services[service];
            let mut pairs = pairs::of_group(model, own, &own.groups[group], diagnostics);
            let group = &mut model.services[service].groups[group];
            settle(group, &mut pairs, &mut taken);
            group.key_pairs = pairs;
        }
        same_name::check(&model.services[service], diagnostics);
    }
}

/// Names methods and types. The first pair gets the short names; those of the others contain the name of the pair.
fn settle(group: &Group, pairs: &mut [KeyPair], taken: &mut BTreeSet<String>) {
    let stem = group.client.strip_suffix("Client").unwrap_or(&group.client);
    let methods = group
        .operations
        .iter()
        .map(|operation| operation.name.rust.clone());
    let mut methods: BTreeSet<String> = methods.collect();
    for (index, pair) in pairs.iter_mut().enumerate() {
        let prefix = match index {
            0 => String::new(),
            _ => pair.name.clone(),
        };
        let spelled = format!("{prefix} key pair");
        pair.method = naming::unique(naming::member_name(&spelled), &mut methods);
        pair.ty = naming::unique(format!("{stem}{}", naming::type_name(&spelled)), taken);
    }
}
