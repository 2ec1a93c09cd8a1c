//! Public items of the crate's root that do not belong to a service.

use super::types;
use crate::{
    model::{Model, Operation, OperationKind},
    runtime::EXPORTS,
};
use std::collections::BTreeSet;

/// Names of the public items of runtime and registry. Types such as `Rfc1123` are exported only if a method uses them.
pub(super) fn exports(model: &Model) -> BTreeSet<&'static str> {
    let always = EXPORTS.iter().filter(|export| !export.if_used);
    let always = always.flat_map(|export| export.names).copied();
    always.chain(encoded(model)).chain(paged(model)).collect()
}

fn paged(model: &Model) -> Option<&'static str> {
    let is_paged = |operation: &Operation| matches!(&operation.kind, OperationKind::LongRunning(kind) if kind.pages.is_some());
    model.operations().any(is_paged).then_some("PagedPoller")
}

fn encoded(model: &Model) -> impl Iterator<Item = &'static str> {
    let bodies = model.operations().flat_map(Operation::body_types);
    bodies.filter_map(types::encoded).map(|(_, name)| name)
}
