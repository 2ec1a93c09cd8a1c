//! `src/registry.rs`: from the id of a resource to its pairs of keys.

use super::{File, Locals, docs, ident, importing};
use crate::model::{Group, KeyPair, Model, Segment, Service};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use std::collections::BTreeMap;

/// A pair with the sub-client that gives it.
type Entry<'m> = (&'m Service, &'m Group, &'m KeyPair);

/// The registry of all resource types whose keys the crate knows.
pub(super) fn registry(model: &Model) -> File {
    let kinds = kinds(model);
    let arms = kinds.iter().map(|((kind, _), entries)| arm(kind, entries));
    let types: BTreeMap<&str, &Entry<'_>> = kinds
        .iter()
        .map(|((kind, _), entries)| (kind.as_str(), &entries[0]))
        .collect();
    let known = types.values().map(|(service, _, pair)| {
        let (kind, feature) = (pair.resource_type(), &service.module);
        quote!((#kind, #feature, cfg!(feature = #feature)))
    });
    let text = docs::module(&["Resource types, and the pairs of keys of their resources."]);
    let tokens = quote! {
        #text
        /// The pairs of keys of a resource of any enabled service: one for most types, several for some.
        ///
        /// Nothing is sent yet. Fails if the crate knows no keys of the resource's type, or if the feature of its
        /// service is not enabled; the error says which.
        #[allow(
            unreachable_code, unused_mut, unused_variables, clippy::match_single_binding,
            reason = "no service may be enabled"
        )]
        pub fn key_pairs(
            resource_id: &crate::ResourceId,
            credential: Arc<dyn TokenCredential>,
            options: Option<ArmClientOptions>,
        ) -> Result<Vec<Box<dyn crate::KeyPair>>> {
            let id = resource_id;
            let group = id.resource_group_name();
            let mut pairs: Vec<Box<dyn crate::KeyPair>> = Vec::new();
            match id.resource_type().to_ascii_lowercase().as_str() {
                #(#arms)*
                _ => return Err(crate::runtime::key_pair::unknown_type(id, RESOURCE_TYPES)),
            }
            Ok(pairs)
        }
        /// Resource types that [`key_pairs`] knows, each with the feature of its service, and whether that is enabled.
        pub const RESOURCE_TYPES: &[(&str, &str, bool)] = &[#(#known),*];
    };
    importing("src/registry.rs", tokens, Locals::new())
}

/// What an id must be like: the type of its resource, and names that are always the same, all in lower case.
type Kind = (String, Vec<Option<String>>);

fn kind(pair: &KeyPair) -> Kind {
    let fixed = pair.resource.iter().map(|(_, name)| match name {
        Segment::Literal(name) => Some(name.to_ascii_lowercase()),
        Segment::Parameter(_) => None,
    });
    (pair.resource_type().to_ascii_lowercase(), fixed.collect())
}

/// Kinds of resources with their pairs. Where several services have one kind, that with the newest API version
/// counts, and of the same version the first.
fn kinds(model: &Model) -> BTreeMap<Kind, Vec<Entry<'_>>> {
    let mut kinds: BTreeMap<Kind, Vec<Entry<'_>>> = BTreeMap::new();
    for service in &model.services {
        let mut own: BTreeMap<Kind, Vec<Entry<'_>>> = BTreeMap::new();
        for group in &service.groups {
            for pair in &group.key_pairs {
                let entries = own.entry(kind(pair)).or_default();
                entries.push((service, group, pair));
            }
        }
        for (kind, entries) in own {
            let known = kinds.entry(kind).or_default();
            if newest(&entries) > newest(known) {
                *known = entries;
            }
        }
    }
    kinds
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
    let feature = &entries[0].0.module;
    let (service, ..) = entries[0];
    let (module, client) = (ident(&service.module), ident(&service.client));
    let pairs = entries.iter().map(|(_, group, pair)| {
        let (method, names) = (ident(&pair.method), names(pair));
        let accessor = (!group.name.wire.is_empty()).then(|| {
            let accessor = ident(&group.name.rust);
            quote!(.#accessor())
        });
        quote! {
            let pair = client #accessor .#method(group, #(#names),*);
            pairs.push(Box::new(pair));
        }
    });
    let guard = guard(entries[0].2);
    quote! {
        #[cfg(feature = #feature)]
        #kind #guard => {
            let client = crate::#module::#client::new(id.subscription_id(), credential, options)?;
            #(#pairs)*
        }
    }
}

/// The names that a pair is made with, besides the resource group's.
fn names(pair: &KeyPair) -> Vec<TokenStream> {
    let places = pair.resource.iter().enumerate();
    let names = places.filter(|(_, (_, name))| matches!(name, Segment::Parameter(_)));
    names.map(|(place, _)| name_at(place)).collect()
}

/// Names that are always the same must be those.
fn guard(pair: &KeyPair) -> Option<TokenStream> {
    let places = pair.resource.iter().enumerate();
    let fixed: Vec<TokenStream> = places
        .filter_map(|(place, (_, name))| match name {
            Segment::Literal(name) => Some({
                let found = name_at(place);
                quote!(#found.eq_ignore_ascii_case(#name))
            }),
            Segment::Parameter(_) => None,
        })
        .collect();
    (!fixed.is_empty()).then(|| quote!(if #(#fixed)&&*))
}

fn name_at(place: usize) -> TokenStream {
    let place = Literal::usize_unsuffixed(place);
    quote!(id.name_at(#place))
}
