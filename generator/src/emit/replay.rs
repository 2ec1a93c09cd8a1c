//! The published examples as data, and one adapter per operation that replays them.

use super::{
    Content, File, docs, ident,
    parts::{self, Named},
    rust, types,
};
use crate::model::{
    Example, Fault, Group, Location, Model, Operation, OperationKind, Parameter, Response,
    Separator, Service, Type,
};
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// `src/replay.rs`: one module for each service.
pub(super) fn root(model: &Model) -> File {
    let modules = model.services.iter().map(|service| {
        let (feature, module) = (&service.module, ident(&service.module));
        quote! {
            #[cfg(feature = #feature)]
            mod #module;
        }
    });
    let text = docs::module(&["Published examples, replayed through the public clients."]);
    rust("src/replay.rs", quote!(#text #(#modules)*))
}

/// Adapters and examples of one service: `src/replay/<service>.rs` and the JSON beside it, or parts of both.
pub(super) fn files(model: &Model, service: &Service) -> Vec<File> {
    let module = &service.module;
    let arms = service.groups.iter().flat_map(|group| {
        let operations = group.operations.iter();
        operations.map(move |operation| {
            let (id, adapter) = (&operation.id, adapter(model, service, group, operation));
            let arm = quote!(#id => Box::pin(async move { #adapter }),);
            Named::new(id, arm).beside(&text(published(operation)))
        })
    });
    let parts = match parts::parts(arms.collect()) {
        Ok(arms) => return part(service, &format!("src/replay/{module}"), &arms),
        Err(parts) => parts,
    };
    let modules = parts.iter().map(|part| ident(&part.module));
    let text = title(service);
    let root = rust(
        format!("src/replay/{module}.rs"),
        quote!(#text #(mod #modules;)*),
    );
    let parts = parts.iter().flat_map(|one| {
        let path = format!("src/replay/{module}/{}", one.module);
        part(service, &path, &one.items)
    });
    [root].into_iter().chain(parts).collect()
}

/// Some adapters, and the examples of the same operations.
fn part(service: &Service, path: &str, arms: &[Named]) -> Vec<File> {
    let ids: BTreeSet<&str> = arms.iter().map(|arm| arm.name.as_str()).collect();
    let operations = service
        .operations()
        .filter(|operation| ids.contains(operation.id.as_str()));
    let examples: Map<String, Value> = operations
        .map(|operation| (operation.id.clone(), published(operation)))
        .collect();
    let data = format!("{path}.json");
    let name = data.rsplit('/').next().unwrap_or_default();
    vec![
        rust(format!("{path}.rs"), adapters(service, name, arms)),
        File {
            content: Content::Bare(text(Value::Object(examples))),
            path: data,
        },
    ]
}

/// JSON whose members stand in the order of their names, so that the order of the input does not matter.
fn text(mut value: Value) -> String {
    value.sort_all_objects();
    serde_json::to_string_pretty(&value).expect("JSON values can be written") + "\n"
}

/// What the driver needs to know of an operation, and its examples.
fn published(operation: &Operation) -> Value {
    let names = |wanted: fn(&Location) -> bool| {
        let parameters = operation
            .parameters
            .iter()
            .filter(|parameter| wanted(&parameter.location));
        parameters
            .map(|parameter| parameter.name.wire.clone())
            .collect::<Vec<_>>()
    };
    let mut query = names(|location| matches!(location, Location::Query(_)));
    query.extend(
        operation
            .api_version
            .iter()
            .map(|_| "api-version".to_owned()),
    );
    let verbatim = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.verbatim)
        .map(|parameter| &parameter.name.wire);
    let mut published = json!({
        "method": format!("{:?}", operation.method),
        "path": operation.path,
        "query": query,
        "verbatim": verbatim.collect::<Vec<_>>(),
        "headers": names(|location| *location == Location::Header),
        "body": operation.body.as_ref().map(|body| &body.name),
        "examples": operation.examples.iter().map(|(title, example)| (title.clone(), parts(example))).collect::<Map<_, _>>(),
    });
    let segments = names(|location| matches!(location, Location::PathSegments | Location::Scope));
    if !segments.is_empty() {
        published["segments"] = json!(segments);
    }
    let lists: Map<String, Value> = operation.parameters.iter().filter_map(list).collect();
    if !lists.is_empty() {
        published["lists"] = json!(lists);
    }
    published
}

/// A parameter that takes several values, with what joins them, if they are no parameters of their own.
fn list(parameter: &Parameter) -> Option<(String, Value)> {
    match &parameter.location {
        Location::Query(separator) if parameter.is_list() => {
            let separator = match separator {
                Separator::Multi => Value::Null,
                Separator::Joined(with) => Value::from(*with),
            };
            Some((parameter.name.wire.clone(), separator))
        }
        _ => None,
    }
}

/// The parts of an example that are replayed, with what the generator found out about it.
fn parts(example: &Example) -> Value {
    let part = |name: &str| {
        let part = example.value.get(name).cloned();
        part.unwrap_or_else(|| json!({}))
    };
    let mut parts = json!({ "parameters": part("parameters"), "responses": part("responses") });
    if !example.faults.is_empty() {
        parts["faults"] = example.faults.iter().map(fault).collect();
    }
    if !example.unknown.is_empty() {
        parts["unknown"] = json!(example.unknown);
    }
    parts
}

fn fault(fault: &Fault) -> Value {
    json!({
        "status": fault.status,
        "reason": fault.reason,
        "example": fault.example,
        "definition": fault.definition,
    })
}

fn title(service: &Service) -> TokenStream {
    let title = docs::lines(&service.title).join(" ");
    docs::module(&[format!("Examples of {title}.")])
}

fn adapters(service: &Service, data: &str, arms: &[Named]) -> TokenStream {
    let (name, module) = (&service.module, ident(&service.module));
    let arms = arms.iter().map(|arm| &arm.tokens);
    let text = title(service);
    quote! {
        #text
        #![allow(unused_imports, reason = "no single operation uses all of them")]
        use crate::{KeyType, OperationStatus, #module::*, #module::models::*, runtime::replay};
        use azure_core::{Result, Value, credentials::Secret, time::OffsetDateTime};
        use std::collections::HashMap;

        #[tokio::test]
        async fn examples() {
            replay::run(#name, include_str!(#data), adapter).await;
        }
        fn adapter(operation: &str, call: replay::Call) -> replay::Answered {
            match operation {
                #(#arms)*
                other => panic!("no adapter for {other}"),
            }
        }
    }
}

/// The example's parameters in, the typed call, the answer encoded again out.
fn adapter(model: &Model, service: &Service, group: &Group, operation: &Operation) -> TokenStream {
    let client = client(service, group);
    let method = ident(&operation.name.rust);
    let required = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required && !parameter.is_subscription());
    let arguments = required.map(|parameter| argument(model, parameter));
    let body = operation
        .body
        .iter()
        .filter(|body| body.required)
        .map(|body| {
            let name = &body.name;
            quote!(call.content(#name)?,)
        });
    let options = options(model, operation);
    let call = quote!(client.#method(#(#arguments)* #(#body)* #options));
    let answer = match operation.kind {
        OperationKind::Once => answer(model, service, &operation.response, &call),
        OperationKind::Pages(_) => quote!(replay::first_page(#call?).await),
        OperationKind::LongRunning(_) if operation.response.body.is_some() => {
            quote!(call.begun(#call?).await)
        }
        OperationKind::LongRunning(_) => quote!(call.begun_without_result(#call?).await),
    };
    quote! {
        let client = #client;
        #answer
    }
}

fn client(service: &Service, group: &Group) -> TokenStream {
    let root = ident(&service.client);
    let new = match service.has_subscription() {
        true => quote!(#root::new),
        false => quote!(|_, credential, options| #root::new(credential, options)),
    };
    match group.name.wire.is_empty() {
        true => quote!(call.client(#new)?),
        false => {
            let accessor = ident(&group.name.rust);
            quote!(call.client(#new)?.#accessor())
        }
    }
}

fn argument(model: &Model, parameter: &Parameter) -> TokenStream {
    let name = &parameter.name.wire;
    let is_borrowed = types::is_borrowed(&parameter.ty);
    let ty = types::ty(model, &parameter.ty);
    let value = match (read(model, &parameter.ty), &parameter.ty) {
        (Some(read), _) if is_borrowed => quote!(call.read::<#ty, _>(#name, #read)?),
        (Some(read), _) => quote!(call.read(#name, #read)?),
        (None, Type::String) => quote!(call.text(#name)?),
        (None, _) if is_borrowed => quote!(call.parameter::<#ty>(#name)?),
        (None, _) => quote!(call.parameter(#name)?),
    };
    match is_borrowed {
        true => quote!(&#value,),
        false => quote!(#value,),
    }
}

fn options(model: &Model, operation: &Operation) -> TokenStream {
    let fields = operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required)
        .map(|parameter| {
            let (field, name) = (ident(&parameter.name.rust), &parameter.name.wire);
            match read(model, &parameter.ty) {
                Some(read) => quote!(#field: call.read_optional(#name, #read)?,),
                None => quote!(#field: call.optional(#name)?,),
            }
        });
    let body = operation
        .body
        .iter()
        .filter(|body| !body.required)
        .map(|body| {
            let name = &body.name;
            quote!(body: call.optional_content(#name)?,)
        });
    let fields: TokenStream = fields.chain(body).collect();
    match fields.is_empty() {
        true => quote!(None),
        false => {
            let name = ident(&operation.options);
            quote!(Some(#name { #fields ..Default::default() }))
        }
    }
}

/// Function that reads a value whose JSON is not that of its Rust type.
fn read(model: &Model, ty: &Type) -> Option<TokenStream> {
    let module = types::module(model, ty)?;
    Some(quote!(#module::deserialize))
}

/// The call, and its answer encoded again.
fn answer(model: &Model, service: &Service, answer: &Response, call: &TokenStream) -> TokenStream {
    let known = service
        .headers
        .iter()
        .filter(|known| !answer.headers.is_empty() && known.response.is_like(answer));
    let headers = known.flat_map(|known| &known.headers).filter(|header| {
        // The trait has the headers of other operations as well, which may type them differently.
        let mut own = answer.headers.iter();
        own.any(|own| own.name.wire.eq_ignore_ascii_case(&header.name.wire) && own.ty == header.ty)
    });
    let headers = headers.map(|header| {
        let (wire, name) = (&header.name.wire, ident(&header.name.rust));
        match types::module(model, &header.ty) {
            Some(module) => {
                quote!(.header(#wire, response.#name()?.as_ref().map(#module::wire)))
            }
            None => quote!(.header(#wire, response.#name()?)),
        }
    });
    let headers: TokenStream = headers.collect();
    match (answer.body.is_some(), headers.is_empty()) {
        (true, true) => quote!(replay::body(#call.await?)),
        (true, false) => quote! {
            let response = #call.await?;
            let headers = replay::Answer::default() #headers;
            headers.body(response)
        },
        (false, true) => quote!(#call.await?; Ok(replay::Answer::default())),
        (false, false) => quote! {
            let response = #call.await?;
            Ok(replay::Answer::default() #headers)
        },
    }
}
