//! Where an answer holds the two keys.

use crate::{
    keys::vocabulary::{self, Side},
    model::{
        Encoding, Field, KeyProperties, KeysAt, Model, Operation, OperationKind, ShapeKind, Struct,
        Type,
    },
};
use std::collections::BTreeMap;

/// Every pair of keys in the answer of `operation`, by what tells it from the others. `key_names` are the
/// properties or the names of the items, if the manifest specifies them.
pub(super) fn pairs(
    model: &Model,
    operation: &Operation,
    key_names: Option<&[String; 2]>,
) -> Vec<(String, KeysAt)> {
    let Some(Type::Definition(id)) = operation.response.body else {
        return Vec::new();
    };
    let Some(structure) = structure(model, &Type::Definition(id)) else {
        return Vec::new();
    };
    if let OperationKind::Pages(pages) = &operation.kind {
        let items = structure
            .fields
            .iter()
            .find(|field| field.name.wire == pages.items);
        return items
            .and_then(|field| items_at(model, field, None, key_names))
            .into_iter()
            .collect();
    }
    if operation.kind != OperationKind::Once {
        return Vec::new();
    }
    let own = properties_at(structure, None, key_names);
    if !own.is_empty() {
        return own;
    }
    let nested = structure.fields.iter().flat_map(|field| {
        let inner = self::structure(model, &field.ty);
        let inner = inner.map(|inner| properties_at(inner, Some(&field.name.wire), key_names));
        inner.unwrap_or_default()
    });
    let nested: Vec<_> = nested.collect();
    if !nested.is_empty() {
        return nested;
    }
    let lists = structure
        .fields
        .iter()
        .filter_map(|field| items_at(model, field, Some(field.name.wire.clone()), key_names));
    lists.collect()
}

/// Where the answer of a regenerate operation holds the keys that `listed` finds in the list.
pub(super) fn regenerated(model: &Model, operation: &Operation, listed: &KeysAt) -> Option<KeysAt> {
    if operation.response.optional || matches!(operation.kind, OperationKind::LongRunning(_)) {
        return None;
    }
    if let Some(same) = same_response(model, operation, listed) {
        return Some(same);
    }
    let body = structure(model, operation.response.body.as_ref()?)?;
    let secrets: Vec<&Field> = body
        .fields
        .iter()
        .filter(|field| is_secret(field) && !vocabulary::is_connection_string(&field.name.wire))
        .collect();
    let [value] = secrets.as_slice() else {
        return None;
    };
    // One of two keys is not always the one that was regenerated.
    if vocabulary::side(&value.name.wire).is_some() {
        return None;
    }
    Some(KeysAt::One(KeyProperties {
        value: Some(value.name.wire.clone()),
        ..companions(body)
    }))
}

/// The same place in the answer as in the list's; the types of items may differ.
fn same_response(model: &Model, operation: &Operation, listed: &KeysAt) -> Option<KeysAt> {
    let key_names = match listed {
        KeysAt::Items { item_names, .. } => item_names.as_ref(),
        _ => None,
    };
    let found = pairs(model, operation, key_names).into_iter();
    let mut same = found
        .map(|(_, keys)| keys)
        .filter(|keys| match (keys, listed) {
            (KeysAt::Items { .. }, KeysAt::Items { .. }) => true,
            _ => keys == listed,
        });
    same.next()
}

