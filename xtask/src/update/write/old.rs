//! The documents of a service before an update.

use super::{super::provenance::Provenance, dropped, marks, texts};
use armgen::source::Place;
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    fs,
    path::Path,
};

/// The documents of a service before an update.
pub(super) struct Old {
    /// Their folder, with a `/` at the end unless it is the root.
    pub(super) folder: String,
    /// The documents and their examples.
    pub(super) files: BTreeSet<String>,
    /// Comments at the beginning of the first document.
    head: String,
    /// All documents in one.
    tree: Value,
    /// The same by version: what the document of that version has comes first.
    versions: BTreeMap<String, (String, Value)>,
}

impl Old {
    pub(super) fn read(root: &Path, documents: &[(String, Place)]) -> Result<Self, Box<dyn Error>> {
        let (folder, _) = documents[0].0.rsplit_once('/').unwrap_or_default();
        let mut old = Self {
            folder: if folder.is_empty() {
                String::new()
            } else {
                format!("{folder}/")
            },
            files: BTreeSet::new(),
            head: String::new(),
            tree: json!({}),
            versions: BTreeMap::new(),
        };
        for (file, _) in documents {
            let text = fs::read_to_string(root.join(file))?;
            let tree: Value = serde_yaml::from_str(&text)?;
            let comments = text.lines().take_while(|line| line.starts_with('#'));
            let head: String = comments.map(|line| format!("{line}\n")).collect();
            if old.files.is_empty() {
                old.head.clone_from(&head);
            }
            if let Some(version) = tree.pointer("/info/version").and_then(Value::as_str) {
                old.versions
                    .insert(version.to_owned(), (head, tree.clone()));
            }
            old.files.extend(examples(file, &tree));
            old.files.insert(file.clone());
            merge(&mut old.tree, tree);
        }
        for (_, tree) in old.versions.values_mut() {
            merge(tree, old.tree.clone());
        }
        Ok(old)
    }

    /// The comments for a new version.
    pub(super) fn head(&self, version: &str) -> String {
        if let Some((head, _)) = self.versions.get(version) {
            return head.clone();
        }
        let old = self.tree.pointer("/info/version").and_then(Value::as_str);
        old.map_or_else(|| self.head.clone(), |old| self.head.replace(old, version))
    }

    /// The member `info` for a new version.
    pub(super) fn info(&self, version: &str, provenance: &Provenance) -> Value {
        let mut info = self
            .tree(version)
            .get("info")
            .cloned()
            .unwrap_or_else(|| json!({}));
        info["version"] = version.into();
        info[Provenance::MEMBER] = provenance.value(info.get(Provenance::MEMBER));
        info
    }

    /// The old document of a version, with what only the others have. For a new version it is all of them.
    fn tree(&self, version: &str) -> &Value {
        self.versions
            .get(version)
            .map_or(&self.tree, |(_, tree)| tree)
    }

    /// A new document with the old texts, marks, servers and security, in the old order; and the marks without a place.
    pub(super) fn carried(&self, version: &str, mut new: Value) -> (Value, Vec<String>) {
        let tree = self.tree(version);
        let is_openapi = tree.get("openapi").is_some();
        for kept in ["servers", "security"].into_iter().filter(|_| is_openapi) {
            if let Some(member) = tree.get(kept) {
                new[kept] = member.clone();
            }
        }
        if let Some(schemes) = tree.pointer("/components/securitySchemes") {
            new["components"]["securitySchemes"] = schemes.clone();
        }
        let mut carried = texts::carry(new, tree);
        texts::describe_responses(&mut carried);
        let unmarked = marks::carry(&mut carried, tree);
        (carried, unmarked)
    }

    /// Places of texts that none of the new documents has.
    pub(super) fn dropped(&self, new: &[Value]) -> Vec<String> {
        dropped::texts(&self.tree, new)
    }
}

/// An example as it is, if there is one that can be read.
pub(super) fn example(root: &Path, file: &str) -> Option<Value> {
    let text = fs::read_to_string(root.join(file)).ok()?;
    serde_json::from_str(&text).ok()
}

/// Files of examples to which the document `file` refers.
fn examples(file: &str, tree: &Value) -> BTreeSet<String> {
    let text = tree.to_string();
    let references = text.split("\"$ref\":\"").skip(1);
    let references = references.filter_map(|part| Some(part.split_once('"')?.0));
    let examples = references.filter(|reference| reference.ends_with(".json"));
    examples
        .filter(|reference| reference.split('/').rev().nth(1) == Some("examples"))
        .map(|reference| beside(file, reference))
        .collect()
}

/// The path to which a document refers by a relative one.
fn beside(file: &str, reference: &str) -> String {
    let (folder, _) = file.rsplit_once('/').unwrap_or_default();
    let mut path: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in reference.split('/') {
        match part {
            "." | "" => {}
            ".." if path.last().is_some_and(|last| *last != "..") => drop(path.pop()),
            part => path.push(part),
        }
    }
    path.join("/")
}

/// A document and the examples to which it refers. Of one that cannot be read only itself is known.
pub(super) fn files(root: &Path, file: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(root.join(file)).unwrap_or_default();
    let tree: Value = serde_yaml::from_str(&text).unwrap_or_default();
    let mut files = examples(file, &tree);
    files.insert(file.to_owned());
    files
}

/// Adds the members that are not there yet, at any depth.
fn merge(into: &mut Value, from: Value) {
    let (Value::Object(into), Value::Object(from)) = (into, from) else {
        return;
    };
    for (key, member) in from {
        match into.get_mut(&key) {
            Some(known) => merge(known, member),
            None => drop(into.insert(key, member)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_is_beside_its_document() {
        for (file, reference, expected) in [
            ("m.yaml", "./examples/A.json", "examples/A.json"),
            ("maps/m.yaml", "examples/A.json", "maps/examples/A.json"),
            ("a/b/m.yaml", "../examples/A.json", "a/examples/A.json"),
        ] {
            let tree = json!({ "x-ms-examples": { "A": { "$ref": reference } } });
            let examples = examples(file, &tree);
            assert_eq!(examples, BTreeSet::from([expected.to_owned()]));
        }
    }
}
