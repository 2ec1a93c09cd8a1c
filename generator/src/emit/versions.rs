//! Modules of services with several API versions, and their features.

use super::{File, docs, rust, tokens::ident};
use crate::surface::{ServiceModule, Surface, Version};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeMap;

/// A version, and its private module.
type Versions<'s> = Vec<(&'s Version, &'s ServiceModule)>;

/// The versions of each service that has several, by its name.
pub(super) fn services(surface: &Surface) -> BTreeMap<&str, Versions<'_>> {
    let mut services: BTreeMap<&str, Versions<'_>> = BTreeMap::new();
    for service in &surface.services {
        if let Some(version) = &service.version {
            let versions = services.entry(&version.service).or_default();
            versions.push((version, service));
        }
    }
    services
}

/// The feature of each service, and that of its newest version, which it enables.
pub(super) fn features(surface: &Surface) -> impl Iterator<Item = (String, String)> {
    let services = services(surface).into_iter();
    services.filter_map(|(name, versions)| {
        let (_, newest) = newest(&versions)?;
        Some((name.to_owned(), newest.name.clone()))
    })
}

/// Lines of Markdown for the features.
pub(super) fn lines(surface: &Surface) -> impl Iterator<Item = String> {
    features(surface).map(|(name, newest)| format!("* `{name}`: the newest version, `{newest}`"))
}

/// `src/<service>.rs` of each service.
pub(super) fn files(surface: &Surface) -> Vec<File> {
    let services = services(surface).into_iter();
    let files = services.map(|(name, versions)| {
        let tokens = module(&versions);
        rust(format!("src/{name}.rs"), tokens)
    });
    files.collect()
}

fn module(versions: &Versions<'_>) -> TokenStream {
    let newest = newest(versions);
    let text = newest.map_or_else(String::new, |(version, service)| {
        let (title, text) = (&service.title, &version.text);
        format!("{title}: one module for each API version. The newest, `{text}`, is here as well.")
    });
    let text = docs::module(&[text]);
    let modules = versions.iter().map(|(version, service)| {
        let (feature, from, to) = (&service.name, ident(&service.name), ident(&version.module));
        let text = docs::module(&service.docs);
        quote! {
            #[cfg(feature = #feature)]
            #[cfg_attr(docsrs, doc(cfg(feature = #feature)))]
            pub mod #to {
                #text
                pub use crate::#from::*;
            }
        }
    });
    let newest = newest.map(|(_, service)| {
        let (feature, from) = (&service.name, ident(&service.name));
        quote! {
            #[cfg(feature = #feature)]
            pub use crate::#from::*;
        }
    });
    quote!(#text #(#modules)* #newest)
}

fn newest<'s>(
    versions: &[(&'s Version, &'s ServiceModule)],
) -> Option<(&'s Version, &'s ServiceModule)> {
    versions
        .iter()
        .copied()
        .find(|(version, _)| version.is_newest)
}
