//! The published examples of an operation, as JSON for the replay tests.

use crate::model::{Example, Fault, Location, Operation, Parameter, Separator};
use serde_json::{Map, Value, json};

/// What the replay needs to know about an operation, and its examples.
pub(super) fn published(operation: &Operation) -> Value {
    let names = |wanted: fn(&Location) -> bool| {
        let parameters = operation
            .parameters
            .iter()
            .filter(|parameter| wanted(&parameter.location));
        parameters
            .map(|parameter| parameter.name.wire.clone())
            .collect::<Vec<_>>()
    };
    let mut query = names(|location| matches!(location, Location::Query(_)));
    query.extend(
        operation
            .api_version
            .iter()
            .map(|_| "api-version".to_owned()),
    );
    let verbatim = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.verbatim)
        .map(|parameter| &parameter.name.wire);
    let examples = operation.examples.iter();
    let examples = examples.map(|(title, example)| (title.clone(), parts(operation, example)));
    let mut published = json!({
        "method": format!("{:?}", operation.method),
        "path": operation.path,
        "query": query,
        "verbatim": verbatim.collect::<Vec<_>>(),
        "headers": names(|location| *location == Location::Header),
        "body": operation.body.as_ref().map(|body| &body.name),
    });
    // Not in the macro, which would copy them.
    published["examples"] = examples.collect();
    let segments = names(|location| matches!(location, Location::PathSegments | Location::Scope));
    if !segments.is_empty() {
        published["segments"] = json!(segments);
    }
    let lists: Map<String, Value> = operation.parameters.iter().filter_map(list).collect();
    if !lists.is_empty() {
        published["lists"] = json!(lists);
    }
    // The order of the input does not matter.
    published.sort_all_objects();
    published
}

/// A parameter that takes several values, with their separator; `None` if each value is a parameter of its own.
fn list(parameter: &Parameter) -> Option<(String, Value)> {
    match &parameter.location {
        _ if !parameter.is_list() => None,
        Location::Query(Separator::Multi) => Some((parameter.name.wire.clone(), Value::Null)),
        Location::Query(Separator::Joined(with)) => {
            Some((parameter.name.wire.clone(), Value::from(*with)))
        }
        _ => Some((parameter.name.wire.clone(), Value::from(","))),
    }
}

/// The parts of an example that are replayed, with the faults that the generator found in it.
fn parts(operation: &Operation, example: &Example) -> Value {
    let part = |name: &str| {
        let part = example.value.get(name).cloned();
        (name.to_owned(), part.unwrap_or_else(|| json!({})))
    };
    let mut parts = Value::from_iter(["parameters", "responses"].map(part));
    // Pollers do not return what the service answers in between.
    let responses = parts["responses"].as_object_mut().into_iter().flatten();
    for (status, response) in responses {
        if let (true, Some(response)) = (
            operation.response.is_interim(status),
            response.as_object_mut(),
        ) {
            response.remove("body");
        }
    }
    if !example.faults.is_empty() {
        parts["faults"] = example.faults.iter().map(fault).collect();
    }
    if !example.unknown.is_empty() {
        parts["unknown"] = json!(example.unknown);
    }
    parts
}

fn fault(fault: &Fault) -> Value {
    json!({
        "status": fault.status,
        "reason": fault.reason,
        "example": fault.example,
        "definition": fault.definition,
    })
}
