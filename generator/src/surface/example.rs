//! How the tests of a crate replay the published examples of an operation.

mod published;

use super::{RustType, types};
use crate::model::{Model, Operation, OperationKind, Service, Type};
use serde_json::Value;

/// The typed call of a method with the parameters of an example, and what is read of its response.
#[derive(Clone, Debug)]
pub struct ExampleCall {
    /// Arguments.
    pub arguments: Vec<ExampleArgument>,
    /// Name by which examples give the body, if it is an argument.
    pub body: Option<String>,
    /// Fields of the options, each with the name by which examples give it.
    pub options: Vec<ExampleOption>,
    /// How the response comes.
    pub response: ExampleResponse,
    /// What the driver needs to know of the operation, and its examples.
    pub published: Value,
}

/// An argument that an example gives.
#[derive(Clone, Debug)]
pub struct ExampleArgument {
    /// Name by which examples give it.
    pub wire: String,
    /// Its type, without a reference.
    pub ty: RustType,
    /// Module that reads it, if its JSON is not that of its type.
    pub codec: Option<String>,
    /// Whether the method takes a reference.
    pub is_borrowed: bool,
    /// Whether it is a text.
    pub is_text: bool,
}

/// A field of the options that an example may give.
#[derive(Clone, Debug)]
pub struct ExampleOption {
    /// The field.
    pub field: String,
    /// Name by which examples give it.
    pub wire: String,
    /// Module that reads it, if its JSON is not that of its type.
    pub codec: Option<String>,
    /// Whether it is the body.
    pub is_body: bool,
}

/// How a response comes.
#[derive(Clone, Debug)]
pub enum ExampleResponse {
    /// At once.
    Once {
        /// Whether it has a body.
        has_body: bool,
        /// Its typed headers.
        headers: Vec<ExampleHeader>,
    },
    /// In pages.
    Pages,
    /// After a while.
    Poller {
        /// Whether it ends with a result.
        has_result: bool,
    },
}

/// A typed header that is read.
#[derive(Clone, Debug)]
pub struct ExampleHeader {
    /// Its name in responses.
    pub wire: String,
    /// Method that reads it.
    pub method: String,
    /// Module that writes it, if its type does not.
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
    let has_body = operation.response.body.is_some();
    match operation.kind {
        OperationKind::Once => ExampleResponse::Once {
            has_body,
            headers: headers(model, service, operation),
        },
        OperationKind::Pages(_) => ExampleResponse::Pages,
        OperationKind::LongRunning(_) => ExampleResponse::Poller {
            has_result: has_body,
        },
    }
}

/// The operation's own headers, by the methods of the trait that it shares with others, which may type them
/// differently.
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
