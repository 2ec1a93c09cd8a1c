//! Typed headers of responses as users see them: a sealed trait for each type of response.

mod example;

use super::{
    Item, RustType,
    docs::{code, docs},
    types,
};
use crate::model::{self, Model, Service};
use serde::Serialize;

/// A trait that reads the headers of one type of response.
#[derive(Clone, Debug, Serialize)]
pub struct HeaderTrait {
    /// Name, path and text.
    pub item: Item,
    /// The response that implements it.
    pub response: RustType,
    /// Its methods.
    pub methods: Vec<HeaderMethod>,
}

/// A method that reads a header.
#[derive(Clone, Debug, Serialize)]
pub struct HeaderMethod {
    /// Its name.
    pub name: String,
    /// Type in `Result<Option<…>>`.
    pub ty: RustType,
    /// Lines of its documentation, in Markdown.
    pub docs: Vec<String>,
    /// Name of the header, in lower case.
    pub header: String,
    /// Module that reads its value, if its type does not.
    pub codec: Option<String>,
}

/// All traits of a service.
pub(super) fn traits(model: &Model, service: &Service) -> Vec<HeaderTrait> {
    let traits = service.headers.iter().map(|header| {
        let methods = header.headers.iter().map(|header| method(model, header));
        HeaderTrait {
            item: Item::of_service(
                &service.module,
                "models",
                &header.name,
                text(model, service, header),
            ),
            response: types::response(model, &header.response),
            methods: methods.collect(),
        }
    });
    traits.collect()
}

fn text(model: &Model, service: &Service, header: &model::HeaderTrait) -> Vec<String> {
    let text = match &header.response.body {
        Some(ty) => format!("Headers of an answer with `{}`.", types::content(model, ty)),
        None => "Headers of an answer without a body.".to_owned(),
    };
    let examples = example::examples(model, service, header);
    [text].into_iter().chain(examples).collect()
}

fn method(model: &Model, header: &model::Header) -> HeaderMethod {
    HeaderMethod {
        name: header.name.rust.clone(),
        ty: types::of(model, &header.ty),
        docs: docs(header.docs.as_deref(), || {
            format!("The header {}.", code(&header.name.wire))
        }),
        header: header.name.wire.to_ascii_lowercase(),
        codec: types::codec(model, &header.ty),
    }
}
