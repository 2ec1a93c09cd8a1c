//! Functions that convert a response into the runtime's `Keys`.

use crate::{
    model::{
        DefinitionId, FieldId, ItemNames, KeyFields, KeyItems, KeyPair, KeysAt, KeysIn, Model,
        Operation, OperationKind, Type,
    },
    naming,
    surface::{RustType, types},
};
use serde::Serialize;
use std::collections::BTreeSet;

/// A private function that reads the keys from a response.
#[derive(Clone, Debug, Serialize)]
pub struct KeyReader {
    /// Its name.
    pub name: String,
    /// Type of the response body, or of the items of all pages.
    pub response: RustType,
    /// Where the keys are.
    pub keys: KeysForm,
}

/// Where the keys are in a value, by the names of fields.
#[derive(Clone, Debug, Serialize)]
pub enum KeysForm {
    /// In two sets of fields.
    Fields {
        /// The field with the object that has them, and whether it is a `Box`; `None` if the value itself has them.
        parent: Option<(String, bool)>,
        /// The first key.
        primary: KeyForm,
        /// The second key.
        secondary: KeyForm,
    },
    /// In the items of a list.
    Items(ItemsForm, KeyForm),
    /// Only the key that was regenerated.
    One(KeyForm),
}

/// A list with an item for each key.
#[derive(Clone, Debug, Serialize)]
pub struct ItemsForm {
    /// The field with the list, or `None` if the value is the list.
    pub list: Option<String>,
    /// The field with the name of an item.
    pub name: String,
    /// The names of the two keys.
    pub names: NamesForm,
}

/// The names of the two keys in the items.
#[derive(Clone, Debug, Serialize)]
pub enum NamesForm {
    /// Values of `KeyType`.
    KeyType,
    /// Strings, primary first.
    Texts([String; 2]),
    /// Values of an enum, primary first.
    Values([String; 2]),
}

/// The fields that describe one key.
#[derive(Clone, Debug, Serialize)]
pub struct KeyForm {
    /// The value of the key.
    pub value: Option<String>,
    /// Its connection string.
    pub connection_string: Option<String>,
    /// When it was regenerated last.
    pub last_updated: Option<TimeField>,
}

/// A field with a time.
#[derive(Clone, Debug, Serialize)]
pub enum TimeField {
    /// An `OffsetDateTime`.
    Date(String),
    /// A `String`.
    Text(String),
}

/// The functions of a service. Pairs whose keys are at the same place of the same response share one.
#[derive(Default)]
pub(super) struct Readers {
    pub(super) list: Vec<KeyReader>,
    /// The places that the functions in `list` read, in the same order.
    read: Vec<KeysIn>,
    taken: BTreeSet<String>,
}

impl Readers {
    /// Name of the function that reads `keys` from the response of `operation`.
    pub(super) fn of(
        &mut self,
        model: &Model,
        pair: &KeyPair,
        keys: &KeysIn,
        operation: &Operation,
    ) -> String {
        if let Some(place) = self.read.iter().position(|known| known == keys) {
            return self.list[place].name.clone();
        }
        let name = self.name(model, pair, keys.definition);
        let of = |id| types::of(model, &Type::Definition(id));
        let response = match (&operation.kind, &keys.at) {
            (OperationKind::Pages(_), KeysAt::Items(items)) => of(items.item).within("Vec"),
            _ => of(keys.definition),
        };
        self.read.push(keys.clone());
        self.list.push(KeyReader {
            name: name.clone(),
            response,
            keys: form(model, keys),
        });
        name
    }

    /// The first function for a response type is named after the type, others also after the pair.
    fn name(&mut self, model: &Model, pair: &KeyPair, response: DefinitionId) -> String {
        let response = &model.definitions[response].name.rust;
        let name = naming::member_name(&format!("from {response}"));
        let name = match self.taken.contains(&name) {
            true => naming::member_name(&format!("{} from {response}", pair.name)),
            false => name,
        };
        naming::unique(name, &mut self.taken)
    }
}

fn form(model: &Model, keys: &KeysIn) -> KeysForm {
    match &keys.at {
        KeysAt::Fields {
            parent,
            primary,
            secondary,
        } => {
            let holder = parent.as_ref().map_or(keys.definition, |it| it.definition);
            KeysForm::Fields {
                parent: parent.as_ref().map(|parent| {
                    let field = &model.definitions[(keys.definition, &parent.field)];
                    (field.name.rust.clone(), field.boxed)
                }),
                primary: key(model, holder, primary),
                secondary: key(model, holder, secondary),
            }
        }
        KeysAt::Items(list) => KeysForm::Items(
            items(model, keys.definition, list),
            key(model, list.item, &list.key),
        ),
        KeysAt::One(fields) => KeysForm::One(key(model, keys.definition, fields)),
    }
}

/// A list of items in the definition `response`.
pub(super) fn items(model: &Model, response: DefinitionId, items: &KeyItems) -> ItemsForm {
    let name = &model.definitions[(items.item, &items.name)];
    let list = items.list.as_ref();
    ItemsForm {
        list: list.map(|list| model.definitions[(response, list)].name.rust.clone()),
        name: name.name.rust.clone(),
        names: match (&items.names, &name.ty) {
            (ItemNames::KeyType, _) => NamesForm::KeyType,
            (ItemNames::Texts(names), Type::String) => NamesForm::Texts(names.clone()),
            (ItemNames::Texts(names), _) => NamesForm::Values(names.clone()),
        },
    }
}

fn key(model: &Model, holder: DefinitionId, fields: &KeyFields) -> KeyForm {
    let found = |id: &Option<FieldId>| id.as_ref().map(|id| &model.definitions[(holder, id)]);
    let name = |id| found(id).map(|field| field.name.rust.clone());
    KeyForm {
        value: name(&fields.value),
        connection_string: name(&fields.connection_string),
        last_updated: found(&fields.last_updated).map(|field| {
            let name = field.name.rust.clone();
            match field.ty {
                Type::String => TimeField::Text(name),
                _ => TimeField::Date(name),
            }
        }),
    }
}
