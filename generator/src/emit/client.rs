//! Clients: constructor, sub-clients, and one method for each operation.

use super::{docs, flow, ident, key_pair, rules::Rules, step::step, types};
use crate::model::{Flow, Group, Method, Model, Operation, Parameter, Replay, Service};
use proc_macro2::TokenStream;
use quote::quote;

/// All clients of a service.
pub(super) fn clients(model: &Model, service: &Service) -> TokenStream {
    let rules = Rules::of(service);
    let constants = rules.constants();
    let root = root(model, service, &rules);
    let groups = service
        .groups
        .iter()
        .filter(|group| !group.name.wire.is_empty());
    let groups = groups.map(|group| sub_client(model, service, group, &rules));
    quote! { #(#constants)* #root #(#groups)* }
}

fn root(model: &Model, service: &Service, rules: &Rules<'_>) -> TokenStream {
    let client = ident(&service.client);
    let docs = docs::comment(&[format!(
        "Client of {}.",
        docs::lines(&service.title).join(" ")
    )]);
    let own = service
        .groups
        .iter()
        .filter(|group| group.name.wire.is_empty())
        .flat_map(|group| &group.operations);
    let methods = own.map(|operation| method(model, service, operation, rules));
    let accessors = service
        .groups
        .iter()
        .filter(|group| !group.name.wire.is_empty())
        .map(accessor);
    let constructor = constructor(service);
    let own_pairs = service
        .groups
        .iter()
        .filter(|group| group.name.wire.is_empty())
        .map(key_pair::accessors);
    quote! {
        #docs
        #[azure_core::tracing::client]
        #[derive(Clone, Debug)]
        pub struct #client {
            arm: Arm,
        }
        impl #client {
            #constructor
            #(#accessors)*
            #(#own_pairs)*
            #(#methods)*
        }
    }
}

fn constructor(service: &Service) -> TokenStream {
    let namespace = &service.namespace;
    let (argument, value, text) = match service.has_subscription() {
        true => (
            Some(quote!(subscription_id: impl Into<String>,)),
            quote!(subscription_id),
            "for one subscription",
        ),
        false => (None, quote!(""), "for the whole tenant"),
    };
    let text = format!(" Makes a client {text}.");
    quote! {
        #[doc = #text]
        ///
        /// Nothing is sent yet. Fails if the options name a custom cloud without an endpoint and an audience, or
        /// a URL that is not `https`.
        #[azure_core::tracing::new(#namespace)]
        pub fn new(#argument credential: Arc<dyn TokenCredential>, options: Option<ArmClientOptions>) -> Result<Self> {
            let options = options.unwrap_or_default();
            Ok(Self { arm: Arm::new(#value, credential, &options)? })
        }
    }
}

fn accessor(group: &Group) -> TokenStream {
    let name = ident(&group.name.rust);
    let client = ident(&group.client);
    let docs = format!(" Operations of the group {}.", docs::code(&group.name.wire));
    quote! {
        #[doc = #docs]
        #[azure_core::tracing::subclient]
        pub fn #name(&self) -> #client {
            #client { arm: self.arm.clone() }
        }
    }
}

fn sub_client(model: &Model, service: &Service, group: &Group, rules: &Rules<'_>) -> TokenStream {
    let client = ident(&group.client);
    let docs = format!(
        " Client of the operation group {}, made by [`{}::{}`].",
        docs::code(&group.name.wire),
        service.client,
        group.name.rust
    );
    let methods = group
        .operations
        .iter()
        .map(|operation| method(model, service, operation, rules));
    let pairs = key_pair::accessors(group);
    quote! {
        #[doc = #docs]
        #[azure_core::tracing::client]
        #[derive(Clone, Debug)]
        pub struct #client {
            arm: Arm,
        }
        impl #client {
            #pairs
            #(#methods)*
        }
    }
}

fn method(
    model: &Model,
    service: &Service,
    operation: &Operation,
    rules: &Rules<'_>,
) -> TokenStream {
    let name = ident(&operation.name.rust);
    let docs = method_docs(operation);
    let span = format!("{}.{}", service.namespace, operation.id.replace('_', "."));
    let arguments = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required && !parameter.is_subscription())
        .map(|parameter| argument(model, parameter));
    let body = operation
        .body
        .iter()
        .filter(|body| body.required)
        .map(|body| {
            let ty = types::content(model, &body.ty);
            quote!(body: RequestContent<#ty>,)
        });
    let options = ident(&operation.options);
    let once = (operation.flow == Flow::Once).then(|| quote!(async));
    let answer = flow::answer(model, operation);
    let call = call(model, operation, rules);
    quote! {
        #docs
        #[azure_core::tracing::function(#span)]
        pub #once fn #name(&self, #(#arguments)* #(#body)* options: Option<#options<'_>>) -> Result<#answer> {
            let options = options.unwrap_or_default();
            #call
        }
    }
}

fn method_docs(operation: &Operation) -> TokenStream {
    let mut lines = operation
        .docs
        .as_deref()
        .map(docs::lines)
        .unwrap_or_default();
    if lines.is_empty() {
        lines.push(format!(
            "Calls the operation {}.",
            docs::code(&operation.id)
        ));
    }
    let described: Vec<String> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required && !parameter.is_subscription())
        .filter_map(|parameter| Some((parameter.name.rust.as_str(), parameter.docs.as_deref()?)))
        .chain(
            operation
                .body
                .iter()
                .filter(|body| body.required)
                .filter_map(|body| Some(("body", body.docs.as_deref()?))),
        )
        .map(|(name, text)| format!("* `{name}`: {}", docs::lines(text).join(" ")))
        .collect();
    if !described.is_empty() {
        lines.extend([String::new(), "# Arguments".to_owned(), String::new()]);
        lines.extend(described);
    }
    docs::comment(&lines)
}

fn argument(model: &Model, parameter: &Parameter) -> TokenStream {
    let name = ident(&parameter.name.rust);
    let ty = types::argument(model, &parameter.ty);
    quote!(#name: #ty,)
}

/// The call, from the operation to the typed response.
fn call(model: &Model, operation: &Operation, rules: &Rules<'_>) -> TokenStream {
    let (id, path) = (&operation.id, &operation.path);
    let method = ident(method_name(operation.method));
    let version = operation
        .api_version
        .as_ref()
        .map(|version| quote!(.api_version(#version)));
    let read_only = (operation.replay == Replay::ReadOnly).then(|| quote!(.read_only()));
    let nullable = operation
        .answer
        .optional
        .then(|| quote!(.optional_answer()));
    let status = matches!(&operation.flow, Flow::LongRunning(flow) if flow.status_is_result)
        .then(|| quote!(.status_is_result()));
    let parameters = operation
        .parameters
        .iter()
        .map(|parameter| step(model, parameter, rules));
    let body = operation.body.as_ref().map(|body| match body.required {
        true => quote!(.body(body)),
        false => quote!(.body_optional(options.body)),
    });
    let end = flow::end(model, operation, rules);
    quote! {
        self.arm
            .operation(#id, Method::#method, #path)
            #read_only
            #nullable
            #status
            #version
            #(#parameters)*
            #body
            #end
    }
}

fn method_name(method: Method) -> &'static str {
    match method {
        Method::Get => "Get",
        Method::Put => "Put",
        Method::Post => "Post",
        Method::Delete => "Delete",
        Method::Head => "Head",
        Method::Patch => "Patch",
    }
}
