//! Typed response headers: a sealed trait for each response type.

mod example;

use super::{
    Item, RustType,
    docs::{code, docs},
    types,
};
use crate::model::{self, Model, Service, Type};
use serde::Serialize;

/// A trait whose methods read the headers of one response type.
#[derive(Clone, Debug, Serialize)]
pub struct HeaderTrait {
    /// Name, path and doc text.
    pub item: Item,
    /// The response type that implements the trait.
    pub response: RustType,
    /// Its methods.
    pub methods: Vec<HeaderMethod>,
}

/// A method that reads one header.
#[derive(Clone, Debug, Serialize)]
pub struct HeaderMethod {
    /// Its name.
    pub name: String,
    /// Type `T` of the `Result<Option<T>>` that it returns.
    pub ty: RustType,
    /// Lines of its documentation, in Markdown.
    pub docs: Vec<String>,
    /// Name of the header, in lower case.
    pub header: String,
    /// Module that parses the value, unless its type does so itself.
    pub codec: Option<String>,
}

/// All traits of a service.
pub(super) fn traits(model: &Model, service: &Service) -> Vec<HeaderTrait> {
    let traits = service.headers.iter().map(|header| {
        let methods = header.headers.iter().map(|header| method(model, header));
        HeaderTrait {
            item: Item::of_service(
                service,
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
        Some(Type::Stream) => "Headers of a response whose body is a stream.".to_owned(),
        Some(ty) => format!(
            "Headers of a response with `{}`.",
            types::content(model, ty)
        ),
        None if header.response.by_status.is_some() => {
            "Headers of a response whose body depends on the status.".to_owned()
        }
        None if header.response.exists => "Headers of a response with `bool`.".to_owned(),
        None => "Headers of a response without a body.".to_owned(),
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
