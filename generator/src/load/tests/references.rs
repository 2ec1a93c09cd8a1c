//! References become absolute, whatever their spelling, and each file is read once.

use super::*;
use crate::source::Place;
use expect_test::{Expect, expect};

/// Prints every reference of the loaded files: its place and its target.
fn check(files: &[(&str, &str)], expected: Expect) {
    let documents = match load_all(files) {
        Ok(documents) => documents,
        Err((_, diagnostics)) => panic!("{:#?}", diagnostics.sorted()),
    };
    let mut lines = Vec::new();
    for name in documents.names() {
        let tree = documents.tree(name).expect("the file was read");
        gather(tree, &Pointer::file(name), &mut lines);
    }
    expected.assert_eq(&lines.concat());
}

fn gather(value: &Value, at: &Pointer, lines: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref") {
                lines.push(format!("{at} -> {reference}\n"));
            }
            for (key, member) in members {
                gather(member, &at.join(key), lines);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                gather(item, &at.join(&index.to_string()), lines);
            }
        }
        _ => {}
    }
}

/// The schema `A` of the loaded document as JSON.
fn check_schema(schema: &str, expected: Expect) {
    let text = format!("{OPENAPI}components: {{ schemas: {{ B: {{}}, C: {{}}, A: {schema} }} }}");
    let documents = load_all(&[("a.yaml", &text)]).expect("the document is fine");
    let at = Pointer::file("a.yaml")
        .join("components")
        .join("schemas")
        .join("A");
    let tree = documents.get(&at).expect("the schema is there");
    expected.assert_eq(&serde_json::to_string_pretty(tree).expect("a value of JSON"));
}

