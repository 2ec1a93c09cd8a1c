//! Deep, long and numerous definitions: the generator ends in time, with a crate or with an error that has a place.
//!
//! Without limits, much smaller sizes would overflow the stack in a debug build.

use armgen::{Generation, diagnostic::Code, generate, generate_partly, manifest::Manifest};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

/// Long enough for a busy machine, and far too short for exponential time.
const LIMIT: Duration = Duration::from_secs(180);

type Files = BTreeMap<String, String>;

/// A document with an operation that has `T0` in its request and response.
fn document(definitions: Vec<(String, Value)>) -> Files {
    let definitions: serde_json::Map<String, Value> = definitions.into_iter().collect();
    let thing = json!({ "$ref": "#/definitions/T0" });
    let operation = json!({
        "operationId": "Things_Update",
        "parameters": [{ "name": "thing", "in": "body", "required": true, "schema": thing }],
        "responses": { "200": { "description": "", "schema": thing } }
    });
    let document = json!({
        "swagger": "2.0",
        "info": { "title": "Things", "version": "2026-01-01" },
        "paths": { "/things": { "put": operation } },
        "definitions": definitions
    });
    BTreeMap::from([("a.json".to_owned(), document.to_string())])
}

/// Schemas `T0` to `T<length>`. Each contains a reference to the next; the last is an object.
fn chain(length: usize, link: impl Fn(usize, Value) -> Value) -> Files {
    let next = |index: usize| json!({ "$ref": format!("#/definitions/T{}", index + 1) });
    let mut definitions: Vec<(String, Value)> = (0..length)
        .map(|index| (format!("T{index}"), link(index, next(index))))
        .collect();
    let last = json!({ "type": "object", "properties": { "name": { "type": "string" } } });
    definitions.push((format!("T{length}"), last));
    document(definitions)
}

/// Files, each of which refers to the next.
fn files(length: usize) -> Files {
    let mut files = document(vec![("T0".to_owned(), json!({ "$ref": "b0.json#/T" }))]);
    for index in 0..length {
        let next = json!({ "T": { "$ref": format!("b{}.json#/T", index + 1) } });
        files.insert(format!("b{index}.json"), next.to_string());
    }
    files.insert(
        format!("b{length}.json"),
        json!({ "T": { "type": "string" } }).to_string(),
    );
    files
}

/// Generates from the files on a small stack. Fails if that takes too long.
fn generated(files: Files, partly: bool) -> Generation {
    let manifest = Manifest::parse(
        "specs/m.toml",
        "services.s.documents = ['a.json']\n[package]\nname = 'x'\nversion = '0.0.0'\ndescription = 'd'",
    )
    .expect("the manifest is fine");
    let (sender, receiver) = mpsc::channel();
    let work = move || {
        let generate = if partly { generate_partly } else { generate };
        // The receiver is gone if it took too long.
        sender.send(generate(&manifest, &files)).ok()
    };
    thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(work)
        .expect("there is room for a thread");
    receiver
        .recv_timeout(LIMIT)
        .expect("generating ends in time")
}

/// Asserts that everything is generated.
fn check(name: &str, files: Files) {
    let generation = generated(files, false);
    let messages = generation.diagnostics.clone().sorted();
    assert!(generation.outputs.is_some(), "{name}: {messages:#?}");
}

/// Asserts that it is refused with the code `too-deep` and nothing else, at a place.
fn check_refused(name: &str, files: Files) {
    for partly in [false, true] {
        let generation = generated(files.clone(), partly);
        assert_eq!(generation.outputs.is_some(), partly, "{name}");
        assert_eq!(generation.count.operations, 0, "{name}");
        let diagnostics = generation.diagnostics.sorted();
        assert!(!diagnostics.is_empty(), "{name}");
        for diagnostic in diagnostics {
            assert_eq!(diagnostic.code, Code::TooDeep, "{name}: {diagnostic:?}");
            let place = generation.documents.place(&diagnostic.source);
            assert!(place.line > 0 && place.column > 1, "{name}: {place}");
        }
    }
}

fn property(_: usize, next: Value) -> Value {
    json!({ "type": "object", "properties": { "next": next } })
}

