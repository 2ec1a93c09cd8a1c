//! Published examples, whose words never become public names.

use super::{BASE, MANIFEST};
use armgen::{api::Api, generate_model, manifest::Manifest, surface::Surface};
use std::collections::BTreeMap;

/// The public items with an example that has this title and this file.
fn api(title: &str, example: &str) -> Api {
    let reference = format!("x-ms-examples: {{ '{title}': {{ $ref: 'example.json' }} }}\n");
    let text = BASE.replace(
        "      description: Reads a thing.\n",
        &format!("      description: Reads a thing.\n      {reference}"),
    );
    let manifest = Manifest::parse("m.toml", MANIFEST).expect("it is a manifest");
    let files = BTreeMap::from([
        ("things.yaml".to_owned(), text),
        ("example.json".to_owned(), example.to_owned()),
    ]);
    let (generation, model) = generate_model(&manifest, &files, &mut |_| {});
    let diagnostics = generation.diagnostics.sorted();
    assert_eq!(generation.count.examples, 1, "{diagnostics:#?}");
    assert_eq!(diagnostics, []);
    Api::of(&Surface::of(&model.expect("it is generated")))
}

#[test]
fn the_words_of_an_example_name_nothing() {
    let one = api(
        "Get",
        r#"{ "parameters": { "subscriptionId": "s", "api-version": "2026-01-01", "name": "a" }, "responses": { "200": { "body": { "color": "red" } } } }"#,
    );
    let other = api(
        "primary Widget",
        r#"{ "title": "Secondary", "operationId": "Gadgets_List", "parameters": { "subscriptionId": "t", "api-version": "2026-01-01", "name": "key", "top": 2 },
             "responses": { "200": { "body": { "color": "green", "secret": "key1", "size": 7 } } } }"#,
    );
    assert_eq!(one, other);
}
