//! The calls of a pair of keys.

use super::reader::{self, ItemsForm, Readers};
use crate::{
    model::{
        DefinitionId, FieldId, Group, KeyArgument, KeyCall, KeyPair, KeysAt, Model, Operation,
        OperationKind, Regenerate, Selector, SelectorPlace, SelectorValues, Type,
    },
    surface::{Given, RustType, types},
};
use serde::Serialize;

/// A call of a client's method.
#[derive(Clone, Debug, Serialize)]
pub struct PairCall {
    /// The method.
    pub method: String,
    /// Its arguments before the body.
    pub arguments: Vec<PairArgument>,
    /// Where the body with the selector goes, if there is one.
    pub body: Option<Given>,
    /// Type of the method's options.
    pub options: String,
    /// Kind of the method's options, into which the options of the pair are converted.
    pub method_options: CallOptions,
}

/// An argument of a call.
#[derive(Clone, Copy, Debug, Serialize)]
pub enum PairArgument {
    /// The resource group.
    ResourceGroup {
        /// Whether the argument is an enum, so that the name is parsed.
        is_parsed: bool,
    },
    /// A name in the resource id.
    ResourceName {
        /// Its index in the id.
        place: usize,
        /// Whether the argument is an enum, so that the name is parsed.
        is_parsed: bool,
    },
    /// The value that chooses the key.
    Selector,
}

/// The kinds of options that methods have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum CallOptions {
    /// `ClientMethodOptions`
    Call,
    /// `PagerOptions`
    Pager,
    /// `PollerOptions`: the call waits until the operation is completed.
    Poller,
}

/// The call that lists both keys.
#[derive(Clone, Debug, Serialize)]
pub struct ListKeys {
    /// The call.
    pub call: PairCall,
    /// Type of its response.
    pub listed_as: ListedAs,
    /// The function that reads the keys.
    pub reader: String,
}

/// Type of the response of a list call.
#[derive(Clone, Copy, Debug, Serialize)]
pub enum ListedAs {
    /// A model.
    Model,
    /// A model, or its default if the response has no body.
    OptionalModel,
    /// The items of all pages.
    Items,
}

/// The calls that regenerate one key.
#[derive(Clone, Debug, Serialize)]
pub struct Regeneration {
    /// The calls.
    pub calls: RegenerationCalls,
    /// The function that reads keys from the response, if it contains any.
    pub reader: Option<RegenerationReader>,
}

/// The calls that regenerate a key.
#[derive(Clone, Debug, Serialize)]
pub enum RegenerationCalls {
    /// One call with a selector.
    Selected(PairCall, KeySelector),
    /// One call per key, primary first.
    Each([PairCall; 2]),
}

/// The function that reads keys from the response of a regenerate call.
#[derive(Clone, Debug, Serialize)]
pub struct RegenerationReader {
    /// Its name.
    pub name: String,
    /// Whether it needs to know which key was regenerated, since the response contains only that one.
    pub takes_key: bool,
}

/// The part of a request that chooses the key.
#[derive(Clone, Debug, Serialize)]
pub struct KeySelector {
    /// Its value.
    pub value: SelectorValue,
    /// The request body that contains it, or `None` if it is an argument.
    pub body: Option<SelectorBody>,
}

/// The value that chooses a key.
#[derive(Clone, Debug, Serialize)]
pub enum SelectorValue {
    /// The `KeyType` itself.
    KeyType,
    /// A string for each key, primary first.
    Texts([String; 2]),
    /// A variant of an enum for each key, primary first.
    Variants(String, [String; 2]),
    /// A value that the list call returns for the key.
    Listed(KeyLookup),
}

/// How the value of a selector is found in the response of the list call.
#[derive(Clone, Debug, Serialize)]
pub struct KeyLookup {
    /// The listed items.
    pub items: ItemsForm,
    /// Field of an item with the value.
    pub member: String,
}

/// A request body with a selector.
#[derive(Clone, Debug, Serialize)]
pub struct SelectorBody {
    /// Its model.
    pub ty: RustType,
    /// How the selector is set.
    pub selector: SelectorField,
}

/// The field of a body with a selector. All other fields have no value.
#[derive(Clone, Debug, Serialize)]
pub enum SelectorField {
    /// The only argument of `new`.
    Required,
    /// An `Option` with this name.
    Optional(String),
}