#[test]
fn a_reference_within_a_file_names_that_file() {
    let text = format!(
        "{OPENAPI}components: {{ schemas: {{ A: {{}}, B: {{ $ref: '#/components/schemas/A' }} }} }}"
    );
    check(
        &[("maps/a.yaml", &text)],
        expect![[r#"
            maps/a.yaml#/components/schemas/B -> armgen:maps/a.yaml#/components/schemas/A
        "#]],
    );
}

#[test]
fn relative_paths_start_from_the_file_that_refers() {
    let text = format!(
        "{OPENAPI}components:
  schemas:
    Beside: {{ $ref: 'b.yaml#/components/schemas/B' }}
    Dot: {{ $ref: './b.yaml#/components/schemas/B' }}
    Below: {{ $ref: 'types/c.json#/definitions/C' }}
    Above: {{ $ref: '../common/types/../d.yaml#/definitions/D' }}
"
    );
    let files = [
        ("maps/a.yaml", text.as_str()),
        ("maps/b.yaml", "components: { schemas: { B: {} } }"),
        (
            "maps/types/c.json",
            r##"{ "definitions": { "C": { "properties": { "up": { "$ref": "../b.yaml#/components/schemas/B" } } } } }"##,
        ),
        ("common/d.yaml", "definitions: { D: {} }"),
    ];
    check(
        &files,
        expect![[r#"
            maps/a.yaml#/components/schemas/Above -> armgen:common/d.yaml#/definitions/D
            maps/a.yaml#/components/schemas/Below -> armgen:maps/types/c.json#/definitions/C
            maps/a.yaml#/components/schemas/Beside -> armgen:maps/b.yaml#/components/schemas/B
            maps/a.yaml#/components/schemas/Dot -> armgen:maps/b.yaml#/components/schemas/B
            maps/types/c.json#/definitions/C/properties/up -> armgen:maps/b.yaml#/components/schemas/B
        "#]],
    );
}

#[test]
fn escapes_of_uris_and_of_pointers_are_read() {
    let text = format!(
        "{OPENAPI}components:
  schemas:
    Percent: {{ $ref: 'my%20types.yaml#/definitions/%7BA%7D' }}
    Slash: {{ $ref: '#/components/schemas/a~1b' }}
    Tilde: {{ $ref: '#/components/schemas/a~0b' }}
    a/b: {{}}
    a~b: {{}}
"
    );
    check(
        &[
            ("a.yaml", &text),
            ("my types.yaml", "definitions: { '{A}': {} }"),
        ],
        expect![[r#"
            a.yaml#/components/schemas/Percent -> armgen:my types.yaml#/definitions/{A}
            a.yaml#/components/schemas/Slash -> armgen:a.yaml#/components/schemas/a~1b
            a.yaml#/components/schemas/Tilde -> armgen:a.yaml#/components/schemas/a~0b
        "#]],
    );
}

#[test]
fn a_chain_of_references_is_followed_to_its_end() {
    let text =
        format!("{OPENAPI}components: {{ schemas: {{ A: {{ $ref: 'b.yaml#/definitions/B' }} }} }}");
    let files = [
        ("a.yaml", text.as_str()),
        (
            "b.yaml",
            "definitions: { B: { $ref: 'c.yaml#/definitions/C' } }",
        ),
        (
            "c.yaml",
            "definitions: { C: { $ref: '#/definitions/D' }, D: { type: string } }",
        ),
    ];
    check(
        &files,
        expect![[r#"
            a.yaml#/components/schemas/A -> armgen:b.yaml#/definitions/B
            b.yaml#/definitions/B -> armgen:c.yaml#/definitions/C
            c.yaml#/definitions/C -> armgen:c.yaml#/definitions/D
        "#]],
    );
}

/// OpenAPI defines no place for such definitions, but ARM's files have some.
#[test]
fn a_target_is_read_wherever_it_is() {
    let text =
        format!("{OPENAPI}components: {{ schemas: {{ A: {{ $ref: 'b.yaml#/things/B' }} }} }}");
    check(
        &[
            ("a.yaml", &text),
            (
                "b.yaml",
                "things: { B: { items: { $ref: '#/things/C' } }, C: {} }",
            ),
        ],
        expect![[r#"
            a.yaml#/components/schemas/A -> armgen:b.yaml#/things/B
            b.yaml#/things/B/items -> armgen:b.yaml#/things/C
        "#]],
    );
}

/// Only maps of paths or of statuses have extensions among their members. In other maps any name is allowed.
#[test]
fn members_whose_names_start_like_extensions_are_read() {
    let text = format!(
        "{OPENAPI}components:
  schemas: {{ A: {{}}, x-b: {{ properties: {{ x-c: {{ $ref: '#/components/schemas/A' }} }} }} }}
paths:
  /a:
    get:
      operationId: Get
      x-ms-examples: {{ x-ray: {{ $ref: example.json }} }}
      responses:
        '200':
          headers: {{ x-ms-level: {{ schema: {{ $ref: '#/components/schemas/A' }} }} }}
"
    );
    check(
        &[("a.yaml", &text), ("example.json", "{}")],
        expect![[r#"
            a.yaml#/components/schemas/x-b/properties/x-c -> armgen:a.yaml#/components/schemas/A
            a.yaml#/paths/~1a/get/responses/200/headers/x-ms-level/schema -> armgen:a.yaml#/components/schemas/A
            a.yaml#/paths/~1a/get/x-ms-examples/x-ray -> armgen:example.json#
        "#]],
    );
}

/// A manifest selects operations by document, whichever file their path items are in.
#[test]
fn operations_in_a_path_item_of_another_file_are_read() {
    let text = format!("{OPENAPI}paths: {{ /a: {{ $ref: 'b.yaml#/items/a' }} }}");
    let item = "items: { a: { get: { operationId: Get, responses: { '200': { $ref: '#/answers/Ok' } } } } }
answers: { Ok: { description: Fine. } }";
    check(
        &[("a.yaml", &text), ("b.yaml", item)],
        expect![[r#"
            a.yaml#/paths/~1a -> armgen:b.yaml#/items/a
            b.yaml#/items/a/get/responses/200 -> armgen:b.yaml#/answers/Ok
        "#]],
    );
}

#[test]
fn members_beside_a_reference_are_kept() {
    check_schema(
        "{ description: Mine., $ref: '#/components/schemas/B', readOnly: true }",
        expect![[r#"
            {
              "description": "Mine.",
              "readOnly": true,
              "allOf": [
                {
                  "$ref": "armgen:a.yaml#/components/schemas/B"
                }
              ],
              "x-armgen-origin": "a.yaml#/components/schemas/A"
            }"#]],
    );
}

/// Statuses are often written without quotes, which YAML reads as numbers.
#[test]
fn keys_that_yaml_reads_as_something_else_are_names() {
    check_schema(
        "{ default: { 200: a, true: b, null: c, 1.50: d } }",
        expect![[r#"
            {
              "default": {
                "1.50": "d",
                "200": "a",
                "null": "c",
                "true": "b"
              },
              "x-armgen-origin": "a.yaml#/components/schemas/A"
            }"#]],
    );
}

#[test]
fn an_all_of_beside_a_reference_is_kept() {
    check_schema(
        "{ $ref: '#/components/schemas/B', allOf: [{ $ref: '#/components/schemas/C' }] }",
        expect![[r#"
            {
              "allOf": [
                {
                  "$ref": "armgen:a.yaml#/components/schemas/B"
                },
                {
                  "$ref": "armgen:a.yaml#/components/schemas/C"
                }
              ],
              "x-armgen-origin": "a.yaml#/components/schemas/A"
            }"#]],
    );
}

#[test]
fn each_file_is_read_once() {
    let text = format!(
        "{OPENAPI}components: {{ schemas: {{ A: {{ $ref: 'b.yaml#/B' }}, C: {{ $ref: './b.yaml#/B' }}, D: {{ $ref: 'none.yaml' }}, E: {{ $ref: 'none.yaml' }} }} }}"
    );
    let files = [
        ("a.yaml", text.as_str()),
        (
            "b.yaml",
            "B: { properties: { back: { $ref: 'a.yaml#/components/schemas/A' } } }",
        ),
    ];
    let recorded = recorded(&files);
    drop(load(&manifest(&files), &recorded));
    let mut reads = recorded.reads.into_inner().expect("no reader panics");
    reads.sort();
    assert_eq!(reads, ["a.yaml", "b.yaml", "none.yaml"]);
}

/// The manifest selects one operation, so the files of the others need not exist.
#[test]
fn files_of_operations_that_are_not_selected_are_not_read() {
    let text = format!(
        "{OPENAPI}paths:
  /a:
    get: {{ operationId: Get, responses: {{}} }}
    put: {{ operationId: Put, responses: {{ '200': {{ $ref: 'none.yaml#/Ok' }} }} }}
"
    );
    let files = [("a.yaml", text.as_str())];
    let mut manifest = manifest(&files);
    let place = Place {
        file: String::new(),
        line: 0,
        column: 0,
    };
    let service = manifest
        .services
        .get_mut("s")
        .expect("the service is there");
    service.operations = Some(vec![("Get".to_owned(), place)]);
    assert!(load(&manifest, &recorded(&files)).is_ok());
}

#[test]
fn a_byte_order_mark_is_no_part_of_a_file() {
    let yaml = "\u{feff}openapi: 3.0.3\ncomponents: { schemas: { A: { $ref: 'b.json#/B' } } }";
    check(
        &[("a.yaml", yaml), ("b.json", "\u{feff}{ \"B\": {} }")],
        expect![[r#"
            a.yaml#/components/schemas/A -> armgen:b.json#/B
        "#]],
    );
}
