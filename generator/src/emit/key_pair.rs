//! Pairs of keys: a type for each, which implements the runtime's `KeyPair`.

mod call;
mod keys;

use super::{docs, ident};
use crate::model::{Group, KeyPair, Model, Segment, Service};
use proc_macro2::TokenStream;
use quote::quote;

/// All pairs of a service.
pub(super) fn key_pairs(model: &Model, service: &Service) -> Option<TokenStream> {
    let pairs: Vec<TokenStream> = service
        .groups
        .iter()
        .flat_map(|group| group.key_pairs.iter().map(move |pair| (group, pair)))
        .map(|(group, pair)| key_pair(model, group, pair))
        .collect();
    (!pairs.is_empty()).then(|| quote!(#(#pairs)*))
}

/// The methods of a sub-client that give its pairs.
pub(super) fn accessors(group: &Group) -> TokenStream {
    let accessors = group.key_pairs.iter().map(|pair| {
        let (method, ty) = (ident(&pair.method), ident(&pair.ty));
        let names: Vec<_> = pair
            .parameters
            .iter()
            .map(|parameter| ident(&parameter.name.rust))
            .collect();
        let docs = accessor_docs(pair);
        quote! {
            #docs
            pub fn #method(&self, #(#names: impl Into<String>),*) -> #ty {
                #ty::new(self.clone(), self.arm.subscription_id(), #(#names.into()),*)
            }
        }
    });
    quote!(#(#accessors)*)
}

fn accessor_docs(pair: &KeyPair) -> TokenStream {
    let name = docs::code(&pair.name);
    let resource = docs::code(&pair.resource_type());
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
    lines.extend(pair.parameters.iter().map(|parameter| {
        let text = parameter
            .docs
            .as_deref()
            .map(docs::lines)
            .unwrap_or_default()
            .join(" ");
        format!("* `{}`: {text}", parameter.name.rust)
    }));
    docs::comment(&lines)
}

fn key_pair(model: &Model, group: &Group, pair: &KeyPair) -> TokenStream {
    let (ty, client) = (ident(&pair.ty), ident(&group.client));
    let docs = docs::comment(&[format!(
        "The keys of one {} resource, made by [`{}::{}`].",
        docs::code(&pair.resource_type()),
        group.client,
        pair.method
    )]);
    let fields: Vec<_> = pair
        .parameters
        .iter()
        .map(|parameter| ident(&parameter.name.rust))
        .collect();
    let resource_id = resource_id(pair);
    let many = (fields.len() > 5).then(
        || quote!(#[allow(clippy::too_many_arguments, reason = "one for each name in the id")]),
    );
    let lookup = call::lookup(model, group, pair);
    let implementation = implementation(model, group, pair);
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #ty {
            client: #client,
            resource_id: crate::ResourceId,
            #(#fields: String,)*
        }
        impl #ty {
            #many
            pub(super) fn new(client: #client, subscription_id: &str, #(#fields: String),*) -> Self {
                let resource_id = #resource_id;
                Self { client, resource_id, #(#fields),* }
            }
            #lookup
        }
        #implementation
    }
}

fn resource_id(pair: &KeyPair) -> TokenStream {
    let namespace = &pair.namespace;
    let group = ident(&pair.parameters[0].name.rust);
    let path = pair.resource.iter().map(|(kind, name)| match name {
        Segment::Literal(name) => quote!((#kind, #name)),
        Segment::Parameter(wire) => {
            let name = pair
                .parameters
                .iter()
                .find(|parameter| parameter.name.wire == *wire);
            let name = ident(name.map_or("", |parameter| &parameter.name.rust));
            quote!((#kind, &#name))
        }
    });
    quote!(crate::ResourceId::of(subscription_id, &#group, #namespace, &[#(#path),*]))
}

fn implementation(model: &Model, group: &Group, pair: &KeyPair) -> TokenStream {
    let (ty, name) = (ident(&pair.ty), &pair.name);
    let name = (name != "keys").then(|| {
        quote! {
            fn name(&self) -> &str { #name }
        }
    });
    let list = call::list(model, group, pair);
    let regenerate = call::regenerate(model, group, pair);
    quote! {
        #[async_trait::async_trait]
        impl crate::KeyPair for #ty {
            fn resource_id(&self) -> &crate::ResourceId {
                &self.resource_id
            }
            #name
            async fn list(&self, options: Option<crate::KeyPairOptions<'_>>) -> Result<crate::Keys> {
                let options = options.unwrap_or_default();
                let keys = async { #list };
                crate::runtime::key_pair::read(options.cancellation.as_ref(), keys).await
            }
            async fn regenerate(
                &self,
                key: KeyType,
                options: Option<crate::KeyPairOptions<'_>>,
            ) -> Result<crate::Keys> {
                let options = options.unwrap_or_default();
                let keys = async { #regenerate };
                crate::runtime::key_pair::change(options.cancellation.as_ref(), keys).await
            }
        }
    }
}
