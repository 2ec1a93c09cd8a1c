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
    /// What the options of the pair are for the method.
    pub method_options: CallOptions,
    /// Whether the method has options that keep their defaults.
    pub has_defaults: bool,
}

/// An argument of a call.
#[derive(Clone, Copy, Debug, Serialize)]
pub enum PairArgument {
    /// The name of the resource group.
    ResourceGroup {
        /// Whether the argument is of an enum, so that the name is parsed.
        is_parsed: bool,
    },
    /// A name of the resource's id.
    ResourceName {
        /// Its place in the id.
        place: usize,
        /// Whether the argument is of an enum, so that the name is parsed.
        is_parsed: bool,
    },
    /// The value that chooses the key.
    Selector,
}

/// The options that all methods of one kind have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum CallOptions {
    /// `ClientMethodOptions`
    Call,
    /// `PagerOptions`
    Pager,
    /// `PollerOptions`: the call has its result when the operation is completed.
    Poller,
}

/// How both keys are read.
#[derive(Clone, Debug, Serialize)]
pub struct ListKeys {
    /// The call.
    pub call: PairCall,
    /// What its response is read into.
    pub listed_as: ListedAs,
    /// The function that reads the keys.
    pub reader: String,
}

/// What the response of a list is read into.
#[derive(Clone, Copy, Debug, Serialize)]
pub enum ListedAs {
    /// A model.
    Model,
    /// A model, or its default if there is no body.
    OptionalModel,
    /// All items of its pages.
    Items,
}

/// How one key is regenerated.
#[derive(Clone, Debug, Serialize)]
pub struct Regeneration {
    /// The calls.
    pub calls: RegenerationCalls,
    /// The function that reads keys in the response, if it has some.
    pub reader: Option<RegenerationReader>,
}

/// The calls that regenerate a key.
#[derive(Clone, Debug, Serialize)]
pub enum RegenerationCalls {
    /// One with a selector.
    Selected(PairCall, KeySelector),
    /// One for each key, primary first.
    Each([PairCall; 2]),
}

/// The function that reads keys in the response of a regeneration.
#[derive(Clone, Debug, Serialize)]
pub struct RegenerationReader {
    /// Its name.
    pub name: String,
    /// Whether it must know which key was regenerated, since the response has that one alone.
    pub takes_key: bool,
}

/// What of a request chooses the key.
#[derive(Clone, Debug, Serialize)]
pub struct KeySelector {
    /// Its value.
    pub value: SelectorValue,
    /// The body that has it, unless it is an argument.
    pub body: Option<SelectorBody>,
}

/// The value that chooses a key.
#[derive(Clone, Debug, Serialize)]
pub enum SelectorValue {
    /// The `KeyType` itself.
    KeyType,
    /// A text for each key, primary first.
    Texts([String; 2]),
    /// A variant of an enum for each key, primary first.
    Variants(String, [String; 2]),
    /// What the list has for the key.
    Listed(KeyLookup),
}

/// How the value of a selector is found in the list.
#[derive(Clone, Debug, Serialize)]
pub struct KeyLookup {
    /// The listed items.
    pub items: ItemsForm,
    /// Field of an item with the value.
    pub member: String,
}

/// The body that has a selector.
#[derive(Clone, Debug, Serialize)]
pub struct SelectorBody {
    /// Its model.
    pub ty: RustType,
    /// All fields.
    pub fields: Vec<(String, SelectorField)>,
    /// Whether it has a map of further members.
    pub has_additional: bool,
}

/// What a field of a body with a selector has.
#[derive(Clone, Copy, Debug, Serialize)]
pub enum SelectorField {
    /// The value.
    Value,
    /// The value in an `Option`.
    OptionalValue,
    /// Nothing.
    None,
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
    let reader = pair.answered.as_ref().map(|keys| RegenerationReader {
        name: readers.of(model, pair, keys, &group[&first.operation]),
        takes_key: matches!(keys.at, KeysAt::One(_)),
    });
    Regeneration { calls, reader }
}

fn call(group: &Group, call: &KeyCall, selector: Option<&SelectorPlace>) -> PairCall {
    let operation = &group[&call.operation];
    let body = body_of(operation, selector);
    let optional_body = operation.optional_body().is_some();
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
        has_defaults: operation.optional_parameters().next().is_some()
            || optional_body && body.is_none(),
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
        items: reader::items(model, pair.listed.answer, items),
        member: model.definitions[(items.item, member)].name.rust.clone(),
    }
}

fn body(model: &Model, body: DefinitionId, chosen: &FieldId) -> SelectorBody {
    let usage = model.definitions[body].shape.usage;
    let structure = model.definitions.structure(body);
    let structure = structure.expect("only a struct has fields");
    let fields = structure.entries().map(|(id, field)| {
        let value = match (id == *chosen, types::is_optional(field, usage)) {
            (true, true) => SelectorField::OptionalValue,
            (true, false) => SelectorField::Value,
            (false, _) => SelectorField::None,
        };
        (field.name.rust.clone(), value)
    });
    SelectorBody {
        ty: types::of(model, &Type::Definition(body)),
        fields: fields.collect(),
        has_additional: structure.additional.is_some(),
    }
}
