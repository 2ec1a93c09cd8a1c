//! What a method takes: arguments, and fields of its options.

use super::{RustType, types};
use crate::model::{Body, Model, Operation, Parameter};
use serde::Serialize;

/// An argument of a method.
#[derive(Clone, Debug, Serialize)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: RustType,
}

/// Parameters that are arguments.
pub(super) fn required(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    let parameters = operation.parameters.iter();
    parameters.filter(|parameter| parameter.required && !parameter.is_subscription())
}

/// Parameters that are fields of the options.
pub(super) fn optional(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    let parameters = operation.parameters.iter();
    parameters.filter(|parameter| !parameter.required)
}

/// The body, if it is `required` or if it is not.
pub(super) fn body(operation: &Operation, required: bool) -> Option<&Body> {
    operation
        .body
        .as_ref()
        .filter(|body| body.required == required)
}

pub(super) fn arguments(model: &Model, operation: &Operation) -> Vec<Argument> {
    let parameters = required(operation).map(|parameter| Argument {
        name: parameter.name.rust.clone(),
        ty: types::argument(model, &parameter.ty),
    });
    let body = body(operation, true).map(|body| Argument {
        name: "body".to_owned(),
        ty: types::content(model, &body.ty).within("RequestContent"),
    });
    parameters.chain(body).collect()
}
