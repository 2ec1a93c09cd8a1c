//! Converts raw trees of Swagger, and compares them without stored origins.

mod bodies;
mod documents;
mod parameters;

use super::*;
use crate::{
    load::{ORIGIN, load},
    manifest::Manifest,
};
use expect_test::Expect;

/// Converts files, the first of which is the document, and returns the value at `at`, as `file#/pointer`.
fn converted(files: &[(&str, &str)], at: &str) -> Value {
    let package = "[package]\nname = 'x'\nversion = '0.0.0'\ndescription = 'd'\n";
    let manifest = format!("{package}[services.s]\ndocuments = ['{}']\n", files[0].0);
    let manifest = Manifest::parse("m.toml", &manifest).expect("the manifest is fine");
    let files: BTreeMap<String, String> = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect();
    let mut documents = load(&manifest, &files).expect("the files can be read");
    convert(&mut documents);
    let mut value = documents.get(&Pointer::parse(at)).cloned();
    value.iter_mut().for_each(unstamp);
    value.unwrap_or_default()
}

/// Removes the stored origins, which every object has, except those of servers.
fn unstamp(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if !members.contains_key("url") {
                members.shift_remove(ORIGIN);
            }
            members.sort_keys();
            members.values_mut().for_each(unstamp);
        }
        Value::Array(items) => items.iter_mut().for_each(unstamp),
        _ => {}
    }
}

/// Prints each member on a line of its own.
fn lines(value: &Value) -> String {
    match value {
        Value::Object(members) => members
            .iter()
            .map(|(key, member)| format!("{key}: {member}\n"))
            .collect(),
        other => format!("{other}\n"),
    }
}

/// Prints the value at `at` in a document, whose first line is added.
fn check(document: &str, at: &str, expected: Expect) {
    let text = format!("swagger: '2.0'\n{document}");
    expected.assert_eq(&lines(&converted(
        &[("a.yaml", &text)],
        &format!("a.yaml#{at}"),
    )));
}
