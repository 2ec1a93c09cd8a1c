//! Arguments of a method.

use super::{RustType, types};
use crate::model::{Model, Operation};
use serde::Serialize;

/// An argument of a method.
#[derive(Clone, Debug, Serialize)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: RustType,
}

pub(super) fn arguments(model: &Model, operation: &Operation) -> Vec<Argument> {
    let parameters = operation.arguments().map(|parameter| Argument {
        name: parameter.name.rust.clone(),
        ty: types::argument(model, &parameter.ty),
    });
    let body = operation.required_body().map(|body| Argument {
        name: "body".to_owned(),
        ty: types::request(model, &body.ty),
    });
    parameters.chain(body).collect()
}
