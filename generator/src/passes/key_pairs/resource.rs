//! Which resource an operation works on, and how its parameters say so.

use crate::model::{
    self, KeyArgument, KeyCall, Location, Model, Operation, Parameter, Segment, ShapeKind, Type,
    Values,
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

/// A path as written, up to its last literal segment.
pub(super) fn resource_path(path: &str) -> &str {
    let end = model::last_literal(path).map_or(path.len(), |place| place.start.saturating_sub(1));
    &path[..end]
}

/// The resource that an operation works on, if it is in a resource group.
pub(super) fn of(operation: &Operation) -> Option<Resource> {
    let path = resource_path(&operation.path);
    let segments: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let [
        subscriptions,
        subscription,
        groups,
        group,
        providers,
        namespace,
        rest @ ..,
    ] = segments.as_slice()
    else {
        return None;
    };
    let is_arm = subscriptions.eq_ignore_ascii_case("subscriptions")
        && placeholder(subscription) == Some("subscriptionId")
        && groups.eq_ignore_ascii_case("resourceGroups")
        && providers.eq_ignore_ascii_case("providers")
        && placeholder(namespace).is_none();
    if !is_arm {
        return None;
    }
    let pairs = rest.chunks_exact(2);
    let part = pairs.remainder().first().copied().unwrap_or_default();
    let path: Vec<(String, Segment)> = pairs
        .map(|pair| (pair[0].to_owned(), segment(pair[1])))
        .collect();
    let is_plain =
        |kind: &str| placeholder(kind).is_none() && !kind.eq_ignore_ascii_case("providers");
    if path.is_empty() || !path.iter().all(|(kind, _)| is_plain(kind)) {
        return None;
    }
    let named = path.iter().filter_map(|(_, name)| match name {
        Segment::Parameter(wire) => Some(wire.as_str()),
        Segment::Literal(_) => None,
    });
    let parameters = placeholder(group)
        .into_iter()
        .chain(named)
        .map(|wire| parameter(operation, wire).cloned())
        .collect::<Option<Vec<_>>>()?;
    Some(Resource {
        namespace: (*namespace).to_owned(),
        path,
        part: part.to_owned(),
        parameters,
    })
}

fn segment(text: &str) -> Segment {
    match placeholder(text) {
        Some(wire) => Segment::Parameter(wire.to_owned()),
        None => Segment::Literal(text.to_owned()),
    }
}

fn placeholder(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
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
