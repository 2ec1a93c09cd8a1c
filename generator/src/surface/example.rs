//! How the tests of a crate replay the published examples of an operation.

mod published;

use super::{AnswerItem, RustType, answer, types};
use crate::model::{Model, Operation, OperationKind, Service, Type};
use serde_json::Value;

/// The call of a method with the parameters of an example, and what is read from its response.
#[derive(Clone, Debug)]
pub struct ExampleCall {
    /// Arguments.
    pub arguments: Vec<ExampleArgument>,
    /// Name of the body in examples, if the body is an argument.
    pub body: Option<String>,
    /// Whether the body is sent as it is, not as a model.
    pub is_stream: bool,
    /// Fields of the options, with their names in examples.
    pub options: Vec<ExampleOption>,
    /// How the response is returned.
    pub response: ExampleResponse,
    /// What the replay needs to know about the operation, and its examples.
    pub published: Value,
}

/// An argument with a value in examples.
#[derive(Clone, Debug)]
pub struct ExampleArgument {
    /// Its name in examples.
    pub wire: String,
    /// Its type, without a reference.
    pub ty: RustType,
    /// Module that deserialises it, unless its type does so itself.
    pub codec: Option<String>,
    /// Whether the method takes a reference.
    pub is_borrowed: bool,
    /// Whether it is a string.
    pub is_text: bool,
}

/// A field of the options that may have a value in examples.
#[derive(Clone, Debug)]
pub struct ExampleOption {
    /// The field.
    pub field: String,
    /// Its name in examples.
    pub wire: String,
    /// Module that deserialises it, unless its type does so itself.
    pub codec: Option<String>,
    /// Whether it is the body.
    pub is_body: bool,
}

/// How a response is returned.
#[derive(Clone, Debug)]
pub enum ExampleResponse {
    /// Directly.
    Once {
        /// How its body is read.
        body: ExampleBody,
        /// Its typed headers.
        headers: Vec<ExampleHeader>,
    },
    /// As one of several variants.
    ByStatus {
        /// The enum.
        answer: AnswerItem,
        /// Its typed headers.
        headers: Vec<ExampleHeader>,
    },
    /// By a pager.
    Pages,
    /// By a poller.
    Poller {
        /// How its result is read.
        result: ExampleBody,
        /// Whether the result comes in pages.
        has_pages: bool,
    },
}

/// How the body of a response is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExampleBody {
    /// Not at all.
    None,
    /// Into a model.
    Model,
    /// As it is.
    Stream,
}

/// A typed header that is read.
#[derive(Clone, Debug)]
pub struct ExampleHeader {
    /// Its name in responses.
    pub wire: String,
    /// Method that reads it.
    pub method: String,
    /// Module that formats it, unless its type does so itself.
    pub codec: Option<String>,
}

impl ExampleCall {
    pub(super) fn of(model: &Model, service: &Service, operation: &Operation) -> Self {
        let arguments = operation.arguments().map(|parameter| ExampleArgument {
            wire: parameter.name.wire.clone(),
            ty: types::of(model, &parameter.ty),
            codec: types::codec(model, &parameter.ty),
            is_borrowed: types::is_borrowed(&parameter.ty),
            is_text: parameter.ty == Type::String,
        });
        Self {
            arguments: arguments.collect(),
            options: options(model, operation),
            body: operation.required_body().map(|body| body.name.clone()),
            is_stream: matches!(&operation.body, Some(body) if body.ty == Type::Stream),
            response: response(model, service, operation),
            published: published::published(operation),
        }
    }
}

fn options(model: &Model, operation: &Operation) -> Vec<ExampleOption> {
    let fields = operation
        .optional_parameters()
        .map(|parameter| ExampleOption {
            field: parameter.name.rust.clone(),
            wire: parameter.name.wire.clone(),
            codec: types::codec(model, &parameter.ty),
            is_body: false,
        });
    let body = operation.optional_body().map(|body| ExampleOption {
        field: "body".to_owned(),
        wire: body.name.clone(),
        codec: None,
        is_body: true,
    });
    fields.chain(body).collect()
}

fn response(model: &Model, service: &Service, operation: &Operation) -> ExampleResponse {
    let body = match operation.response.body {
        None if operation.response.exists => ExampleBody::Model,
        None => ExampleBody::None,
        Some(Type::Stream) => ExampleBody::Stream,
        Some(_) => ExampleBody::Model,
    };
    if let Some(answer) = answer::answer(model, service, operation) {
        let headers = headers(model, service, operation);
        return ExampleResponse::ByStatus { answer, headers };
    }
    match &operation.kind {
        OperationKind::Once => ExampleResponse::Once {
            body,
            headers: headers(model, service, operation),
        },
        OperationKind::Pages(_) => ExampleResponse::Pages,
        OperationKind::LongRunning(_) => ExampleResponse::Poller {
            result: body,
            has_pages: operation.kind.pages().is_some(),
        },
    }
}

/// The operation's own headers. Operations with the same response type share one header trait; a header may have
/// another type in others.
fn headers(model: &Model, service: &Service, operation: &Operation) -> Vec<ExampleHeader> {
    let response = &operation.response;
    let known = service.headers.iter();
    let known =
        known.filter(|known| !response.headers.is_empty() && known.response.is_like(response));
    let headers = known.flat_map(|known| &known.headers).filter(|header| {
        let mut own = response.headers.iter();
        own.any(|own| own.name.wire.eq_ignore_ascii_case(&header.name.wire) && own.ty == header.ty)
    });
    let headers = headers.map(|header| ExampleHeader {
        wire: header.name.wire.clone(),
        method: header.name.rust.clone(),
        codec: types::codec(model, &header.ty),
    });
    headers.collect()
}
