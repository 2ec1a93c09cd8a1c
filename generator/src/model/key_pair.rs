//! Pairs of keys: the calls that list and regenerate them, and where responses hold them.

use super::{DefinitionId, FieldId, Name, OperationId, Parameter, SpellingId};
use serde::Serialize;

/// Two keys of a resource that can be listed and regenerated: a type that implements the runtime's `KeyPair`.
#[derive(Clone, Debug, Serialize)]
pub struct KeyPair {
    /// Its `name()`, which distinguishes several pairs of one resource.
    pub name: String,
    /// Method of the sub-client that returns it.
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
    /// Where the response to that holds the keys.
    pub listed: KeysIn,
    /// How one key is regenerated.
    pub regenerate: Regenerate,
    /// Where the response to `regenerate` holds keys, if it does.
    pub regenerated: Option<KeysIn>,
}

impl KeyPair {
    /// Type of the resource, such as `Microsoft.Maps/accounts`.
    pub fn resource_type(&self) -> String {
        let kinds = self.resource.iter().map(|(kind, _)| format!("/{kind}"));
        self.namespace.clone() + &kinds.collect::<String>()
    }

    /// Parameters in the resource's id: arguments of the method, in the order of the path.
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
    /// A name in the path of the resource, by its index.
    ResourceName(usize),
    /// The value of the selector, which chooses a key.
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

/// How a request chooses the key to regenerate: the place and the values.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Selector {
    /// Where it is in the request.
    pub place: SelectorPlace,
    /// The values that it can have.
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
    /// Strings, primary first.
    Texts([String; 2]),
    /// The value of this member of the list item that holds the key.
    Listed(FieldId),
}

/// Where a response holds two keys.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeysIn {
    /// Definition of the response body.
    pub definition: DefinitionId,
    /// Place in the body.
    pub at: KeysAt,
}

/// Where in a response body two keys are.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum KeysAt {
    /// In fields of the body, or of one of its objects.
    Fields {
        /// The object, unless it is the body itself.
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

/// An object in a response body.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Parent {
    /// Field of the body that holds it.
    pub field: FieldId,
    /// Its definition.
    pub definition: DefinitionId,
}

/// A list with an item for each key.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeyItems {
    /// Field of the body with the list, unless the operation is paged.
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
