//! Everything that was read, by the paths of the files.

use super::place::Places;
use crate::source::{Place, Pointer, Source, unescaped};
use serde_json::Value;
use std::{collections::BTreeMap, sync::OnceLock};

/// Everything that was read: texts for places, stamped trees for lowering.
#[derive(Debug, Default)]
pub struct Documents {
    root: String,
    files: BTreeMap<String, File>,
    license_text: Option<String>,
}

#[derive(Debug)]
struct File {
    text: String,
    tree: Value,
    /// Whether it holds definitions, or an example.
    is_definition: bool,
    /// Found when the first diagnostic asks.
    places: OnceLock<Places>,
}

impl File {
    fn new(text: String, tree: Value, is_definition: bool) -> Self {
        Self {
            text,
            tree,
            is_definition,
            places: OnceLock::new(),
        }
    }

    fn locate(&self, name: &str, path: &str) -> (usize, usize) {
        match path {
            "" => (1, 1),
            path => self
                .places
                .get_or_init(|| Places::of(name, &self.text))
                .find(path),
        }
    }
}

impl Documents {
    /// None yet, of a manifest with this root.
    pub(super) fn below(root: &str) -> Self {
        Self {
            root: root.to_owned(),
            ..Self::default()
        }
    }

    pub(super) fn insert(&mut self, file: &str, text: String, tree: Value, is_definition: bool) {
        let read = File::new(text, tree, is_definition);
        self.files.insert(file.to_owned(), read);
    }

    pub(super) fn set_license_text(&mut self, text: Option<String>) {
        self.license_text = text;
    }

    /// Whether the file was read.
    pub(super) fn has(&self, file: &str) -> bool {
        self.files.contains_key(file)
    }

    /// All that a file holds.
    pub(super) fn tree(&self, file: &str) -> Option<&Value> {
        Some(&self.files.get(file)?.tree)
    }

    /// All that a file holds, to change.
    pub(super) fn tree_mut(&mut self, file: &str) -> Option<&mut Value> {
        Some(&mut self.files.get_mut(file)?.tree)
    }

    /// The value that `pointer` names.
    pub fn get(&self, pointer: &Pointer) -> Option<&Value> {
        let tree = self.tree(&pointer.file)?;
        let mut members = pointer.path.split('/');
        let is_pointer = members.next().is_some_and(str::is_empty);
        members
            .try_fold(tree, |value, key| member(value, &unescaped(key)))
            .filter(|_| is_pointer)
    }

    /// Place of a diagnostic, for people.
    pub fn place(&self, source: &Source) -> Place {
        let pointer = match source {
            Source::Place(place) => return place.clone(),
            Source::Pointer(pointer) => pointer,
        };
        let file = path_below(&self.root, &pointer.file);
        match self.files.get(&pointer.file) {
            Some(read) => {
                let (line, column) = read.locate(&pointer.file, &pointer.path);
                Place { file, line, column }
            }
            None => Place {
                file,
                line: 0,
                column: 0,
            },
        }
    }

    /// Place of a pointer with the file's path below the root, so that output does not depend on where that is.
    pub fn below_root(&self, pointer: &Pointer) -> String {
        let mut place = self.place(&Source::Pointer(pointer.clone()));
        place.file.clone_from(&pointer.file);
        place.to_string()
    }

    /// Text of the licence that the manifest names.
    pub fn license_text(&self) -> Option<&str> {
        self.license_text.as_deref()
    }

    /// Trees of all definitions, to convert.
    pub(crate) fn trees_mut(&mut self) -> impl Iterator<Item = (&str, &mut Value)> {
        let definitions = self.files.iter_mut().filter(|(_, file)| file.is_definition);
        definitions.map(|(name, file)| (name.as_str(), &mut file.tree))
    }

    /// Names of all files, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Texts of all files, in order.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .map(|(name, file)| (name.as_str(), file.text.as_str()))
    }
}

/// A member as a JSON pointer names it. `Value::pointer` does the same, but copies every name on the way.
fn member<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    match value {
        Value::Object(members) => members.get(key),
        Value::Array(items) => {
            let index = key
                .parse()
                .ok()
                .filter(|index: &usize| index.to_string() == key);
            items.get(index?)
        }
        _ => None,
    }
}

/// Path of a file below a root, for people.
pub(super) fn path_below(root: &str, file: &str) -> String {
    match root {
        "" => file.to_owned(),
        root => format!("{root}/{file}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A second parse of the text would find nothing any more.
    #[test]
    fn a_file_is_indexed_once() {
        for (name, text) in [
            ("a.yaml", "a: 1\nb: 2"),
            ("a.json", "{ \"a\": 1,\n\"b\": 2 }"),
        ] {
            let mut file = File::new(text.to_owned(), Value::Null, true);
            let first = file.locate(name, "/b");
            file.text.clear();
            assert_eq!((first.0, file.locate(name, "/b")), (2, first));
        }
    }
}
