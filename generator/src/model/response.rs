//! Success responses, and their typed headers.

use super::{Name, Type};
use serde::Serialize;

/// The success responses of an operation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Response {
    /// Status codes.
    pub statuses: Vec<u16>,
    /// Type of the body: `Response<T>`, `AsyncResponse` if it is a stream, or `Response<(), NoFormat>` if there is none.
    pub body: Option<Type>,
    /// Media type that the client asks for, unless it is `application/json`.
    pub accept: Option<String>,
    /// Whether a 404 is an answer, no error: `Response<bool>`.
    pub exists: bool,
    /// Whether responses with some of the statuses have no body: `Response<Option<T>>`.
    pub optional: bool,
    /// Typed headers.
    pub headers: Vec<Header>,
    /// Statuses while a long-running operation runs, with bodies of other types than the result.
    pub interim: Vec<u16>,
}

impl Response {
    /// Whether the other response has the same Rust type: one trait of headers then serves both.
    pub fn is_like(&self, other: &Self) -> bool {
        (&self.body, self.optional, self.exists) == (&other.body, other.optional, other.exists)
    }

    /// Type of the body, unless it is a stream.
    pub fn model(&self) -> Option<&Type> {
        self.body.as_ref().filter(|ty| **ty != Type::Stream)
    }

    /// Whether the body of the response with this status has another type than the result.
    pub fn is_interim(&self, status: &str) -> bool {
        self.interim
            .iter()
            .any(|interim| interim.to_string() == status)
    }

    /// Every type that it refers to.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let headers = self.headers.iter().map(|header| &header.ty);
        self.body.iter().chain(headers)
    }

    /// Every type that it refers to, mutable.
    pub fn types_mut(&mut self) -> impl Iterator<Item = &mut Type> {
        let headers = self.headers.iter_mut().map(|header| &mut header.ty);
        self.body.iter_mut().chain(headers)
    }
}

/// A response header: a method of the response's trait.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Header {
    /// Its name.
    pub name: Name,
    /// Its doc comment.
    pub docs: Option<String>,
    /// Its type.
    pub ty: Type,
}

/// Typed headers of one type of response: `SubscriptionKeysContractHeaders`.
#[derive(Clone, Debug, Serialize)]
pub struct HeaderTrait {
    /// Name of the trait.
    pub name: String,
    /// The response that it is implemented for.
    pub response: Response,
    /// Its methods.
    pub headers: Vec<Header>,
}
