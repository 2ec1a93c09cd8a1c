//! Texts of old documents that no new one has.

use super::members::Names;
use serde_json::Value;
use std::collections::BTreeSet;

/// Members of a document with what its operations reach.
const SECTIONS: [&str; 6] = [
    "components",
    "definitions",
    "parameters",
    "paths",
    "responses",
    "x-ms-paths",
];

/// Places of the summaries and descriptions in an old document that do not stand in the new ones.
pub(super) fn texts(old: &Value, new: &[Value]) -> Vec<String> {
    let mut kept = Vec::new();
    for document in new {
        walk(document, &Names::Members, String::new(), &mut kept);
    }
    let kept: BTreeSet<&str> = kept.iter().map(|(_, text)| *text).collect();
    let mut all = Vec::new();
    for section in SECTIONS {
        if let Some(value) = old.get(section) {
            let names = Names::Members.below(section);
            walk(value, &names, format!("/{section}"), &mut all);
        }
    }
    let gone = all.into_iter().filter(|(_, text)| !kept.contains(text));
    gone.map(|(place, _)| place).collect()
}

fn walk<'v>(value: &'v Value, names: &Names, at: String, found: &mut Vec<(String, &'v str)>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                match member.as_str() {
                    Some(text) if names.is_text(key) && !text.is_empty() => {
                        found.push((at.clone(), text));
                    }
                    _ if names.is_verbatim(key) => {}
                    _ => {
                        let key_of = key.replace('~', "~0").replace('/', "~1");
                        walk(member, &names.below(key), format!("{at}/{key_of}"), found);
                    }
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &Names::Members, format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_text_that_stands_nowhere_is_listed() {
        let old = json!({ "info": { "description": "Gone." }, "definitions": { "A": { "description": "A.", "properties": {
            "description": { "description": "B." }, "c": { "summary": "C.", "default": { "title": "D." } },
        } } } });
        let new = json!({ "components": { "schemas": { "A": { "description": "A." } } } });
        assert_eq!(texts(&old, std::slice::from_ref(&old)), [""; 0]);
        let expected = ["description", "c"].map(|name| format!("/definitions/A/properties/{name}"));
        assert_eq!(texts(&old, &[new]), expected);
    }
}
