//! Path items and operations.

use super::{
    Document, Lowering,
    document::NO_PATHS,
    extension::{Level, place},
    operation_kind, path,
    refused::{Lowered, Refused},
};
use crate::{
    diagnostic::Code,
    load::FAULTS,
    manifest::ServiceEntry,
    model::{self, Body, Example, KeyRole, Method, Name, Operation, OperationKind, Resend},
    naming,
    source::Pointer,
};
use openapiv3::{Operation as Published, ReferenceOr, RequestBody};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

const METHODS: [(&str, Method); 6] = [
    ("get", Method::Get),
    ("put", Method::Put),
    ("post", Method::Post),
    ("delete", Method::Delete),
    ("head", Method::Head),
    ("patch", Method::Patch),
];

impl Lowering<'_> {
    /// The selected operations of the path item at `at`. One that cannot be lowered does not stop the others.
    pub(super) fn path_item(
        &mut self,
        at: &Pointer,
        path: &str,
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
            let Some(operation) = item.get(key) else {
                continue;
            };
            let item = &at;
            let at = item.join(key);
            if !operation.is_object() {
                if entry.operations.is_none() {
                    let help = "correct the operation";
                    let message = "this is no operation: it is no object";
                    self.diagnostics
                        .report(Code::MalformedOperation, at, message, help);
                }
                continue;
            }
            let Some(id) = operation.get("operationId").and_then(Value::as_str) else {
                if entry.operations.is_none() {
                    let help = "give the operation an `operationId`, such as `Accounts_ListKeys`";
                    self.diagnostics.report(
                        Code::NoOperationId,
                        at,
                        "the operation has no id",
                        help,
                    );
                }
                continue;
            };
            if !entry.selects(id) {
                continue;
            }
            let moment = self.diagnostics.now();
            match self.operation(&at, item, id, path, method, document) {
                Ok(operation) => operations.push(operation),
                Err(Refused) => {
                    let causes = self.diagnostics.since(moment);
                    self.diagnostics.leave_out(id, &at, &causes);
                    self.definitions.refused_operations.insert(id.to_owned());
                }
            }
        }
        operations
    }

    /// ARM has no operations of these methods, and neither has azure_core.
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
            self.definitions
                .refused_operations
                .extend(id.map(str::to_owned));
            let message = format!("the method `{key}` is not supported");
            let help = "leave the operation out of the manifest";
            self.diagnostics
                .report(Code::UnsupportedMethod, at.join(key), message, help);
        }
    }

    fn operation(
        &mut self,
        at: &Pointer,
        item: &Pointer,
        id: &str,
        path: &str,
        method: Method,
        document: &Document<'_>,
    ) -> Lowered<Operation> {
        if !self.is_sound(at, item) {
            return Err(Refused);
        }
        let plain = self.refers_plainly(item) & self.refers_plainly(at);
        let published: Published = self.read(at, Code::MalformedOperation)?;
        let shared = self.parameters_of_item(item)?;
        let extensions_known = self.knows(published.extensions.iter(), Level::Operation, at)
            & self.knows_raw(Level::PathItem, item)
            & self.knows_raw(Level::Document, &document.root);
        let base = self.base_path(at, item, &document.root)?;
        self.check_security(at, &document.root)?;
        let path_alone = path::plain(path);
        let template = &format!("{base}{path}");
        let path = path::plain(template);
        let has_body = published.request_body.is_some();
        let parameters =
            self.parameters(path, &shared, &published.parameters, document, at, has_body);
        let body = self.body(published.request_body.as_ref(), id, at);
        let announcing = operation_kind::announcing(&published, method);
        let response = self.response(&published.responses, announcing, id, at);
        let error = self.error(&published.responses, id, at);
        if !extensions_known || !plain {
            return Err(Refused);
        }
        let examples = self.examples(&published, at);
        let (group, name) = naming::split_operation_id(id);
        let (mut parameters, response) = (parameters?, response?);
        path::mark_scope(path_alone, &mut parameters.list);
        let template = self.sent_template(template, &parameters, at)?;
        let kind = self.kind(&published, &response, &parameters, at, document)?;
        let begin = if matches!(kind, OperationKind::LongRunning(_)) {
            "begin "
        } else {
            ""
        };
        Ok(Operation {
            id: id.to_owned(),
            name: Name {
                wire: name.to_owned(),
                rust: naming::member_name(&format!("{begin}{name}")),
            },
            options: options_name(document.client, group, name),
            docs: published.description.or(published.summary),
            origin: at.clone(),
            api_version: parameters.api_version,
            method,
            path: template,
            parameters: parameters.list,
            body: body?,
            response,
            error: error?,
            kind,
            resend: resend(method, path),
            key_role: key_role(method, path),
            examples,
        })
    }

    fn body(
        &mut self,
        body: Option<&ReferenceOr<RequestBody>>,
        id: &str,
        at: &Pointer,
    ) -> Lowered<Option<Body>> {
        let Some(body) = body else { return Ok(None) };
        let body = self.resolved(body, Code::MalformedBody)?;
        let at = &place(&body.extensions, at);
        if !self.knows(body.extensions.iter(), Level::Body, at) {
            return Err(Refused);
        }
        let name = body
            .extensions
            .get("x-ms-requestBody-name")
            .and_then(Value::as_str)
            .unwrap_or("body")
            .to_owned();
        let ty = self.content(&body.content, is_sent, &format!("{id} body"), at)?;
        if self.content_may_be_null(&body.content) {
            let message = "a body that may be null is not supported";
            return self.unsupported(at, message, "leave the operation out");
        }
        Ok(ty.map(|ty| Body {
            name,
            docs: body.description.clone(),
            required: body.required,
            ty,
        }))
    }

    /// Published examples: each stands in a file of its own, or in place.
    fn examples(&self, published: &Published, at: &Pointer) -> BTreeMap<String, Example> {
        let Some(Value::Object(examples)) = published.extensions.get("x-ms-examples") else {
            return BTreeMap::new();
        };
        let at = at.join("x-ms-examples");
        let example = |(title, example): (&String, &Value)| {
            let referred = example
                .get("$ref")
                .and_then(Value::as_str)
                .map(Pointer::parse);
            let origin = referred.unwrap_or_else(|| at.join(title));
            let value = self.documents.get(&origin)?.clone();
            let (faults, unknown) = (Vec::new(), BTreeMap::new());
            Some((
                title.clone(),
                Example {
                    value,
                    origin,
                    faults,
                    unknown,
                },
            ))
        };
        examples.iter().filter_map(example).collect()
    }
}

