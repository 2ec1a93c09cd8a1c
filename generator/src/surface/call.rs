//! The request that a method sends, and the responses that it accepts.

use super::{
    rules::{Checks, Rules},
    types,
};
use crate::model::{
    FinalState, LinkPlace, Location, Method, Model, NextPage, Operation, OperationKind, Pages,
    Parameter, Resend, Type,
};
use serde::Serialize;
use std::collections::BTreeSet;

/// The request of a method, and the responses that it accepts.
#[derive(Clone, Debug, Serialize)]
pub struct Call {
    /// `operationId`.
    pub operation: String,
    /// HTTP method.
    pub method: Method,
    /// Path template.
    pub path: String,
    /// API version, if the operation has one.
    pub api_version: Option<String>,
    /// Whether the operation only reads, despite its HTTP method, so that it may be sent again.
    pub is_read_only: bool,
    /// Whether a successful response may have no body.
    pub is_optional_response: bool,
    /// Whether a long-running operation has its status document as result.
    pub status_is_result: bool,
    /// Whether a long-running operation answers 201 with another body than its result.
    pub is_created_interim: bool,
    /// Parameters, in the order in which the request builder adds them.
    pub parameters: Vec<Step>,
    /// Where the request body comes from, if there is one.
    pub body: Option<Given>,
    /// Media type of the request body, unless it is JSON.
    pub content_type: Option<String>,
    /// Media type of the response that is asked for, unless it is JSON.
    pub accept: Option<String>,
    /// Statuses that mean success.
    pub statuses: BTreeSet<u16>,
    /// How responses are returned.
    pub end: End,
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Given {
    /// An argument.
    Argument,
    /// A field of the options.
    Option,
    /// The client.
    Client,
}

/// A parameter of a request.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    /// Name of the Rust argument or field.
    pub name: String,
    /// Name in the HTTP request.
    pub wire: String,
    /// Path, query or header.
    pub location: Location,
    /// Where its value comes from.
    pub given: Given,
    /// Its only value, if it is sent without an argument.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constant: Option<String>,
    /// Whether it has several values.
    pub is_list: bool,
    /// Whether the argument is a reference.
    pub is_borrowed: bool,
    /// Module that formats the value, unless its type does so itself.
    pub codec: Option<String>,
    /// Rules that the value must satisfy.
    pub checks: Checks,
    /// Whether it is sent without percent-encoding.
    pub is_verbatim: bool,
    /// Whether it is a secret.
    pub is_secret: bool,
    /// What the service takes if no value is sent, as JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
}

/// How the responses of a call are returned.
#[derive(Clone, Debug, Serialize)]
pub enum End {
    /// One response.
    Response,
    /// One response whose body depends on the status.
    Answer,
    /// One response whose body is a stream.
    Stream,
    /// One response that says whether there is something.
    Existence,
    /// A pager.
    Pages(PageLinks),
    /// A poller.
    Poller {
        /// Whether the operation has a result.
        has_result: bool,
        /// Where the result is read.
        final_state: FinalState,
        /// How its pages are linked, if the result comes in pages.
        pages: Option<PageLinks>,
    },
}

/// How pages are linked.
#[derive(Clone, Debug, Serialize)]
pub struct PageLinks {
    /// Fields that lead from a page to the link to the next one, if there is one.
    pub next_link: Vec<String>,
    /// The operation that reads the next page, if following the link is not enough.
    pub next: Option<NextCall>,
}

/// A request for the next page.
#[derive(Clone, Debug, Serialize)]
pub struct NextCall {
    /// `operationId`.
    pub operation: String,
    /// HTTP method.
    pub method: Method,
    /// Whether it sends the body of the first call again.
    pub same_body: bool,
    /// Path template.
    pub path: String,
    /// API version, if the operation has one.
    pub api_version: Option<String>,
    /// Parameters of the first call that are sent again.
    pub parameters: Vec<Step>,
    /// The parameter that takes the link, if the link is not a URL.
    pub link: Option<(String, LinkPlace)>,
}

