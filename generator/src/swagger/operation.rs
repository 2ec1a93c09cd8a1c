//! Operations: body parameters become a `requestBody`, `consumes` and `produces` become media types.

use super::{
    BODY_POSITION, Bodies, Object, items_mut, objects_mut, parameter, schema, server::Address,
};
use crate::{
    diagnostic::Code,
    load::{Fault, ORIGIN},
    source::Pointer,
};
use serde_json::{Value, json};

const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

/// Media types of requests and responses. An operation without its own has those of its document.
#[derive(Clone)]
pub(super) struct Media {
    consumes: Vec<String>,
    produces: Vec<String>,
}

impl Media {
    pub(super) fn json() -> Self {
        let json = || vec!["application/json".to_owned()];
        Self {
            consumes: json(),
            produces: json(),
        }
    }

    /// Removes `consumes` and `produces` from a document or an operation, and returns them.
    pub(super) fn of(object: &mut Object, outer: &Self) -> Self {
        let mut taken = |key: &str, outer: &[String]| {
            let value = object.shift_remove(key);
            let types: Vec<String> = value
                .as_ref()
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(|media| media.as_str().map(str::to_owned))
                .collect();
            if types.is_empty() {
                outer.to_vec()
            } else {
                types
            }
        };
        Self {
            consumes: taken("consumes", &outer.consumes),
            produces: taken("produces", &outer.produces),
        }
    }
}

/// Converts the operations of a path item. A body among the item's own parameters becomes the body of each operation.
pub(super) fn path_item(item: &mut Object, address: &Address, media: &Media, bodies: &Bodies) {
    let shared = take_bodies(item, bodies);
    items_mut(item.get_mut("parameters")).for_each(parameter::convert);
    for method in METHODS {
        if let Some(Value::Object(operation)) = item.get_mut(method) {
            address.operation(operation);
            self::operation(operation, media, bodies, &shared);
        }
    }
}

fn operation(operation: &mut Object, media: &Media, bodies: &Bodies, shared: &[(usize, Object)]) {
    let media = Media::of(operation, media);
    let own = take_bodies(operation, bodies);
    let body = if own.is_empty() { shared } else { &own };
    if let Some(mut converted) = request_body(body, &media.consumes) {
        if let (Some(fault), Value::Object(converted)) = (surplus(body), &mut converted) {
            fault.keep(converted);
        }
        operation.insert("requestBody".to_owned(), converted);
    }
    items_mut(operation.get_mut("parameters")).for_each(parameter::convert);
    for (_, response) in objects_mut(operation.get_mut("responses")) {
        self::response(response, &media);
    }
}

/// Removes body and form parameters, referenced ones included, from a list, and returns them with their positions.
fn take_bodies(holder: &mut Object, bodies: &Bodies) -> Vec<(usize, Object)> {
    let Some(Value::Array(parameters)) = holder.get_mut("parameters") else {
        return Vec::new();
    };
    let mut taken = Vec::new();
    let mut position = 0;
    parameters.retain(|parameter| {
        let body = body(parameter, bodies).map(|body| (position, body.clone()));
        position += 1;
        let stays = body.is_none();
        taken.extend(body);
        stays
    });
    taken
}

fn body<'b>(parameter: &'b Value, bodies: &'b Bodies) -> Option<&'b Object> {
    let parameter = parameter.as_object()?;
    match parameter.get("$ref").and_then(Value::as_str) {
        Some(reference) => bodies
            .get(&Pointer::parse(reference))
            .filter(|_| stands_alone(parameter)),
        None => parameter::is_body(parameter).then_some(parameter),
    }
}

/// Other members beside a reference would be lost, so such a reference stays in the list, and is an error later.
fn stands_alone(reference: &Object) -> bool {
    reference
        .keys()
        .all(|key| matches!(key.as_str(), "$ref" | "description"))
}

fn request_body(bodies: &[(usize, Object)], consumes: &[String]) -> Option<Value> {
    let (position, first) = bodies.first()?;
    if first.get("in").is_some_and(|place| place == "formData") {
        return Some(form(bodies, consumes));
    }
    let mut body = first.clone();
    let mut inner = body.shift_remove("schema").unwrap_or_else(|| json!({}));
    if let Value::Object(inner) = &mut inner {
        schema::convert(inner);
    }
    body.shift_remove("in");
    let name = body.shift_remove("name").unwrap_or_default();
    body.insert("x-ms-requestBody-name".to_owned(), name);
    body.insert(BODY_POSITION.to_owned(), json!(position));
    body.insert("content".to_owned(), content(consumes, &inner));
    Some(body.into())
}

/// The fault of a second body, or of two form fields with one name: OpenAPI 3.0 cannot express either.
fn surplus(bodies: &[(usize, Object)]) -> Option<Fault> {
    let is_form = |body: &Object| body.get("in").is_some_and(|place| place == "formData");
    let (_, first) = bodies.first()?;
    let mut names = Vec::new();
    for (index, (_, body)) in bodies.iter().enumerate() {
        let name = body.get("name").and_then(Value::as_str).unwrap_or_default();
        let message = match (is_form(first), is_form(body)) {
            (true, true) if names.contains(&name) => {
                format!("the field `{name}` of the form is declared twice")
            }
            (true, true) => {
                names.push(name);
                continue;
            }
            _ if index == 0 => continue,
            _ => format!("`{name}` is a second body, but a request has only one"),
        };
        let origin = body.get(ORIGIN).and_then(Value::as_str);
        return Some(Fault {
            code: Code::UnsupportedParameter,
            at: Pointer::parse(origin.unwrap_or_default()),
            message,
            help: "remove one of the two".to_owned(),
        });
    }
    None
}

/// A form is an object with a property for each parameter.
fn form(bodies: &[(usize, Object)], consumes: &[String]) -> Value {
    let mut properties = Object::new();
    for (_, parameter) in bodies {
        let mut parameter = parameter.clone();
        let name = parameter
            .shift_remove("name")
            .and_then(|name| name.as_str().map(str::to_owned))
            .unwrap_or_default();
        ["in", "required", "collectionFormat"]
            .iter()
            .for_each(|key| drop(parameter.shift_remove(*key)));
        schema::convert(&mut parameter);
        properties.insert(name, parameter.into());
    }
    let origin = bodies
        .first()
        .and_then(|(_, parameter)| parameter.get(ORIGIN))
        .cloned()
        .unwrap_or_default();
    let form = json!({ "type": "object", "properties": properties, (ORIGIN): origin });
    let is_form = |media: &&String| media.contains("form");
    let media = consumes
        .iter()
        .find(is_form)
        .cloned()
        .unwrap_or_else(|| "multipart/form-data".to_owned());
    json!({ "content": content(&[media], &form), (ORIGIN): origin })
}

/// Converts a response: its schema moves below each media type.
pub(super) fn response(response: &mut Object, media: &Media) {
    if response.contains_key("$ref") {
        return;
    }
    response.entry("description").or_insert_with(|| "".into());
    for (_, header) in objects_mut(response.get_mut("headers")) {
        parameter::header(header);
    }
    response.shift_remove("examples");
    if let Some(mut inner) = response.shift_remove("schema") {
        if let Value::Object(inner) = &mut inner {
            schema::convert(inner);
        }
        response.insert("content".to_owned(), content(&media.produces, &inner));
    }
}

fn content(media: &[String], schema: &Value) -> Value {
    media
        .iter()
        .map(|media| (media.clone(), json!({ "schema": schema })))
        .collect::<Object>()
        .into()
}