/// The media type that every body is sent with.
fn is_sent(media: &str) -> bool {
    let media = media.split(';').next().unwrap_or_default().trim();
    matches!(media, "application/json" | "*/*")
}

fn options_name(client: &str, group: &str, name: &str) -> String {
    let group = if group.is_empty() {
        String::new()
    } else {
        naming::type_name(group)
    };
    format!("{client}{group}Client{}Options", naming::type_name(name))
}

/// A POST only reads if the last literal segment of its path starts with `list`, `get` or `check`.
fn resend(method: Method, path: &str) -> Resend {
    let last = last_literal(path);
    let reads = ["list", "get", "check"]
        .iter()
        .any(|verb| last.starts_with(verb));
    match method == Method::Post && reads {
        true => Resend::ReadOnly,
        false => Resend::ByMethod,
    }
}

/// Key operations are those whose path ends in `list…Keys`, `listSecrets`, `listCredentials`, `regenerate…` or
/// `rotate…`.
fn key_role(method: Method, path: &str) -> Option<KeyRole> {
    let last = last_literal(path);
    let ends = ["keys", "secrets", "credentials"];
    let lists = last.starts_with("list") && ends.iter().any(|end| last.ends_with(end));
    // Another method may be sent again, and a key that is regenerated twice is another one.
    let regenerates =
        method == Method::Post && (last.starts_with("regenerate") || last.starts_with("rotate"));
    match (lists, regenerates) {
        (true, _) => Some(KeyRole::List),
        (_, true) => Some(KeyRole::Regenerate),
        _ => None,
    }
}

/// Last segment of a path that is no placeholder, in lower case.
fn last_literal(path: &str) -> String {
    let last = model::last_literal(path).map(|place| &path[place]);
    last.unwrap_or_default().to_ascii_lowercase()
}
