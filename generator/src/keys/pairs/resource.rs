//! The resource of an operation, and the parameters of its path.

use crate::model::{
    Group, KeyArgument, KeyCall, Location, Model, Name, Operation, Parameter, PathSegment,
    ResourceName, ShapeKind, Type, Values,
};

/// A resource in a resource group, as in the path of an operation.
pub(super) struct Resource {
    /// Resource provider.
    pub(super) namespace: String,
    /// Types with their names, outermost first.
    pub(super) path: Vec<(String, ResourceName)>,
    /// Part of the resource that has the keys, if it is not the resource itself.
    pub(super) part: String,
    /// Parameter of the resource group.
    pub(super) group: Parameter,
}

/// The resource of an operation, if it is in a resource group.
pub(super) fn of(operation: &Operation) -> Option<Resource> {
    use PathSegment::{Literal, Parameter};
    let [
        Literal(subscriptions),
        Parameter(subscription),
        Literal(groups),
        Parameter(group),
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
    let path = pairs.map(|pair| type_and_name(operation, pair));
    let path = path.collect::<Option<Vec<_>>>()?;
    if path.is_empty() {
        return None;
    }
    Some(Resource {
        namespace: namespace.clone(),
        path,
        part,
        group: parameter(operation, group)?.clone(),
    })
}

/// A type and a name of the resource, unless the segments begin another provider's part of the path.
fn type_and_name(operation: &Operation, pair: &[PathSegment]) -> Option<(String, ResourceName)> {
    let [PathSegment::Literal(kind), name] = pair else {
        return None;
    };
    let name = match name {
        PathSegment::Parameter(wire) => {
            ResourceName::Parameter(Box::new(parameter(operation, wire)?.clone()))
        }
        PathSegment::Literal(text) => ResourceName::Literal(text.clone()),
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

impl Resource {
    /// Arguments that a call for the pair can pass, each with its parameter in the resource's path, in order.
    fn arguments(&self) -> Vec<(&Parameter, KeyArgument)> {
        let places = self.path.iter().enumerate();
        let names = places.filter_map(|(place, (_, name))| match name {
            ResourceName::Parameter(name) => Some((&**name, KeyArgument::ResourceName(place))),
            ResourceName::Literal(_) => None,
        });
        [(&self.group, KeyArgument::ResourceGroup)]
            .into_iter()
            .chain(names)
            .collect()
    }

    /// A call of an operation of `group` for this resource. `selector` is the parameter that chooses the key.
    pub(super) fn call(
        &self,
        model: &Model,
        group: &Group,
        operation: &Operation,
        selector: Option<&Name>,
    ) -> Result<KeyCall, String> {
        let known = self.arguments();
        let mut arguments = Vec::new();
        for (place, parameter) in operation.arguments().enumerate() {
            let wire = parameter.name.wire.as_str();
            let named = known.iter().find(|(known, _)| known.name.wire == wire);
            // Definitions may name one parameter differently, but the order in the path is the same.
            let same = named.or(known.get(place)).map(|(_, argument)| *argument);
            let is_name = parameter.location == Location::Path && is_text(model, &parameter.ty);
            arguments.push(match same {
                _ if selector == Some(&parameter.name) => KeyArgument::Selector,
                Some(argument) if is_name => argument,
                _ => {
                    return Err(format!(
                        "`{}` needs the parameter `{wire}`, which a pair of keys does not have",
                        operation.id
                    ));
                }
            });
        }
        Ok(KeyCall {
            operation: group.id_of(operation),
            arguments,
        })
    }
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