pub(super) fn list(
    model: &Model,
    group: &Group,
    pair: &KeyPair,
    readers: &mut Readers,
) -> ListKeys {
    let operation = &group[&pair.list.operation];
    ListKeys {
        call: call(group, &pair.list, None),
        listed_as: match (&operation.kind, operation.response.optional) {
            (OperationKind::Pages(_), _) => ListedAs::Items,
            (_, true) => ListedAs::OptionalModel,
            (_, false) => ListedAs::Model,
        },
        reader: readers.of(model, pair, &pair.listed, operation),
    }
}

pub(super) fn regeneration(
    model: &Model,
    group: &Group,
    pair: &KeyPair,
    readers: &mut Readers,
) -> Regeneration {
    let (first, calls) = match &pair.regenerate {
        Regenerate::Selected(one, selector) => {
            let selector_place = Some(&selector.place);
            let selector = self::selector(model, pair, selector);
            let calls = RegenerationCalls::Selected(call(group, one, selector_place), selector);
            (one, calls)
        }
        Regenerate::Each(primary, secondary) => {
            let both = [primary, secondary].map(|one| call(group, one, None));
            (primary, RegenerationCalls::Each(both))
        }
    };
    let reader = pair.regenerated.as_ref().map(|keys| RegenerationReader {
        name: readers.of(model, pair, keys, &group[&first.operation]),
        takes_key: matches!(keys.at, KeysAt::One(_)),
    });
    Regeneration { calls, reader }
}

fn call(group: &Group, call: &KeyCall, selector: Option<&SelectorPlace>) -> PairCall {
    let operation = &group[&call.operation];
    let body = body_of(operation, selector);
    PairCall {
        method: operation.name.rust.clone(),
        arguments: arguments(operation, call),
        body,
        options: operation.options.clone(),
        method_options: match operation.kind {
            OperationKind::Once => CallOptions::Call,
            OperationKind::Pages(_) => CallOptions::Pager,
            OperationKind::LongRunning(_) => CallOptions::Poller,
        },
    }
}

fn body_of(operation: &Operation, selector: Option<&SelectorPlace>) -> Option<Given> {
    match selector? {
        SelectorPlace::Argument(_) => None,
        SelectorPlace::Body { .. } => Some(match operation.required_body() {
            Some(_) => Given::Argument,
            None => Given::Option,
        }),
    }
}

fn arguments(operation: &Operation, call: &KeyCall) -> Vec<PairArgument> {
    let arguments = operation.arguments().zip(&call.arguments);
    let arguments = arguments.map(|(parameter, argument)| {
        let is_parsed = parameter.ty != Type::String;
        match *argument {
            KeyArgument::ResourceGroup => PairArgument::ResourceGroup { is_parsed },
            KeyArgument::ResourceName(place) => PairArgument::ResourceName { place, is_parsed },
            KeyArgument::Selector => PairArgument::Selector,
        }
    });
    arguments.collect()
}

fn selector(model: &Model, pair: &KeyPair, selector: &Selector) -> KeySelector {
    KeySelector {
        value: match &selector.values {
            SelectorValues::KeyType(_) => SelectorValue::KeyType,
            SelectorValues::Texts(texts) => SelectorValue::Texts(texts.clone()),
            SelectorValues::Variants(id, variants) => SelectorValue::Variants(
                model.definitions[*id].name.rust.clone(),
                variants.clone().map(|variant| variant.rust),
            ),
            SelectorValues::Listed(member) => SelectorValue::Listed(lookup(model, pair, member)),
        },
        body: match &selector.place {
            SelectorPlace::Argument(_) => None,
            SelectorPlace::Body { body, field } => Some(self::body(model, *body, field)),
        },
    }
}

fn lookup(model: &Model, pair: &KeyPair, member: &FieldId) -> KeyLookup {
    let KeysAt::Items(items) = &pair.listed.at else {
        unreachable!("only items of a list have such a member");
    };
    KeyLookup {
        items: reader::items(model, pair.listed.definition, items),
        member: model.definitions[(items.item, member)].name.rust.clone(),
    }
}

fn body(model: &Model, body: DefinitionId, chosen: &FieldId) -> SelectorBody {
    let usage = model.definitions[body].shape.usage;
    let structure = model.definitions.structure(body);
    let field = &structure.expect("only a struct has fields")[chosen];
    SelectorBody {
        ty: types::of(model, &Type::Definition(body)),
        selector: match types::is_optional(field, usage) {
            true => SelectorField::Optional(field.name.rust.clone()),
            false => SelectorField::Required,
        },
    }
}
