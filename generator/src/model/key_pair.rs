//! Pairs of keys: what the calls of each are, and where answers hold the keys.

use super::{DefinitionId, Parameter};
use serde::Serialize;

/// Two keys of a resource that can be listed and regenerated: a type that implements the runtime's `KeyPair`.
#[derive(Clone, Debug, Serialize)]
pub struct KeyPair {
    /// Tells the pairs of one resource apart: its `name()`.
    pub name: String,
    /// Method of the sub-client that gives it.
    pub method: String,
    /// Its type, such as `MapsAccountsKeyPair`.
    pub ty: String,
    /// Resource provider.
    pub namespace: String,
    /// Types of the resource and its parents with their names, outermost first.
    pub resource: Vec<(String, Segment)>,
    /// Names that say which resource: arguments of the method, in the order of the path.
    pub parameters: Vec<Parameter>,
    /// API version of the operations.
    pub api_version: Option<String>,
    /// The operation that lists the keys.
    pub list: KeyCall,
    /// Where its answer holds them.
    pub listed: KeysAt,
    /// How one key is regenerated.
    pub regenerate: Regenerate,
    /// Where the answer to that holds keys, if it does.
    pub answered: Option<KeysAt>,
}

impl KeyPair {
    /// Type of the resource, such as `Microsoft.Maps/accounts`.
    pub fn resource_type(&self) -> String {
        let kinds = self.resource.iter().map(|(kind, _)| format!("/{kind}"));
        self.namespace.clone() + &kinds.collect::<String>()
    }
}

/// A name in the path of a resource.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Segment {
    /// A parameter, by its wire name.
    Parameter(String),
    /// Always the same.
    Literal(String),
}

/// A call of an operation for a pair of keys.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeyCall {
    /// Id of the operation.
    pub operation: String,
    /// Its arguments, in order.
    pub arguments: Vec<KeyArgument>,
}

/// An argument of a call for a pair of keys.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum KeyArgument {
    /// One of the pair's parameters, by its place.
    Held(usize),
    /// Which key: the value of the selector.
    Selector,
}

/// How one key of a pair is regenerated.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Regenerate {
    /// By an operation with a selector.
    Selected(KeyCall, Selector),
    /// By an operation for each key, primary first.
    Each(KeyCall, KeyCall),
}

/// Where a request chooses the key to regenerate.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Selector {
    /// Property of the body, by its wire name, or none if it is a parameter.
    pub property: Option<String>,
    /// What it chooses by.
    pub values: SelectorValues,
}

/// The values by which a selector chooses a key.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum SelectorValues {
    /// By the shared `KeyType`.
    KeyType,
    /// By variants of an enum: its definition, and the two variants.
    Variants(DefinitionId, [String; 2]),
    /// By texts.
    Texts([String; 2]),
    /// By what the list has for the key: a member of its items, by wire name.
    Listed(String),
}

/// Where an answer holds two keys.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum KeysAt {
    /// In properties of its own, or of one of its objects.
    Properties {
        /// The object, by its wire name.
        parent: Option<String>,
        /// Properties of the first key.
        primary: KeyProperties,
        /// Properties of the second key.
        secondary: KeyProperties,
    },
    /// In a list whose items have names.
    Items {
        /// Property with the list, by its wire name, unless the answer comes in pages.
        list: Option<String>,
        /// Definition of an item.
        item: DefinitionId,
        /// Member of an item with its name, by wire name.
        name: String,
        /// The names of the two items, unless they are of the shared `KeyType`.
        item_names: Option<[String; 2]>,
        /// Properties of the key.
        key: KeyProperties,
    },
    /// Only the key that was regenerated.
    One(KeyProperties),
}

/// Properties that describe one key, by their wire names.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct KeyProperties {
    /// The key itself.
    pub value: Option<String>,
    /// Its connection string.
    pub connection_string: Option<String>,
    /// When it was regenerated last.
    pub last_updated: Option<String>,
}
