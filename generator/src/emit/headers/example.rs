//! Doc examples that read a typed header from the response of a real operation, so that the compiler checks that
//! it can be read.

use super::super::types;
use crate::model::{Group, HeaderTrait, Model, Operation, OperationKind, Parameter, Service};

/// An example for each kind of operation that answers with the trait's headers.
pub(super) fn examples(model: &Model, service: &Service, header: &HeaderTrait) -> Vec<String> {
    let found = service.groups.iter().flat_map(|group| {
        let operations = group.operations.iter().filter(|operation| {
            !operation.response.headers.is_empty() && operation.response.is_like(&header.response)
        });
        operations.map(move |operation| (group, operation))
    });
    let mut examples: Vec<(&str, Vec<String>)> = Vec::new();
    for (group, operation) in found {
        let response = awaited(&operation.kind);
        if examples.iter().all(|(known, _)| *known != response) {
            examples.push((response, example(model, service, header, group, operation)));
        }
    }
    examples
        .into_iter()
        .flat_map(|(_, example)| example)
        .collect()
}

/// What gives the response of the method's call.
fn awaited(flow: &OperationKind) -> &'static str {
    match flow {
        OperationKind::Once => ".await?",
        OperationKind::Pages(_) => "?.into_pages().try_next().await?",
        OperationKind::LongRunning(_) => "?.await?",
    }
}

fn example(
    model: &Model,
    service: &Service,
    header: &HeaderTrait,
    group: &Group,
    operation: &Operation,
) -> Vec<String> {
    let krate = model.package.name.replace('-', "_");
    let module = &service.module;
    let client = match group.name.wire.is_empty() {
        true => &service.client,
        false => &group.client,
    };
    let parameters: Vec<(String, String)> = arguments(model, &krate, operation);
    let declared: String = parameters
        .iter()
        .map(|(name, ty)| format!(", {name}: {ty}"))
        .collect();
    let names: String = parameters
        .iter()
        .map(|(name, _)| format!("{name}, "))
        .collect();
    let method = super::ident(&operation.name.rust);
    let call = format!("client.{method}({names}None){}", awaited(&operation.kind));
    let read = header.headers.iter().map(|header| {
        let name = super::ident(&header.name.rust);
        match operation.kind {
            OperationKind::Pages(_) => {
                format!("let header = response.map(|page| page.{name}()).transpose()?;")
            }
            _ => format!("let header = response.{name}()?;"),
        }
    });
    let fence = || "```".to_owned();
    let head = [
        String::new(),
        fence(),
        format!("use {krate}::{module}::models::{};", header.name),
        format!("# use {krate}::{{KeyType, {module}::{{*, models::*}}}};"),
        "# use azure_core::{Value, credentials::Secret, http::{Etag, RequestContent}, time::OffsetDateTime};".to_owned(),
        "# use futures::TryStreamExt;".to_owned(),
        "# use std::collections::HashMap;".to_owned(),
        String::new(),
        format!("# async fn read(client: &{client}{declared}) -> azure_core::Result<()> {{"),
        format!("let response = {call};"),
    ];
    let tail = ["# Ok(())".to_owned(), "# }".to_owned(), fence()];
    head.into_iter().chain(read.take(1)).chain(tail).collect()
}

/// Names and types of the method's arguments.
fn arguments(model: &Model, krate: &str, operation: &Operation) -> Vec<(String, String)> {
    let parameters = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required && !parameter.is_subscription());
    let body = operation.body.iter().filter(|body| body.required);
    let argument = |parameter: &Parameter| {
        let ty = types::argument(model, &parameter.ty)
            .to_string()
            .replace("& ", "&");
        (super::ident(&parameter.name.rust).to_string(), ty)
    };
    let content = body.map(|body| {
        let ty = types::content(model, &body.ty).to_string();
        let ty = ty.replace("crate ::", &format!("{krate}::"));
        ("body".to_owned(), format!("RequestContent<{ty}>"))
    });
    parameters.map(argument).chain(content).collect()
}
