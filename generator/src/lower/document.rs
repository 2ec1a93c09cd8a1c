//! The path items of a document.

use super::{Document, Lowering, extension::Level, path};
use crate::{diagnostic::Code, manifest::ServiceEntry, model::Operation, source::Pointer};
use serde_json::Value;
use std::collections::BTreeMap;

/// Members of a document that hold path items.
const PATHS: [&str; 2] = ["paths", "x-ms-paths"];

pub(super) const NO_PATHS: &str = "this is not an object of path items with operations";

impl Lowering<'_> {
    /// Adds the selected operations of a document.
    pub(super) fn document(
        &mut self,
        document: &Document<'_>,
        entry: &ServiceEntry,
        operations: &mut BTreeMap<String, Operation>,
    ) {
        let is_whole = entry.operations.is_none();
        let moment = self.diagnostics.now();
        if is_whole && !self.knows_raw(Level::Document, &document.root) {
            // Otherwise a document with a misspelt `paths` would be read as one without operations.
            for key in PATHS {
                for id in self.ids_below(&document.root.join(key), entry) {
                    self.leave_out(&id, &document.root, moment);
                }
            }
            return;
        }
        for key in PATHS {
            let at = document.root.join(key);
            match self.documents.get(&at) {
                None => {}
                Some(Value::Object(paths)) => {
                    let names = paths.keys().map(String::as_str);
                    let names = names.filter(|path| !path.starts_with("x-"));
                    for operation in self.path_items(names, &at, document, entry) {
                        self.add(operation, operations);
                    }
                }
                Some(_) => self.malformed_paths(&at, NO_PATHS),
            }
        }
    }

    /// The selected operations of the path items at `at`.
    fn path_items<'p>(
        &mut self,
        paths: impl Iterator<Item = &'p str>,
        at: &Pointer,
        document: &Document<'_>,
        entry: &ServiceEntry,
    ) -> Vec<Operation> {
        let mut operations = Vec::new();
        let mut known = path::Known::default();
        let holder = at.last();
        for path in paths {
            let at = at.join(path);
            let path = match path::Written::parse(path, &holder) {
                Ok(path) => path,
                Err(message) => {
                    let report = |lowering: &mut Self| lowering.malformed_paths(&at, message);
                    self.refuse_item(&at, entry, report);
                    continue;
                }
            };
            for operation in self.path_item(&at, &path, document, entry) {
                let Some(twin) = known.twin(&path, &operation) else {
                    operations.push(operation);
                    continue;
                };
                let message =
                    format!("this path differs from `{twin}` only in the names of placeholders");
                let moment = self.diagnostics.now();
                self.malformed_paths(&at, &message);
                self.leave_out(&operation.id, &at, moment);
            }
        }
        operations
    }

    /// Leaves out all selected operations of a path item. Calls `report` if there are any, or if all are selected.
    pub(super) fn refuse_item(
        &mut self,
        at: &Pointer,
        entry: &ServiceEntry,
        report: impl FnOnce(&mut Self),
    ) {
        let ids = self.ids(at, entry);
        let moment = self.diagnostics.now();
        if entry.operations.is_none() || !ids.is_empty() {
            report(self);
        }
        for id in ids {
            self.leave_out(&id, at, moment);
        }
    }

    /// Ids of the selected operations of all path items at `at`.
    fn ids_below(&self, at: &Pointer, entry: &ServiceEntry) -> Vec<String> {
        let items = self.documents.get(at).and_then(Value::as_object);
        let keys = items.into_iter().flat_map(|items| items.keys());
        keys.flat_map(|key| self.ids(&at.join(key), entry))
            .collect()
    }

    /// Ids of the selected operations of a path item, including those below a misspelt method.
    fn ids(&self, item: &Pointer, entry: &ServiceEntry) -> Vec<String> {
        let members = self.documents.get(item).and_then(Value::as_object);
        let members = members.into_iter().flat_map(|members| members.values());
        let ids = members.filter_map(|member| member.get("operationId")?.as_str());
        let selected = ids.filter(|id| entry.selects(id));
        selected.map(str::to_owned).collect()
    }

    pub(super) fn malformed_paths(&mut self, at: &Pointer, message: &str) {
        self.diagnostics.report(
            Code::MalformedPaths,
            at.clone(),
            message,
            "correct the paths",
        );
    }

    fn add(&mut self, operation: Operation, operations: &mut BTreeMap<String, Operation>) {
        if let Some(other) = operations.get(&operation.id) {
            let there = self.documents.place(&other.origin.clone().into());
            let message = format!(
                "the operation `{}` is defined twice; the other definition is at {there}",
                operation.id
            );
            let help = match other.origin.file == operation.origin.file {
                true => "give one of the two another `operationId`",
                false => {
                    "remove one of the two documents from the manifest, or select fewer operations"
                }
            };
            let moment = self.diagnostics.now();
            let at = operation.origin;
            self.diagnostics
                .report(Code::OperationTwice, at.clone(), message, help);
            return self.leave_out(&operation.id, &at, moment);
        }
        operations.insert(operation.id.clone(), operation);
    }
}
