//! The author's texts and the order of an old file, carried over to a new document.

use super::{
    became::{Both, are_alone},
    members::{Names, SECRET, rank},
};
use serde_json::{Map, Value};

/// Members that are the author's own: texts, links, and marks that published definitions lack.
const OWN: [&str; 5] = ["summary", "description", "title", "externalDocs", SECRET];

/// Gives `new` the texts, the marks and the order that `old` has at the same places.
pub(super) fn carry(new: Value, old: &Value) -> Value {
    let copy = new.clone();
    let both = Both { old, new: &copy };
    let old = both.with_components();
    let both = Both {
        old: &old,
        new: &copy,
    };
    carried(new, Some(&old), &both, &Names::Members)
}

fn carried(new: Value, old: Option<&Value>, both: &Both<'_>, names: &Names) -> Value {
    match new {
        Value::Object(new) => Value::Object(object(new, old, both, names)),
        Value::Array(items) => {
            let old = old.map(|old| target(old, both.old));
            let is_alone = are_alone(&items);
            let items = items.into_iter().map(|item| {
                let twin = old.and_then(|old| both.twin(&item, is_alone, old));
                carried(item, twin, both, &Names::Members)
            });
            items.collect()
        }
        other => other,
    }
}

fn object(
    mut new: Map<String, Value>,
    old: Option<&Value>,
    both: &Both<'_>,
    names: &Names,
) -> Map<String, Value> {
    if let (Names::Members, Some(old)) = (names, old) {
        keep_own(&mut new, old, both);
    }
    // The old value is behind its reference, unless the new one is a reference, too.
    let old = old.map(|old| match new.contains_key("$ref") {
        true => old,
        false => target(old, both.old),
    });
    let member = |key: &str| old.and_then(|old| names.member(old, key));
    if let (Some(new), Some((_, old))) = (new.get_mut("x-ms-enum"), member("x-ms-enum")) {
        keep_name(new, old);
    }
    let mut members: Vec<(String, Value)> = new.into_iter().collect();
    members.sort_by_key(|(key, _)| match (member(key), names) {
        (Some((place, _)), _) => (1, place),
        (None, Names::Members) if key == "$ref" => (0, 0),
        (None, Names::Members) => (2, rank(key)),
        (None, Names::Chosen | Names::Headers) => (2, 0),
    });
    let carried = members.into_iter().map(|(key, value)| {
        let old = member(&key).map(|(_, old)| old);
        let value = match (key.as_str(), names, value) {
            ("x-ms-examples", Names::Members, Value::Object(new)) => titled(new, old),
            (_, _, value) => carried(value, old, both, &names.below(&key)),
        };
        (key, value)
    });
    carried.collect()
}

/// Gives an object the author's own members: those beside a reference, and those of its target unless the new one is a
/// reference to a component. A reference to a schema gets the mark and the description of the old element that the schema
/// lacks.
fn keep_own(new: &mut Map<String, Value>, old: &Value, both: &Both<'_>) {
    let reference = new.get("$ref").and_then(Value::as_str);
    let reference = reference.map(str::to_owned);
    let places = match (&reference, old.get("$ref")) {
        (None, _) => vec![old, target(old, both.old)],
        (Some(_), Some(_)) => vec![old],
        (Some(_), None) => Vec::new(),
    };
    for key in OWN {
        if let Some(own) = places.iter().find_map(|place| place.get(key)) {
            new.entry(key).or_insert_with(|| own.clone());
        }
    }
    let schema = reference.and_then(|text| Some(text.strip_prefix('#')?.to_owned()));
    let schema = schema.filter(|pointer| pointer.starts_with("/components/schemas/"));
    let is_secret = |pointer: &str| {
        both.old
            .pointer(pointer)
            .is_some_and(|old| both.is_secret(old))
    };
    let Some(pointer) = schema else { return };
    if let Some(own) = both.own_description(old, &pointer) {
        new.entry("description").or_insert(own);
    }
    if both.is_secret(old) && !is_secret(&pointer) {
        new.insert(SECRET.to_owned(), true.into());
    }
}

/// Examples with the author's titles. One that the old file does not have gets the name of its file.
fn titled(new: Map<String, Value>, old: Option<&Value>) -> Value {
    let old = || old.and_then(Value::as_object).into_iter().flatten();
    let titled = new.into_iter().map(|(title, example)| {
        let known = old().find(|(_, known)| **known == example);
        let plain = unversioned(&example);
        let known = known
            .or_else(|| old().find(|(_, known)| plain.is_some() && unversioned(known) == plain));
        let file = example.get("$ref").and_then(Value::as_str);
        let stem = file.and_then(|file| {
            file.rsplit('/')
                .next()?
                .strip_suffix(".json")
                .map(str::to_owned)
        });
        (
            known
                .map(|(title, _)| title.clone())
                .or(stem)
                .unwrap_or(title),
            example,
        )
    });
    titled.collect()
}

