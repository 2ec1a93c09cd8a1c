//! Which resource an operation works on, and how its parameters say so.

use crate::model::{
    KeyArgument, KeyCall, Location, Model, Operation, Parameter, PathSegment, Segment, ShapeKind,
    Type, Values,
};

/// A resource in a resource group, as the path of an operation names it.
pub(super) struct Resource {
    /// Resource provider.
    pub(super) namespace: String,
    /// Types with their names, outermost first.
    pub(super) path: Vec<(String, Segment)>,
    /// Part of the resource that has the keys, if it is not the resource itself.
    pub(super) part: String,
    /// Parameters that name it, in the order of the path.
    pub(super) parameters: Vec<Parameter>,
}

/// The resource that an operation works on, if it is in a resource group.
pub(super) fn of(operation: &Operation) -> Option<Resource> {
    use PathSegment::{Literal, Parameter};
    let [
        Literal(subscriptions),
        Parameter(subscription),
        Literal(groups),
        group,
        Literal(providers),
        Literal(namespace),
        rest @ ..,
    ] = operation.path.before_last_literal()
    else {
        return None;
    };
    let is_arm = subscriptions.eq_ignore_ascii_case("subscriptions")
        && subscription == "subscriptionId"
        && groups.eq_ignore_ascii_case("resourceGroups")
        && providers.eq_ignore_ascii_case("providers");
    if !is_arm {
        return None;
    }
    let pairs = rest.chunks_exact(2);
    let part = pairs.remainder().iter().map(ToString::to_string).collect();
    let path = pairs.map(type_and_name).collect::<Option<Vec<_>>>()?;
    if path.is_empty() {
        return None;
    }
    let named = path.iter().filter_map(|(_, name)| match name {
        Segment::Parameter(wire) => Some(wire.as_str()),
        Segment::Literal(_) => None,
    });
    let group = match group {
        Parameter(wire) => Some(wire.as_str()),
        Literal(_) | PathSegment::Mixed(_) => None,
    };
    let parameters = group
        .into_iter()
        .chain(named)
        .map(|wire| parameter(operation, wire).cloned())
        .collect::<Option<Vec<_>>>()?;
    Some(Resource {
        namespace: namespace.clone(),
        path,
        part,
        parameters,
    })
}

/// A type and a name of the resource, unless another provider's begin there.
fn type_and_name(pair: &[PathSegment]) -> Option<(String, Segment)> {
    let [PathSegment::Literal(kind), name] = pair else {
        return None;
    };
    let name = match name {
        PathSegment::Parameter(wire) => Segment::Parameter(wire.clone()),
        PathSegment::Literal(text) => Segment::Literal(text.clone()),
        PathSegment::Mixed(_) => return None,
    };
    (!kind.eq_ignore_ascii_case("providers")).then(|| (kind.clone(), name))
}

fn parameter<'o>(operation: &'o Operation, wire: &str) -> Option<&'o Parameter> {
    operation
        .parameters
        .iter()
        .find(|parameter| parameter.location == Location::Path && parameter.name.wire == wire)
}

/// A call of `operation` for the resource that `parameters` name. `selector` is the parameter that says which key.
pub(super) fn call(
    model: &Model,
    operation: &Operation,
    parameters: &[Parameter],
    selector: Option<&str>,
) -> Result<KeyCall, String> {
    let required = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required && !parameter.is_subscription());
    let mut arguments = Vec::new();
    for (place, parameter) in required.enumerate() {
        let wire = parameter.name.wire.as_str();
        let named = parameters.iter().position(|held| held.name.wire == wire);
        // Definitions name the same parameter differently, but keep the order of the path.
        let same_place = (place < parameters.len()).then_some(place);
        let is_name = parameter.location == Location::Path && is_text(model, &parameter.ty);
        arguments.push(match (named, same_place) {
            _ if selector == Some(wire) => KeyArgument::Selector,
            (Some(place), _) | (None, Some(place)) if is_name => KeyArgument::Held(place),
            _ => {
                return Err(format!(
                    "`{}` needs the parameter `{wire}`, which a pair of keys does not have",
                    operation.id
                ));
            }
        });
    }
    Ok(KeyCall {
        operation: operation.id.clone(),
        arguments,
    })
}

fn is_text(model: &Model, ty: &Type) -> bool {
    match ty {
        Type::String => true,
        Type::Definition(id) => matches!(
            &model.definitions[*id].shape.kind,
            ShapeKind::Enum(values) if matches!(values.values, Values::Strings(_))
        ),
        _ => false,
    }
}