fn structure<'m>(model: &'m Model, ty: &Type) -> Option<&'m Struct> {
    let Type::Definition(id) = ty else {
        return None;
    };
    match &model.definitions[*id].shape.kind {
        ShapeKind::Struct(structure) => Some(structure),
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

/// Pairs among the properties of one object.
fn properties_at(
    structure: &Struct,
    parent: Option<&str>,
    key_names: Option<&[String; 2]>,
) -> Vec<(String, KeysAt)> {
    if let Some([primary, secondary]) = key_names {
        let has = |wire: &String| {
            structure
                .fields
                .iter()
                .any(|field| field.name.wire == *wire && is_secret(field))
        };
        let rest = vocabulary::side(primary).map(|(_, rest)| rest);
        let found = (has(primary) && has(secondary)).then(|| {
            let values = [Some(primary.clone()), Some(secondary.clone())];
            pair(
                structure,
                parent,
                rest.as_deref().unwrap_or_default(),
                values,
            )
        });
        return found.into_iter().collect();
    }
    let mut sides: BTreeMap<String, [Option<String>; 2]> = BTreeMap::new();
    for field in structure.fields.iter().filter(|field| is_secret(field)) {
        if let Some((side, rest)) = vocabulary::side(&field.name.wire) {
            sides.entry(rest).or_default()[side as usize] = Some(field.name.wire.clone());
        }
    }
    sides.retain(|_, values| values.iter().all(Option::is_some));
    let has_keys = sides
        .keys()
        .any(|rest| vocabulary::pair_of_key(rest).is_some());
    let found = sides
        .into_iter()
        .filter(|(rest, _)| match has_keys {
            true => vocabulary::pair_of_key(rest).is_some(),
            false => vocabulary::pair_of_connection_string(rest).is_some(),
        })
        .map(|(rest, values)| match has_keys {
            true => pair(structure, parent, &rest, values),
            false => pair(structure, parent, &rest, [None, None]),
        });
    found.collect()
}

fn pair(
    structure: &Struct,
    parent: Option<&str>,
    rest: &str,
    values: [Option<String>; 2],
) -> (String, KeysAt) {
    let name = vocabulary::pair_of_key(rest)
        .or_else(|| vocabulary::pair_of_connection_string(rest))
        .unwrap_or_default();
    let [primary, secondary] = values;
    let properties = |side, value| KeyProperties {
        value,
        connection_string: find(structure, is_secret, side, |other| {
            vocabulary::pair_of_connection_string(other).as_deref() == Some(&name)
        }),
        last_updated: find(structure, is_time, side, |other| {
            other.strip_prefix(rest).is_some_and(vocabulary::is_time)
        }),
    };
    let keys = KeysAt::Properties {
        parent: parent.map(str::to_owned),
        primary: properties(Side::Primary, primary),
        secondary: properties(Side::Secondary, secondary),
    };
    (name, keys)
}

/// The property of one side that `is_it` by the rest of its name.
fn find(
    structure: &Struct,
    has_type: fn(&Field) -> bool,
    wanted: Side,
    is_it: impl Fn(&str) -> bool,
) -> Option<String> {
    let mut fields = structure.fields.iter().filter(|field| has_type(field));
    let found = fields.find(|field| {
        vocabulary::side(&field.name.wire)
            .is_some_and(|(side, rest)| side == wanted && is_it(&rest))
    });
    found.map(|field| field.name.wire.clone())
}

/// A pair among the items of a list.
fn items_at(
    model: &Model,
    field: &Field,
    list: Option<String>,
    key_names: Option<&[String; 2]>,
) -> Option<(String, KeysAt)> {
    let Type::Array(item) = &field.ty else {
        return None;
    };
    let structure = structure(model, item)?;
    let name = structure
        .fields
        .iter()
        .find(|field| is_name(model, field))?;
    let secrets = structure.fields.iter();
    let mut secrets = secrets
        .filter(|field| is_secret(field) && !vocabulary::is_connection_string(&field.name.wire));
    let (Some(value), None) = (secrets.next(), secrets.next()) else {
        return None;
    };
    let keys = KeysAt::Items {
        list,
        item: item.definition()?,
        name: name.name.wire.clone(),
        item_names: key_names.cloned(),
        key: KeyProperties {
            value: Some(value.name.wire.clone()),
            ..companions(structure)
        },
    };
    Some((String::new(), keys))
}

/// The member that names an item, such as `keyName`.
fn is_name(model: &Model, field: &Field) -> bool {
    let is_text = match &field.ty {
        Type::String | Type::Key(_) => true,
        Type::Definition(id) => matches!(model.definitions[*id].shape.kind, ShapeKind::Enum(_)),
        _ => false,
    };
    vocabulary::is_key_name(&field.name.wire) && is_text
}

/// What an object has for its one key besides the key.
fn companions(structure: &Struct) -> KeyProperties {
    let named = |has_type: fn(&Field) -> bool, is_it: fn(&str) -> bool| {
        let mut fields = structure.fields.iter().filter(|field| has_type(field));
        let found = fields.find(|field| is_it(&field.name.wire));
        found.map(|field| field.name.wire.clone())
    };
    KeyProperties {
        value: None,
        connection_string: named(is_secret, vocabulary::is_connection_string),
        last_updated: named(is_time, vocabulary::is_time),
    }
}
