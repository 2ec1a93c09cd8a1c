//! Prints what definitions of several services share.

mod dotted;
mod equal;
mod errors;
mod headers;
mod key_pairs;
mod key_types;
mod names;
mod secrets;
mod usage;

use super::*;
use crate::{
    load::Documents,
    lower::tests::{HEAD, MODEL, lowered, outlined, outlined_part, reported},
};
use expect_test::Expect;

/// Runs lowering and the passes for a manifest.
fn shared(services: &str, files: &[(&str, &str)]) -> (Model, Documents, Diagnostics) {
    let (model, documents, mut diagnostics) = lowered(services, files);
    assert!(!diagnostics.has_errors(), "{:#?}", diagnostics.sorted());
    let model = run(model, &mut diagnostics);
    (model, documents, diagnostics)
}

/// A service for each file, whose stem is its module.
fn one_service_each(files: &[(&str, &str)]) -> String {
    let services = files.iter().map(|(path, _)| {
        let module = path.trim_end_matches(".yaml");
        format!("[services.{module}]\ndocuments = ['{path}']\n")
    });
    services.collect()
}

/// One service with all files.
fn one_service(files: &[(&str, &str)]) -> String {
    let documents: Vec<&str> = files.iter().map(|(path, _)| *path).collect();
    format!("[services.things]\ndocuments = {documents:?}\n")
}

/// Prints diagnostics, merged types, spellings and emitted definitions.
fn check(services: &str, files: &[(&str, &str)], expected: Expect) {
    let (model, documents, diagnostics) = shared(services, files);
    let text = reported(&documents, diagnostics);
    expected.assert_eq(&(text + &outlined(&model, &["merges", "spellings", "definitions"])));
}

/// A document with these path items and schemas, each on one line.
fn document(paths: &[String], schemas: &[&str]) -> String {
    let schemas: String = schemas
        .iter()
        .map(|schema| format!("    {schema}\n"))
        .collect();
    format!(
        "{HEAD}paths:\n{}components:\n  schemas:\n{schemas}",
        paths.concat()
    )
}

/// An operation that returns a schema. The path is made of the id.
fn gets(id: &str, schema: &str) -> String {
    let content = format!(
        "{{ application/json: {{ schema: {{ $ref: '#/components/schemas/{schema}' }} }} }}"
    );
    format!(
        "  /{id}: {{ get: {{ operationId: {id}, responses: {{ '200': {{ description: '', content: {content} }} }} }} }}\n"
    )
}

/// An operation with a schema as its body, at a path that ends with `last`.
fn posts(last: &str, schema: &str) -> String {
    let content = format!(
        "{{ application/json: {{ schema: {{ $ref: '#/components/schemas/{schema}' }} }} }}"
    );
    format!(
        "  /{schema}/{last}: {{ post: {{ operationId: {last}_{schema}, requestBody: {{ required: true, content: {content} }}, responses: {{ '204': {{ description: '' }} }} }} }}\n"
    )
}

/// An operation that lists keys.
fn lists_keys(schema: &str) -> String {
    let content = format!(
        "{{ application/json: {{ schema: {{ $ref: '#/components/schemas/{schema}' }} }} }}"
    );
    format!(
        "  /{schema}/listKeys: {{ post: {{ operationId: List_{schema}, responses: {{ '200': {{ description: '', content: {content} }} }} }} }}\n"
    )
}
