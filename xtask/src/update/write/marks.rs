//! Marks of secrets, carried over by the place of a value in what an operation sends and receives, whichever schema
//! declares it.

use super::members::SECRET;
use crate::published::{self, Key};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Marks in `new` what `old` marks. Returns the old marks that have no place in it.
pub(super) fn carry(new: &mut Value, old: &Value) -> Vec<String> {
    let mut walk = Walk {
        old,
        new,
        seen: BTreeSet::new(),
        known: BTreeSet::new(),
        placed: BTreeSet::new(),
        marked: BTreeSet::new(),
    };
    let theirs = operations(new);
    for (key, (item, operation)) in operations(old) {
        if let Some((new_item, new_operation)) = theirs.get(&key) {
            walk.operation([&item, &operation], [new_item, new_operation]);
        }
    }
    for section in ["/definitions", "/components/schemas"] {
        for name in names(old, section) {
            let new = format!("/components/schemas/{name}");
            if walk.new.pointer(&new).is_some() {
                walk.pair(&format!("{section}/{name}"), Some(&new), Kind::Schema);
            }
        }
    }
    let Walk {
        known,
        placed,
        marked,
        ..
    } = walk;
    for pointer in marked {
        if let Some(element) = new.pointer_mut(&pointer) {
            element[SECRET] = true.into();
        }
    }
    known.difference(&placed).cloned().collect()
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// A reference to it may have a mark beside it.
    Schema,
    /// A parameter, body or header: only it itself may have a mark.
    Other,
}

/// A walk through two documents at once. All texts are pointers.
struct Walk<'d> {
    old: &'d Value,
    new: &'d Value,
    seen: BTreeSet<(String, Option<String>)>,
    /// All old marks that were met, and those of them that have a place in the new document.
    known: BTreeSet<String>,
    placed: BTreeSet<String>,
    /// What gets a mark in the new document.
    marked: BTreeSet<String>,
}

impl Walk<'_> {
    fn operation(&mut self, old: [&str; 2], new: [&str; 2]) {
        let theirs = parameters(self.new, new);
        for (name, parameter) in parameters(self.old, old) {
            let new = theirs.get(&name).map(String::as_str);
            self.pair(&parameter, new, Kind::Other);
        }
        let ([_, old], [_, new]) = (old, new);
        let theirs = bodies(self.new, new);
        for (name, body) in bodies(self.old, old) {
            let new = theirs.get(&name).map(String::as_str);
            self.pair(&body, new, Kind::Other);
        }
    }

    /// Carries the marks of an old element, and of all inside of it, to the new one that has its place.
    fn pair(&mut self, old: &str, new: Option<&str>, kind: Kind) {
        let layers = layers(self.old, old);
        let new_layers = new.map(|new| self::layers(self.new, new));
        let new_layers = new_layers.unwrap_or_default();
        let marks = layers.iter().filter(|layer| is_marked(self.old, layer));
        let marks: Vec<String> = marks.cloned().collect();
        self.known.extend(marks.iter().cloned());
        if let (Some(new), false) = (new, marks.is_empty()) {
            self.placed.extend(marks);
            let is_known = |layer: &String| is_marked(self.new, layer);
            if !new_layers.iter().any(is_known) {
                let at = match kind {
                    Kind::Schema => new,
                    Kind::Other => new_layers.last().map_or(new, String::as_str),
                };
                self.marked.insert(at.to_owned());
            }
        }
        let is_first = self.seen.insert((old.to_owned(), new.map(str::to_owned)));
        if is_first {
            let theirs = members(self.new, &new_layers);
            for (name, member) in members(self.old, &layers) {
                let new = theirs.get(&name).map(String::as_str);
                let kind = match name.0 {
                    "headers" => Kind::Other,
                    _ => Kind::Schema,
                };
                self.pair(&member, new, kind);
            }
        }
    }
}

fn is_marked(document: &Value, pointer: &str) -> bool {
    let element = document.pointer(pointer);
    element.is_some_and(|element| element.get(SECRET) == Some(&true.into()))
}

/// An element, the targets of its references, and its parents.
fn layers(document: &Value, pointer: &str) -> Vec<String> {
    let mut layers = vec![pointer.to_owned()];
    let mut next = 0;
    while let Some(pointer) = layers.get(next).cloned() {
        next += 1;
        let element = document.pointer(&pointer);
        let target = element.and_then(|element| element.get("$ref")?.as_str()?.strip_prefix('#'));
        let count = element.and_then(|element| element.get("allOf")?.as_array());
        let parents =
            (0..count.map_or(0, Vec::len)).map(|index| format!("{pointer}/allOf/{index}"));
        for layer in target.map(str::to_owned).into_iter().chain(parents) {
            if !layers.contains(&layer) {
                layers.push(layer);
            }
        }
    }
    layers
}

/// What is inside of an element, by its kind and name.
fn members(document: &Value, layers: &[String]) -> BTreeMap<(&'static str, String), String> {
    let mut members = BTreeMap::new();
    let mut add = |kind, name: String, pointer: String| {
        members.entry((kind, name)).or_insert(pointer);
    };
    for layer in layers {
        for name in names(document, &format!("{layer}/properties")) {
            let pointer = format!("{layer}/properties/{name}");
            add("properties", name, pointer);
        }
        for name in names(document, &format!("{layer}/headers")) {
            let pointer = format!("{layer}/headers/{name}");
            add("headers", name.to_ascii_lowercase(), pointer);
        }
        // OpenAPI 2.0 has one schema where 3.0 has one for each media type.
        for name in names(document, &format!("{layer}/content")) {
            let pointer = format!("{layer}/content/{name}/schema");
            add("schema", String::new(), pointer);
        }
        for kind in ["schema", "items", "additionalProperties"] {
            let pointer = format!("{layer}/{kind}");
            if document.pointer(&pointer).is_some_and(Value::is_object) {
                add(kind, String::new(), pointer);
            }
        }
    }
    members
}

