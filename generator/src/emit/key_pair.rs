//! Pairs of keys: a type for each, which implements the runtime's `KeyPair`.

mod call;
mod readers;

use super::{docs, registry, tokens::ident};
use crate::{
    keys::pairs,
    model::{Group, KeyPair, Model, ResourceName, Service},
    surface::docs as text,
};
use proc_macro2::TokenStream;
use quote::quote;
use readers::Readers;

/// All pairs of a service.
pub(super) fn key_pairs(model: &Model, service: &Service) -> Option<TokenStream> {
    let mut readers = Readers::new(model);
    let pairs: Vec<TokenStream> = service
        .groups
        .iter()
        .flat_map(|group| group.key_pairs.iter().map(move |pair| (group, pair)))
        .map(|(group, pair)| key_pair(model, group, pair, &mut readers))
        .collect();
    let readers = readers.functions();
    let find = registry::find(service);
    (!pairs.is_empty()).then(|| quote!(#(#pairs)* #find #(#readers)*))
}

/// The methods of a sub-client that give its pairs.
pub(super) fn accessors(group: &Group) -> TokenStream {
    let accessors = group.key_pairs.iter().map(|pair| {
        let (method, ty) = (ident(&pair.method), ident(&pair.ty));
        let names: Vec<_> = pair
            .parameters()
            .map(|parameter| ident(&parameter.name.rust))
            .collect();
        let docs = accessor_docs(pair);
        let (resource_group, namespace) = (&names[0], &pair.namespace);
        let path = path(pair);
        let many = (names.len() > 6).then(
            || quote!(#[allow(clippy::too_many_arguments, reason = "one for each name in the id")]),
        );
        quote! {
            #docs
            #many
            pub fn #method(&self, #(#names: impl Into<String>),*) -> #ty {
                #ty {
                    client: self.clone(),
                    resource_id: self.arm.resource_id(#resource_group, #namespace, [#path]),
                }
            }
        }
    });
    quote!(#(#accessors)*)
}

/// Types and names of the resource and its parents.
fn path(pair: &KeyPair) -> TokenStream {
    let parts = pair.resource.iter().map(|(kind, name)| match name {
        ResourceName::Literal(name) => quote!((#kind, #name.to_owned())),
        ResourceName::Parameter(parameter) => {
            let name = ident(&parameter.name.rust);
            quote!((#kind, #name.into()))
        }
    });
    quote!(#(#parts),*)
}

fn accessor_docs(pair: &KeyPair) -> TokenStream {
    let name = text::code(&pair.name);
    let resource = text::code(&pair.resource_type());
    let mut lines = vec![
        format!(
            "The keys of one {resource} resource as a [`KeyPair`](crate::KeyPair) named {name}."
        ),
        String::new(),
        "Nothing is sent yet; its calls refuse names that break their rules.".to_owned(),
        String::new(),
        "# Arguments".to_owned(),
        String::new(),
    ];
    lines.extend(pair.parameters().map(|parameter| {
        let text = parameter
            .docs
            .as_deref()
            .map(text::lines)
            .unwrap_or_default()
            .join(" ");
        format!("* `{}`: {text}", parameter.name.rust)
    }));
    docs::comment(&lines)
}

fn key_pair<'m>(
    model: &Model,
    group: &'m Group,
    pair: &'m KeyPair,
    readers: &mut Readers<'m>,
) -> TokenStream {
    let (ty, client) = (ident(&pair.ty), ident(&group.client));
    let docs = docs::comment(&[format!(
        "The keys of one {} resource, a [`KeyPair`](crate::KeyPair) made by [`{}::{}`].",
        text::code(&pair.resource_type()),
        group.client,
        pair.method
    )]);
    let name = &pair.name;
    let name = (name != pairs::ONLY_PAIR).then(|| quote!(const NAME: &'static str = #name;));
    let read = call::read(group, pair, readers);
    let renew = call::renew(model, group, pair, readers);
    let lookup = call::lookup(model, group, pair);
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
    }
}
