//! Where a response holds the two keys.

use crate::{
    keys::vocabulary::{self, Side},
    model::{
        DefinitionId, Encoding, Field, FieldId, ItemNames, KeyFields, KeyItems, KeysAt, KeysIn,
        Model, Operation, OperationKind, Parent, ShapeKind, Struct, Type,
    },
};
use std::collections::BTreeMap;

/// A pair of keys in a response.
pub(super) struct Found {
    /// Distinguishes it from other pairs in the same response.
    pub(super) pair: String,
    /// Definition of the response body.
    definition: DefinitionId,
    at: FoundAt,
}

enum FoundAt {
    Known(KeysAt),
    Items(UnnamedItems),
}

/// A list with an item for each key, whose names the definition does not specify.
struct UnnamedItems {
    list: Option<FieldId>,
    item: DefinitionId,
    name: FieldId,
    key: KeyFields,
}

impl Found {
    /// Where the keys are, if the names of the items are known or given by `names`.
    pub(super) fn keys(&self, names: Option<ItemNames>) -> Option<KeysIn> {
        let at = match &self.at {
            FoundAt::Known(at) => at.clone(),
            FoundAt::Items(items) => KeysAt::Items(KeyItems {
                list: items.list.clone(),
                item: items.item,
                name: items.name.clone(),
                names: names?,
                key: items.key.clone(),
            }),
        };
        Some(KeysIn {
            definition: self.definition,
            at,
        })
    }

    /// The names of the two properties that hold the keys, if they are properties.
    pub(super) fn names(&self) -> Option<[String; 2]> {
        let FoundAt::Known(KeysAt::Fields {
            primary, secondary, ..
        }) = &self.at
        else {
            return None;
        };
        let name = |key: &KeyFields| Some(key.value.as_ref()?.wire().to_owned());
        Some([name(primary)?, name(secondary)?])
    }

    /// If the keys are items of a list, the definition of the items and the field with their names.
    pub(super) fn items(&self) -> Option<(DefinitionId, &FieldId)> {
        match &self.at {
            FoundAt::Known(KeysAt::Items(items)) => Some((items.item, &items.name)),
            FoundAt::Known(KeysAt::Fields { .. } | KeysAt::One(_)) => None,
            FoundAt::Items(items) => Some((items.item, &items.name)),
        }
    }
}

/// Every pair of keys in the response of `operation`. `key_names` are the names of the properties or items, if the
/// manifest specifies them.
pub(super) fn pairs(
    model: &Model,
    operation: &Operation,
    key_names: Option<&[String; 2]>,
) -> Vec<Found> {
    let Some(Type::Definition(definition)) = operation.response.body else {
        return Vec::new();
    };
    let Some(structure) = structure(model, &Type::Definition(definition)) else {
        return Vec::new();
    };
    let found = match &operation.kind {
        OperationKind::Once => pairs_at(model, structure, key_names),
        OperationKind::Pages(pages) => match pages.items.as_slice() {
            [items] => {
                let items = items_at(model, &structure[items], None, key_names);
                items.into_iter().collect()
            }
            _ => Vec::new(),
        },
        OperationKind::LongRunning(_) => Vec::new(),
    };
    let found = found.into_iter().map(|(pair, at)| Found {
        pair,
        definition,
        at,
    });
    found.collect()
}

/// Pairs in the fields of an object; if there are none, in those of its objects; else in its lists.
fn pairs_at(
    model: &Model,
    structure: &Struct,
    key_names: Option<&[String; 2]>,
) -> Vec<(String, FoundAt)> {
    let own = fields_at(structure, None, key_names);
    if !own.is_empty() {
        return own;
    }
    let nested = structure.entries().flat_map(|(field, nested)| {
        let inner = self::structure(model, &nested.ty).zip(nested.ty.definition());
        inner.map(|(inner, definition)| {
            fields_at(inner, Some(&Parent { field, definition }), key_names)
        })
    });
    let nested: Vec<_> = nested.flatten().collect();
    if !nested.is_empty() {
        return nested;
    }
    let lists = structure
        .entries()
        .filter_map(|(list, field)| items_at(model, field, Some(list), key_names));
    lists.collect()
}

