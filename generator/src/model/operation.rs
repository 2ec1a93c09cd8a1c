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
