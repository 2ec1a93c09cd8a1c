//! Path items: the selected operations of each.

use super::{
    Document, Lowering, document::NO_PATHS, extension::Level, path::Written, refused::Refused,
};
use crate::{
    diagnostic::Code,
    load::FAULTS,
    manifest::ServiceEntry,
    model::{Method, Operation},
    source::Pointer,
};
use serde_json::{Map, Value};

const METHODS: [(&str, Method); 6] = [
    ("get", Method::Get),
    ("put", Method::Put),
    ("post", Method::Post),
    ("delete", Method::Delete),
    ("head", Method::Head),
    ("patch", Method::Patch),
];

impl Lowering<'_> {
    /// The selected operations of the path item at `at`. An error in one does not affect the others.
    pub(super) fn path_item(
        &mut self,
        at: &Pointer,
        path: &Written<'_>,
        document: &Document<'_>,
        entry: &ServiceEntry,
    ) -> Vec<Operation> {
        let documents = self.documents;
        let item = documents.get(at).unwrap_or(&Value::Null);
        let (true, Ok(at)) = (self.is_plain(item, || at.clone()), self.target(at)) else {
            return Vec::new();
        };
        let Some(Value::Object(item)) = documents.get(&at) else {
            self.malformed_paths(&at, NO_PATHS);
            return Vec::new();
        };
        if item.contains_key(FAULTS) {
            self.refuse_item(&at, entry, |lowering| {
                lowering.knows(item.iter(), Level::PathItem, &at);
            });
            return Vec::new();
        }
        self.unsupported_methods(item, &at, entry);
        let mut operations = Vec::new();
        for (key, method) in METHODS {
            let Some(id) = self.selected_id(item, key, &at, entry) else {
                continue;
            };
            let item = &at;
            let at = item.join(key);
            let moment = self.diagnostics.now();
            match self.operation(&at, item, id, path, method, document) {
                Ok(operation) => operations.push(operation),
                Err(Refused) => self.leave_out(id, &at, moment),
            }
        }
        operations
    }

    /// Id of the operation, if it exists and is selected. One without an id is selected if all operations are.
    fn selected_id<'i>(
        &mut self,
        item: &'i Map<String, Value>,
        method: &str,
        at: &Pointer,
        entry: &ServiceEntry,
    ) -> Option<&'i str> {
        let operation = item.get(method)?;
        if let Some(id) = operation.get("operationId").and_then(Value::as_str) {
            return entry.selects(id).then_some(id);
        }
        if entry.operations.is_some() {
            return None;
        }
        let (code, message, help) = match operation.is_object() {
            true => (
                Code::NoOperationId,
                "the operation has no `operationId`",
                "give the operation an `operationId`, such as `Accounts_ListKeys`",
            ),
            false => (
                Code::MalformedOperation,
                "this is not an operation: it is not an object",
                "correct the operation",
            ),
        };
        self.diagnostics
            .report(code, at.join(method), message, help);
        None
    }

    /// Reports operations with methods that neither ARM nor azure_core supports.
    fn unsupported_methods(
        &mut self,
        item: &Map<String, Value>,
        at: &Pointer,
        entry: &ServiceEntry,
    ) {
        for key in ["options", "trace"] {
            let id = item
                .get(key)
                .map(|operation| operation.get("operationId").and_then(Value::as_str));
            let Some(id) = id.filter(|id| id.is_none_or(|id| entry.selects(id))) else {
                continue;
            };
            let moment = self.diagnostics.now();
            let message = format!("the method `{key}` is not supported");
            let help = "leave the operation out of the manifest";
            self.diagnostics
                .report(Code::UnsupportedMethod, at.join(key), message, help);
            if let Some(id) = id {
                self.leave_out(id, at, moment);
            }
        }
    }
}