fn list(_: usize, next: Value) -> Value {
    json!({ "type": "object", "properties": { "next": { "type": "array", "items": next } } })
}

fn map(_: usize, next: Value) -> Value {
    json!({ "type": "object", "properties": { "next": { "type": "object", "additionalProperties": next } } })
}

fn items(_: usize, next: Value) -> Value {
    json!({ "type": "array", "items": next })
}

fn values(_: usize, next: Value) -> Value {
    json!({ "type": "object", "additionalProperties": next })
}

fn annotated(_: usize, next: Value) -> Value {
    json!({ "type": "object", "properties": { "next": { "description": "Next.", "allOf": [next] } } })
}

fn reference(_: usize, next: Value) -> Value {
    next
}

fn parent(index: usize, next: Value) -> Value {
    json!({ "allOf": [next], "properties": { format!("p{index}"): { "type": "string" } } })
}

/// Each object also contains the first, so that all of them are recursive.
fn circle(_: usize, next: Value) -> Value {
    let first = json!({ "$ref": "#/definitions/T0" });
    json!({ "type": "object", "properties": { "next": next, "first": first } })
}

#[test]
fn definitions_much_deeper_than_published_ones_are_generated() {
    check("properties", chain(450, property));
    check("lists", chain(300, list));
    check("maps", chain(180, map));
    check("items", chain(50, items));
    check("values", chain(50, values));
    check("annotated", chain(450, annotated));
    check("references", chain(50, reference));
    check("parents", chain(50, parent));
    check("circle", chain(450, circle));
    check("files", files(50));
}

/// The compiler has a recursion limit, which the crate raises.
#[test]
fn a_crate_with_deep_types_raises_the_limit_of_the_compiler() {
    for (length, limit) in [(50, None), (100, Some("#![recursion_limit = \"512\"]"))] {
        let generation = generated(chain(length, circle), false);
        let outputs = generation.outputs.expect("it is generated");
        let root = outputs.iter().find(|output| output.path == "src/lib.rs");
        let text = &root.expect("the crate has a root").text;
        let line = text.lines().find(|line| line.contains("recursion_limit"));
        assert_eq!(line, limit);
        let diagnostics = generation.diagnostics.sorted();
        let warned = diagnostics.iter().any(|one| one.code == Code::DeepTypes);
        assert_eq!(warned, limit.is_some(), "{diagnostics:?}");
    }
}

#[test]
fn too_deep_definitions_are_refused_with_their_place() {
    check_refused("properties", chain(5_000, property));
    check_refused("lists", chain(5_000, list));
    check_refused("maps", chain(5_000, map));
    check_refused("items", chain(10_000, items));
    check_refused("values", chain(10_000, values));
    check_refused("annotated", chain(5_000, annotated));
    check_refused("references", chain(50_000, reference));
    check_refused("parents", chain(5_000, parent));
    check_refused("circle", chain(5_000, circle));
    check_refused("files", files(6_000));
}

/// A chain that is reached from its end: each link is known when the previous one is read.
#[test]
fn a_chain_that_is_reached_from_its_end_is_as_deep() {
    let met_at_its_end = |length: usize| {
        let mut files = chain(length, property);
        let mut tree: Value = serde_json::from_str(&files["a.json"]).expect("it is JSON");
        let links = (1..=length).map(|index| {
            let link = json!({ "$ref": format!("#/definitions/T{index}") });
            (format!("p{:06}", length - index), link)
        });
        let links: serde_json::Map<String, Value> = links.collect();
        tree["definitions"]["All"] = json!({ "type": "object", "properties": links });
        let all = json!({ "$ref": "#/definitions/All" });
        tree["paths"]["/all"] = json!({ "get": {
            "operationId": "Things_All", "responses": { "200": { "description": "", "schema": all } }
        } });
        files.insert("a.json".to_owned(), tree.to_string());
        files
    };
    check("short", met_at_its_end(450));
    check_refused("long", met_at_its_end(3_000));
}

