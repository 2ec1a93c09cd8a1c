//! Pairs of keys: a public type for each, which implements the runtime's `KeyPair`.

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
    snippet::Snippet,
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
    /// Name, path and doc text.
    pub item: Item,
    /// Client whose method returns it.
    pub client: String,
    /// That method.
    pub accessor: KeyPairAccessor,
    /// Name of the pair, or `None` if the resource has no other.
    pub name: Option<String>,
    /// Namespace of the resource provider.
    pub provider: String,
    /// Type segments of the resource's path with the resource names, outermost first.
    pub resource: Vec<(String, NameValue)>,
    /// The call that lists both keys.
    pub list: ListKeys,
    /// The call that regenerates one key.
    pub regeneration: Regeneration,
}

/// The method of a client that returns a pair of keys.
#[derive(Clone, Debug, Serialize)]
pub struct KeyPairAccessor {
    /// Its name.
    pub name: String,
    /// Its arguments, all of type `&str`: the resource group, then the names of the resource.
    pub arguments: Vec<String>,
    /// Whether it has more arguments than clippy allows.
    pub has_many_arguments: bool,
    /// Lines of its documentation, in Markdown.
    pub docs: Vec<String>,
}

/// A name in the path of a resource.
#[derive(Clone, Debug, Serialize)]
pub enum NameValue {
    /// The value of an argument.
    Argument(String),
    /// A fixed name.
    Literal(String),
}

/// The pairs of a service, and the functions that read keys from their responses.
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
        item: type_item(model, service, group, pair),
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
        "This sends nothing. Names that break their rules are refused by the calls of the pair.",
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

fn type_item(model: &Model, service: &Service, group: &Group, pair: &KeyPair) -> Item {
    let text = format!(
        "The keys of one {} resource, a [`KeyPair`](crate::KeyPair) returned by [`{}::{}`].",
        code(&pair.resource_type()),
        group.client,
        pair.method
    );
    let code = "let keys = pair.list(None).await?;
if let Some(key) = keys.primary {
    println!(\"{} characters\", key.value.secret().len());
}";
    let path = service.path();
    let example = Snippet::new(model, &path)
        .given("pair", &format!("&{}", pair.ty))
        .code(code.lines().map(str::to_owned))
        .fenced("```");
    Item::of_service(service, "", &pair.ty, vec![text]).noting(example)
}
