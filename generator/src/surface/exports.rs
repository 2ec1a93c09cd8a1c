//! Public items of the crate's root that do not belong to a service.

use super::types;
use crate::{
    model::{self, Model, Operation, OperationKind, Type},
    runtime::{EXPORTS, Needed},
};
use std::collections::BTreeSet;

/// Names of the public items of these files of the runtime. Types such as `Rfc1123` are among them only if they are
/// `of_models`.
pub(super) fn exports(
    runtime: &[Needed],
    of_models: &BTreeSet<&'static str>,
) -> BTreeSet<&'static str> {
    let files = runtime.iter().filter(|needed| !needed.test);
    let modules: BTreeSet<&str> = files.map(|needed| needed.file.module).collect();
    let exports = EXPORTS
        .iter()
        .filter(|export| modules.contains(export.module));
    let names = exports.flat_map(|export| export.names.iter().map(move |name| (export, *name)));
    let names = names.filter(|(export, name)| !export.if_used || of_models.contains(name));
    names.map(|(_, name)| name).collect()
}

/// Types of the runtime that a method or a model names, of those that the crate exports only then.
pub(super) fn of_models(model: &Model) -> BTreeSet<&'static str> {
    encoded(model)
        .chain(paged(model))
        .chain(of_fields(model))
        .collect()
}

/// Types that fields and parameters have.
fn of_fields(model: &Model) -> impl Iterator<Item = &'static str> {
    let emitted = model::emitted(model);
    let shapes = || emitted.iter().map(|id| &model.definitions[*id].shape);
    let types = shapes().flat_map(|shape| shape.kind.types());
    let mut types = types.chain(model.operations().flat_map(Operation::types));
    let has_hidden = types.any(is_hidden);
    let mut fields = shapes().flat_map(|shape| {
        let fields = shape.kind.structure().into_iter();
        let fields = fields.flat_map(|structure| &structure.fields);
        fields.map(|field| (field, shape.usage))
    });
    let has_nullable = fields.any(|(field, usage)| types::may_be_nulled(field, usage));
    let names = [("Hidden", has_hidden), ("Nullable", has_nullable)];
    names
        .into_iter()
        .filter_map(|(name, is_used)| is_used.then_some(name))
}

fn is_hidden(ty: &Type) -> bool {
    matches!(ty, Type::Hidden(_)) || ty.item().is_some_and(is_hidden)
}

fn paged(model: &Model) -> Option<&'static str> {
    let is_paged = |operation: &Operation| matches!(&operation.kind, OperationKind::LongRunning(kind) if kind.pages.is_some());
    model.operations().any(is_paged).then_some("PagedPoller")
}

fn encoded(model: &Model) -> impl Iterator<Item = &'static str> {
    let bodies = model.operations().flat_map(Operation::body_types);
    bodies.filter_map(types::encoded).map(|(_, name)| name)
}
