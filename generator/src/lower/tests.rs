//! Snippets of definitions in; the model, printed, out.

mod enums;
mod extensions;
mod objects;
mod operation_kinds;
mod operations;
mod outline;
mod parameters;
mod paths;
mod references;
mod refusals;
mod responses;
mod security;
mod servers;
mod types;

use super::*;
use crate::load::load;
use expect_test::Expect;
use outline::{Outline, Style};
use serde::Serialize;

/// First lines of a document.
pub(crate) const HEAD: &str = "openapi: 3.0.3\ninfo: { title: Things, version: '2026-01-01' }\n";

/// Lowers what a manifest asks for, given as its part below the package. All files must be there and in order.
pub(crate) fn lowered(services: &str, files: &[(&str, &str)]) -> (Model, Documents, Diagnostics) {
    let package = "[package]\nname = 'x'\nversion = '0.0.0'\ndescription = 'd'\n";
    let manifest = Manifest::parse("m.toml", &format!("{package}{services}"))
        .unwrap_or_else(|refused| panic!("{:#?}", refused.sorted()));
    let files: BTreeMap<String, String> = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect();
    let mut documents = match load(&manifest, &files) {
        Ok(documents) => documents,
        Err((_, refused)) => panic!("{:#?}", refused.sorted()),
    };
    crate::swagger::convert(&mut documents);
    let mut diagnostics = Diagnostics::default();
    let model = lower(&manifest, &documents, &mut diagnostics);
    (model, documents, diagnostics)
}

/// How models are printed: without where things stand, and with the names of definitions for their indexes.
const STYLE: Style = Style {
    left_out: &["options", "origin", "selected", "service"],
    defaults: &[("kind", "Once"), ("resend", "ByMethod")],
    words: &["wire", "rust"],
    references: &[
        ("Definition", "/definitions", "/name/rust"),
        ("Key", "/spellings", "/module"),
    ],
};

/// What lowering has made.
pub(crate) const MODEL: [&str; 2] = ["services", "definitions"];

/// The definitions that operations reach.
pub(crate) const DEFINITIONS: [&str; 1] = ["definitions"];

/// Some members of a model, as `cargo xtask gen --emit model` has them, but in few lines.
pub(crate) fn outlined(model: &Model, members: &[&str]) -> String {
    let root = json(&model.clone().reached());
    let outline = Outline {
        root: &root,
        style: STYLE,
    };
    outline.members(members)
}

/// A part of a model in one line.
pub(crate) fn outlined_part(model: &Model, part: &impl Serialize) -> String {
    let root = json(model);
    let outline = Outline {
        root: &root,
        style: STYLE,
    };
    outline.line(&json(part))
}

fn json(part: &impl Serialize) -> Value {
    serde_json::to_value(part).expect("the model is plain data")
}

/// Every diagnostic in one line: code, place and message.
pub(crate) fn told(documents: &Documents, diagnostics: Diagnostics) -> String {
    let lines = diagnostics.sorted().into_iter().map(|diagnostic| {
        let place = documents.place(&diagnostic.source);
        format!("{}: {place}: {}\n", diagnostic.code, diagnostic.message)
    });
    lines.collect()
}

/// Lowers one document, whose first two lines are there already, and prints what was refused and the model.
fn check(definition: &str, expected: Expect) {
    let text = format!("{HEAD}{definition}");
    let (model, documents, diagnostics) = lowered(
        "[services.things]\ndocuments = ['a.yaml']\n",
        &[("a.yaml", &text)],
    );
    expected.assert_eq(&(told(&documents, diagnostics) + &outlined(&model, &MODEL)));
}

/// Checks schemas: the answer is `Root`, in a document like any other.
fn check_schemas(schemas: &str, expected: Expect) {
    let text = format!(
        "{HEAD}components:\n  schemas:\n{}{}",
        indented(schemas, 4),
        operation(
            "get",
            "responses: { '200': { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/Root' } } } } }",
        )
    );
    let (model, documents, diagnostics) = lowered(
        "[services.things]\ndocuments = ['a.yaml']\n",
        &[("a.yaml", &text)],
    );
    expected.assert_eq(&(told(&documents, diagnostics) + &outlined(&model, &DEFINITIONS)));
}

/// An operation at `/a` with an id.
fn operation(method: &str, members: &str) -> String {
    format!(
        "paths:\n  /a:\n    {method}:\n      operationId: Things_Do\n{}",
        indented(members, 6)
    )
}

fn indented(text: &str, by: usize) -> String {
    text.lines()
        .map(|line| format!("{:by$}{line}\n", ""))
        .collect()
}

/// Prints a document of Swagger 2.0, whose first two lines are there already.
fn check_swagger(definition: &str, expected: Expect) {
    let head = "swagger: '2.0'\ninfo: { title: Things, version: '2026-01-01' }\n";
    let text = format!("{head}{definition}");
    let (model, documents, diagnostics) = lowered(
        "[services.things]\ndocuments = ['a.yaml']\n",
        &[("a.yaml", &text)],
    );
    expected.assert_eq(&(told(&documents, diagnostics) + &outlined(&model, &MODEL)));
}
