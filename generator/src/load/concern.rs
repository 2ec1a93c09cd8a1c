//! Which operations the errors of reading concern: those with a reference, at any distance, to what cannot be read.

use super::{Documents, Loader};
use crate::{
    diagnostic::{Causes, Diagnostics, Refused},
    manifest::Manifest,
    source::{Pointer, Source},
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// References from each object that was reached so far.
type References = BTreeMap<Pointer, Vec<Pointer>>;

/// An operation, with the places of what belongs to it alone.
struct Start {
    operation: Refused,
    origin: Pointer,
    parameters: Pointer,
}

impl Loader<'_> {
    /// Records the operations that the errors concern.
    pub(super) fn concern(&mut self, manifest: &Manifest) {
        if !self.diagnostics.has_errors() {
            return;
        }
        let documents = &self.resolver.documents;
        let mut references = References::new();
        for start in starts(manifest, documents) {
            let reached = reached(&start, documents, &mut references);
            let causes = self.causes(&reached);
            if !causes.is_empty() {
                let (operation, origin) = (&start.operation, &start.origin);
                self.diagnostics.leave_out(operation, origin, &causes);
            }
        }
    }

    /// The errors inside these places, and those of files that cannot be read.
    fn causes(&self, reached: &BTreeSet<Pointer>) -> Causes {
        let inside = inside(&self.diagnostics, reached);
        let unread = reached.iter().filter_map(|one| self.missing.get(&one.file));
        unread.fold(inside, Causes::and)
    }
}

fn inside(diagnostics: &Diagnostics, reached: &BTreeSet<Pointer>) -> Causes {
    diagnostics.errors(|source| match source {
        Source::Pointer(pointer) => reached.iter().any(|one| pointer.is_within(one)),
        Source::Place(_) => false,
    })
}

/// The selected operations of all services.
fn starts(manifest: &Manifest, documents: &Documents) -> Vec<Start> {
    let mut starts = Vec::new();
    for (module, entry) in &manifest.services {
        for (file, _) in &entry.documents {
            for item in items(&Pointer::file(file), documents) {
                let members = documents.get(&item).and_then(Value::as_object);
                for (method, operation) in members.into_iter().flatten() {
                    let id = operation.get("operationId").and_then(Value::as_str);
                    let Some(id) = id.filter(|id| entry.selects(id)) else {
                        continue;
                    };
                    let operation = Refused {
                        service: module.clone(),
                        id: id.to_owned(),
                    };
                    starts.push(Start {
                        operation,
                        origin: item.join(method),
                        parameters: item.join("parameters"),
                    });
                }
            }
        }
    }
    starts
}

/// Places of the path items of a document.
fn items(root: &Pointer, documents: &Documents) -> Vec<Pointer> {
    let all = ["paths", "x-ms-paths"].into_iter().flat_map(|key| {
        let at = root.join(key);
        let paths = documents.get(&at).and_then(Value::as_object);
        let paths = paths.into_iter().flat_map(|paths| paths.keys());
        paths.map(|path| at.join(path)).collect::<Vec<Pointer>>()
    });
    all.collect()
}

/// Everything that an operation refers to, at any distance, and itself.
fn reached(start: &Start, documents: &Documents, references: &mut References) -> BTreeSet<Pointer> {
    let mut reached = BTreeSet::new();
    let mut pending = vec![start.origin.clone(), start.parameters.clone()];
    while let Some(at) = pending.pop() {
        if !reached.insert(at.clone()) {
            continue;
        }
        let known = references.entry(at).or_insert_with_key(|at| {
            let mut found = Vec::new();
            gather(documents.get(at).unwrap_or(&Value::Null), &mut found);
            found
        });
        pending.extend(known.iter().cloned());
    }
    reached
}

fn gather(value: &Value, found: &mut Vec<Pointer>) {
    match value {
        Value::Object(members) => {
            let reference = members.get("$ref").and_then(Value::as_str);
            found.extend(reference.map(Pointer::parse));
            members.values().for_each(|member| gather(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, found)),
        _ => {}
    }
}