/// The file to which an example refers, without the version that its name may end with.
fn unversioned(example: &Value) -> Option<&str> {
    let stem = example.get("$ref")?.as_str()?.strip_suffix(".json")?;
    let dated = stem.rsplit_once("-20");
    let is_date = |rest: &str| rest.len() >= 8 && rest.starts_with(|c: char| c.is_ascii_digit());
    Some(dated.map_or(
        stem,
        |(plain, rest)| {
            if is_date(rest) { plain } else { stem }
        },
    ))
}

/// Replaces a text wherever it is a whole one.
pub(super) fn replace(value: &mut Value, from: &str, to: &str) {
    match value {
        Value::String(text) if text == from => to.clone_into(text),
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, from, to)),
        Value::Object(members) => {
            let members = members.iter_mut();
            members.for_each(|(_, member)| replace(member, from, to));
        }
        _ => {}
    }
}

/// A value with its members in the order that `old` has.
pub(super) fn ordered(new: Value, old: Option<&Value>) -> Value {
    match new {
        Value::Object(new) => {
            let old = old.and_then(Value::as_object);
            let place = |key: &str| old.and_then(|old| old.keys().position(|known| known == key));
            let mut members: Vec<(String, Value)> = new.into_iter().collect();
            members.sort_by_key(|(key, _)| place(key).unwrap_or(usize::MAX));
            let ordered = members.into_iter().map(|(key, member)| {
                let member = ordered(member, old.and_then(|old| old.get(&key)));
                (key, member)
            });
            Value::Object(ordered.collect())
        }
        Value::Array(items) => {
            let ordered = items.into_iter().enumerate();
            let ordered = ordered.map(|(index, item)| ordered_item(item, old, index));
            Value::Array(ordered.collect())
        }
        other => other,
    }
}

fn ordered_item(item: Value, old: Option<&Value>, index: usize) -> Value {
    ordered(item, old.and_then(|old| old.get(index)))
}

/// Gives an enum that has no name the one that the author gave it.
fn keep_name(new: &mut Value, old: &Value) {
    let name = old.get("name").cloned();
    if let (Some(new), Some(name)) = (new.as_object_mut(), name) {
        new.entry("name").or_insert(name);
    }
}

/// Gives responses without a description an empty one, since OpenAPI requires it.
pub(super) fn describe_responses(value: &mut Value) {
    let Value::Object(object) = value else {
        return value
            .as_array_mut()
            .into_iter()
            .flatten()
            .for_each(describe_responses);
    };
    let responses = object.get_mut("responses").and_then(Value::as_object_mut);
    for (_, response) in responses.into_iter().flatten() {
        if let Some(response) = response
            .as_object_mut()
            .filter(|one| !one.contains_key("$ref"))
        {
            response.entry("description").or_insert_with(|| "".into());
        }
    }
    object
        .iter_mut()
        .for_each(|(_, member)| describe_responses(member));
}

/// A value, or what it refers to in a document.
pub(super) fn target<'o>(old: &'o Value, root: &'o Value) -> &'o Value {
    let pointer = old
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(|text| text.strip_prefix('#'));
    pointer
        .and_then(|pointer| root.pointer(pointer))
        .unwrap_or(old)
}

/// Places of operations, parameters, headers of responses, schemas and properties without a text.
pub(super) fn missing(document: &Value) -> Vec<String> {
    let mut missing = Vec::new();
    let mut look = |place: String, value: &Value| {
        let has_text = ["$ref", "description", "summary"]
            .iter()
            .any(|key| value.get(key).is_some());
        if !has_text {
            missing.push(place);
        }
    };
    for (path, item) in members(document, "/paths").chain(members(document, "/x-ms-paths")) {
        for (method, operation) in item.as_object().into_iter().flatten() {
            look(format!("{method} {path}"), operation);
            for (status, response) in members(operation, "/responses") {
                for (name, header) in members(response, "/headers") {
                    look(format!("{method} {path} {status} header {name}"), header);
                }
            }
        }
    }
    for (response, value) in members(document, "/components/responses") {
        for (name, header) in members(value, "/headers") {
            look(format!("response {response} header {name}"), header);
        }
    }
    for (name, header) in members(document, "/components/headers") {
        look(format!("header {name}"), header);
    }
    for (name, parameter) in members(document, "/components/parameters") {
        look(format!("parameter {name}"), parameter);
    }
    for (name, schema) in members(document, "/components/schemas") {
        look(name.clone(), schema);
        for (property, schema) in members(schema, "/properties") {
            look(format!("{name}.{property}"), schema);
        }
    }
    missing
}

