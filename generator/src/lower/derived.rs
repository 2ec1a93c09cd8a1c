//! Which definitions extend a definition: the inverse of `allOf`.

use crate::{load::Documents, source::Pointer};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The definitions that extend each definition, those that it extends, and its discriminator.
#[derive(Debug, Default)]
pub(super) struct Derived {
    by_parent: BTreeMap<Pointer, BTreeSet<Pointer>>,
    parents: BTreeMap<Pointer, Vec<Pointer>>,
    tags: BTreeMap<Pointer, String>,
}

impl Derived {
    /// Reads the definitions of all documents.
    pub(super) fn of(documents: &Documents) -> Self {
        let mut derived = Self::default();
        for file in documents.names() {
            let root = Pointer::file(file);
            for at in [
                root.join("definitions"),
                root.join("components").join("schemas"),
            ] {
                let definitions = documents.get(&at).and_then(Value::as_object);
                for (name, definition) in definitions.into_iter().flatten() {
                    derived.add(&at.join(name), definition);
                }
            }
        }
        derived
    }

    fn add(&mut self, at: &Pointer, definition: &Value) {
        let tag = definition
            .get("discriminator")
            .and_then(|tag| tag.get("propertyName")?.as_str());
        self.tags
            .extend(tag.map(|tag| (at.clone(), tag.to_owned())));
        for parent in parents(definition) {
            let children = self.by_parent.entry(parent.clone()).or_default();
            if children.insert(at.clone()) {
                self.parents.entry(at.clone()).or_default().push(parent);
            }
        }
    }

    /// The discriminator of the definitions that extend `at`: its own, or that of its nearest ancestor.
    pub(super) fn tag(&self, at: &Pointer) -> Option<&str> {
        let mut seen = BTreeSet::from([at]);
        let mut pending = VecDeque::from([at]);
        while let Some(at) = pending.pop_front() {
            if let Some(tag) = self.tags.get(at) {
                return Some(tag);
            }
            let parents = self.parents.get(at).into_iter().flatten();
            pending.extend(parents.filter(|parent| seen.insert(parent)));
        }
        None
    }

    /// Whether `tag` is the discriminator of a parent of `at`.
    pub(super) fn is_variant(&self, at: &Pointer, tag: &str) -> bool {
        let mut parents = self.parents.get(at).into_iter().flatten();
        parents.any(|parent| self.tag(parent) == Some(tag))
    }

    /// The descendants of `parent` that have values of the discriminator `tag`. A descendant with another discriminator
    /// is one of them, but its own descendants are not.
    pub(super) fn from(&self, parent: &Pointer, tag: &str) -> BTreeSet<Pointer> {
        let mut found = BTreeSet::new();
        let mut pending = vec![parent];
        while let Some(parent) = pending.pop() {
            for child in self.by_parent.get(parent).into_iter().flatten() {
                if found.insert(child.clone()) && !self.has_other_tag(child, tag) {
                    pending.push(child);
                }
            }
        }
        found
    }

    /// Whether `at` itself has another discriminator.
    pub(super) fn has_other_tag(&self, at: &Pointer, tag: &str) -> bool {
        self.tags.get(at).is_some_and(|own| own != tag)
    }
}

/// The definitions that a definition extends, those in nested `allOf`s included.
fn parents(definition: &Value) -> Vec<Pointer> {
    let parts = definition.get("allOf").and_then(Value::as_array);
    let parent = |part: &Value| match part.get("$ref").and_then(Value::as_str) {
        Some(parent) => vec![Pointer::parse(parent)],
        None => parents(part),
    };
    parts.into_iter().flatten().flat_map(parent).collect()
}
