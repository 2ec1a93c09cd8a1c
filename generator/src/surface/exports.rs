//! Public items of the crate's root that do not belong to a service.

use super::types;
use crate::{
    model::{Model, Operation},
    runtime::EXPORTS,
};
use std::collections::BTreeSet;

/// Names of the public items of runtime and registry. Types such as `Rfc1123` are exported only if a method uses them.
pub(super) fn exports(model: &Model) -> BTreeSet<&'static str> {
    let always = EXPORTS.iter().filter(|export| !export.if_used);
    let always = always.flat_map(|export| export.names).copied();
    always.chain(encoded(model)).collect()
}

fn encoded(model: &Model) -> impl Iterator<Item = &'static str> {
    let bodies = model.operations().flat_map(Operation::body_types);
    bodies.filter_map(types::encoded).map(|(_, name)| name)
}
