//! ARCHITECTURE.md follows an operation through the stages: what it shows is what there is.

use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

fn in_project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The part of the page that follows the operation.
fn section() -> String {
    let page = read(&in_project("ARCHITECTURE.md"));
    let (_, rest) = page
        .split_once("\n## One operation through the stages\n")
        .expect("the page follows an operation");
    let section = rest.split("\n## ").next().unwrap_or_default();
    section.to_owned()
}

/// Blocks of code in a language, each with the text in front of it.
fn blocks<'s>(section: &'s str, language: &str) -> Vec<(&'s str, &'s str)> {
    let mut parts = section.split("\n```");
    let mut found = Vec::new();
    let mut before = parts.next().unwrap_or_default();
    while let (Some(block), after) = (parts.next(), parts.next()) {
        let (first, code) = block.split_once('\n').unwrap_or_default();
        if first == language {
            found.push((before, code));
        }
        before = after.unwrap_or_default();
    }
    assert_ne!(found, [], "the page shows {language}");
    found
}

/// Asserts that a text has the lines of an excerpt, in their order, with others where it says `…`.
fn check_lines(excerpt: &str, text: &str, name: &str) {
    let mut rest = format!("\n{text}");
    let is_mark = |line: &str| matches!(line, "# …" | "// …");
    let lines: Vec<&str> = excerpt.lines().collect();
    for part in lines.split(|line| is_mark(line)) {
        let part = format!("\n{}\n", part.join("\n"));
        let Some((_, after)) = rest.split_once(&part) else {
            panic!("{name} does not have, there:{part}");
        };
        rest = format!("\n{after}");
    }
}

/// Asserts that a value is what the page shows, which may leave out members.
fn check_members(shown: &Value, value: &Value, at: &str) {
    match (shown, value) {
        (Value::Object(shown), Value::Object(members)) => {
            for (key, shown) in shown {
                let at = format!("{at}/{key}");
                let member = members.get(key);
                check_members(shown, member.unwrap_or_else(|| panic!("no {at}")), &at);
            }
        }
        (Value::Array(shown), Value::Array(items)) => {
            assert_eq!(shown.len(), items.len(), "{at}");
            for (index, (shown, item)) in shown.iter().zip(items).enumerate() {
                check_members(shown, item, &format!("{at}/{index}"));
            }
        }
        _ => assert_eq!(shown, value, "{at}"),
    }
}

/// The last pointer that a text names.
fn pointer(text: &str) -> &str {
    let codes = text.split('`').skip(1).step_by(2);
    let pointers = codes.filter(|code| code.starts_with('/'));
    pointers.last().expect("the text says where the value is")
}

/// What the command of the page prints.
fn printed(section: &str) -> Value {
    let command = blocks(section, "console")[0].1;
    let arguments = command.trim().strip_prefix("cargo xtask ");
    let arguments = arguments.expect("it is a task").split(' ');
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .current_dir(in_project(""))
        .env("CARGO_MANIFEST_DIR", env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the task runs");
    serde_json::from_slice(&output.stdout).expect("it prints JSON")
}

#[test]
fn the_definition_is_the_one_that_is_read() {
    let section = section();
    let text = read(&in_project("specs/maps/2023-06-01.yaml"));
    for (_, excerpt) in blocks(&section, "yaml") {
        check_lines(excerpt, &text, "the definition");
    }
}

#[test]
fn the_model_is_the_one_that_is_printed() {
    let section = section();
    let model = printed(&section);
    for (before, shown) in blocks(&section, "json") {
        let shown = serde_json::from_str(shown).expect("the page shows JSON");
        let at = pointer(before);
        let value = model.pointer(at).unwrap_or_else(|| panic!("no {at}"));
        check_members(&shown, value, at);
    }
}

#[test]
fn the_method_is_the_one_that_is_emitted() {
    let mut files = vec![in_project("generated/src/maps")];
    let mut text = String::new();
    while let Some(path) = files.pop() {
        match path.is_dir() {
            true => {
                let entries = fs::read_dir(&path).expect("the folder can be read");
                files.extend(entries.map(|entry| entry.expect("it can be read").path()));
            }
            false => text += &read(&path),
        }
    }
    for (_, excerpt) in blocks(&section(), "rust") {
        check_lines(excerpt, &text, "the service");
    }
}
