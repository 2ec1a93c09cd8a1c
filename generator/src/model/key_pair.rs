//! Pairs of keys: what the calls of each are, and where answers hold the keys.

use super::{DefinitionId, FieldId, Name, OperationId, Parameter, SpellingId};
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
    /// The name of the resource group: the first argument of the method.
    pub resource_group: Parameter,
    /// Types of the resource and its parents with their names, outermost first.
    pub resource: Vec<(String, ResourceName)>,
    /// API version of the operations.
    pub api_version: Option<String>,
    /// The operation that lists the keys.
    pub list: KeyCall,
    /// Where its answer holds them.
    pub listed: KeysIn,
    /// How one key is regenerated.
    pub regenerate: Regenerate,
    /// Where the answer to that holds keys, if it does.
    pub answered: Option<KeysIn>,
}

impl KeyPair {
    /// Type of the resource, such as `Microsoft.Maps/accounts`.
    pub fn resource_type(&self) -> String {
        let kinds = self.resource.iter().map(|(kind, _)| format!("/{kind}"));
        self.namespace.clone() + &kinds.collect::<String>()
    }

    /// Names that make the resource's id: arguments of the method, in the order of the path.
    pub fn parameters(&self) -> impl Iterator<Item = &Parameter> {
        let names = self.resource.iter().filter_map(|(_, name)| match name {
            ResourceName::Parameter(parameter) => Some(&**parameter),
            ResourceName::Literal(_) => None,
        });
        [&self.resource_group].into_iter().chain(names)
    }

    /// The calls that it makes.
    pub fn calls(&self) -> impl Iterator<Item = &KeyCall> {
        let (first, second) = match &self.regenerate {
            Regenerate::Selected(call, _) => (call, None),
            Regenerate::Each(primary, secondary) => (primary, Some(secondary)),
        };
        [&self.list, first].into_iter().chain(second)
    }
}

/// A name in the path of a resource.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum ResourceName {
    /// The value of a parameter.
    Parameter(Box<Parameter>),
    /// The same for all resources.
    Literal(String),
}

/// A call of an operation for a pair of keys.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeyCall {
    /// The operation of the pair's group.
    pub operation: OperationId,
    /// Its arguments, in order.
    pub arguments: Vec<KeyArgument>,
}

/// An argument of a call for a pair of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum KeyArgument {
    /// The name of the resource group.
    ResourceGroup,
    /// A name in the path of the resource, by its place.
    ResourceName(usize),
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

/// Where a request chooses the key to regenerate, and by which values.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Selector {
    /// Where it is in the request.
    pub place: SelectorPlace,
    /// What it chooses by.
    pub values: SelectorValues,
}

/// Where a selector is in the request.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum SelectorPlace {
    /// A parameter that is an argument of the call.
    Argument(Name),
    /// A field of the body.
    Body {
        /// Definition of the body.
        body: DefinitionId,
        /// Its field.
        field: FieldId,
    },
}

/// The values by which a selector chooses a key.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum SelectorValues {
    /// The shared `KeyType`, in one spelling.
    KeyType(SpellingId),
    /// Variants of an enum: its definition, and the two variants.
    Variants(DefinitionId, [Name; 2]),
    /// Texts.
    Texts([String; 2]),
    /// What a member of the listed items has for the key.
    Listed(FieldId),
}

/// Where an answer holds two keys.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeysIn {
    /// Definition of the answer.
    pub answer: DefinitionId,
    /// Where in it.
    pub at: KeysAt,
}

/// Where in an answer two keys are.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum KeysAt {
    /// In fields of its own, or of one of its objects.
    Fields {
        /// The object, unless it is the answer itself.
        parent: Option<Parent>,
        /// Fields of the first key.
        primary: KeyFields,
        /// Fields of the second key.
        secondary: KeyFields,
    },
    /// In a list whose items have names.
    Items(KeyItems),
    /// Only the key that was regenerated.
    One(KeyFields),
}

/// An object in an answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Parent {
    /// Field of the answer that has it.
    pub field: FieldId,
    /// Its definition.
    pub definition: DefinitionId,
}

/// A list with an item for each key.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeyItems {
    /// Field of the answer with the list, unless the answer comes in pages.
    pub list: Option<FieldId>,
    /// Definition of an item.
    pub item: DefinitionId,
    /// Field of an item with its name.
    pub name: FieldId,
    /// The names of the two items.
    pub names: ItemNames,
    /// Fields of an item that describe its key.
    pub key: KeyFields,
}

/// The names of the items of two keys.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum ItemNames {
    /// Those of the shared `KeyType`.
    KeyType,
    /// Texts, primary first.
    Texts([String; 2]),
}

/// Fields that describe one key.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct KeyFields {
    /// The key itself.
    pub value: Option<FieldId>,
    /// Its connection string.
    pub connection_string: Option<FieldId>,
    /// When it was regenerated last.
    pub last_updated: Option<FieldId>,
}