/// The names of the members of an object, as parts of pointers.
fn names(document: &Value, pointer: &str) -> Vec<String> {
    let members = document.pointer(pointer).and_then(Value::as_object);
    let names = members.into_iter().flatten();
    names.map(|(name, _)| escaped(name)).collect()
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The operations of a document, each with its path item.
fn operations(document: &Value) -> BTreeMap<Key, (String, String)> {
    let mut operations = BTreeMap::new();
    for one in published::operations(document) {
        let items =
            ["paths", "x-ms-paths"].map(|section| format!("/{section}/{}", escaped(&one.path)));
        for item in items {
            let operation = format!("{item}/{}", one.method);
            if document.pointer(&operation).is_some() {
                operations.insert(one.key(), (item, operation));
            }
        }
    }
    operations
}

/// The parameters of an operation and of its path item, by place and name.
fn parameters(document: &Value, places: [&str; 2]) -> BTreeMap<(String, String), String> {
    let mut parameters = BTreeMap::new();
    for place in places {
        let list = format!("{place}/parameters");
        let count = document.pointer(&list).and_then(Value::as_array);
        for index in 0..count.map_or(0, Vec::len) {
            let pointer = format!("{list}/{index}");
            let layers = layers(document, &pointer);
            let target = layers.last().and_then(|last| document.pointer(last));
            let text = |key: &str| Some(target?.get(key)?.as_str()?.to_owned());
            let (Some(place), Some(name)) = (text("in"), text("name")) else {
                continue;
            };
            let name = match place.as_str() {
                "header" => name.to_ascii_lowercase(),
                _ => name,
            };
            if place != "body" {
                parameters.insert((place, name), pointer);
            }
        }
    }
    parameters
}

/// The body of the request, and the responses by status.
fn bodies(document: &Value, operation: &str) -> BTreeMap<String, String> {
    let mut bodies = BTreeMap::new();
    let list = format!("{operation}/parameters");
    let count = document.pointer(&list).and_then(Value::as_array);
    let parameters = (0..count.map_or(0, Vec::len)).map(|index| format!("{list}/{index}"));
    let is_body = |pointer: &String| {
        let layers = layers(document, pointer);
        let target = layers.last().and_then(|last| document.pointer(last));
        target.is_some_and(|target| target.get("in") == Some(&"body".into()))
    };
    let own = format!("{operation}/requestBody");
    let own = Some(own).filter(|own| document.pointer(own).is_some());
    let body = own.into_iter().chain(parameters.filter(is_body)).next();
    bodies.extend(body.map(|body| ("body".to_owned(), body)));
    let responses = format!("{operation}/responses");
    for status in names(document, &responses) {
        let pointer = format!("{responses}/{status}");
        bodies.insert(status, pointer);
    }
    bodies
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const KEYS: &str = "/components/schemas/Keys/properties";

    /// A document with an operation that returns `Keys`.
    fn document(schemas: Value) -> Value {
        json!({
            "paths": { "/a/{name}": { "post": { "operationId": "A", "responses": { "200": {
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Keys" } } },
            } } } } },
            "components": { "schemas": schemas },
        })
    }

    fn old() -> Value {
        document(
            json!({ "Keys": { "properties": { "a": { "type": "string", "x-ms-secret": true } } } }),
        )
    }

    #[test]
    fn a_property_that_a_parent_declares_now_is_marked() {
        let mut new = document(json!({
            "Keys": { "allOf": [{ "$ref": "#/components/schemas/Base" }] },
            "Base": { "properties": { "a": { "type": "string" }, "b": { "type": "string" } } },
        }));
        let mut expected = new.clone();
        expected["components"]["schemas"]["Base"]["properties"]["a"]["x-ms-secret"] = true.into();
        assert_eq!(carry(&mut new, &old()), [""; 0]);
        assert_eq!(new, expected);
        let mut back = document(json!({ "Keys": { "properties": { "a": { "type": "string" } } } }));
        assert_eq!(carry(&mut back, &new), [""; 0]);
        assert_eq!(back, old());
    }

    #[test]
    fn schemas_of_other_names_and_lists_are_followed() {
        let list = |name: &str, mark: bool| {
            let mut document = document(json!({
                "Keys": { "items": { "$ref": format!("#/components/schemas/{name}") } },
                name: { "properties": { "k": { "type": "string" }, "next": { "$ref": format!("#/components/schemas/{name}") } } },
            }));
            if mark {
                document["components"]["schemas"][name]["properties"]["k"]["x-ms-secret"] =
                    true.into();
            }
            document
        };
        let mut new = list("Other", false);
        assert_eq!(carry(&mut new, &list("Key", true)), [""; 0]);
        assert_eq!(new, list("Other", true));
    }

    #[test]
    fn a_mark_without_a_place_is_returned() {
        let mut new = document(json!({ "Keys": { "properties": { "b": { "type": "string" } } } }));
        let before = new.clone();
        assert_eq!(carry(&mut new, &old()), [format!("{KEYS}/a")]);
        assert_eq!(new, before);
        let mut other = json!({ "paths": {} });
        assert_eq!(carry(&mut other, &old()), [""; 0], "its operation is gone");
    }
}
