//! Items of the crate's root that are the same for all services.

use super::types;
use crate::{
    model::{Model, Operation},
    runtime::EXPORTS,
};
use std::collections::BTreeSet;

/// Names of the runtime's public items, and of the registry's. Of the types around encoded bodies, those that a
/// method has.
pub(super) fn exports(model: &Model) -> BTreeSet<&'static str> {
    let always = EXPORTS.iter().filter(|export| !export.if_used);
    let always = always.flat_map(|export| export.names).copied();
    always.chain(encoded(model)).collect()
}

fn encoded(model: &Model) -> impl Iterator<Item = &'static str> {
    let bodies = model.operations().flat_map(Operation::body_types);
    bodies.filter_map(types::encoded).map(|(_, name)| name)
}
