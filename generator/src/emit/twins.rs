//! Twins of models, with serde's derives, and tests that read the published responses as both.

use super::{
    File, Locals, docs, importing, rust,
    tokens::{ident, path},
};
use crate::surface::{
    DataType, EnumItem, FieldItem, JsonAccess, RustType, ServiceModule, StructItem, Surface,
    UnionItem, VariantValue,
};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// `src/twins.rs` and the files of each service, if the manifest asks for them.
pub(super) fn files(surface: &Surface, replays: &[File]) -> Vec<File> {
    if !surface.package.twins {
        return Vec::new();
    }
    let services = surface.services.iter();
    let modules = services.clone().map(|service| {
        let (feature, module) = (&service.name, ident(&service.name));
        quote! {
            #[cfg(feature = #feature)]
            mod #module;
        }
    });
    let text = docs::module(&["Published responses, read as models and with serde's derives."]);
    let root = rust("src/twins.rs", quote!(#text #(#modules)*));
    let each = services.flat_map(|service| of_service(surface, service, replays));
    [root].into_iter().chain(each).collect()
}

fn of_service(surface: &Surface, service: &ServiceModule, replays: &[File]) -> [File; 2] {
    let shared = surface.shared.iter().map(|shared| &shared.model);
    let shared = shared.filter(|model| model.item().features.contains(&service.name));
    let models = service.models.iter().chain(shared);
    let models: Vec<&DataType> = models.filter(|model| is_read(model)).collect();
    let names = models.iter().map(|model| model.item().name.as_str());
    let answers = answers(service, &names.collect());
    let types = answers.iter().enumerate().map(|(index, (_, ty))| {
        let name = ident(&format!("Answer{index}"));
        quote!(pub(super) type #name = #ty;)
    });
    let twins = models.into_iter().map(twin);
    let text = docs::module(&["Models with serde's derives."]);
    let module = &service.name;
    [
        importing(
            format!("src/twins/{module}/derived.rs"),
            quote! {
                #text
                #![allow(dead_code, clippy::enum_variant_names, reason = "they are named as the models are")]
                #(#twins)*
                #(#types)*
            },
            Locals::default(),
        ),
        test(service, &answers, replays),
    ]
}

/// The test of a service.
fn test(service: &ServiceModule, answers: &[(&str, &RustType)], replays: &[File]) -> File {
    let (module, name) = (&service.name, ident(&service.name));
    let (root, parts) = (
        format!("src/replay/{module}.json"),
        format!("src/replay/{module}/"),
    );
    let data = replays.iter().map(|file| &file.path);
    let data = data.filter(|path| path.ends_with(".json"));
    let data = data.filter(|path| **path == root || path.starts_with(&parts));
    let data = data.map(|path| path.replacen("src/", "../", 1));
    let compared = answers.iter().enumerate().map(|(index, (operation, ty))| {
        let twin = ident(&format!("Answer{index}"));
        quote!(twins.compare::<#ty, derived::#twin>(#operation);)
    });
    let text = docs::module(&[format!("Responses of {}.", service.title)]);
    importing(
        format!("src/twins/{module}.rs"),
        quote! {
            #text
            #![allow(unused_imports, unused_mut, reason = "a service may return no models")]
            mod derived;
            use crate::{#name::models::*, runtime::twins::Twins};

            #[test]
            fn responses_are_read_as_derives_do() {
                let mut twins = Twins::of(&[#(include_str!(#data)),*]);
                #(#compared)*
                twins.finish(#module);
            }
        },
        Locals::default(),
    )
}

/// The types with models that operations return.
fn answers<'s>(
    service: &'s ServiceModule,
    models: &BTreeSet<&str>,
) -> Vec<(&'s str, &'s RustType)> {
    let methods = service.clients.iter().flat_map(|client| &client.methods);
    let returned = methods.flat_map(|method| {
        let by_status = service.answers.iter();
        let by_status = by_status.filter(|answer| mentions(&method.returns, &answer.item.name));
        let by_status = by_status.flat_map(|answer| &answer.variants);
        let types = by_status
            .map(|variant| &variant.response)
            .chain([&method.returns]);
        types.map(|ty| (method.call.operation.as_str(), ty))
    });
    let bodies = returned.filter_map(|(operation, ty)| Some((operation, body(ty)?)));
    let has_model = |ty: &RustType| models.iter().any(|name| mentions(ty, name));
    bodies.filter(|(_, ty)| has_model(ty)).collect()
}

/// The type of the body in what a method returns.
fn body(returned: &RustType) -> Option<&RustType> {
    match returned {
        RustType::Path(name, arguments) => {
            let wrappers = [
                "Response",
                "Pager",
                "Poller",
                "PagedPoller",
                "OperationStatus",
            ];
            let name = name.rsplit("::").next().unwrap_or_default();
            match wrappers.contains(&name) {
                true => body(
                    arguments
                        .iter()
                        .find(|one| !matches!(one, RustType::Lifetime(_)))?,
                ),
                false => Some(returned),
            }
        }
        _ => None,
    }
}

fn mentions(ty: &RustType, name: &str) -> bool {
    match ty {
        RustType::Path(path, arguments) => {
            path == name || arguments.iter().any(|one| mentions(one, name))
        }
        RustType::Reference(of) | RustType::Slice(of) => mentions(of, name),
        RustType::Unit | RustType::Lifetime(_) => false,
    }
}

/// Whether responses contain a model.
fn is_read(model: &DataType) -> bool {
    match model {
        DataType::Struct(model) => model.json.access != JsonAccess::Write,
        DataType::Union(model) => model.access != JsonAccess::Write,
        DataType::Enum(_) => true,
    }
}

fn twin(model: &DataType) -> TokenStream {
    match model {
        DataType::Struct(model) => structure(model),
        DataType::Enum(model) => enumeration(model),
        DataType::Union(model) => union(model),
    }
}

fn structure(model: &StructItem) -> TokenStream {
    let name = ident(&model.item.name);
    let fields = model.fields.iter().map(field);
    quote! {
        #[derive(serde::Deserialize, serde::Serialize)]
        pub(super) struct #name { #(#fields,)* }
    }
}

fn field(field: &FieldItem) -> TokenStream {
    let (name, ty) = (ident(&field.name), &field.ty);
    let codec = field.codec.iter().map(|codec| quote!(, with = #codec));
    match &field.property {
        Some(property) => quote! {
            #[serde(rename = #property, default, skip_serializing_if = "Option::is_none" #(#codec)*)]
            #name: #ty
        },
        None => quote!(#[serde(flatten #(#codec)*)] #name: #ty),
    }
}

/// A text or a number, if the service may send others.
fn enumeration(model: &EnumItem) -> TokenStream {
    let name = ident(&model.item.name);
    let value = match model.of_integers {
        true => quote!(i64),
        false => quote!(String),
    };
    if model.unknown.is_some() {
        return quote! {
            #[derive(serde::Deserialize, serde::Serialize)]
            #[serde(transparent)]
            pub(super) struct #name(#value);
        };
    }
    let variants = model.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        match &variant.value {
            VariantValue::Text(text) => quote!(#[serde(rename = #text)] #name),
            VariantValue::Integer(_) => quote!(#name),
        }
    });
    match model.of_integers {
        // serde has no derive for it.
        true => {
            let own = path(&format!("crate::{}", model.item.paths[0]));
            quote!(pub(super) type #name = #own;)
        }
        false => quote! {
            #[derive(serde::Deserialize, serde::Serialize)]
            pub(super) enum #name { #(#variants,)* }
        },
    }
}

fn union(model: &UnionItem) -> TokenStream {
    let (name, tag, other) = (ident(&model.item.name), &model.discriminator, &model.other);
    let variants: Vec<_> = model.variants.iter().map(|one| ident(&one.name)).collect();
    let types = model.variants.iter().map(|one| &one.ty);
    let kinds = model.variants.iter().map(|one| &one.value);
    quote! {
        #[derive(serde::Serialize)]
        #[serde(untagged)]
        pub(super) enum #name {
            #(#variants(Box<#types>),)*
            UnknownKind(Box<#other>),
        }
        crate::runtime::twins::union_twin!(#name, #tag, { #(#variants = #kinds),* });
    }
}
