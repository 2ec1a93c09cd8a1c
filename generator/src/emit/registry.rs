//! `src/registry.rs`: a row for each resource type. Also the function of each service that finds the pairs of a resource id.

use super::{File, Locals, docs, importing, tokens::ident};
use crate::surface::{FinderArm, FoundPair, PairFinder, RegisteredType, Surface};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// Doc comment of `key_pairs`.
const ABOUT: [&str; 3] = [
    "Returns the pairs of keys of a resource of any enabled service. Most resource types have one pair, some have several.",
    "",
    "This sends nothing. It fails if the crate has no keys of the resource's type, or if the cargo feature of its service is not enabled; the error names the reason.",
];

/// The registry of all resource types for which the crate has pairs of keys, if there are any.
pub(super) fn registry(surface: &Surface) -> Option<File> {
    if !surface.has_key_pairs() {
        return None;
    }
    let rows = surface.registry.iter().map(row);
    let text = docs::module(&["Resource types, and the pairs of keys of their resources."]);
    let about = docs::comment(&ABOUT, 0);
    let tokens = quote! {
        #text
        #about
        pub fn key_pairs(
            resource_id: &crate::ResourceId,
            credential: Arc<dyn TokenCredential>,
            options: Option<ArmClientOptions>,
        ) -> Result<Vec<Box<dyn crate::KeyPair>>> {
            crate::runtime::resource_type::key_pairs(RESOURCE_TYPES, resource_id, credential, options)
        }
        /// Resource types that [`key_pairs`] supports.
        pub const RESOURCE_TYPES: &[crate::ResourceType] = &[#(#rows),*];
    };
    Some(importing("src/registry.rs", tokens, Locals::default()))
}

fn row(row: &RegisteredType) -> TokenStream {
    let (name, feature, module) = (&row.name, &row.module, ident(&row.module));
    let names = row.literals.iter().map(|(place, name)| {
        let place = Literal::usize_unsuffixed(*place);
        quote!((#place, #name))
    });
    quote! {
        crate::ResourceType {
            name: #name,
            feature: #feature,
            names: &[#(#names),*],
            #[cfg(feature = #feature)]
            find: Some(crate::#module::key_pairs::find),
            #[cfg(not(feature = #feature))]
            find: None,
        }
    }
}

/// The function of a service that returns the pairs of a resource id.
pub(super) fn find(finder: &PairFinder) -> TokenStream {
    let client = ident(&finder.client);
    let arms = finder.arms.iter().map(arm);
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

fn arm(arm: &FinderArm) -> TokenStream {
    let (resource_type, guard) = (&arm.resource_type, guard(arm));
    let pairs = arm.pairs.iter().map(found);
    quote!(#resource_type #guard => vec![#(#pairs),*],)
}

fn found(pair: &FoundPair) -> TokenStream {
    let method = ident(&pair.method);
    let names = pair.names.iter().map(|place| name_at(*place));
    let accessor = pair.accessor.as_ref().map(|accessor| {
        let accessor = ident(accessor);
        quote!(.#accessor())
    });
    quote!(Box::new(client #accessor .#method(group, #(#names),*)))
}

/// The condition that the fixed names of a resource id are these.
fn guard(arm: &FinderArm) -> Option<TokenStream> {
    let literals = arm.literals.iter().map(|(place, name)| {
        let found = name_at(*place);
        quote!(#found.eq_ignore_ascii_case(#name))
    });
    (!arm.literals.is_empty()).then(|| quote!(if #(#literals)&&*))
}

/// The name at an index of the resource id.
pub(super) fn name_at(place: usize) -> TokenStream {
    let place = Literal::usize_unsuffixed(place);
    quote!(id.name_at(#place))
}
