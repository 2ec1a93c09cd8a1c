//! Pairs of keys: a type for each, which implements the runtime's `KeyPair`.

mod call;
mod reader;

use super::{docs, registry, tokens::ident};
use crate::surface::{KeyPairItem, NameValue, ServiceModule};
use proc_macro2::TokenStream;
use quote::quote;

/// All pairs of a service.
pub(super) fn key_pairs(service: &ServiceModule) -> Option<TokenStream> {
    let pairs = service.key_pairs.iter().map(key_pair);
    let find = registry::find(&service.pair_finder);
    let readers = service.key_readers.iter().map(reader::reader);
    (!service.key_pairs.is_empty()).then(|| quote!(#(#pairs)* #find #(#readers)*))
}

/// The method of a client that returns a pair.
pub(super) fn accessor(pair: &KeyPairItem) -> TokenStream {
    let (method, ty) = (ident(&pair.accessor.name), ident(&pair.item.name));
    let names: Vec<_> = pair.accessor.arguments.iter().map(|it| ident(it)).collect();
    let docs = docs::comment(&pair.accessor.docs, 1);
    let (resource_group, provider) = (&names[0], &pair.provider);
    let path = pair.resource.iter().map(|(kind, name)| match name {
        NameValue::Literal(name) => quote!((#kind, #name.to_owned())),
        NameValue::Argument(name) => {
            let name = ident(name);
            quote!((#kind, #name.into()))
        }
    });
    let many = pair.accessor.has_many_arguments.then(
        || quote!(#[allow(clippy::too_many_arguments, reason = "one for each name in the id")]),
    );
    quote! {
        #docs
        #many
        pub fn #method(&self, #(#names: impl Into<String>),*) -> #ty {
            #ty {
                client: self.clone(),
                resource_id: self.arm.resource_id(#resource_group, #provider, [#(#path),*]),
            }
        }
    }
}

fn key_pair(pair: &KeyPairItem) -> TokenStream {
    let (ty, client) = (ident(&pair.item.name), ident(&pair.client));
    let docs = docs::comment(&pair.item.page(), 0);
    let name = pair.name.as_ref();
    let name = name.map(|name| quote!(const NAME: &'static str = #name;));
    let read = call::read(&pair.list);
    let renew = call::renew(&pair.regeneration);
    let lookup = call::lookup(&pair.list, &pair.regeneration);
    let own = lookup.map(|lookup| quote!(impl #ty { #lookup }));
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #ty {
            pub(super) client: #client,
            pub(super) resource_id: crate::ResourceId,
        }
        #own
        impl KeyPairCalls for #ty {
            #name
            fn id(&self) -> &crate::ResourceId {
                &self.resource_id
            }
            async fn read(&self, options: &KeyPairOptions<'_>) -> Result<crate::Keys> {
                #read
            }
            async fn renew(&self, key: KeyType, options: &KeyPairOptions<'_>) -> Result<Renewed> {
                #renew
            }
        }
        crate::runtime::key_pair_calls::key_pair!(#ty);
    }
}
