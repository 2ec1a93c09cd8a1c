//! The calls shown in the README and in the documentation of the crate's root: list the keys of a resource, and
//! regenerate one.

use super::fake_call::{FakeCall, fake_call};
use crate::model::{Group, KeyRole, Model, Operation, OperationKind, Parameter, Service, Type};
use serde::Serialize;

/// Calls of a sub-client that list keys and regenerate one.
#[derive(Clone, Debug, Serialize)]
pub struct Showcase {
    /// Path of the module of its service.
    pub module: String,
    /// Cargo feature of its service.
    pub feature: String,
    /// Client of the service.
    pub client: String,
    /// Whether that client needs a subscription.
    pub has_subscription: bool,
    /// Method of that client which returns the sub-client.
    pub accessor: String,
    /// The call that lists the keys.
    pub list: ShownCall,
    /// The values of that call in a test with a fake service, if some are known that the client accepts.
    pub fake: Option<FakeCall>,
    /// The call that regenerates one, if its body has no property but a `KeyType`.
    pub regenerate: Option<ShownRegenerate>,
}

/// A call with made-up arguments.
#[derive(Clone, Debug, Serialize)]
pub struct ShownCall {
    /// Method of the sub-client.
    pub method: String,
    /// Arguments before the body.
    pub arguments: Vec<ShownArgument>,
    /// Whether the response has a body.
    pub has_body: bool,
}

/// An argument of a call that is shown.
#[derive(Clone, Debug, Serialize)]
pub enum ShownArgument {
    /// `false`
    False,
    /// A placeholder such as `resource-group-name`.
    Placeholder(String),
}

/// A call that regenerates a key.
#[derive(Clone, Debug, Serialize)]
pub struct ShownRegenerate {
    /// The call.
    pub call: ShownCall,
    /// Model of its body, whose `new` takes a `KeyType`.
    pub body: String,
}

/// Services that the front page may show, as groups of which the first that has something to show is preferred: the
/// one that the manifest chooses, then all.
pub(super) fn services(model: &Model) -> [Vec<&Service>; 2] {
    let current = model.services.iter().filter(|one| !one.is_outdated());
    let current: Vec<&Service> = current.collect();
    let chosen = current.iter().copied();
    let chosen = chosen.filter(|one| model.package.showcase.as_deref() == Some(one.name()));
    [chosen.collect(), current]
}

/// The calls to show: of the chosen service, or else of the best one.
pub(super) fn showcase(model: &Model) -> Option<Showcase> {
    let mut services = services(model).into_iter();
    services.find_map(|services| best(model, &services))
}

/// The best sub-client to show: one with a pair of keys, that regenerates by `KeyType`, returns the keys, and has few
/// parameters.
fn best(model: &Model, services: &[&Service]) -> Option<Showcase> {
    let groups = services
        .iter()
        .flat_map(|service| service.groups.iter().map(move |group| (service, group)))
        .filter(|(_, group)| !group.name.wire.is_empty());
    let candidates = groups.filter_map(|(service, group)| candidate(model, service, group));
    let best = candidates.min_by_key(|(rank, _)| *rank);
    best.map(|(_, showcase)| showcase)
}

/// Rank of a group: the lowest is shown.
type Rank = (bool, bool, bool, usize);

fn candidate(model: &Model, service: &Service, group: &Group) -> Option<(Rank, Showcase)> {
    let by_role = |role| {
        group
            .operations
            .iter()
            .find(move |operation| operation.key_role == Some(role) && is_plain(operation))
    };
    let list = by_role(KeyRole::List).filter(|operation| operation.response.body.is_some())?;
    let regenerate = by_role(KeyRole::Regenerate);
    let regenerate = regenerate.and_then(|operation| regenerate_by_key_type(model, operation));
    let returns_keys = regenerate.as_ref().is_some_and(|it| it.call.has_body);
    let rank = (
        group.key_pairs.is_empty(),
        regenerate.is_none(),
        !returns_keys,
        list.parameters.len(),
    );
    let showcase = Showcase {
        module: service.path(),
        feature: service.module.clone(),
        client: service.client.clone(),
        has_subscription: service.has_subscription(),
        accessor: group.name.rust.clone(),
        list: call(list),
        fake: fake_call(list),
        regenerate,
    };
    Some((rank, showcase))
}

/// Whether a call returns directly, and its arguments can be made up.
fn is_plain(operation: &Operation) -> bool {
    let mut arguments = operation.arguments();
    operation.kind == OperationKind::Once
        && arguments.all(|one| matches!(one.ty, Type::String | Type::Boolean))
        && !(operation.key_role == Some(KeyRole::List) && operation.required_body().is_some())
}

/// A request whose body has one property: the selector.
fn regenerate_by_key_type(model: &Model, operation: &Operation) -> Option<ShownRegenerate> {
    let body = operation.required_body().filter(|_| is_plain(operation))?;
    let definition = &model.definitions[body.ty.definition()?];
    let structure = definition.shape.kind.structure()?;
    match structure.fields.as_slice() {
        [field] if matches!(field.ty, Type::Key(_)) && field.required => Some(ShownRegenerate {
            call: call(operation),
            body: definition.name.rust.clone(),
        }),
        _ => None,
    }
}

fn call(operation: &Operation) -> ShownCall {
    ShownCall {
        method: operation.name.rust.clone(),
        arguments: operation.arguments().map(argument).collect(),
        has_body: operation.response.body.is_some(),
    }
}

fn argument(parameter: &Parameter) -> ShownArgument {
    match parameter.ty {
        Type::Boolean => ShownArgument::False,
        _ => ShownArgument::Placeholder(parameter.name.rust.replace('_', "-")),
    }
}
