//! ARCHITECTURE.md follows an operation through the stages. Its blocks of code must equal the files and the output of
//! the commands that it names.

use serde_json::Value;
use std::{
    collections::BTreeSet,
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

/// A block of code on the page.
struct Block<'s> {
    /// The text between the previous block and this one.
    before: &'s str,
    language: &'s str,
    code: &'s str,
}

/// All blocks of code, in order.
fn blocks(section: &str) -> Vec<Block<'_>> {
    let mut parts = section.split("\n```");
    let mut found = Vec::new();
    let mut before = parts.next().unwrap_or_default();
    while let (Some(block), after) = (parts.next(), parts.next()) {
        let (language, code) = block.split_once('\n').unwrap_or_default();
        found.push(Block {
            before,
            language,
            code,
        });
        before = after.unwrap_or_default();
    }
    found
}

/// Asserts that the blocks in a language are excerpts of a text.
fn check_excerpts(language: &str, text: &str, name: &str) {
    let section = section();
    let mut excerpts = blocks(&section);
    excerpts.retain(|block| block.language == language);
    assert!(!excerpts.is_empty(), "the page has a block of {language}");
    for block in excerpts {
        check_lines(block.code, text, name);
    }
}

/// Asserts that a text contains the lines of an excerpt, in this order. A line `…` matches any lines.
fn check_lines(excerpt: &str, text: &str, name: &str) {
    let mut rest = format!("\n{text}");
    let is_mark = |line: &str| matches!(line, "# …" | "// …");
    let lines: Vec<&str> = excerpt.lines().collect();
    for part in lines.split(|line| is_mark(line)) {
        let part = format!("\n{}\n", part.join("\n"));
        let Some((_, after)) = rest.split_once(&part) else {
            panic!("{name} does not contain, in this order:{part}");
        };
        rest = format!("\n{after}");
    }
}

/// Asserts that a value equals what the page shows. The page may leave out members of objects.
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

/// The last JSON pointer in a text.
fn pointer(text: &str) -> &str {
    let codes = text.split('`').skip(1).step_by(2);
    let pointers = codes.filter(|code| code.starts_with('/'));
    pointers.last().expect("a pointer precedes the value")
}

/// The output of a command of the page.
fn output(command: &str) -> Value {
    let arguments = command.strip_prefix("cargo xtask ");
    let arguments = arguments.expect("the command is a task").split(' ');
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .current_dir(in_project(""))
        .env("CARGO_MANIFEST_DIR", env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the task runs");
    serde_json::from_slice(&output.stdout).expect("the output is JSON")
}

#[test]
fn the_definition_is_that_of_the_file() {
    let text = read(&in_project("specs/maps/2023-06-01.yaml"));
    check_excerpts("yaml", &text, "the definition");
}

/// Each block of JSON equals the value at its pointer in the output of the command above it.
#[test]
fn the_values_are_those_that_the_commands_print() {
    let section = section();
    let (mut command, mut printed) = ("", Value::Null);
    let mut compared = BTreeSet::new();
    for block in blocks(&section) {
        match block.language {
            "console" => {
                command = block.code.trim();
                printed = output(command);
            }
            "json" => {
                let shown = serde_json::from_str(block.code).expect("the page shows JSON");
                let at = pointer(block.before);
                let value = printed.pointer(at);
                check_members(&shown, value.unwrap_or_else(|| panic!("no {at}")), at);
                compared.insert(command);
            }
            _ => {}
        }
    }
    let commands = ["model", "surface"]
        .map(|stage| format!("cargo xtask gen --emit {stage} --operation Accounts_RegenerateKeys"));
    assert!(
        compared.iter().eq(&commands),
        "the page shows values of the model and of the surface: {compared:?}"
    );
}

#[test]
fn the_code_is_that_of_the_emitted_files() {
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
    check_excerpts("rust", &text, "the service");
}
