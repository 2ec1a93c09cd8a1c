//! The files of a service's module.

use super::{
    File, Locals, answer, client::Clients, conversion, definition, docs::module, grouped, headers,
    importing, key_pair, operations, options, parts, rust, tokens::ident,
};
use crate::surface::ServiceModule;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::{BTreeMap, BTreeSet};

/// `src/<service>.rs` and the files in `src/<service>/`.
pub(super) fn files(service: &ServiceModule) -> Vec<File> {
    let name = &service.name;
    let models = locals_of_models(service);
    let clients = locals_of_clients(service, &models);
    let mut files = vec![rust(format!("src/{name}.rs"), root(service))];
    let mut accessors: BTreeMap<&str, TokenStream> = BTreeMap::new();
    for pair in &service.key_pairs {
        let of_client = accessors.entry(&pair.client).or_default();
        of_client.extend(key_pair::accessor(pair));
    }
    let of_clients = Clients {
        service,
        key_pairs: accessors,
        locals: clients.clone(),
        locals_of_parts: with(&clients, locals_of_rules(service)),
    };
    files.extend(of_clients.files());
    files.extend(self::models(service, &models));
    files.extend(operations::files(service));
    files.extend(conversion::files(service, &models));
    files.extend(parts::files(
        &format!("src/{name}/options"),
        &TokenStream::new(),
        service.options.iter().map(options::options).collect(),
        [&models; 2],
    ));
    if let Some(pairs) = key_pair::key_pairs(service) {
        files.push(importing(
            format!("src/{name}/key_pairs.rs"),
            pairs,
            clients,
        ));
    }
    if let Some(answers) = answer::answers(&service.answers) {
        let path = format!("src/{name}/answers.rs");
        files.push(importing(path, answers, models.clone()));
    }
    if let Some(headers) = headers::headers(&service.headers) {
        let locals = with(&models, locals_of_answers(service));
        files.push(importing(format!("src/{name}/headers.rs"), headers, locals));
    }
    files
}

/// Models, which all files of the service may import.
fn locals_of_models(service: &ServiceModule) -> Locals {
    let module = format!("crate::{}::models", service.name);
    let own = service.models.iter().map(|model| &model.item().name);
    let names = own.chain(&service.shared_models);
    let names = names.map(|name| (name.clone(), module.clone()));
    names.collect::<BTreeMap<_, _>>().into()
}

/// Enums of responses, which other files may import.
fn locals_of_answers(service: &ServiceModule) -> impl Iterator<Item = (String, String)> {
    let module = format!("crate::{}::models", service.name);
    let names = service.answers.iter().map(|answer| &answer.item.name);
    names.map(move |name| (name.clone(), module.clone()))
}

/// Constants of the file of the service's client, which the files of the other clients may import.
fn locals_of_rules(service: &ServiceModule) -> impl Iterator<Item = (String, String)> {
    let module = format!("crate::{}::clients", service.name);
    let names = service.rules.iter().map(|constant| &constant.name);
    names.map(move |name| (name.clone(), module.clone()))
}

fn with(locals: &Locals, more: impl Iterator<Item = (String, String)>) -> Locals {
    let mut locals = (**locals).clone();
    locals.extend(more);
    locals.into()
}

/// Names that the files of the clients may import.
fn locals_of_clients(service: &ServiceModule, models: &Locals) -> Locals {
    let (module, of_models) = (
        format!("crate::{}", service.name),
        format!("crate::{}::models", service.name),
    );
    let options = service.options.iter().map(|options| &options.item.name);
    let options = options.map(|name| (name.clone(), of_models.clone()));
    let clients = service.clients.iter().map(|client| &client.item.name);
    let pairs = service.key_pairs.iter().map(|pair| &pair.item.name);
    let clients = clients.chain(pairs);
    let clients = clients.map(|name| (name.clone(), module.clone()));
    let answers = locals_of_answers(service);
    with(models, answers.chain(options).chain(clients))
}

fn root(service: &ServiceModule) -> TokenStream {
    let text = module(&service.docs);
    let answers = (!service.answers.is_empty()).then(|| {
        quote!(
            mod answers;
        )
    });
    let header = (!service.headers.is_empty()).then(|| {
        quote!(
            mod headers;
        )
    });
    let clients = service.clients.iter();
    let clients: BTreeSet<_> = clients.map(|client| ident(&client.item.name)).collect();
    let pairs = service.key_pairs.iter();
    let pairs: Vec<_> = pairs.map(|pair| ident(&pair.item.name)).collect();
    let (pairs_module, pairs) = match pairs.as_slice() {
        [] => (None, None),
        pairs => (
            Some(quote!(
                pub(crate) mod key_pairs;
            )),
            Some(quote!(pub use key_pairs::{#(#pairs),*};)),
        ),
    };
    let operations = operations::declared();
    let options = ident(&service.client_options);
    let options_docs = format!(" Options of [`{}`].", service.client().item.name);
    let conversions = (!service.conversions.is_empty()).then(|| {
        quote!(
            mod conversions;
        )
    });
    quote! {
        #text
        #answers
        mod clients;
        #conversions
        #header
        #pairs_module
        pub mod models;
        #operations
        mod options;
        pub use clients::{#(#clients),*};
        #pairs
        #[doc = #options_docs]
        pub use crate::ArmClientOptions as #options;
    }
}

fn models(service: &ServiceModule, locals: &Locals) -> Vec<File> {
    let models = service.models.iter().map(|model| {
        let tokens = definition::definition(model, 0);
        parts::Named::new(&model.item().name, definition::height(model), tokens)
    });
    let shared = service.shared_models.iter();
    let shared = shared.map(|name| format!("crate::shared::models::{name}"));
    let headers = service.headers.iter();
    let headers = headers.map(|header| format!("super::headers::{}", header.item.name));
    let options = service.options.iter();
    let options = options.map(|options| format!("super::options::{}", options.item.name));
    let answers = service.answers.iter();
    let answers = answers.map(|answer| format!("super::answers::{}", answer.item.name));
    let all = shared.chain(headers).chain(options).chain(answers);
    let reexports = grouped(&all.collect());
    let text = module(&["Models, options and typed headers."]);
    parts::files(
        &format!("src/{}/models", service.name),
        &quote!(#text #(pub use #reexports;)*),
        models.collect(),
        // A single file needs no imports of models: it defines or re-exports them.
        [&Locals::default(), locals],
    )
}
