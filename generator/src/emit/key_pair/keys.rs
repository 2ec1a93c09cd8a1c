//! From the model of an answer to the runtime's `Keys`.

use crate::{
    emit::tokens::ident,
    model::{
        DefinitionId, Field, KeyPair, KeyProperties, KeysAt, Model, Operation, OperationKind,
        ShapeKind, Type,
    },
    naming,
    surface::{RustType, types},
};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use std::collections::BTreeSet;

/// Functions that read the keys in an answer: one for all pairs of a service that find them in the same places.
pub(super) struct Readings<'m> {
    model: &'m Model,
    list: Vec<Reading<'m>>,
    taken: BTreeSet<String>,
}

struct Reading<'m> {
    name: Ident,
    at: &'m KeysAt,
    /// Definition of the answer.
    body: Option<DefinitionId>,
    /// Type of the answer, or of all items of its pages.
    answer: Option<RustType>,
}

impl<'m> Readings<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        Self {
            model,
            list: Vec::new(),
            taken: BTreeSet::new(),
        }
    }

    /// The function that reads the keys at `at` in what `operation` answers.
    pub(super) fn of(&mut self, pair: &KeyPair, at: &'m KeysAt, operation: &'m Operation) -> Ident {
        let body = operation.response.body.as_ref();
        let id = body.and_then(Type::definition);
        let known = self
            .list
            .iter()
            .find(|known| (known.body, known.at) == (id, at));
        if let Some(known) = known {
            return known.name.clone();
        }
        let name = self.name(pair, id);
        let answer = match (&operation.kind, at) {
            (OperationKind::Pages(_), KeysAt::Items { item, .. }) => {
                let item = types::of(self.model, &Type::Definition(*item));
                Some(item.within("Vec"))
            }
            _ => body.map(|ty| types::of(self.model, ty)),
        };
        self.list.push(Reading {
            name: name.clone(),
            at,
            body: id,
            answer,
        });
        name
    }

    /// The first function for an answer is named after it, others after the pair as well.
    fn name(&mut self, pair: &KeyPair, body: Option<DefinitionId>) -> Ident {
        let answer = body.map_or("answer", |id| &self.model.definitions[id].name.rust);
        let name = naming::member_name(&format!("from {answer}"));
        let name = match self.taken.contains(&name) {
            true => naming::member_name(&format!("{} from {answer}", pair.name)),
            false => name,
        };
        ident(&naming::unique(name, &mut self.taken))
    }

    /// All functions that were asked for.
    pub(super) fn functions(&self) -> impl Iterator<Item = TokenStream> {
        self.list.iter().map(|reading| {
            let (name, answer) = (&reading.name, &reading.answer);
            let key = matches!(reading.at, KeysAt::One(_)).then(|| quote!(key: KeyType,));
            let keys = keys(self.model, reading.at, reading.body);
            quote! {
                fn #name(#key answer: #answer) -> crate::Keys {
                    #keys
                }
            }
        })
    }
}

/// The keys in `answer`, whose definition is `body`.
fn keys(model: &Model, at: &KeysAt, body: Option<DefinitionId>) -> TokenStream {
    match at {
        KeysAt::Properties {
            parent,
            primary,
            secondary,
        } => properties(model, parent.as_deref(), primary, secondary, body),
        KeysAt::Items {
            list, item, key, ..
        } => {
            let items = items(model, list.as_deref(), body);
            let which = which(model, at);
            let key = self::key(model, key, Some(*item), &quote!(item));
            quote!(crate::Keys::of(#items.into_iter().map(|item| (#which, #key))))
        }
        KeysAt::One(properties) => {
            let value = key(model, properties, body, &quote!(answer));
            quote!(crate::Keys::only(key, #value))
        }
    }
}

fn properties(
    model: &Model,
    parent: Option<&str>,
    primary: &KeyProperties,
    secondary: &KeyProperties,
    body: Option<DefinitionId>,
) -> TokenStream {
    let parent = parent.and_then(|wire| found(model, body, wire));
    let holder = match parent {
        Some(field) => field.ty.definition(),
        None => body,
    };
    let inner = parent.map(|field| {
        let (name, unboxed) = (
            ident(&field.name.rust),
            field.boxed.then(|| quote!(.map(|inner| *inner))),
        );
        quote!(let answer = answer.#name #unboxed .unwrap_or_default();)
    });
    let [primary, secondary] =
        [primary, secondary].map(|side| key(model, side, holder, &quote!(answer)));
    quote!(#inner crate::Keys { primary: #primary, secondary: #secondary })
}

/// The items of a list in the answer, or the answer itself, if it came in pages.
pub(super) fn items(model: &Model, list: Option<&str>, body: Option<DefinitionId>) -> TokenStream {
    match list.and_then(|wire| field_of(model, body, wire)) {
        Some(list) => quote!(answer.#list.unwrap_or_default()),
        None => quote!(answer),
    }
}

/// Which key an item is.
pub(super) fn which(model: &Model, at: &KeysAt) -> Option<TokenStream> {
    let KeysAt::Items {
        item,
        name,
        item_names,
        ..
    } = at
    else {
        return None;
    };
    let field = found(model, Some(*item), name)?;
    let name = ident(&field.name.rust);
    let text = match field.ty {
        Type::Key(_) => return Some(quote!(item.#name)),
        Type::String => quote!(item.#name.as_deref()),
        _ => quote!(item.#name.as_ref().map(AsRef::as_ref)),
    };
    let [primary, secondary] = item_names.as_ref()?;
    Some(quote!(crate::runtime::keys::which([#primary, #secondary], #text)))
}

/// What `holder` tells of one key.
fn key(
    model: &Model,
    properties: &KeyProperties,
    definition: Option<DefinitionId>,
    holder: &TokenStream,
) -> TokenStream {
    let member = |wire: &Option<String>| {
        let name = wire
            .as_deref()
            .and_then(|wire| field_of(model, definition, wire));
        name.map_or_else(|| quote!(None), |name| quote!(#holder.#name))
    };
    let (value, connection_string) = (
        member(&properties.value),
        member(&properties.connection_string),
    );
    let updated = properties
        .last_updated
        .as_deref()
        .and_then(|wire| found(model, definition, wire));
    let updated = match updated {
        None => quote!(None),
        Some(field) => {
            let name = ident(&field.name.rust);
            match field.ty {
                Type::String => {
                    quote!(#holder.#name.as_deref().and_then(crate::runtime::keys::time))
                }
                _ => quote!(#holder.#name),
            }
        }
    };
    quote!(crate::Key::told(#value, #connection_string, #updated))
}

/// The field of a property of `definition`.
pub(super) fn field(model: &Model, definition: DefinitionId, wire: &str) -> Option<Ident> {
    field_of(model, Some(definition), wire)
}

fn field_of(model: &Model, definition: Option<DefinitionId>, wire: &str) -> Option<Ident> {
    found(model, definition, wire).map(|field| ident(&field.name.rust))
}

fn found<'m>(model: &'m Model, definition: Option<DefinitionId>, wire: &str) -> Option<&'m Field> {
    let ShapeKind::Struct(structure) = &model.definitions[definition?].shape.kind else {
        return None;
    };
    structure
        .fields
        .iter()
        .find(|field| field.name.wire == wire)
}
