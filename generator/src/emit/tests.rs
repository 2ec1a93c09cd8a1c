//! The Rust that is emitted for small definitions. `tests/everything` is a crate with all forms, which is compiled.

mod docs;
mod forms;
mod package;
mod registry;
mod runtime_package;
mod showcase;

use crate::{
    format::format,
    lower::tests::{HEAD, lowered},
    passes::run,
};
use expect_test::Expect;

/// Text of an emitted file, without header and imports.
fn emitted(definition: &str, path: &str) -> String {
    let text = emitted_whole(definition, path);
    let end = text.rfind("\nuse ").map_or(0, |start| start + 1);
    let end = text[end..]
        .find(";\n\n")
        .map_or(end, |length| end + length + 3);
    text[end..].to_owned()
}

/// Text of an emitted file.
fn emitted_whole(definition: &str, path: &str) -> String {
    let text = format!("{HEAD}{definition}");
    let (model, _, mut diagnostics) = lowered(
        "[services.things]\ndocuments = ['a.yaml']\n",
        &[("a.yaml", &text)],
    );
    let model = run(model, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{:#?}", diagnostics.sorted());
    let mut files = super::emit(&crate::surface::Surface::of(&model)).into_iter();
    let file = files.find(|file| file.path == path);
    format(file.unwrap_or_else(|| panic!("no {path}"))).text
}

/// The emitted model `Root`, which is in a response, a request, or the response of a key operation.
fn check_model(place: &str, schemas: &str, expected: Expect) {
    let content = "{ description: '', content: { application/json: { schema: { $ref: '#/components/schemas/Root' } } } }";
    let (path, operation) = match place {
        "response" => ("a", format!("responses: {{ '200': {content} }}")),
        "request" => (
            "a",
            format!("requestBody: {content}, responses: {{ '204': {{ description: '' }} }}"),
        ),
        _ => (
            place,
            format!("requestBody: {content}, responses: {{ '200': {content} }}"),
        ),
    };
    let definition = format!(
        "paths: {{ /{path}: {{ post: {{ operationId: Do, {operation} }} }} }}\ncomponents: {{ schemas: {{ {schemas} }} }}\n"
    );
    expected.assert_eq(&emitted(&definition, "src/things/models.rs"));
}