/// Where the response of a regenerate operation holds the pair that the list operation returns as `listed`.
pub(super) fn regenerated(model: &Model, operation: &Operation, listed: &KeysIn) -> Option<KeysIn> {
    if operation.response.optional || matches!(operation.kind, OperationKind::LongRunning(_)) {
        return None;
    }
    same_response(model, operation, &listed.at).or_else(|| only_key(model, operation))
}

/// The same place as in the list's response. The types of objects and items may differ.
fn same_response(model: &Model, operation: &Operation, listed: &KeysAt) -> Option<KeysIn> {
    let key_names = match listed {
        KeysAt::Items(KeyItems {
            names: ItemNames::Texts(names),
            ..
        }) => Some(names),
        _ => None,
    };
    let found = pairs(model, operation, key_names).into_iter();
    let mut keys = found.filter_map(|found| found.keys(None));
    keys.find(|keys| is_same_place(&keys.at, listed))
}

fn is_same_place(one: &KeysAt, other: &KeysAt) -> bool {
    let field = |parent: &Option<Parent>| parent.as_ref().map(|parent| parent.field.clone());
    match (one, other) {
        (KeysAt::Items(_), KeysAt::Items(_)) => true,
        (
            KeysAt::Fields {
                parent,
                primary,
                secondary,
            },
            KeysAt::Fields {
                parent: other_parent,
                primary: other_primary,
                secondary: other_secondary,
            },
        ) => {
            field(parent) == field(other_parent)
                && (primary, secondary) == (other_primary, other_secondary)
        }
        _ => false,
    }
}

/// The only key in the response of a regenerate operation.
fn only_key(model: &Model, operation: &Operation) -> Option<KeysIn> {
    let body = operation.response.body.as_ref()?;
    let structure = structure(model, body)?;
    let value = only_secret(structure)?;
    // A primary or a secondary key is not necessarily the one that was regenerated.
    if vocabulary::side(value.wire()).is_some() {
        return None;
    }
    Some(KeysIn {
        definition: body.definition()?,
        at: KeysAt::One(KeyFields {
            value: Some(value),
            ..companions(structure)
        }),
    })
}

/// The only key of an object.
fn only_secret(structure: &Struct) -> Option<FieldId> {
    let mut secrets = structure
        .entries()
        .filter(|(id, field)| is_secret(field) && !vocabulary::is_connection_string(id.wire()));
    match (secrets.next(), secrets.next()) {
        (Some((id, _)), None) => Some(id),
        _ => None,
    }
}

fn structure<'m>(model: &'m Model, ty: &Type) -> Option<&'m Struct> {
    match ty {
        Type::Definition(id) => model.definitions.structure(*id),
        _ => None,
    }
}

fn is_secret(field: &Field) -> bool {
    field.ty == Type::Secret
}

fn is_time(field: &Field) -> bool {
    matches!(
        field.ty,
        Type::String | Type::Encoded(Encoding::Rfc3339 | Encoding::Rfc1123 | Encoding::UnixTime)
    )
}

/// Pairs among the fields of one object.
fn fields_at(
    structure: &Struct,
    parent: Option<&Parent>,
    key_names: Option<&[String; 2]>,
) -> Vec<(String, FoundAt)> {
    if let Some([primary, secondary]) = key_names {
        let named =
            |wire: &str| structure.find(|field| field.name.wire == wire && is_secret(field));
        let rest = vocabulary::side(primary).map_or(String::new(), |(_, rest)| rest);
        let values = named(primary).zip(named(secondary));
        let found = values
            .map(|(primary, secondary)| pair(structure, parent, &rest, Some([primary, secondary])));
        return found.into_iter().collect();
    }
    let twins = twins(structure);
    let has_keys = twins
        .keys()
        .any(|rest| vocabulary::pair_of_key(rest).is_some());
    let found = twins
        .into_iter()
        .filter(|(rest, _)| match has_keys {
            true => vocabulary::pair_of_key(rest).is_some(),
            false => vocabulary::pair_of_connection_string(rest).is_some(),
        })
        .map(|(rest, values)| pair(structure, parent, &rest, has_keys.then_some(values)));
    found.collect()
}

