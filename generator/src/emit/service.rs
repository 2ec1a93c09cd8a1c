//! The files of one service's module.

use super::{
    File, client, definition, docs, headers, ident,
    imports::{grouped, with_imports},
    key_pair, options, rust,
};
use crate::{
    model::{Model, Service},
    share::emitted,
};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::{BTreeMap, BTreeSet};

/// `src/<service>.rs` and the files beside it.
pub(super) fn files(model: &Model, index: usize, service: &Service) -> Vec<File> {
    let module = &service.module;
    let names = names(model, index);
    let models: BTreeMap<String, String> = names
        .keys()
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
    clients_use.extend(pairs.map(|name| (name.clone(), format!("crate::{module}"))));
    let mut files = vec![
        rust(format!("src/{module}.rs"), root(service)),
        rust(
            format!("src/{module}/clients.rs"),
            with_imports(client::clients(model, service), &clients_use),
        ),
        rust(
            format!("src/{module}/models.rs"),
            self::models(model, index, service, &names),
        ),
        rust(
            format!("src/{module}/options.rs"),
            with_imports(options::options(model, service), &models),
        ),
    ];
    if let Some(pairs) = key_pair::key_pairs(model, service) {
        files.push(rust(
            format!("src/{module}/key_pairs.rs"),
            with_imports(pairs, &clients_use),
        ));
    }
    if let Some(headers) = headers::headers(model, service) {
        files.push(rust(
            format!("src/{module}/headers.rs"),
            with_imports(headers, &models),
        ));
    }
    files
}

/// Names of the models that the service publishes, and whether each is shared.
fn names(model: &Model, service: usize) -> BTreeMap<String, bool> {
    emitted(model)
        .into_iter()
        .map(|id| &model.definitions[id])
        .filter(|definition| match definition.shared.is_empty() {
            true => definition.service == service,
            false => definition.shared.contains(&service),
        })
        .map(|definition| (definition.name.rust.clone(), !definition.shared.is_empty()))
        .collect()
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
                mod key_pairs;
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
    index: usize,
    service: &Service,
    names: &BTreeMap<String, bool>,
) -> TokenStream {
    let own = emitted(model)
        .into_iter()
        .map(|id| &model.definitions[id])
        .filter(|definition| definition.shared.is_empty() && definition.service == index);
    let own: BTreeMap<&str, _> = own
        .map(|definition| (definition.name.rust.as_str(), definition))
        .collect();
    let definitions = own
        .values()
        .map(|definition| definition::definition(model, definition));
    let shared = names
        .iter()
        .filter(|(_, shared)| **shared)
        .map(|(name, _)| format!("crate::shared::models::{name}"));
    let headers = service
        .headers
        .iter()
        .map(|header| format!("super::headers::{}", header.name));
    let options = service
        .operations()
        .map(|operation| format!("super::options::{}", operation.options));
    let reexports = grouped(&shared.chain(headers).chain(options).collect());
    let definitions = with_imports(quote!(#(#definitions)*), &BTreeMap::new());
    let text = docs::module(&["Models, options and typed headers."]);
    quote!(#text #(pub use #reexports;)* #definitions)
}
