//! Which definitions extend which: the other direction of `allOf`.

use crate::{diagnostic::Pointer, load::Documents};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Definitions by what they extend.
#[derive(Debug, Default)]
pub(super) struct Derived {
    by_parent: BTreeMap<Pointer, BTreeSet<Pointer>>,
}

impl Derived {
    /// Looks at the definitions of all documents.
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
        let parents = definition
            .get("allOf")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        for parent in parents.filter_map(|parent| parent.get("$ref")?.as_str()) {
            self.by_parent
                .entry(Pointer::parse(parent))
                .or_default()
                .insert(at.clone());
        }
    }

    /// Everything that extends `parent`, at any depth.
    pub(super) fn from(&self, parent: &Pointer) -> BTreeSet<Pointer> {
        let mut found = BTreeSet::new();
        let mut pending = vec![parent];
        while let Some(parent) = pending.pop() {
            for child in self.by_parent.get(parent).into_iter().flatten() {
                if found.insert(child.clone()) {
                    pending.push(child);
                }
            }
        }
        found
    }
}
