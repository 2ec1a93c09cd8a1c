//! Lowers snippets of definitions, and compares the printed model.

mod contents;
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

/// Lowers the services of a manifest, which is given without its package. Loading must not fail.
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

/// How models are printed: without places, and with the names of definitions instead of their indexes.
const STYLE: Style = Style {
    left_out: &["options", "origin", "selected", "service"],
    defaults: &[("kind", "Once"), ("resend", "ByMethod")],
    words: &["wire", "rust"],
    references: &[
        ("Definition", "/definitions", "/name/rust"),
        ("Key", "/spellings", "/module"),
    ],
};

/// The members of a model that lowering fills.
pub(crate) const MODEL: [&str; 2] = ["services", "definitions"];

/// The definitions that operations reach.
pub(crate) const DEFINITIONS: [&str; 1] = ["definitions"];

/// Some members of a model, as in `cargo xtask gen --emit model`, but in few lines.
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
pub(crate) fn reported(documents: &Documents, diagnostics: Diagnostics) -> String {
    let lines = diagnostics.sorted().into_iter().map(|diagnostic| {
        let place = documents.place(&diagnostic.source);
        format!("{}: {place}: {}\n", diagnostic.code, diagnostic.message)
    });
    lines.collect()
}

/// Lowers one document, whose first two lines are added, and prints the errors and the model.
fn check(definition: &str, expected: Expect) {
    let text = format!("{HEAD}{definition}");
    let (model, documents, diagnostics) = lowered(
        "[services.things]\ndocuments = ['a.yaml']\n",
        &[("a.yaml", &text)],
    );
    expected.assert_eq(&(reported(&documents, diagnostics) + &outlined(&model, &MODEL)));
}

/// Checks schemas: an operation returns `Root`.
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
    expected.assert_eq(&(reported(&documents, diagnostics) + &outlined(&model, &DEFINITIONS)));
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

/// Prints the model of a Swagger 2.0 document, whose first two lines are added.
fn check_swagger(definition: &str, expected: Expect) {
    let head = "swagger: '2.0'\ninfo: { title: Things, version: '2026-01-01' }\n";
    let text = format!("{head}{definition}");
    let (model, documents, diagnostics) = lowered(
        "[services.things]\ndocuments = ['a.yaml']\n",
        &[("a.yaml", &text)],
    );
    expected.assert_eq(&(reported(&documents, diagnostics) + &outlined(&model, &MODEL)));
}
