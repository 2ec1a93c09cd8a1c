//! A long service is split into files of moderate length.

use super::generated;
use std::{collections::BTreeMap, fmt::Write as _};

/// Approximate maximum of lines in a file.
const LIMIT: usize = 3_000;

/// A document with so many operations in one group, each with its own model and an example.
fn document(count: usize) -> String {
    let mut paths = String::new();
    let mut schemas = String::new();
    for index in 0..count {
        let name = ["Apple", "get", "GetAll", "List", "Zone"][index % 5];
        let content = format!(
            "content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{name}{index}' }} }} }}"
        );
        writeln!(
            paths,
            "  /things/{index}: {{ get: {{ operationId: Things_{name}{index}, responses: {{ '200': {{ description: '', {content} }} }} }} }}"
        )
        .expect("a text takes all");
        writeln!(
            schemas,
            "    {name}{index}: {{ type: object, properties: {{ a: {{ type: string, description: One. }}, b: {{ type: integer }}, c: {{ type: boolean }} }} }}"
        )
        .expect("a text takes all");
    }
    format!(
        "openapi: 3.0.3\ninfo: {{ title: Things, version: '1' }}\npaths:\n{paths}components:\n  schemas:\n{schemas}"
    )
}

#[test]
fn a_long_service_is_emitted_in_short_files() {
    let manifest = "[package]\nname = 'x'\nversion = '0.0.0'\ndescription = 'd'\n[services.things]\ndocuments = ['a.yaml']\n";
    let files = BTreeMap::from([("a.yaml".to_owned(), document(600))]);
    let made = generated("m.toml", manifest, &files);
    let long: Vec<(&String, usize)> = made
        .iter()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > LIMIT)
        .collect();
    assert_eq!(long, [], "files with their lines");
    let parts = |folder: &str| {
        let start = format!("src/things/{folder}/");
        let parts = made.iter().filter(|(path, _)| path.starts_with(&start));
        parts.map(|(_, text)| text.as_str()).collect::<Vec<_>>()
    };
    for (folder, items) in [
        (
            "clients/things",
            ["fn apple0(", "fn get_all2(", "fn list598("],
        ),
        (
            "models",
            ["struct Apple0 ", "struct GetAll2 ", "struct List598 "],
        ),
        (
            "options",
            [
                "ClientApple0Options<",
                "ClientGetAll2Options<",
                "ClientList598Options<",
            ],
        ),
    ] {
        let parts = parts(folder);
        assert!(parts.len() > 1, "{folder} has parts");
        for item in items {
            let count = parts.concat().matches(item).count();
            assert_eq!(count, 1, "{item} in {folder}");
        }
    }
}