/// Secrets whose names differ only in the words for the two keys, by the rest of their names.
fn twins(structure: &Struct) -> BTreeMap<String, [FieldId; 2]> {
    let mut sides: BTreeMap<String, [Option<FieldId>; 2]> = BTreeMap::new();
    for (id, _) in structure.entries().filter(|(_, field)| is_secret(field)) {
        if let Some((side, rest)) = vocabulary::side(id.wire()) {
            sides.entry(rest).or_default()[side as usize] = Some(id);
        }
    }
    let twins = sides.into_iter().filter_map(|(rest, sides)| match sides {
        [Some(primary), Some(secondary)] => Some((rest, [primary, secondary])),
        _ => None,
    });
    twins.collect()
}

fn pair(
    structure: &Struct,
    parent: Option<&Parent>,
    rest: &str,
    values: Option<[FieldId; 2]>,
) -> (String, FoundAt) {
    let name = vocabulary::pair_of_key(rest)
        .or_else(|| vocabulary::pair_of_connection_string(rest))
        .unwrap_or_default();
    let [primary, secondary] = values.map_or([None, None], |values| values.map(Some));
    let fields = |side, value| KeyFields {
        value,
        connection_string: find(structure, is_secret, side, |other| {
            vocabulary::pair_of_connection_string(other).as_deref() == Some(&name)
        }),
        last_updated: find(structure, is_time, side, |other| {
            other.strip_prefix(rest).is_some_and(vocabulary::is_time)
        }),
    };
    let keys = KeysAt::Fields {
        parent: parent.cloned(),
        primary: fields(Side::Primary, primary),
        secondary: fields(Side::Secondary, secondary),
    };
    (name, FoundAt::Known(keys))
}

/// The field of one side for which `is_it` accepts the rest of its name.
fn find(
    structure: &Struct,
    has_type: fn(&Field) -> bool,
    wanted: Side,
    is_it: impl Fn(&str) -> bool,
) -> Option<FieldId> {
    structure.find(|field| {
        let side = vocabulary::side(&field.name.wire);
        has_type(field) && side.is_some_and(|(side, rest)| side == wanted && is_it(&rest))
    })
}

/// A pair among the items of a list.
fn items_at(
    model: &Model,
    field: &Field,
    list: Option<FieldId>,
    key_names: Option<&[String; 2]>,
) -> Option<(String, FoundAt)> {
    let Type::Array(ty) = &field.ty else {
        return None;
    };
    let structure = structure(model, ty)?;
    let items = UnnamedItems {
        list,
        item: ty.definition()?,
        name: structure.find(|field| is_name(model, field))?,
        key: KeyFields {
            value: Some(only_secret(structure)?),
            ..companions(structure)
        },
    };
    let names = match structure[&items.name].ty {
        Type::Key(_) => Some(ItemNames::KeyType),
        _ => key_names.cloned().map(ItemNames::Texts),
    };
    let at = match names {
        None => FoundAt::Items(items),
        Some(names) => FoundAt::Known(KeysAt::Items(KeyItems {
            list: items.list,
            item: items.item,
            name: items.name,
            names,
            key: items.key,
        })),
    };
    Some((String::new(), at))
}

/// The field that names an item, such as `keyName`.
fn is_name(model: &Model, field: &Field) -> bool {
    let is_text = match &field.ty {
        Type::String | Type::Key(_) => true,
        Type::Definition(id) => matches!(model.definitions[*id].shape.kind, ShapeKind::Enum(_)),
        _ => false,
    };
    vocabulary::is_key_name(&field.name.wire) && is_text
}

/// Fields that describe the one key of an object, without the key itself.
fn companions(structure: &Struct) -> KeyFields {
    let named = |has_type: fn(&Field) -> bool, is_it: fn(&str) -> bool| {
        structure.find(|field| has_type(field) && is_it(&field.name.wire))
    };
    KeyFields {
        value: None,
        connection_string: named(is_secret, vocabulary::is_connection_string),
        last_updated: named(is_time, vocabulary::is_time),
    }
}
