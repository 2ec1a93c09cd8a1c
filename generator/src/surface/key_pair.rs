//! Pairs of keys as users see them: a type for each, which implements the runtime's `KeyPair`.

mod call;
mod reader;

pub use call::{
    CallOptions, KeyLookup, KeySelector, ListKeys, ListedAs, PairArgument, PairCall, Regeneration,
    RegenerationCalls, RegenerationReader, SelectorBody, SelectorField, SelectorValue,
};
pub use reader::{ItemsForm, KeyForm, KeyReader, KeysForm, NamesForm, TimeField};

use super::{
    Item,
    docs::{code, line},
};
use crate::{
    keys::pairs::ONLY_PAIR,
    model::{Group, KeyPair, Model, ResourceName, Service},
};
use reader::Readers;
use serde::Serialize;

/// The type of a pair of keys.
#[derive(Clone, Debug, Serialize)]
pub struct KeyPairItem {
    /// Name, path and text.
    pub item: Item,
    /// Client whose method gives it.
    pub client: String,
    /// That method.
    pub accessor: KeyPairAccessor,
    /// Name of the pair, unless it is that of the only pair of a resource.
    pub name: Option<String>,
    /// Resource provider.
    pub provider: String,
    /// Types of the resource and its parents with their names, outermost first.
    pub resource: Vec<(String, NameValue)>,
    /// How both keys are read.
    pub list: ListKeys,
    /// How one key is regenerated.
    pub regeneration: Regeneration,
}

/// A method of a client that gives a pair of keys.
#[derive(Clone, Debug, Serialize)]
pub struct KeyPairAccessor {
    /// Its name.
    pub name: String,
    /// Its arguments, all of them texts: the name of the resource group, and then those of the resource.
    pub arguments: Vec<String>,
    /// Whether it has more arguments than clippy takes.
    pub has_many_arguments: bool,
    /// Lines of its documentation, in Markdown.
    pub docs: Vec<String>,
}

/// A name in the path of a resource.
#[derive(Clone, Debug, Serialize)]
pub enum NameValue {
    /// The value of an argument.
    Argument(String),
    /// The same for all resources.
    Literal(String),
}

/// The pairs of a service, and the functions that read keys for them.
pub(super) fn pairs(model: &Model, service: &Service) -> (Vec<KeyPairItem>, Vec<KeyReader>) {
    let mut readers = Readers::default();
    let pairs = service.groups.iter().flat_map(|group| {
        let pairs = group.key_pairs.iter();
        pairs.map(move |pair| (group, pair))
    });
    let pairs = pairs
        .map(|(group, pair)| item(model, service, group, pair, &mut readers))
        .collect();
    (pairs, readers.list)
}

fn item(
    model: &Model,
    service: &Service,
    group: &Group,
    pair: &KeyPair,
    readers: &mut Readers,
) -> KeyPairItem {
    let resource = pair.resource.iter().map(|(kind, name)| {
        let name = match name {
            ResourceName::Parameter(name) => NameValue::Argument(name.name.rust.clone()),
            ResourceName::Literal(text) => NameValue::Literal(text.clone()),
        };
        (kind.clone(), name)
    });
    KeyPairItem {
        item: Item::of_service(&service.module, "", &pair.ty, type_docs(group, pair)),
        client: group.client.clone(),
        accessor: accessor(pair),
        name: (pair.name != ONLY_PAIR).then(|| pair.name.clone()),
        provider: pair.namespace.clone(),
        resource: resource.collect(),
        list: call::list(model, group, pair, readers),
        regeneration: call::regeneration(model, group, pair, readers),
    }
}

fn accessor(pair: &KeyPair) -> KeyPairAccessor {
    let arguments = pair
        .parameters()
        .map(|parameter| parameter.name.rust.clone());
    let arguments: Vec<String> = arguments.collect();
    KeyPairAccessor {
        name: pair.method.clone(),
        has_many_arguments: arguments.len() > 6,
        arguments,
        docs: accessor_docs(pair),
    }
}

fn accessor_docs(pair: &KeyPair) -> Vec<String> {
    let name = code(&pair.name);
    let resource = code(&pair.resource_type());
    let lines = [
        &format!(
            "The keys of one {resource} resource as a [`KeyPair`](crate::KeyPair) named {name}."
        ),
        "",
        "Nothing is sent yet; its calls refuse names that break their rules.",
        "",
        "# Arguments",
        "",
    ];
    let arguments = pair.parameters().map(|parameter| {
        let text = parameter.docs.as_deref().map(line).unwrap_or_default();
        format!("* `{}`: {text}", parameter.name.rust)
    });
    lines
        .map(str::to_owned)
        .into_iter()
        .chain(arguments)
        .collect()
}

fn type_docs(group: &Group, pair: &KeyPair) -> Vec<String> {
    vec![format!(
        "The keys of one {} resource, a [`KeyPair`](crate::KeyPair) made by [`{}::{}`].",
        code(&pair.resource_type()),
        group.client,
        pair.method
    )]
}
