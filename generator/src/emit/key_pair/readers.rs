//! From the model of an answer to the runtime's `Keys`.

use crate::{
    emit::tokens::ident,
    model::{
        DefinitionId, FieldId, ItemNames, KeyFields, KeyItems, KeyPair, KeysAt, KeysIn, Model,
        Operation, OperationKind, Parent, Type,
    },
    naming,
    surface::{RustType, types},
};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use std::collections::BTreeSet;

/// Functions that read the keys in an answer: one for all pairs of a service that find them in the same places.
pub(super) struct Readers<'m> {
    model: &'m Model,
    list: Vec<Reader<'m>>,
    taken: BTreeSet<String>,
}

struct Reader<'m> {
    name: Ident,
    keys: &'m KeysIn,
    /// Type of the answer, or of all items of its pages.
    answer: RustType,
}

impl<'m> Readers<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        Self {
            model,
            list: Vec::new(),
            taken: BTreeSet::new(),
        }
    }

    /// The function that reads `keys` in what `operation` answers.
    pub(super) fn of(&mut self, pair: &KeyPair, keys: &'m KeysIn, operation: &Operation) -> Ident {
        if let Some(known) = self.list.iter().find(|known| known.keys == keys) {
            return known.name.clone();
        }
        let name = self.name(pair, keys.answer);
        let answer = match (&operation.kind, &keys.at) {
            (OperationKind::Pages(_), KeysAt::Items(items)) => {
                types::of(self.model, &Type::Definition(items.item)).within("Vec")
            }
            _ => types::of(self.model, &Type::Definition(keys.answer)),
        };
        self.list.push(Reader {
            name: name.clone(),
            keys,
            answer,
        });
        name
    }

    /// The first function for an answer is named after it, others after the pair as well.
    fn name(&mut self, pair: &KeyPair, answer: DefinitionId) -> Ident {
        let answer = &self.model.definitions[answer].name.rust;
        let name = naming::member_name(&format!("from {answer}"));
        let name = match self.taken.contains(&name) {
            true => naming::member_name(&format!("{} from {answer}", pair.name)),
            false => name,
        };
        ident(&naming::unique(name, &mut self.taken))
    }

    /// All functions that were asked for.
    pub(super) fn functions(&self) -> impl Iterator<Item = TokenStream> {
        self.list.iter().map(|reader| {
            let (name, answer) = (&reader.name, &reader.answer);
            let key = matches!(reader.keys.at, KeysAt::One(_)).then(|| quote!(key: KeyType,));
            let keys = keys(self.model, reader.keys);
            quote! {
                fn #name(#key answer: #answer) -> crate::Keys {
                    #keys
                }
            }
        })
    }
}

/// The keys in `answer`.
fn keys(model: &Model, keys: &KeysIn) -> TokenStream {
    match &keys.at {
        KeysAt::Fields {
            parent,
            primary,
            secondary,
        } => {
            let inner = parent.as_ref().map(|it| inner(model, keys.answer, it));
            let holder = parent.as_ref().map_or(keys.answer, |it| it.definition);
            let [primary, secondary] =
                [primary, secondary].map(|side| key(model, side, holder, &quote!(answer)));
            quote!(#inner crate::Keys { primary: #primary, secondary: #secondary })
        }
        KeysAt::Items(list) => {
            let items = items(model, list, keys.answer);
            let which = which(model, list);
            let key = key(model, &list.key, list.item, &quote!(item));
            quote!(crate::Keys::of(#items.into_iter().map(|item| (#which, #key))))
        }
        KeysAt::One(fields) => {
            let value = key(model, fields, keys.answer, &quote!(answer));
            quote!(crate::Keys::only(key, #value))
        }
    }
}

/// Goes on with an object of the answer.
fn inner(model: &Model, answer: DefinitionId, parent: &Parent) -> TokenStream {
    let field = &model.definitions[(answer, &parent.field)];
    let name = ident(&field.name.rust);
    let unboxed = field.boxed.then(|| quote!(.map(|inner| *inner)));
    quote!(let answer = answer.#name #unboxed .unwrap_or_default();)
}

/// The items of a list in the answer, or the answer itself, if it came in pages.
pub(super) fn items(model: &Model, items: &KeyItems, answer: DefinitionId) -> TokenStream {
    match &items.list {
        Some(list) => {
            let list = ident(&model.definitions[(answer, list)].name.rust);
            quote!(answer.#list.unwrap_or_default())
        }
        None => quote!(answer),
    }
}

/// Which key an item is.
pub(super) fn which(model: &Model, items: &KeyItems) -> TokenStream {
    let field = &model.definitions[(items.item, &items.name)];
    let name = ident(&field.name.rust);
    let ItemNames::Texts([primary, secondary]) = &items.names else {
        return quote!(item.#name);
    };
    let text = match field.ty {
        Type::String => quote!(item.#name.as_deref()),
        _ => quote!(item.#name.as_ref().map(AsRef::as_ref)),
    };
    quote!(crate::runtime::keys::which([#primary, #secondary], #text))
}

/// What `holder`, a value of `definition`, has for one key.
fn key(
    model: &Model,
    fields: &KeyFields,
    definition: DefinitionId,
    holder: &TokenStream,
) -> TokenStream {
    let found = |id: &Option<FieldId>| id.as_ref().map(|id| &model.definitions[(definition, id)]);
    let member = |id| match found(id) {
        None => quote!(None),
        Some(field) => {
            let name = ident(&field.name.rust);
            quote!(#holder.#name)
        }
    };
    let (value, connection_string) = (member(&fields.value), member(&fields.connection_string));
    let updated = member(&fields.last_updated);
    let updated = match found(&fields.last_updated).map(|field| &field.ty) {
        Some(Type::String) => {
            quote!(#updated.as_deref().and_then(crate::runtime::keys::time))
        }
        _ => updated,
    };
    quote!(crate::Key::told(#value, #connection_string, #updated))
}
