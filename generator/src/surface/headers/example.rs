//! Doc examples that read a typed header from the response of a real operation. They are compiled as doc tests.

use crate::{
    model::{Group, HeaderTrait, Model, Operation, OperationKind, Service},
    surface::{
        arguments::arguments,
        group::is_own,
        snippet::{TYPES, key_type, outside},
    },
};

/// One example for each kind of operation whose responses implement the trait.
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

/// Code after the method call that awaits the response.
fn awaited(kind: &OperationKind) -> &'static str {
    match kind {
        OperationKind::Once => ".await?",
        OperationKind::Pages(_) => "?.into_pages().try_next().await?",
        OperationKind::LongRunning(kind) if kind.pages.is_some() => "?.into_poller().await?",
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
    let module = service.path();
    let client = match is_own(group) {
        true => &service.client,
        false => &group.client,
    };
    let arguments = arguments(model, operation);
    let declared = arguments.iter().map(|argument| {
        let ty = outside(&argument.ty.to_string(), &krate);
        format!(", {}: {ty}", argument.name)
    });
    let names = arguments
        .iter()
        .map(|argument| format!("{}, ", argument.name));
    let (declared, names) = (declared.collect::<String>(), names.collect::<String>());
    let key_type = key_type([declared.as_str()]);
    let method = &operation.name.rust;
    let call = format!("client.{method}({names}None){}", awaited(&operation.kind));
    let read = header.headers.first().map(|header| {
        let name = &header.name.rust;
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
        format!("# use {krate}::{{{key_type}{module}::{{*, models::*}}}};"),
        TYPES.to_owned(),
        "# use futures::TryStreamExt;".to_owned(),
        "# use std::collections::HashMap;".to_owned(),
        String::new(),
        format!("# async fn read(client: &{client}{declared}) -> azure_core::Result<()> {{"),
        format!("let response = {call};"),
    ];
    let tail = ["# Ok(())".to_owned(), "# }".to_owned(), fence()];
    head.into_iter().chain(read).chain(tail).collect()
}
