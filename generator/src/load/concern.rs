//! Which operations the errors of reading concern: those with a reference, at any distance, to what cannot be read.

use super::{Documents, Loader};
use crate::{
    diagnostic::{Causes, Refused},
    manifest::Manifest,
    source::{Pointer, Source},
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

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
        let starts = starts(manifest, &self.resolver.documents);
        let mut graph = Graph::default();
        let places = starts.iter().map(|start| {
            let places = [&start.origin, &start.parameters];
            places.map(|at| graph.number(at))
        });
        let places: Vec<[usize; 2]> = places.collect();
        graph.explore(&self.resolver.documents);
        let errors = self.errors(&graph);
        let mut seen = vec![None; graph.references.len()];
        for (index, (start, places)) in starts.iter().zip(places).enumerate() {
            let reached = graph.reached(places, index, &mut seen);
            let causes = reached.iter().filter_map(|number| errors.get(number));
            let causes = causes.fold(Causes::default(), Causes::and);
            if !causes.is_empty() {
                let (operation, origin) = (&start.operation, &start.origin);
                self.diagnostics.leave_out(operation, origin, &causes);
            }
        }
    }

    /// The errors inside each place, and those of files that cannot be read.
    fn errors(&self, graph: &Graph) -> BTreeMap<usize, Causes> {
        let mut errors: BTreeMap<usize, Causes> = BTreeMap::new();
        self.diagnostics.each_error(|source, causes| {
            let Source::Pointer(pointer) = source else {
                return;
            };
            let around = ancestors(pointer);
            for number in around.filter_map(|at| graph.numbers.get(&at)) {
                let known = errors.entry(*number).or_default();
                *known = std::mem::take(known).and(causes);
            }
        });
        for (at, number) in &graph.numbers {
            if let Some(causes) = self.missing.get(&at.file) {
                let known = errors.entry(*number).or_default();
                *known = std::mem::take(known).and(causes);
            }
        }
        errors
    }
}

/// What refers to what. Each place has a number, so that it is read and compared once.
#[derive(Default)]
struct Graph {
    numbers: BTreeMap<Pointer, usize>,
    pending: Vec<Pointer>,
    /// Places that the object with this number refers to.
    references: Vec<Vec<usize>>,
}

impl Graph {
    fn number(&mut self, at: &Pointer) -> usize {
        if let Some(number) = self.numbers.get(at) {
            return *number;
        }
        let number = self.numbers.len();
        self.numbers.insert(at.clone(), number);
        self.pending.push(at.clone());
        number
    }

    /// Follows all references from the places that have a number.
    fn explore(&mut self, documents: &Documents) {
        while let Some(at) = self.pending.pop() {
            let mut found = Vec::new();
            gather(documents.get(&at).unwrap_or(&Value::Null), &mut found);
            let references = found.iter().map(|to| self.number(to)).collect();
            let number = self.number(&at);
            self.references.resize(self.numbers.len(), Vec::new());
            self.references[number] = references;
        }
    }

    /// Everything that the places refer to, at any distance, and themselves. `seen` holds who reached a place last.
    fn reached(&self, from: [usize; 2], by: usize, seen: &mut [Option<usize>]) -> Vec<usize> {
        let mut reached = Vec::new();
        let mut pending = Vec::from(from);
        while let Some(number) = pending.pop() {
            if seen[number].replace(by) != Some(by) {
                reached.push(number);
                pending.extend(&self.references[number]);
            }
        }
        reached
    }
}

/// A place and all that it is inside of.
fn ancestors(pointer: &Pointer) -> impl Iterator<Item = Pointer> {
    let ends = pointer.path.match_indices('/').map(|(end, _)| end);
    let ends = ends.chain([pointer.path.len()]);
    ends.map(|end| Pointer {
        file: pointer.file.clone(),
        path: pointer.path[..end].to_owned(),
    })
}

/// The selected operations of all services.
fn starts(manifest: &Manifest, documents: &Documents) -> Vec<Start> {
    let mut starts = Vec::new();
    for (module, entry) in &manifest.services {
        for (file, _) in &entry.documents {
            for item in items(&Pointer::file(file), documents) {
                let item = target(item, documents);
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

/// The path item at the end of a chain of references.
fn target(mut at: Pointer, documents: &Documents) -> Pointer {
    let mut seen = BTreeSet::new();
    while let Some(reference) = documents
        .get(&at)
        .and_then(|item| item.get("$ref")?.as_str())
        && seen.insert(at.clone())
    {
        at = Pointer::parse(reference);
    }
    at
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
