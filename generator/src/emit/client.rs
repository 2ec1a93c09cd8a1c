//! Clients: constructor, sub-clients, and one method for each operation.

use super::{
    File, Locals, docs, ident, importing, key_pair, operation_kind,
    parts::{self, Named},
    rules::Rules,
    step::step,
    types,
};
use crate::model::{Group, Method, Model, Operation, OperationKind, Parameter, Resend, Service};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// `src/<service>/clients.rs` with the client of the service, and a file beside it for each group.
pub(super) fn files(model: &Model, service: &Service, locals: &Locals) -> Vec<File> {
    let rules = Rules::of(service, locals);
    let mut locals_of_parts = locals.clone();
    locals_of_parts.extend(rules.locals(service));
    let clients = Clients {
        model,
        service,
        rules,
        locals: &locals_of_parts,
    };
    clients.files(locals)
}

/// The clients of one service.
struct Clients<'m> {
    model: &'m Model,
    service: &'m Service,
    rules: Rules<'m>,
    /// Names that the files of groups and of parts take from elsewhere.
    locals: &'m Locals,
}

impl Clients<'_> {
    fn files(&self, locals: &Locals) -> Vec<File> {
        let folder = format!("src/{}/clients", self.service.module);
        let mut taken = BTreeSet::new();
        let (own, groups): (Vec<&Group>, Vec<&Group>) = self
            .service
            .groups
            .iter()
            .partition(|group| group.name.wire.is_empty());
        let modules: Vec<String> = groups
            .iter()
            .map(|group| parts::module(&group.name.rust, &mut taken))
            .collect();
        let constants = self.rules.constants();
        let own = own.first().copied();
        let (root, mut files) = self.client(&folder, &mut taken, own, |methods| {
            self.root(own, &groups, methods)
        });
        let idents = modules.iter().map(|module| ident(module));
        let clients = groups.iter().zip(&modules).map(|(group, module)| {
            let (module, client) = (ident(module), ident(&group.client));
            quote!(pub use #module::#client;)
        });
        let root = quote! { #(mod #idents;)* #(#clients)* #(#constants)* #root };
        let mut locals = locals.clone();
        for group in &groups {
            locals.remove(&group.client);
        }
        files.push(importing(format!("{folder}.rs"), root, locals));
        for (group, module) in groups.iter().zip(&modules) {
            let path = format!("{folder}/{module}");
            let client = |methods| self.sub_client(group, methods);
            let (tokens, parts) = self.client(&path, &mut BTreeSet::new(), Some(group), client);
            files.push(importing(format!("{path}.rs"), tokens, self.locals.clone()));
            files.extend(parts);
        }
        files
    }

    /// A client with its methods, or with the modules of its parts in front of it, and their files.
    fn client(
        &self,
        folder: &str,
        taken: &mut BTreeSet<String>,
        group: Option<&Group>,
        client: impl Fn(TokenStream) -> TokenStream,
    ) -> (TokenStream, Vec<File>) {
        let methods = group.into_iter().flat_map(|group| &group.operations);
        let methods = methods.map(|operation| {
            let tokens = method(self.model, self.service, operation, &self.rules);
            Named::new(&operation.name.rust, tokens)
        });
        let parts = match parts::parts(methods.collect()) {
            Ok(methods) => {
                let methods = methods.iter().map(|method| &method.tokens);
                return (client(quote!(#(#methods)*)), Vec::new());
            }
            Err(parts) => parts,
        };
        let name = group.map_or(&self.service.client, |group| &group.client);
        let name = ident(name);
        let mut modules = Vec::new();
        let files = parts.into_iter().map(|part| {
            let module = parts::module(&part.module, taken);
            let methods = part.items.iter().map(|method| &method.tokens);
            let path = format!("{folder}/{module}.rs");
            modules.push(ident(&module));
            importing(
                path,
                quote!(impl #name { #(#methods)* }),
                self.locals.clone(),
            )
        });
        let files = files.collect();
        let client = client(TokenStream::new());
        (quote!(#(mod #modules;)* #client), files)
    }

    fn root(&self, own: Option<&Group>, groups: &[&Group], methods: TokenStream) -> TokenStream {
        let client = ident(&self.service.client);
        let docs = docs::comment(&[format!(
            "Client of {}.",
            docs::lines(&self.service.title).join(" ")
        )]);
        let accessors = groups.iter().map(|group| accessor(group));
        let constructor = constructor(self.service);
        let own_pairs = own.map(key_pair::accessors);
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
                #own_pairs
                #methods
            }
        }
    }

    fn sub_client(&self, group: &Group, methods: TokenStream) -> TokenStream {
        let client = ident(&group.client);
        let service = &self.service.client;
        let made_by = format!("{service}::{}", group.name.rust);
        let docs = docs::comment(&[format!(
            "Client of the operation group {}, made by [`{made_by}`](super::{made_by}).",
            docs::code(&group.name.wire)
        )]);
        let pairs = key_pair::accessors(group);
        let methods = match group.key_pairs.is_empty() && methods.is_empty() {
            true => None,
            false => Some(quote!(impl #client { #pairs #methods })),
        };
        quote! {
            #docs
            #[azure_core::tracing::client]
            #[derive(Clone, Debug)]
            pub struct #client {
                pub(super) arm: Arm,
            }
            #methods
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
    let once = (operation.kind == OperationKind::Once).then(|| quote!(async));
    let answer = operation_kind::answer(model, operation);
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
    let (id, path) = (&operation.id, operation.path.to_string());
    let method = ident(method_name(operation.method));
    let version = operation
        .api_version
        .as_ref()
        .map(|version| quote!(.api_version(#version)));
    let read_only = (operation.resend == Resend::ReadOnly).then(|| quote!(.read_only()));
    let nullable = operation
        .response
        .optional
        .then(|| quote!(.optional_answer()));
    let status =
        matches!(&operation.kind, OperationKind::LongRunning(flow) if flow.status_is_result)
            .then(|| quote!(.status_is_result()));
    let parameters = operation
        .parameters
        .iter()
        .map(|parameter| step(model, parameter, rules));
    let body = operation.body.as_ref().map(|body| match body.required {
        true => quote!(.body(body)),
        false => quote!(.body_optional(options.body)),
    });
    let end = operation_kind::end(model, operation, rules);
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
