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
    /// Text for people.
    pub docs: Option<String>,
    /// Where it stands.
    pub origin: Pointer,
    /// API version of its document.
    pub api_version: Option<String>,
    /// HTTP method.
    pub method: Method,
    /// Path template, such as `/subscriptions/{subscriptionId}/…`.
    pub path: PathTemplate,
    /// Parameters: those of the path in the order of the template, then query and header by name.
    pub parameters: Vec<Parameter>,
    /// JSON body.
    pub body: Option<Body>,
    /// What the service answers when all went well.
    pub response: Response,
    /// Schema of the body of other answers.
    pub error: Option<Type>,
    /// Whether it answers once, in pages, or after a while.
    pub kind: OperationKind,
    /// Whether it changes something in a way that must not happen twice.
    pub resend: Resend,
    /// Its role among the key operations.
    pub key_role: Option<KeyRole>,
    /// Published examples by title.
    pub examples: BTreeMap<String, Example>,
}

impl Operation {
    /// Parameters that are arguments of the method, in their order: those that a call must have, but for the client's
    /// subscription.
    pub fn arguments(&self) -> impl Iterator<Item = &Parameter> {
        let required = self.parameters.iter().filter(|one| one.required);
        required.filter(|one| !one.is_subscription())
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

    /// Types of the body and of the answer.
    pub fn body_types(&self) -> impl Iterator<Item = &Type> {
        let body = self.body.iter().map(|body| &body.ty);
        body.chain(&self.response.body)
    }

    /// Every type that a request of it has.
    pub fn request_types(&self) -> impl Iterator<Item = &Type> {
        let parameters = self.parameters.iter().map(|parameter| &parameter.ty);
        parameters.chain(self.body.iter().map(|body| &body.ty))
    }

    /// Every type that it names.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let next = self.kind.next_page().into_iter();
        self.request_types()
            .chain(self.response.types())
            .chain(&self.error)
            .chain(next.flat_map(|next| next.parameters.iter().map(|parameter| &parameter.ty)))
    }

    /// Every type that it names, to change.
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

/// JSON body of a request.
#[derive(Clone, Debug, Serialize)]
pub struct Body {
    /// Name by which examples give it.
    pub name: String,
    /// Text for people.
    pub docs: Option<String>,
    /// Whether a call must have it: an argument, or else a field of the options.
    pub required: bool,
    /// Its type: `RequestContent<T>`.
    pub ty: Type,
}

/// Whether a call may be sent again when its outcome is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Resend {
    /// It only reads, though its method does not say so.
    ReadOnly,
    /// As the method says: POST and PATCH never, the others always.
    ByMethod,
}

/// What a key operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum KeyRole {
    /// It answers with keys.
    List,
    /// It makes a new key.
    Regenerate,
}
