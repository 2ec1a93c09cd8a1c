//! Checks that the manifest's entries for pairs of keys apply.

use super::regeneration::regenerations;
use crate::{
    diagnostic::{Code, Diagnostics},
    manifest::KeyPairEntry,
    model::Service,
    nearest::perhaps,
};

/// Rejects entries with operations that do not exist or do not belong together.
pub(crate) fn check(service: &Service, diagnostics: &mut Diagnostics) {
    for entry in &service.key_pair_entries {
        let ids = entry.regenerate.iter().chain(&entry.list);
        let unknown = ids
            .clone()
            .find(|id| !service.operations().any(|operation| operation.id == **id));
        let mut meant = String::new();
        let message = match unknown {
            // Another diagnostic reports why it is left out.
            Some(id) if service.refused.contains(id) => continue,
            Some(id) => {
                meant = perhaps(id, service.operations().map(|operation| operation.id.as_str()));
                format!("`{id}` is not an operation that this service selects")
            }
            None if !is_regeneration(service, entry) => {
                "these are not the operations that regenerate the keys of one resource, primary first".to_owned()
            }
            None => continue,
        };
        let help = format!("correct the entry of `key_pairs`{meant}, or remove it");
        diagnostics.report(Code::ManifestKeyPair, entry.place.clone(), message, help);
    }
}

fn is_regeneration(service: &Service, entry: &KeyPairEntry) -> bool {
    let mut all = service.groups.iter().flat_map(regenerations);
    all.any(|regeneration| regeneration.is_named_by(entry))
}