fn members<'v>(value: &'v Value, pointer: &str) -> impl Iterator<Item = (&'v String, &'v Value)> {
    value
        .pointer(pointer)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn texts_and_order_are_carried_over() {
        let old = json!({ "components": {
            "parameters": { "Name": { "name": "name", "in": "path", "description": "Our name." } },
            "schemas": { "B": { "type": "object", "description": "Ours.", "properties": {
                "z": { "description": "Z.", "type": "string", "x-ms-secret": true },
                "description": { "type": "string", "description": "D." },
            } }, "A": {} } },
            "list": [{ "$ref": "#/components/parameters/Name" }],
        });
        let new = json!({
            "list": [{ "in": "path", "name": "name", "required": true }],
            "components": { "schemas": {
                "A": {}, "B": { "properties": { "description": { "type": "string" }, "new": {}, "z": { "type": "integer" } }, "type": "object" },
            } },
        });
        let carried = carry(new, &old);
        let expected = json!({ "components": { "schemas": {
            "B": { "type": "object", "description": "Ours.", "properties": {
                "z": { "description": "Z.", "type": "integer", "x-ms-secret": true },
                "description": { "type": "string", "description": "D." },
                "new": {},
            } },
            "A": {},
        } }, "list": [{ "name": "name", "in": "path", "description": "Our name.", "required": true }] });
        assert_eq!(carried.to_string(), expected.to_string());
        assert_eq!(missing(&carried), ["B.new", "A"]);
    }

    #[test]
    fn links_to_other_documents_are_carried_over() {
        let link = json!({ "url": "https://example.com/ours" });
        let old =
            json!({ "externalDocs": link, "paths": { "/a": { "get": { "externalDocs": link } } } });
        let new = json!({ "paths": { "/a": { "get": {} }, "/b": { "get": {} } } });
        let mut expected = old.clone();
        expected["paths"]["/b"] = json!({ "get": {} });
        assert_eq!(carry(new, &old), expected);
    }

    #[test]
    fn texts_of_headers_are_carried_over_whatever_their_case() {
        let of = |headers: Value| json!({ "paths": { "/a": { "post": { "summary": "A.", "responses": { "202": { "headers": headers } } } } } });
        let old = of(
            json!({ "Location": { "description": "L." }, "Retry-After": { "description": "R." } }),
        );
        let new = of(json!({ "Other": {}, "retry-after": { "schema": {} }, "location": {} }));
        let carried = carry(new, &old);
        let expected = of(json!({
            "location": { "description": "L." },
            "retry-after": { "description": "R.", "schema": {} },
            "Other": {},
        }));
        assert_eq!(format!("{carried:#}"), format!("{expected:#}"));
        assert_eq!(missing(&carried), ["post /a 202 header Other"]);
        let components = json!({ "components": { "headers": { "A": {} }, "responses": { "R": { "headers": { "B": {} } } } } });
        assert_eq!(missing(&components), ["response R header B", "header A"]);
    }

    #[test]
    fn an_enum_and_an_example_keep_the_names_of_the_author() {
        let old = json!({
            "schema": { "x-ms-enum": { "name": "Which" } },
            "x-ms-examples": { "List all": { "$ref": "./examples/A.json" } },
        });
        let new = json!({
            "schema": { "x-ms-enum": { "modelAsString": false } },
            "x-ms-examples": { "Theirs": { "$ref": "./examples/A.json" }, "New": { "$ref": "./examples/A-2.json" } },
        });
        let carried = carry(new, &old);
        let expected = json!({
            "schema": { "x-ms-enum": { "name": "Which", "modelAsString": false } },
            "x-ms-examples": { "List all": { "$ref": "./examples/A.json" }, "A-2": { "$ref": "./examples/A-2.json" } },
        });
        assert_eq!(carried, expected);
    }

    #[test]
    fn an_example_keeps_the_order_of_its_members() {
        let old = json!({ "b": { "y": 1, "x": [{ "q": 1, "p": 2 }] }, "a": 0 });
        let new = json!({ "a": 0, "b": { "x": [{ "p": 2, "q": 1 }], "y": 1 }, "c": 3 });
        let expected = r#"{"b":{"y":1,"x":[{"q":1,"p":2}]},"a":0,"c":3}"#;
        assert_eq!(ordered(new, Some(&old)).to_string(), expected);
    }
}
