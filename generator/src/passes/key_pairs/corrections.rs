//! What the manifest says of pairs of keys must apply.

use super::parts;
use crate::{
    diagnostic::{Code, Diagnostics},
    manifest::KeyPairEntry,
    model::Service,
};

/// Refuses entries of operations that are not there, or that do not belong together.
pub(super) fn check(service: &Service, diagnostics: &mut Diagnostics) {
    for entry in &service.corrections {
        let ids = entry.regenerate.iter().chain(&entry.list);
        let unknown = ids
            .clone()
            .find(|id| !service.operations().any(|operation| operation.id == **id));
        let message = match unknown {
            // Why it is not there stands in another diagnostic.
            Some(id) if service.refused.contains(id) => continue,
            Some(id) => format!("`{id}` is no operation that this service selects"),
            None if !is_renewal(service, entry) => {
                "these are not the operations that regenerate the keys of one resource, primary first".to_owned()
            }
            None => continue,
        };
        let help = "correct the entry of `key_pairs`, or take it out";
        diagnostics.report(Code::ManifestKeyPair, entry.place.clone(), message, help);
    }
}

fn is_renewal(service: &Service, entry: &KeyPairEntry) -> bool {
    let mut renewals = service.groups.iter().flat_map(parts::renewals);
    renewals.any(|renewal| renewal.is_named_by(entry))
}
