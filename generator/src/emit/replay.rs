//! The published examples as JSON, and one adapter per operation that replays them.

use super::{
    Content, File, docs,
    parts::{self, Named},
    rust,
    tokens::{ident, path},
};
use crate::surface::{
    Client, ExampleArgument, ExampleBody, ExampleCall, ExampleResponse, Made, Method,
    ServiceModule, Surface,
};
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// `src/replay.rs`: one module for each service.
pub(super) fn root(surface: &Surface) -> File {
    let modules = surface.services.iter().map(|service| {
        let (feature, module) = (&service.name, ident(&service.name));
        quote! {
            #[cfg(feature = #feature)]
            mod #module;
        }
    });
    let text = docs::module(&["Published examples, replayed through the public clients."]);
    rust("src/replay.rs", quote!(#text #(#modules)*))
}

/// Adapters and examples of one service: `src/replay/<service>.rs` and a JSON file, or parts of both.
pub(super) fn files(surface: &Surface, service: &ServiceModule) -> Vec<File> {
    let module = &service.name;
    let arms = methods(service).map(|(client, method)| {
        let (id, adapter) = (&method.call.operation, adapter(service, client, method));
        let arm = quote!(#id => Box::pin(async move { #adapter }),);
        let height = 8 + 2 * method.arguments.len() + lines(&method.example.published);
        Named::new(id, height, arm)
    });
    let parts = match parts::parts(arms.collect()) {
        Ok(arms) => return part(surface, service, &format!("src/replay/{module}"), &arms),
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
        part(surface, service, &path, &one.items)
    });
    [root].into_iter().chain(parts).collect()
}

fn methods(service: &ServiceModule) -> impl Iterator<Item = (&Client, &Method)> {
    let clients = service.clients.iter();
    clients.flat_map(|client| client.methods.iter().map(move |method| (client, method)))
}

/// Some adapters, and the examples of the same operations.
fn part(surface: &Surface, service: &ServiceModule, path: &str, arms: &[Named]) -> Vec<File> {
    let ids: BTreeSet<&str> = arms.iter().map(|arm| arm.name.as_str()).collect();
    let examples: BTreeMap<&str, &Value> = methods(service)
        .map(|(_, method)| (method.call.operation.as_str(), &method.example.published))
        .filter(|(id, _)| ids.contains(id))
        .collect();
    let text = serde_json::to_string_pretty(&examples).expect("JSON values can be written") + "\n";
    let data = format!("{path}.json");
    let (_, name) = data.rsplit_once('/').expect("the file is in a folder");
    vec![
        rust(format!("{path}.rs"), adapters(surface, service, name, arms)),
        File {
            content: Content::Bare(text),
            path: data,
        },
    ]
}

/// Lines of a value as formatted JSON.
fn lines(value: &Value) -> usize {
    match value {
        Value::Array(items) if !items.is_empty() => 2 + items.iter().map(lines).sum::<usize>(),
        Value::Object(members) if !members.is_empty() => {
            2 + members.values().map(lines).sum::<usize>()
        }
        _ => 1,
    }
}

fn title(service: &ServiceModule) -> TokenStream {
    docs::module(&[format!("Examples of {}.", service.title)])
}

fn adapters(surface: &Surface, service: &ServiceModule, data: &str, arms: &[Named]) -> TokenStream {
    let shared = ["KeyType", "OperationStatus"].into_iter();
    let shared = shared.filter(|name| surface.exports.contains(name));
    let shared = shared.map(ident);
    let (name, module) = (&service.name, ident(&service.name));
    let arms = arms.iter().map(|arm| &arm.tokens);
    let text = title(service);
    quote! {
        #text
        #![allow(unused_imports, reason = "no single operation uses all of them")]
        use crate::{#(#shared,)* #module::*, #module::models::*, runtime::replay};
        use azure_core::{Result, Value, credentials::Secret, time::OffsetDateTime};
        use std::collections::HashMap;

        #[tokio::test]
        async fn examples() {
            replay::run(#name, include_str!(#data), adapter).await;
        }
        fn adapter(operation: &str, call: replay::Call) -> replay::Replayed {
            match operation {
                #(#arms)*
                other => panic!("no adapter for {other}"),
            }
        }
    }
}

/// Code that decodes the parameters of an example, calls the method, and encodes its response again.
fn adapter(service: &ServiceModule, client: &Client, method: &Method) -> TokenStream {
    let example = &method.example;
    let client = self::client(service, client);
    let name = ident(&method.item.name);
    let arguments = example.arguments.iter().map(argument);
    let content = content(example);
    let body = example.body.iter();
    let options = options(&method.options, example);
    let call = quote!(client.#name(#(#arguments)* #(call.#content(#body)?,)* #options));
    let response = response(example, &call);
    quote! {
        let client = #client;
        #response
    }
}

fn client(service: &ServiceModule, client: &Client) -> TokenStream {
    let root = ident(&service.client().item.name);
    let new = match service.has_subscription() {
        true => quote!(#root::new),
        false => quote!(|_, credential, options| #root::new(credential, options)),
    };
    match &client.made {
        Made::New(_) => quote!(call.client(#new)?),
        Made::Accessor(accessor) => {
            let accessor = ident(&accessor.name);
            quote!(call.client(#new)?.#accessor())
        }
    }
}

fn argument(argument: &ExampleArgument) -> TokenStream {
    let (name, ty) = (&argument.wire, &argument.ty);
    let value = match argument.codec.as_deref().map(path) {
        Some(codec) if argument.is_borrowed => {
            quote!(call.read::<#ty, _>(#name, #codec::deserialize)?)
        }
        Some(codec) => quote!(call.read(#name, #codec::deserialize)?),
        None if argument.is_text => quote!(call.text(#name)?),
        None if argument.is_borrowed => quote!(call.parameter::<#ty>(#name)?),
        None => quote!(call.parameter(#name)?),
    };
    match argument.is_borrowed {
        true => quote!(&#value,),
        false => quote!(#value,),
    }
}

/// Method that reads the body of the request from the example.
fn content(example: &ExampleCall) -> proc_macro2::Ident {
    ident(match example.is_stream {
        true => "stream",
        false => "content",
    })
}

fn options(name: &str, example: &ExampleCall) -> TokenStream {
    let options = &example.options;
    if options.is_empty() {
        return quote!(None);
    }
    let name = ident(name);
    let content = ident(&format!("optional_{}", content(example)));
    let fields = options.iter().map(|option| {
        let (field, wire) = (ident(&option.field), &option.wire);
        match option.codec.as_deref().map(path) {
            Some(codec) => quote!(#field: call.read_optional(#wire, #codec::deserialize)?,),
            None if option.is_body => quote!(#field: call.#content(#wire)?,),
            None => quote!(#field: call.optional(#wire)?,),
        }
    });
    quote!(Some(#name { #(#fields)* ..Default::default() }))
}

/// Code that calls the method, and encodes its response again.
fn response(example: &ExampleCall, call: &TokenStream) -> TokenStream {
    let (body, headers) = match &example.response {
        ExampleResponse::Pages => return quote!(replay::first_page(#call?).await),
        ExampleResponse::Poller {
            has_pages: true, ..
        } => return quote!(call.begun(#call?.into_poller()).await),
        ExampleResponse::Poller { result, .. } => return begun(*result, call),
        ExampleResponse::Once { body, headers } => (Some(*body), headers),
        ExampleResponse::ByStatus { headers, .. } => (None, headers),
    };
    let headers = headers.iter().map(|header| {
        let (wire, name) = (&header.wire, ident(&header.method));
        match header.codec.as_deref().map(path) {
            Some(codec) => quote!(.header(#wire, response.#name()?.as_ref().map(#codec::wire))),
            None => quote!(.header(#wire, response.#name()?)),
        }
    });
    let headers: TokenStream = headers.collect();
    let (Some(body), _) = (body, headers.is_empty()) else {
        return by_status(&example.response, &headers, call);
    };
    match (body, headers.is_empty()) {
        (ExampleBody::Model, true) => quote!(replay::body(#call.await?)),
        (ExampleBody::Model, false) => quote! {
            let response = #call.await?;
            let headers = replay::Decoded::default() #headers;
            headers.body(response)
        },
        (ExampleBody::Stream, _) => quote! {
            let response = #call.await?;
            let headers = replay::Decoded::default() #headers;
            headers.stream(response).await
        },
        (ExampleBody::None, true) => quote!(#call.await?; Ok(replay::Decoded::default())),
        (ExampleBody::None, false) => quote! {
            let response = #call.await?;
            Ok(replay::Decoded::default() #headers)
        },
    }
}

/// Code that encodes the response of the status that the example has.
fn by_status(response: &ExampleResponse, headers: &TokenStream, call: &TokenStream) -> TokenStream {
    let ExampleResponse::ByStatus { answer, .. } = response else {
        unreachable!("only these responses depend on the status");
    };
    let answer_name = ident(&answer.item.name);
    let arms = answer.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        match variant.has_body {
            true => quote!(#answer_name::#name(response) => headers.body(response),),
            false => quote!(#answer_name::#name(_) => Ok(headers),),
        }
    });
    quote! {
        let response = #call.await?;
        let headers = replay::Decoded::default() #headers;
        match response { #(#arms)* }
    }
}

/// Code that begins a long-running operation.
fn begun(result: ExampleBody, call: &TokenStream) -> TokenStream {
    let begun = ident(match result {
        ExampleBody::Model => "begun",
        ExampleBody::Stream => "begun_with_stream",
        ExampleBody::None => "begun_without_result",
    });
    quote!(call.#begun(#call?).await)
}
