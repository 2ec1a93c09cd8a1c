//! Operations: methods of clients.

use super::{Example, Name, OperationKind, Parameter, PathTemplate, Response, Type};
use crate::source::Pointer;
use serde::Serialize;
use std::collections::BTreeMap;

/// One operation: a method of a client.
#[derive(Clone, Debug, Serialize)]
pub struct Operation {
    /// Its id in the definition.
    pub id: String,
    /// Its name within its group: a method.
    pub name: Name,
    /// Type of its options, such as `MapsAccountsClientListKeysOptions`.
    pub options: String,
    /// Its doc comment.
    pub docs: Option<String>,
    /// Address of the provider's reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Where it is in the documents.
    pub origin: Pointer,
    /// API version of its document.
    pub api_version: Option<String>,
    /// HTTP method.
    pub method: Method,
    /// Path template, such as `/subscriptions/{subscriptionId}/…`.
    pub path: PathTemplate,
    /// Parameters: those of the path in the order of the template, then query and header by name.
    pub parameters: Vec<Parameter>,
    /// Request body.
    pub body: Option<Body>,
    /// Responses to successful calls.
    pub response: Response,
    /// Schema of the body of error responses.
    pub error: Option<Type>,
    /// Whether it is a single call, paged or long-running.
    pub kind: OperationKind,
    /// Whether a call may be repeated if its outcome is unknown.
    pub resend: Resend,
    /// Its role among the key operations.
    pub key_role: Option<KeyRole>,
    /// Published examples by title.
    pub examples: BTreeMap<String, Example>,
}

impl Operation {
    /// Parameters that are arguments of the method, in their order: the required ones, except the subscription of the
    /// client and those with a single value.
    pub fn arguments(&self) -> impl Iterator<Item = &Parameter> {
        let required = self.parameters.iter().filter(|one| one.required);
        required.filter(|one| !one.is_subscription() && one.constant.is_none())
    }

    /// Parameters that are fields of the options.
    pub fn optional_parameters(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(|one| !one.required)
    }

    /// The body, if it is an argument of the method.
    pub fn required_body(&self) -> Option<&Body> {
        self.body.as_ref().filter(|body| body.required)
    }

    /// The body, if it is a field of the options.
    pub fn optional_body(&self) -> Option<&Body> {
        self.body.as_ref().filter(|body| !body.required)
    }

    /// Types of the request body and of the response body.
    pub fn body_types(&self) -> impl Iterator<Item = &Type> {
        let body = self.body.iter().map(|body| &body.ty);
        body.chain(self.response.bodies())
    }

    /// Every type in its request.
    pub fn request_types(&self) -> impl Iterator<Item = &Type> {
        let parameters = self.parameters.iter().map(|parameter| &parameter.ty);
        parameters.chain(self.body.iter().map(|body| &body.ty))
    }

    /// Every type that it refers to.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let next = self.kind.next_page().into_iter();
        self.request_types()
            .chain(self.response.types())
            .chain(&self.error)
            .chain(next.flat_map(|next| next.parameters.iter().map(|parameter| &parameter.ty)))
    }

    /// Every type that it refers to, mutable.
    pub fn types_mut(&mut self) -> impl Iterator<Item = &mut Type> {
        let next = self.kind.next_page_mut().into_iter();
        let parameters = self.parameters.iter_mut();
        parameters
            .chain(next.flat_map(|next| &mut next.parameters))
            .map(|parameter| &mut parameter.ty)
            .chain(self.body.iter_mut().map(|body| &mut body.ty))
            .chain(self.response.types_mut())
            .chain(&mut self.error)
    }
}

/// HTTP methods that ARM uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the variants are the methods' names")]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Head,
    Patch,
}

/// Body of a request.
#[derive(Clone, Debug, Serialize)]
pub struct Body {
    /// Name of its parameter in examples.
    pub name: String,
    /// Its doc comment.
    pub docs: Option<String>,
    /// Whether it is required: an argument, or else a field of the options.
    pub required: bool,
    /// Its type: `RequestContent<T>`.
    pub ty: Type,
    /// Whether the definition marks it as secret.
    pub secret: bool,
    /// Its media type, unless it is `application/json`.
    pub content_type: Option<String>,
}

/// Whether a call may be repeated if its outcome is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Resend {
    /// It only reads, though it is a POST: it may be repeated.
    ReadOnly,
    /// Depends on the HTTP method: POST and PATCH are never repeated, the others always may be.
    ByMethod,
}

/// What a key operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum KeyRole {
    /// It returns keys.
    List,
    /// It creates a new key.
    Regenerate,
}
