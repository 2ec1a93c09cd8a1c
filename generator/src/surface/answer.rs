//! Enums for responses whose body depends on the status.

use super::{Item, RustType, docs::code, types};
use crate::model::{Model, Operation, Response, Service};
use serde::Serialize;

/// An enum with a variant for each status.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerItem {
    /// Name, path and doc text.
    pub item: Item,
    /// Its variants, by status.
    pub variants: Vec<AnswerVariant>,
}

/// The response with one status.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerVariant {
    /// Its name.
    pub name: String,
    /// The status.
    pub status: u16,
    /// Lines of its documentation, in Markdown.
    pub docs: Vec<String>,
    /// Its value, such as `Response<T>`.
    pub response: RustType,
    /// Whether it has a body.
    pub has_body: bool,
}

/// The enums of a service, in the order of its operations.
pub(super) fn answers(model: &Model, service: &Service) -> Vec<AnswerItem> {
    let answers = service
        .operations()
        .filter_map(|operation| answer(model, service, operation));
    answers.collect()
}

/// The enum of an operation, if its body depends on the status.
pub(super) fn answer(
    model: &Model,
    service: &Service,
    operation: &Operation,
) -> Option<AnswerItem> {
    let by_status = operation.response.by_status.as_ref()?;
    let text = format!("What {} returns, by the status.", code(&operation.id));
    let variants = by_status.answers.iter().map(|answer| {
        let response = Response {
            body: answer.body.clone(),
            optional: answer.optional,
            by_status: None,
            ..operation.response.clone()
        };
        AnswerVariant {
            name: name(answer.status),
            status: answer.status,
            docs: vec![format!("The response with the status {}.", answer.status)],
            response: types::response(model, &response),
            has_body: answer.body.is_some(),
        }
    });
    Some(AnswerItem {
        item: Item::of_service(service, "models", &by_status.name, vec![text])
            .at(&operation.origin),
        variants: variants.collect(),
    })
}

/// The status by its name in RFC 9110.
fn name(status: u16) -> String {
    match status {
        200 => "Ok".to_owned(),
        201 => "Created".to_owned(),
        202 => "Accepted".to_owned(),
        203 => "NonAuthoritativeInformation".to_owned(),
        204 => "NoContent".to_owned(),
        205 => "ResetContent".to_owned(),
        206 => "PartialContent".to_owned(),
        other => format!("Status{other}"),
    }
}
