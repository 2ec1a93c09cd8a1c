//! `src/registry.rs`: a row for each type of resource, and in each service the way from an id to its pairs.

use super::{File, Locals, docs, importing, tokens::ident};
use crate::model::{Group, KeyPair, Model, ResourceName, Service};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use std::{cmp::Reverse, collections::BTreeMap};

/// A pair with the sub-client that gives it.
type Entry<'m> = (&'m Service, &'m Group, &'m KeyPair);

/// The registry of all resource types whose keys the crate knows.
pub(super) fn registry(model: &Model) -> File {
    let rows = kinds(model);
    let rows = rows.values().map(|entries| row(&entries[0]));
    let text = docs::module(&["Resource types, and the pairs of keys of their resources."]);
    let tokens = quote! {
        #text
        /// The pairs of keys of a resource of any enabled service: one for most types, several for some.
        ///
        /// Nothing is sent yet. Fails if the crate knows no keys of the resource's type, or if the feature of its service is not enabled; the error says which.
        pub fn key_pairs(
            resource_id: &crate::ResourceId,
            credential: Arc<dyn TokenCredential>,
            options: Option<ArmClientOptions>,
        ) -> Result<Vec<Box<dyn crate::KeyPair>>> {
            crate::runtime::resource_type::key_pairs(RESOURCE_TYPES, resource_id, credential, options)
        }
        /// Resource types that [`key_pairs`] knows.
        pub const RESOURCE_TYPES: &[crate::ResourceType] = &[#(#rows),*];
    };
    importing("src/registry.rs", tokens, Locals::new())
}

fn row((service, _, pair): &Entry<'_>) -> TokenStream {
    let (kind, feature, module) = (
        pair.resource_type(),
        &service.module,
        ident(&service.module),
    );
    let names = fixed(pair).map(|(place, name)| {
        let place = Literal::usize_unsuffixed(place);
        quote!((#place, #name))
    });
    quote! {
        crate::ResourceType {
            name: #kind,
            feature: #feature,
            names: &[#(#names),*],
            #[cfg(feature = #feature)]
            find: Some(crate::#module::key_pairs::find),
            #[cfg(not(feature = #feature))]
            find: None,
        }
    }
}

/// The function of a service that makes the pairs of a resource.
pub(super) fn find(service: &Service) -> TokenStream {
    let client = ident(&service.client);
    let kinds = own_kinds(service);
    let arms = kinds.iter().map(|((kind, ..), entries)| arm(kind, entries));
    quote! {
        /// The pairs of keys of a resource of this service.
        #[allow(dead_code, reason = "another service may have a newer version of each type")]
        pub(crate) fn find(
            id: &crate::ResourceId,
            credential: Arc<dyn TokenCredential>,
            options: Option<ArmClientOptions>,
        ) -> Result<Vec<Box<dyn crate::KeyPair>>> {
            let client = #client::new(id.subscription_id(), credential, options)?;
            let group = id.resource_group_name();
            Ok(match id.resource_type().to_ascii_lowercase().as_str() {
                #(#arms)*
                _ => Vec::new(),
            })
        }
    }
}

/// What an id must be like, all in lower case: the type of its resource, and names that are always the same. Ids with
/// more of those come first.
type Kind = (String, Reverse<usize>, Vec<(usize, String)>);

fn kind(pair: &KeyPair) -> Kind {
    let fixed: Vec<_> = fixed(pair)
        .map(|(place, name)| (place, name.to_ascii_lowercase()))
        .collect();
    (
        pair.resource_type().to_ascii_lowercase(),
        Reverse(fixed.len()),
        fixed,
    )
}

/// Names that are always the same, with their places.
fn fixed(pair: &KeyPair) -> impl Iterator<Item = (usize, &str)> {
    let places = pair.resource.iter().enumerate();
    places.filter_map(|(place, (_, name))| match name {
        ResourceName::Literal(name) => Some((place, name.as_str())),
        ResourceName::Parameter(_) => None,
    })
}

/// Kinds of resources with their pairs. Where several services have one kind, that with the newest API version
/// counts, and of the same version the first.
fn kinds(model: &Model) -> BTreeMap<Kind, Vec<Entry<'_>>> {
    let mut kinds: BTreeMap<Kind, Vec<Entry<'_>>> = BTreeMap::new();
    for (kind, entries) in model.services.iter().flat_map(own_kinds) {
        let known = kinds.entry(kind).or_default();
        if newest(&entries) > newest(known) {
            *known = entries;
        }
    }
    kinds
}

fn own_kinds(service: &Service) -> BTreeMap<Kind, Vec<Entry<'_>>> {
    let mut own: BTreeMap<Kind, Vec<Entry<'_>>> = BTreeMap::new();
    for group in &service.groups {
        for pair in &group.key_pairs {
            let entries = own.entry(kind(pair)).or_default();
            entries.push((service, group, pair));
        }
    }
    own
}

/// The newest version of some pairs: its date, and then whether it is stable.
fn newest(entries: &[Entry<'_>]) -> Option<(String, bool)> {
    let versions = entries.iter().map(|(_, _, pair)| {
        let version = pair.api_version.as_deref().unwrap_or_default();
        let date: String = version.chars().take("2000-01-01".len()).collect();
        let is_stable = date == version;
        (date, is_stable)
    });
    versions.max()
}

fn arm(kind: &str, entries: &[Entry<'_>]) -> TokenStream {
    let pairs = entries.iter().map(|(_, group, pair)| {
        let (method, names) = (ident(&pair.method), names(pair));
        let accessor = (!group.name.wire.is_empty()).then(|| {
            let accessor = ident(&group.name.rust);
            quote!(.#accessor())
        });
        quote!(Box::new(client #accessor .#method(group, #(#names),*)))
    });
    let guard = guard(entries[0].2);
    quote!(#kind #guard => vec![#(#pairs),*],)
}

/// The names that a pair is made with, besides the resource group's.
fn names(pair: &KeyPair) -> Vec<TokenStream> {
    let places = pair.resource.iter().enumerate();
    let names = places.filter(|(_, (_, name))| matches!(name, ResourceName::Parameter(_)));
    names.map(|(place, _)| name_at(place)).collect()
}

/// Names that are always the same must be those.
fn guard(pair: &KeyPair) -> Option<TokenStream> {
    let fixed: Vec<TokenStream> = fixed(pair)
        .map(|(place, name)| {
            let found = name_at(place);
            quote!(#found.eq_ignore_ascii_case(#name))
        })
        .collect();
    (!fixed.is_empty()).then(|| quote!(if #(#fixed)&&*))
}

fn name_at(place: usize) -> TokenStream {
    let place = Literal::usize_unsuffixed(place);
    quote!(id.name_at(#place))
}
