//! All files that were read, by their paths.

use super::place::Places;
use crate::source::{Place, Pointer, Source, parts, unescaped};
use serde_json::Value;
use std::{collections::BTreeMap, sync::OnceLock};

/// All files that were read: their texts to find lines and columns, and their trees to lower.
#[derive(Debug, Default)]
pub struct Documents {
    root: String,
    files: BTreeMap<String, File>,
    /// Boxed, since results hold a `Documents`.
    beside: Box<Beside>,
}

/// Files that define nothing.
#[derive(Debug, Default)]
struct Beside {
    license_text: Option<String>,
    readme_text: Option<String>,
    /// Texts of manifests, and of files that cannot be parsed, by their paths as they are printed.
    texts: BTreeMap<String, Lines>,
}

/// A text, with the start of each line.
#[derive(Debug)]
struct Lines {
    text: String,
    starts: OnceLock<Vec<usize>>,
}

impl Lines {
    fn new(text: String) -> Self {
        let starts = OnceLock::new();
        Self { text, starts }
    }

    /// A line by its number, which counts from 1.
    fn get(&self, number: usize) -> Option<&str> {
        let starts = self.starts.get_or_init(|| {
            let ends = self.text.match_indices('\n');
            [0].into_iter()
                .chain(ends.map(|(end, _)| end + 1))
                .collect()
        });
        let start = *starts.get(number.checked_sub(1)?)?;
        self.text[start..].lines().next()
    }
}

#[derive(Debug)]
struct File {
    lines: Lines,
    tree: Value,
    /// Whether the file holds definitions; if not, it is an example.
    is_definition: bool,
    /// Built for the first diagnostic.
    places: OnceLock<Places>,
}

impl File {
    fn new(text: String, tree: Value, is_definition: bool) -> Self {
        Self {
            lines: Lines::new(text),
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
                .get_or_init(|| Places::of(name, &self.lines.text))
                .find(path),
        }
    }
}

impl Documents {
    /// An empty set of files, for a manifest with this root.
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

    pub(super) fn set_texts(&mut self, license: Option<String>, readme: Option<String>) {
        self.beside.license_text = license;
        self.beside.readme_text = readme;
    }

    /// Whether the file was read.
    pub(super) fn has(&self, file: &str) -> bool {
        self.files.contains_key(file)
    }

    /// The tree of a file.
    pub(super) fn tree(&self, file: &str) -> Option<&Value> {
        Some(&self.files.get(file)?.tree)
    }

    /// The tree of a file, mutable.
    pub(super) fn tree_mut(&mut self, file: &str) -> Option<&mut Value> {
        Some(&mut self.files.get_mut(file)?.tree)
    }

    /// The value at `pointer`.
    pub fn get(&self, pointer: &Pointer) -> Option<&Value> {
        let tree = self.tree(&pointer.file)?;
        let mut members = parts(&pointer.path);
        let is_pointer = members.next().is_some_and(str::is_empty);
        members
            .try_fold(tree, |value, key| member(value, &unescaped(key)))
            .filter(|_| is_pointer)
    }

    /// Keeps the text of a file that is no document, to show lines of it.
    pub fn keep(&mut self, path: &str, text: &str) {
        self.beside
            .texts
            .insert(path.to_owned(), Lines::new(text.to_owned()));
    }

    /// The line of a place that [`Documents::place`] returned for a source.
    pub fn line(&self, source: &Source, place: &Place) -> Option<&str> {
        let lines = match source {
            Source::Pointer(pointer) => &self.files.get(&pointer.file)?.lines,
            Source::Place(place) => self.beside.texts.get(&place.file)?,
        };
        lines.get(place.line)
    }

    /// Place of a diagnostic, as it is printed.
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

    /// Place of a pointer, with a path relative to the root, so that the output does not depend on where the root is.
    pub fn below_root(&self, pointer: &Pointer) -> String {
        let mut place = self.place(&Source::Pointer(pointer.clone()));
        place.file.clone_from(&pointer.file);
        place.to_string()
    }

    /// Text of the licence that the manifest names.
    pub fn license_text(&self) -> Option<&str> {
        self.beside.license_text.as_deref()
    }

    /// Text of the README that the manifest names.
    pub fn readme_text(&self) -> Option<&str> {
        self.beside.readme_text.as_deref()
    }

    /// Trees of all definitions, mutable.
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
            .map(|(name, file)| (name.as_str(), file.lines.text.as_str()))
    }
}

/// A member by its escaped name in a JSON pointer. `Value::pointer` does the same, but copies every name.
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

/// Path of a file below a root, as it is printed.
pub(super) fn path_below(root: &str, file: &str) -> String {
    match root {
        "" => file.to_owned(),
        root => format!("{root}/{file}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text is cleared after the first lookup, to prove that it is not parsed again.
    #[test]
    fn a_file_is_indexed_once() {
        for (name, text) in [
            ("a.yaml", "a: 1\nb: 2"),
            ("a.json", "{ \"a\": 1,\n\"b\": 2 }"),
        ] {
            let mut file = File::new(text.to_owned(), Value::Null, true);
            let first = file.locate(name, "/b");
            file.lines.text.clear();
            assert_eq!((first.0, file.locate(name, "/b")), (2, first));
        }
    }
}
