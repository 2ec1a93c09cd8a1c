//! Faults of examples.

use super::check as check_model;
use crate::lower::tests::{HEAD, lowered, reported};

/// Checks the response of an example against a schema.
fn check(schema: &str, response: &str, faults: &[&str]) {
    check_example(
        schema,
        &format!(
            r#"{{ "parameters": {{ "api-version": "2026-01-01", "b": "c" }}, "responses": {{ "200": {{ "body": {response} }} }} }}"#
        ),
        faults,
    );
}

fn check_example(schema: &str, example: &str, faults: &[&str]) {
    let text = format!(
        "{HEAD}paths:
  /a/{{b}}:
    get:
      operationId: Do
      parameters: [{{ name: b, in: path, required: true, schema: {{ type: string }} }}]
      responses: {{ '200': {{ description: '', content: {{ application/json: {{ schema: {schema} }} }} }} }}
      x-ms-examples: {{ It: {{ $ref: a.json }} }}
"
    );
    assert_eq!(found(&[("a.yaml", &text), ("a.json", example)]), faults);
}

/// The faults of the example `It` of the only operation, each of which is a warning, too.
fn found(files: &[(&str, &str)]) -> Vec<String> {
    let (model, documents, mut diagnostics) =
        lowered("[services.things]\ndocuments = ['a.yaml']\n", files);
    let model = check_model(model, &documents, &mut diagnostics);
    let operation = model.services[0].operations().next();
    let example = &operation.expect("there is one operation").examples["It"];
    let faults = example.faults.iter().map(|fault| fault.reason.clone());
    let faults: Vec<String> = faults.collect();
    let warned = reported(&documents, diagnostics);
    for fault in &faults {
        assert!(warned.contains(fault), "{fault} is no warning:\n{warned}");
    }
    faults
}

#[test]
fn a_member_may_be_null_and_an_element_may_not() {
    check(
        "{ type: object, properties: { a: { type: string } } }",
        r#"{ "a": null }"#,
        &[],
    );
    check(
        "{ type: object, properties: { a: { type: array, items: { type: string } } } }",
        r#"{ "a": ["b", null] }"#,
        &["body.a[1] is null"],
    );
    check(
        "{ type: object, additionalProperties: { type: string } }",
        r#"{ "a": null }"#,
        &["body.a is null"],
    );
}

#[test]
fn values_of_other_types_are_reported() {
    check(
        "{ type: object, properties: { a: { type: integer } } }",
        r#"{ "a": "1" }"#,
        &["body.a is not an integer that fits into i64"],
    );
    check(
        "{ type: object, properties: { a: { type: string, format: date-time } } }",
        r#"{ "a": "yesterday" }"#,
        &["body.a is not a date-time of RFC 3339"],
    );
}

#[test]
fn responses_that_the_definition_lacks_are_reported() {
    let start = r#"{ "parameters": { "api-version": "2026-01-01", "b": "c" }, "responses": "#;
    let check = |responses: &str, faults: &[&str]| {
        check_example(
            "{ type: string }",
            &format!("{start}{responses} }}"),
            faults,
        );
    };
    check(r#"{ "200": { "body": "d" }, "404": {} }"#, &[]);
    check(
        r#"{ "201": { "body": "d" } }"#,
        &["the definition has no response 201"],
    );
    check(r#"{ "200": {} }"#, &["its response 200 lacks the body"]);
}

#[test]
fn a_name_of_several_segments_is_reported() {
    check_example(
        "{ type: string }",
        r#"{ "parameters": { "api-version": "2026-01-01", "b": "c/d" }, "responses": { "200": { "body": "e" } } }"#,
        &["its b has several segments, but must be a single one"],
    );
}

/// Checks the parameters of an example's request.
fn check_request(parameter: &str, given: &str, faults: &[&str]) {
    let text = format!(
        "{HEAD}paths:
  /a/{{b}}:
    get:
      operationId: Do
      parameters: [{parameter}, {{ name: b, in: path, required: true, schema: {{ type: string, format: byte }} }}]
      responses: {{ '204': {{ description: '' }} }}
      x-ms-examples: {{ It: {{ parameters: {{ b: +/8=, p: {given} }}, responses: {{ '204': {{}} }} }} }}
"
    );
    assert_eq!(found(&[("a.yaml", &text)]), faults, "{parameter} {given}");
}

#[test]
fn a_parameter_that_is_null_is_none() {
    let parameter = |required: bool| {
        format!("{{ name: p, in: query, required: {required}, schema: {{ type: string }} }}")
    };
    check_request(&parameter(false), "null", &[]);
    check_request(&parameter(true), "null", &["it lacks the parameter p"]);
}

#[test]
fn a_list_may_be_one_string() {
    let list = |way: &str, items: &str| {
        format!("{{ name: p, in: query, {way}, schema: {{ type: array, items: {{ {items} }} }} }}")
    };
    let joined = list("explode: false", "type: integer");
    check_request(&joined, "'1,2'", &[]);
    check_request(
        &joined,
        "'1;2'",
        &["body[0] is not an integer that fits into i64"],
    );
    check_request(&list("explode: true", "type: string"), "'1,2'", &[]);
    check_request(&list("explode: true", "type: integer"), "'12'", &[]);
    check_request(&joined, "{}", &["body is not a list"]);
}

/// A client would follow the link of a long-running operation, and could not.
#[test]
fn a_link_that_is_no_url_is_reported() {
    let check = |extension: &str, faults: usize| {
        let text = format!(
            "{HEAD}paths:
  /a:
    post:
      operationId: Do
      {extension}
      responses: {{ '202': {{ description: '' }}, '204': {{ description: '' }} }}
      x-ms-examples: {{ It: {{ parameters: {{}}, responses: {{ '202': {{ headers: {{ Location: 'https://endpoint:port/b' }} }} }} }} }}
"
        );
        let mut reasons = found(&[("a.yaml", &text)]);
        reasons.retain(|reason| reason.contains("URL"));
        assert_eq!(reasons, ["its Location is no URL"][..faults]);
    };
    check("x-ms-long-running-operation: true", 1);
    check("x-ms-long-running-operation: false", 0);
}