pub(super) fn call(model: &Model, operation: &Operation, rules: &Rules<'_>) -> Call {
    let body = operation.body.as_ref();
    Call {
        operation: operation.id.clone(),
        method: operation.method,
        path: operation.path.to_string(),
        api_version: operation.api_version.clone(),
        is_read_only: operation.resend == Resend::ReadOnly,
        is_optional_response: operation.response.optional,
        status_is_result: matches!(&operation.kind, OperationKind::LongRunning(kind) if kind.status_is_result),
        is_created_interim: operation.response.interim.contains(&201),
        parameters: steps(model, &operation.parameters, rules),
        body: body.map(|body| given(body.required)),
        content_type: body.and_then(|body| body.content_type.clone()),
        accept: operation.response.accept.clone(),
        statuses: statuses(operation),
        end: end(model, operation, rules),
    }
}

fn given(required: bool) -> Given {
    match required {
        true => Given::Argument,
        false => Given::Option,
    }
}

fn steps(model: &Model, parameters: &[Parameter], rules: &Rules<'_>) -> Vec<Step> {
    let steps = parameters.iter().map(|parameter| Step {
        name: parameter.name.rust.clone(),
        wire: match parameter.location {
            Location::Header => parameter.name.wire.to_ascii_lowercase(),
            _ => parameter.name.wire.clone(),
        },
        location: parameter.location.clone(),
        given: match parameter.is_subscription() {
            true => Given::Client,
            false => given(parameter.required),
        },
        constant: parameter.constant.clone(),
        is_list: parameter.is_list(),
        is_borrowed: types::is_borrowed(&parameter.ty),
        codec: types::codec(model, &parameter.ty),
        checks: rules.checks(parameter),
        is_verbatim: parameter.verbatim,
        is_secret: parameter.ty.is_secret(),
        default: parameter.default.clone(),
    });
    steps.collect()
}

/// Statuses that mean success for the call or for a call for a further page.
fn statuses(operation: &Operation) -> BTreeSet<u16> {
    let next = operation.kind.next_page().into_iter();
    let next = next.flat_map(|next| &next.statuses);
    let own = operation.response.statuses.iter();
    own.chain(next).copied().collect()
}

fn end(model: &Model, operation: &Operation, rules: &Rules<'_>) -> End {
    match &operation.kind {
        OperationKind::Once if operation.response.body == Some(Type::Stream) => End::Stream,
        OperationKind::Once if operation.response.by_status.is_some() => End::Answer,
        OperationKind::Once if operation.response.exists => End::Existence,
        OperationKind::Once => End::Response,
        OperationKind::Pages(pages) => End::Pages(links(model, operation, pages, rules)),
        OperationKind::LongRunning(kind) => End::Poller {
            has_result: operation.response.model().is_some(),
            final_state: kind.final_state,
            pages: kind
                .pages
                .as_deref()
                .map(|pages| links(model, operation, pages, rules)),
        },
    }
}

fn links(model: &Model, operation: &Operation, pages: &Pages, rules: &Rules<'_>) -> PageLinks {
    let Some(page) = &operation.response.body else {
        unreachable!("a page is a body");
    };
    let next = pages.next.as_deref();
    PageLinks {
        next_link: types::path(model, page, pages.next_link.as_deref().unwrap_or_default()),
        next: next.map(|next| next_call(model, next, rules)),
    }
}

fn next_call(model: &Model, next: &NextPage, rules: &Rules<'_>) -> NextCall {
    NextCall {
        operation: next.id.clone(),
        method: next.method,
        same_body: next.same_body,
        path: next.path.to_string(),
        api_version: next.api_version.clone(),
        parameters: steps(model, &next.parameters, rules),
        link: next.link.clone(),
    }
}
