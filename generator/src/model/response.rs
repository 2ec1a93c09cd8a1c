//! Success responses, and their typed headers.

use super::{Name, Type};
use serde::Serialize;

/// Responses whose body depends on the status: an enum with a variant for each status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ByStatus {
    /// Name of the enum, such as `ThingsClientStartAnswer`.
    pub name: String,
    /// Its variants.
    pub answers: Vec<Answer>,
}

/// The responses with one status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Type of the body, if there is one.
    pub body: Option<Type>,
    /// Whether the body may be null.
    pub optional: bool,
}

/// The success responses of an operation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Response {
    /// Status codes.
    pub statuses: Vec<u16>,
    /// Type of the body: `Response<T>`, `AsyncResponse` if it is a stream, or `Response<(), NoFormat>` if there is none.
    pub body: Option<Type>,
    /// Types of the bodies, if they differ by status. There is no single `body` then.
    pub by_status: Option<ByStatus>,
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
        (&self.body, &self.by_status) == (&other.body, &other.by_status)
            && (self.optional, self.exists) == (other.optional, other.exists)
    }

    /// Types of the bodies.
    pub fn bodies(&self) -> impl Iterator<Item = &Type> {
        let by_status = self.by_status.iter().flat_map(|all| &all.answers);
        let by_status = by_status.filter_map(|answer| answer.body.as_ref());
        self.body.iter().chain(by_status)
    }

    /// Types of the bodies, mutable.
    pub fn bodies_mut(&mut self) -> impl Iterator<Item = &mut Type> {
        let by_status = self.by_status.iter_mut().flat_map(|all| &mut all.answers);
        let by_status = by_status.filter_map(|answer| answer.body.as_mut());
        self.body.iter_mut().chain(by_status)
    }

    /// Type of the body of the responses with this status.
    pub fn body_of(&self, status: &str) -> Option<&Type> {
        match &self.by_status {
            None => self.body.as_ref(),
            Some(all) => {
                let mut answers = all.answers.iter();
                let answer = answers.find(|answer| answer.status.to_string() == status);
                answer?.body.as_ref()
            }
        }
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
        self.bodies().chain(headers)
    }

    /// Every type that it refers to, mutable.
    pub fn types_mut(&mut self) -> impl Iterator<Item = &mut Type> {
        let by_status = self.by_status.iter_mut().flat_map(|all| &mut all.answers);
        let by_status = by_status.filter_map(|answer| answer.body.as_mut());
        let headers = self.headers.iter_mut().map(|header| &mut header.ty);
        self.body.iter_mut().chain(by_status).chain(headers)
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
