//! Operations.

use super::{
    Document, Lowering,
    content::Direction,
    extension::{Level, is_set, place},
    external_docs,
    media_choice::MediaTypes,
    next_page::First,
    operation_kind,
    path::Written,
    refused::{Lowered, Refused},
};
use crate::{
    diagnostic::Code,
    keys,
    model::{
        Body, Example, Method, Name, Operation, OperationKind, PathTemplate, Resend, Response, Type,
    },
    naming,
    source::Pointer,
};
use openapiv3::{Operation as Published, ReferenceOr, RequestBody};
use serde_json::Value;
use std::collections::BTreeMap;

impl Lowering<'_> {
    /// The operation at `at`, whose path item is at `item`.
    pub(super) fn operation(
        &mut self,
        at: &Pointer,
        item: &Pointer,
        id: &str,
        path: &Written<'_>,
        method: Method,
        document: &Document<'_>,
    ) -> Lowered<Operation> {
        let [read, of_item, whole] = [at, item, &document.root].map(|at| self.object(at));
        self.check_sound(read, of_item)?;
        let plain = self.refers_plainly(of_item) & self.refers_plainly(read);
        let published: Published = self.read(at, Code::MalformedOperation)?;
        let shared = self.parameters_of_item(of_item)?;
        let is_known = self.knows_all(&published, at, item, &document.root) & plain;
        let base = self.base_path([read, of_item, whole], path)?;
        self.check_security(read, whole)?;
        let (own, has_body) = (&published.parameters, published.request_body.is_some());
        let parameters = self.parameters(&path.template, &shared, own, document, at, has_body);
        let body = self.body(published.request_body.as_ref(), id, at);
        let forms = operation_kind::forms(&published, method);
        let response = self.response(&published.responses, forms, id, at);
        let error = self.error(&published.responses, id, at);
        if !is_known {
            return Err(Refused);
        }
        let (group, name) = naming::split_operation_id(id);
        let (mut parameters, (response, accepted)) = (parameters?, response?);
        let options = options_name(document.client, group, name);
        let mut response = named(response, &options);
        response.exists = self.asks_for_existence(method, &published.responses, &response)?;
        let (body, sent) = body?.unzip();
        path.mark_scope(&mut parameters.list);
        let template = self.sent_template(path, &base, &parameters, at)?;
        let response = self.with_final_schema(&published, response, forms.0, id, at)?;
        let first = First::of(&parameters, body.as_ref(), &response);
        let kind = self.kind(&published, &response, &first, at, document)?;
        let media = MediaTypes::new(&response, accepted, body.as_ref(), sent);
        parameters.choose(&media, &kind, at);
        Ok(Operation {
            examples: self.examples(&published, at),
            id: id.to_owned(),
            name: method_name(name, &kind),
            options,
            docs: published.description.or(published.summary),
            reference: external_docs::address(read.1.and_then(|read| read.get("externalDocs"))),
            origin: at.clone(),
            api_version: parameters.api_version,
            method,
            resend: resend(method, &template),
            key_role: keys::operations::role(method, &template),
            path: template,
            parameters: parameters.list,
            body,
            response,
            error: error?,
            kind,
        })
    }

    /// Whether every extension of an operation, its path item and its document is known.
    pub(super) fn knows_all(
        &mut self,
        published: &Published,
        at: &Pointer,
        item: &Pointer,
        root: &Pointer,
    ) -> bool {
        self.knows(published.extensions.iter(), Level::Operation, at)
            & self.knows_raw(Level::PathItem, item)
            & self.knows_raw(Level::Document, root)
    }

    /// The body, with the other media types that a call may send.
    pub(super) fn body(
        &mut self,
        body: Option<&ReferenceOr<RequestBody>>,
        id: &str,
        at: &Pointer,
    ) -> Lowered<Option<(Body, Vec<String>)>> {
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
        let name_of_type = format!("{id} body");
        let content = self.content(&body.content, Direction::Request, &name_of_type, at)?;
        let Some(content) = content else {
            return Ok(None);
        };
        if content.ty != Type::Stream && self.content_may_be_null(&body.content) {
            let message = "a body that may be null is not supported";
            return self.refuse(
                Code::UnsupportedSchema,
                at,
                message,
                "leave the operation out of the manifest",
            );
        }
        let lowered = Body {
            name,
            docs: body.description.clone(),
            required: body.required,
            ty: content.ty,
            secret: is_set(body.extensions.get("x-ms-secret")),
            content_type: content.media,
        };
        Ok(Some((lowered, content.others)))
    }

    /// Published examples, each of which is in a file of its own or inline.
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

/// Name of the method, with `begin_` for a long-running operation.
fn method_name(name: &str, kind: &OperationKind) -> Name {
    let begin = match kind {
        OperationKind::LongRunning(_) => "begin ",
        OperationKind::Once | OperationKind::Pages(_) => "",
    };
    Name {
        wire: name.to_owned(),
        rust: naming::member_name(&format!("{begin}{name}")),
    }
}

/// The response, with the name of the enum of its types.
fn named(mut response: Response, options: &str) -> Response {
    if let Some(by_status) = &mut response.by_status {
        by_status.name = naming::beside_options(options, "Answer");
    }
    response
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
fn resend(method: Method, path: &PathTemplate) -> Resend {
    let last = path.last_literal().unwrap_or_default();
    let last = last.to_ascii_lowercase();
    let reads = ["list", "get", "check"]
        .iter()
        .any(|verb| last.starts_with(verb));
    match method == Method::Post && reads {
        true => Resend::ReadOnly,
        false => Resend::ByMethod,
    }
}