/// Every level refers to the next twice: following every reference would take 2^50 steps.
#[test]
fn definitions_reached_in_many_ways_are_read_once() {
    check(
        "parents",
        chain(
            50,
            |index, next| json!({ "allOf": [next, next], "properties": { format!("p{index}"): { "type": "string" } } }),
        ),
    );
    check(
        "parents of parents",
        chain(50, |index, next| {
            let over = json!({ "$ref": format!("#/definitions/T{}", (index + 2).min(50)) });
            json!({ "allOf": [next, over], "properties": { format!("p{index}"): { "type": "string" } } })
        }),
    );
    check(
        "properties",
        chain(
            50,
            |_, next| json!({ "type": "object", "required": ["a", "b"], "properties": { "a": next, "b": next } }),
        ),
    );
    check(
        "unions",
        chain(50, |index, next| {
            json!({
                "type": "object", "discriminator": "kind", "required": ["kind"],
                "allOf": if index == 0 { json!([]) } else { json!([{ "$ref": "#/definitions/T0" }]) },
                "properties": { "kind": { "type": "string" }, "a": next, "b": next }
            })
        }),
    );
}

/// Whether a struct of a request derives `Default` depends on the types of its required properties, recursively.
#[test]
fn required_properties_of_requests_are_read_once() {
    let mut files = chain(
        50,
        |_, next| json!({ "type": "object", "required": ["a", "b"], "properties": { "a": next, "b": next } }),
    );
    for text in files.values_mut() {
        *text = text.replace(
            "\"schema\":{\"$ref\":\"#/definitions/T0\"}}}",
            "\"x-note\":1}}",
        );
        assert!(text.contains("x-note"), "the response has no body");
    }
    check("required", files);
}

#[test]
fn inline_schemas_are_read_in_time() {
    for (name, levels, link) in [
        ("properties", 30, property as fn(usize, Value) -> Value),
        ("annotated", 20, annotated),
        ("items", 50, items),
        ("values", 30, values),
    ] {
        let last = json!({ "type": "string" });
        let schema = (0..levels).fold(last, |inner, index| link(index, inner));
        check(name, document(vec![("T0".to_owned(), schema)]));
    }
}

#[test]
fn many_errors_are_reported_in_time() {
    let definitions = (0..10_000).map(|index| {
        let property = json!({ "type": "string", "x-ms-nothing": 1 });
        (
            format!("T{index}"),
            json!({ "type": "object", "properties": { "p": property } }),
        )
    });
    let all: serde_json::Map<String, Value> = (1..10_000)
        .map(|index| {
            let of = json!({ "$ref": format!("#/definitions/T{index}") });
            let responses = json!({ "200": { "description": "", "schema": of } });
            (format!("/a{index}"), json!({ "get": { "operationId": format!("Things_Get{index}"), "responses": responses } }))
        })
        .collect();
    let mut files = document(definitions.collect());
    let mut tree: Value = serde_json::from_str(&files["a.json"]).expect("it is JSON");
    tree["paths"]
        .as_object_mut()
        .expect("it has paths")
        .extend(all);
    files.insert("a.json".to_owned(), tree.to_string());
    let start = Instant::now();
    let generation = generated(files, false);
    let diagnostics = generation.diagnostics.sorted();
    assert_eq!(diagnostics.len(), 10_000);
    for diagnostic in diagnostics {
        assert!(generation.documents.place(&diagnostic.source).column > 1);
    }
    assert!(start.elapsed() < LIMIT, "{:?}", start.elapsed());
}

/// Many definitions with many references to each other are generated in time.
#[test]
fn many_definitions_are_generated_in_time() {
    let count = 3_000;
    let definitions = (0..=count).map(|index| {
        let of = |other: usize| json!({ "$ref": format!("#/definitions/T{other}") });
        let schema = match index {
            0 => {
                let all = (1..=count).map(|other| (format!("p{other:05}"), of(other)));
                let all: serde_json::Map<String, Value> = all.collect();
                json!({ "type": "object", "properties": all })
            }
            index => {
                json!({ "type": "object", "properties": { "up": of(0), "half": of(index / 2) } })
            }
        };
        (format!("T{index}"), schema)
    });
    check("wide", document(definitions.collect()));
}
