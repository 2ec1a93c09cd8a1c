//! The files of one service's module.

use super::{
    File, Locals, client, definition, docs, grouped, headers, ident, importing, key_pair, options,
    parts, rust,
};
use crate::model::{Definition, DefinitionId, Model, Service};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// `src/<service>.rs` and the files beside it.
pub(super) fn files(
    model: &Model,
    emitted: &BTreeSet<DefinitionId>,
    index: usize,
    service: &Service,
) -> Vec<File> {
    let module = &service.module;
    let published = published(model, emitted, index);
    let names = published.iter().map(|definition| &definition.name.rust);
    let models: Locals = names
        .map(|name| (name.clone(), format!("crate::{module}::models")))
        .collect();
    let mut clients_use = models.clone();
    clients_use.extend(service.operations().map(|operation| {
        (
            operation.options.clone(),
            format!("crate::{module}::models"),
        )
    }));
    let pairs = service.groups.iter().flat_map(|group| {
        [&group.client]
            .into_iter()
            .chain(group.key_pairs.iter().map(|pair| &pair.ty))
    });
    let clients = pairs.chain([&service.client]);
    clients_use.extend(clients.map(|name| (name.clone(), format!("crate::{module}"))));
    let mut files = vec![rust(format!("src/{module}.rs"), root(service))];
    files.extend(client::files(model, service, &clients_use));
    files.extend(self::models(model, service, &published, &models));
    files.extend(parts::files(
        &format!("src/{module}/options"),
        &TokenStream::new(),
        options::options(model, service),
        [&models; 2],
    ));
    if let Some(pairs) = key_pair::key_pairs(model, service) {
        files.push(importing(
            format!("src/{module}/key_pairs.rs"),
            pairs,
            clients_use,
        ));
    }
    if let Some(headers) = headers::headers(model, service) {
        files.push(importing(
            format!("src/{module}/headers.rs"),
            headers,
            models,
        ));
    }
    files
}

/// The models that the service publishes, by name.
fn published<'m>(
    model: &'m Model,
    emitted: &BTreeSet<DefinitionId>,
    service: usize,
) -> Vec<&'m Definition> {
    let definitions = emitted.iter().map(|id| &model.definitions[*id]);
    let mut published: Vec<&Definition> = definitions
        .filter(|definition| match definition.shared.is_empty() {
            true => definition.service == service,
            false => definition.shared.contains(&service),
        })
        .collect();
    published.sort_by_key(|definition| &definition.name.rust);
    published
}

fn root(service: &Service) -> TokenStream {
    let title = docs::lines(&service.title).join(" ");
    let header = (!service.headers.is_empty()).then(|| {
        quote!(
            mod headers;
        )
    });
    let clients = service.groups.iter().map(|group| ident(&group.client));
    let clients: BTreeSet<_> = clients.chain([ident(&service.client)]).collect();
    let options = ident(&format!("{}Options", service.client));
    let versions: BTreeSet<&str> = service
        .operations()
        .filter_map(|operation| operation.api_version.as_deref())
        .collect();
    let versions = versions.into_iter().collect::<Vec<_>>().join(", ");
    let text = docs::module(&[format!(
        "{title}: clients and models of {}, API version {}.",
        docs::code(&service.namespace),
        docs::lines(&versions).join(" ")
    )]);
    let pairs: Vec<_> = service
        .groups
        .iter()
        .flat_map(|group| &group.key_pairs)
        .map(|pair| ident(&pair.ty))
        .collect();
    let (pairs_module, pairs) = match pairs.as_slice() {
        [] => (None, None),
        pairs => (
            Some(quote!(
                pub(crate) mod key_pairs;
            )),
            Some(quote!(pub use key_pairs::{#(#pairs),*};)),
        ),
    };
    let options_docs = format!(" Options of [`{}`].", service.client);
    quote! {
        #text
        mod clients;
        #header
        #pairs_module
        pub mod models;
        mod options;
        pub use clients::{#(#clients),*};
        #pairs
        #[doc = #options_docs]
        pub use crate::ArmClientOptions as #options;
    }
}

fn models(
    model: &Model,
    service: &Service,
    published: &[&Definition],
    locals: &Locals,
) -> Vec<File> {
    let (own, shared): (Vec<&Definition>, Vec<&Definition>) = published
        .iter()
        .partition(|definition| definition.shared.is_empty());
    let definitions = own.into_iter().map(|definition| {
        let tokens = definition::definition(model, definition);
        parts::Named::new(&definition.name.rust, tokens)
    });
    let shared = shared
        .into_iter()
        .map(|definition| format!("crate::shared::models::{}", definition.name.rust));
    let headers = service
        .headers
        .iter()
        .map(|header| format!("super::headers::{}", header.name));
    let options = service
        .operations()
        .map(|operation| format!("super::options::{}", operation.options));
    let reexports = grouped(&shared.chain(headers).chain(options).collect());
    let text = docs::module(&["Models, options and typed headers."]);
    parts::files(
        &format!("src/{}/models", service.module),
        &quote!(#text #(pub use #reexports;)*),
        definitions.collect(),
        // One file has the names that it defines and those that it publishes.
        [&Locals::new(), locals],
    )
}
