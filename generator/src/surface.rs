//! The public items of the emitted crate as plain data: paths, types, derives and doc texts.
//!
//! Names, `Option`s and derives are decided here; `emit` only writes them.

mod answer;
mod arguments;
mod call;
mod client;
mod conversion;
mod data_type;
pub(crate) mod docs;
mod example;
mod exports;
mod fake_call;
pub(crate) mod file;
mod forms;
mod group;
mod headers;
mod item;
mod key_pair;
mod key_table;
mod method;
mod method_docs;
mod model_docs;
mod operations;
mod registry;
mod rotation;
mod rules;
mod rust_type;
pub(crate) mod sample;
mod service;
mod shared;
mod showcase;
mod snippet;
pub(crate) mod types;

pub use answer::{AnswerItem, AnswerVariant};
pub use arguments::Argument;
pub use call::{Call, End, Given, NextCall, PageLinks, Step};
pub use client::{Accessor, Client, Constructor, Made};
pub use conversion::{Conversion, ConvertedField, ConvertedValue, SharedConversion};
pub use data_type::{
    DataType, EnumItem, FieldItem, JsonAccess, JsonForm, PageItems, Requests, StructConstructor,
    StructItem, UnionItem, UnionVariant, VariantItem, VariantValue,
};
pub use example::{
    ExampleArgument, ExampleBody, ExampleCall, ExampleHeader, ExampleOption, ExampleResponse,
};
pub use fake_call::FakeCall;
pub use headers::{HeaderMethod, HeaderTrait};
pub use item::Item;
pub use key_pair::{
    CallOptions, ItemsForm, KeyForm, KeyLookup, KeyPairAccessor, KeyPairItem, KeyReader,
    KeySelector, KeysForm, ListKeys, ListedAs, NameValue, NamesForm, PairArgument, PairCall,
    Regeneration, RegenerationCalls, RegenerationReader, SelectorBody, SelectorField,
    SelectorValue, TimeField,
};
pub use key_table::{ChosenBy, KeyChoice, KeyTableRow};
pub use method::{Method, OptionField, OptionsItem};
pub use operations::OperationConstant;
pub use registry::{FinderArm, FoundPair, PairFinder, RegisteredType};
pub use rotation::ShownRotation;
pub use rules::{Checks, RuleConstant};
pub use rust_type::RustType;
pub use service::ServiceModule;
pub use shared::SharedModel;
pub use showcase::{Showcase, ShownArgument, ShownCall, ShownRegenerate};

pub use crate::manifest::Version;
pub use crate::model::{
    FinalState, KeyValues, LinkPlace, Location, Method as HttpMethod, Rule, Separator, Spelling,
    Spellings,
};
use crate::{
    manifest::Package,
    model::{self, Definition, DefinitionId, Model},
    runtime::{self, Needed},
};
use serde::Serialize;
use std::collections::BTreeSet;

/// The public interface of the crate.
#[derive(Clone, Debug, Serialize)]
pub struct Surface {
    /// Name of the crate in Rust code, with `_` for `-`.
    pub name: String,
    /// Metadata of the package, for its `Cargo.toml`.
    pub package: Package,
    /// Lines of its description, in Markdown.
    pub description: Vec<String>,
    /// Text of the file `LICENSE`.
    #[serde(skip)]
    pub license_text: Option<String>,
    /// Text of the README that the manifest names.
    pub readme_text: Option<String>,
    /// Value of `#![recursion_limit = …]`, if types are nested deeper than the compiler allows by default.
    #[serde(skip)]
    pub recursion_limit: Option<usize>,
    /// Whether the crate has the module that rotates the keys of many resources.
    pub has_fleet: bool,
    /// Whether the crate has the program that rotates keys.
    pub has_program: bool,
    /// Files of the runtime that it needs.
    #[serde(skip)]
    pub runtime: Vec<Needed>,
    /// Public items of the crate's root that are the same for all services.
    pub exports: BTreeSet<&'static str>,
    /// Public modules, one per service.
    pub services: Vec<ServiceModule>,
    /// Models that several services have in common.
    pub shared: Vec<SharedModel>,
    /// Conversions of shared resources into shared models of request bodies.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shared_conversions: Vec<SharedConversion>,
    /// Resource types for which the crate has pairs of keys.
    pub registry: Vec<RegisteredType>,
    /// The rotation that the front page shows.
    pub rotation: Option<ShownRotation>,
    /// The calls that the front page and the README show.
    pub showcase: Option<Showcase>,
    /// The table of the pairs of keys in the README.
    pub key_table: Vec<KeyTableRow>,
    /// Spellings of the shared `KeyType`: one private module each.
    #[serde(skip)]
    pub spellings: Spellings,
}

impl Surface {
    /// The surface of the crate that `model` describes.
    pub fn of(model: &Model) -> Self {
        let emitted = Emitted(model::emitted(model));
        let services = model.services.iter().enumerate();
        let conversions = conversion::found(model, &emitted);
        let services = services.map(|(index, service)| {
            service::service(model, &emitted, (index, service), &conversions[index])
        });
        let services: Vec<ServiceModule> = services.collect();
        let shared = shared::models(model, &emitted, &conversions);
        let of_models = exports::of_models(model);
        let forms = forms::forms(
            &services,
            &shared,
            &model.spellings,
            &of_models,
            model.package.twins,
        );
        let runtime = runtime::needed(&forms);
        Self {
            name: model.package.name.replace('-', "_"),
            package: model.package.clone(),
            description: docs::lines(&model.package.description),
            license_text: model.license_text.clone(),
            readme_text: model.readme_text.clone(),
            recursion_limit: model.recursion_limit,
            has_fleet: has_key_pairs(model),
            has_program: model.package.program && has_key_pairs(model),
            exports: exports::exports(&runtime, &of_models),
            runtime,
            services,
            shared,
            shared_conversions: conversion::shared(model, &conversions),
            registry: registry::registered(model),
            rotation: rotation::rotation(model),
            showcase: showcase::showcase(model),
            key_table: key_table::rows(model),
            spellings: model.spellings.clone(),
        }
    }
}

impl Surface {
    /// Whether the crate has pairs of keys.
    pub fn has_key_pairs(&self) -> bool {
        let mut services = self.services.iter();
        services.any(|service| !service.key_pairs.is_empty())
    }
}

fn has_key_pairs(model: &Model) -> bool {
    let mut groups = model.services.iter().flat_map(|service| &service.groups);
    groups.any(|group| !group.key_pairs.is_empty())
}

/// Definitions that the emitted operations reach.
struct Emitted(BTreeSet<DefinitionId>);

impl Emitted {
    fn definitions<'m>(&self, model: &'m Model) -> impl Iterator<Item = &'m Definition> {
        self.0.iter().map(|id| &model.definitions[*id])
    }

    /// Whether a definition is in the `models` of a service.
    fn has(&self, model: &Model, id: DefinitionId, service: usize) -> bool {
        self.0.contains(&id) && is_of(&model.definitions[id], service)
    }

    /// The definitions in the `models` of a service, sorted by name.
    fn of_service<'m>(&self, model: &'m Model, service: usize) -> Vec<&'m Definition> {
        let definitions = self.definitions(model);
        let mut published: Vec<&Definition> = definitions
            .filter(|definition| is_of(definition, service))
            .collect();
        published.sort_by_key(|definition| &definition.name.rust);
        published
    }
}

fn is_of(definition: &Definition, service: usize) -> bool {
    match definition.shared.is_empty() {
        true => definition.service == service,
        false => definition.shared.contains(&service),
    }
}
