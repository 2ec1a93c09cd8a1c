//! How a request chooses the key to regenerate: the place and the values.

use super::response::Found;
use crate::{
    keys::vocabulary::{self, Side},
    manifest::KeyPairEntry,
    model::{
        DefinitionId, Enum, Field, FieldId, ItemNames, KeyValues, Model, Operation, Regenerate,
        Selector, SelectorPlace, SelectorValues, ShapeKind, Struct, Type,
    },
};

/// Checks that the body requires no field except that of the selector.
pub(super) fn check_body(
    model: &Model,
    operation: &Operation,
    chosen: Option<&FieldId>,
) -> Result<(), String> {
    let Some(published) = &operation.body else {
        return Ok(());
    };
    let Some(chosen) = chosen else {
        return match published.required {
            true => Err(format!(
                "`{}` needs a body, which a pair of keys does not have",
                operation.id
            )),
            false => Ok(()),
        };
    };
    let structure = body(model, operation).map(|(_, structure)| structure);
    let mut fields = structure.into_iter().flat_map(|it| &it.fields);
    match fields.find(|field| field.required && field.name.wire != chosen.wire()) {
        Some(field) => Err(format!(
            "`{}` needs the property `{}`, which a pair of keys does not have",
            operation.id, field.name.wire
        )),
        None => Ok(()),
    }
}

/// Whether a request chooses the key by an enum with the two keys.
pub(super) fn is_there(model: &Model, operation: &Operation) -> bool {
    !candidates(model, operation).is_empty()
}

/// Whether a string property of the body may choose the key, by its name.
pub(super) fn may_be_there(model: &Model, operation: &Operation) -> bool {
    let is_it =
        |field: &Field| field.ty == Type::String && vocabulary::is_selector(&field.name.wire);
    body(model, operation).is_some_and(|(_, structure)| structure.fields.iter().any(is_it))
}

/// Whether an enum with more than two values chooses the key.
pub(super) fn has_values_for_several(model: &Model, operation: &Operation) -> bool {
    let candidates = candidates(model, operation);
    candidates
        .iter()
        .any(|candidate| enumeration(model, candidate.ty).is_some())
}

/// The selector of `operation` for a listed pair. `entry` may specify parts of it.
pub(super) fn selector(
    model: &Model,
    operation: &Operation,
    listed: &Found,
    entry: Option<&KeyPairEntry>,
) -> Result<Selector, String> {
    let candidates = candidates(model, operation);
    match candidates.as_slice() {
        [] => {
            let specified = entry.and_then(|entry| specified(model, operation, listed, entry));
            specified.unwrap_or_else(|| {
                Err(format!(
                    "the request of `{}` does not specify which key",
                    operation.id
                ))
            })
        }
        [one] if does_not_apply(one.ty, entry) => Err(format!(
            "the request of `{}` chooses the key by an enum, to which `words` or `words_from` of this entry do not apply",
            operation.id
        )),
        [one] => {
            let values = values_of(model, one.ty, &listed.pair, entry).ok_or_else(|| {
                format!(
                    "the enum of `{}` has no values for the keys of this pair",
                    operation.id
                )
            })?;
            let place = one.place.clone();
            Ok(Selector { place, values })
        }
        several => Err(format!(
            "the request of `{}` specifies the key in {} places",
            operation.id,
            several.len()
        )),
    }
}

/// Whether the entry specifies values that the definition has: those of `KeyType`, or of an enum.
fn does_not_apply(ty: &Type, entry: Option<&KeyPairEntry>) -> bool {
    entry.is_some_and(|entry| {
        let is_key = matches!(ty, Type::Key(_));
        entry.selector_values_from.is_some() || entry.selector_values.is_some() && is_key
    })
}

/// A parameter or a field of the body that may choose the key.
struct Candidate<'m> {
    place: SelectorPlace,
    ty: &'m Type,
}

fn candidates<'m>(model: &'m Model, operation: &'m Operation) -> Vec<Candidate<'m>> {
    let arguments = operation.arguments().map(|parameter| Candidate {
        place: SelectorPlace::Argument(parameter.name.clone()),
        ty: &parameter.ty,
    });
    let fields = body(model, operation)
        .into_iter()
        .flat_map(|(body, structure)| {
            structure.entries().map(move |(field, found)| Candidate {
                place: SelectorPlace::Body { body, field },
                ty: &found.ty,
            })
        });
    arguments
        .chain(fields)
        .filter(|candidate| chooses_key(model, candidate.ty))
        .collect()
}

fn chooses_key(model: &Model, ty: &Type) -> bool {
    matches!(ty, Type::Key(_))
        || enumeration(model, ty).is_some_and(|(_, found)| found.key_variants.is_some())
}

fn enumeration<'m>(model: &'m Model, ty: &Type) -> Option<(DefinitionId, &'m Enum)> {
    let Type::Definition(id) = ty else {
        return None;
    };
    match &model.definitions[*id].shape.kind {
        ShapeKind::Enum(found) => Some((*id, found)),
        _ => None,
    }
}

/// The struct that is the request body of an operation.
fn body<'m>(model: &'m Model, operation: &Operation) -> Option<(DefinitionId, &'m Struct)> {
    let Type::Definition(body) = operation.body.as_ref()?.ty else {
        return None;
    };
    Some((body, model.definitions.structure(body)?))
}

/// The selector that the manifest specifies: a string with fixed values, or with those of a list item's member.
fn specified(
    model: &Model,
    operation: &Operation,
    listed: &Found,
    entry: &KeyPairEntry,
) -> Option<Result<Selector, String>> {
    let texts = entry.selector_values.as_ref().or(entry.key_names.as_ref());
    let values = match (&entry.selector_values_from, texts) {
        (Some(member), _) => listed_values(model, listed, member),
        (None, Some(texts)) => Ok(SelectorValues::Texts(texts.clone())),
        (None, None) => return None,
    };
    let (body, structure) = body(model, operation)?;
    Some(match text(structure) {
        Some(field) => values.map(|values| Selector {
            place: SelectorPlace::Body { body, field },
            values,
        }),
        None => Err(format!(
            "the request of `{}` has several strings that may specify the key",
            operation.id
        )),
    })
}

/// The only string property of a body, or the only required one.
fn text(structure: &Struct) -> Option<FieldId> {
    let entries = structure.entries();
    let texts: Vec<_> = entries
        .filter(|(_, field)| field.ty == Type::String)
        .collect();
    let required: Vec<_> = texts.iter().filter(|(_, field)| field.required).collect();
    match (texts.as_slice(), required.as_slice()) {
        ([(id, _)], _) | (_, [(id, _)]) => Some(id.clone()),
        _ => None,
    }
}

/// The selector values of a member of the listed items. The keys must be in a list whose items have it as a string.
fn listed_values(model: &Model, listed: &Found, member: &str) -> Result<SelectorValues, String> {
    let items = listed.items();
    let item = items.and_then(|(item, _)| model.definitions.structure(item));
    let is_it = |field: &Field| field.name.wire == member && field.ty == Type::String;
    item.and_then(|item| item.find(is_it))
        .map(SelectorValues::Listed)
        .ok_or_else(|| format!("the list has no items with a string `{member}`"))
}

fn values_of(
    model: &Model,
    ty: &Type,
    pair: &str,
    entry: Option<&KeyPairEntry>,
) -> Option<SelectorValues> {
    if let Type::Key(spelling) = ty {
        return Some(SelectorValues::KeyType(*spelling));
    }
    let (id, found) = enumeration(model, ty)?;
    let names = found.values.names();
    let specified = entry.and_then(|entry| entry.selector_values.as_ref());
    let variant = |side: Side| {
        let is_it = |wire: &str| match specified {
            Some(values) => values[side as usize] == wire,
            None => vocabulary::side(wire).is_some_and(|(of, rest)| {
                of == side && vocabulary::pair_of_selector(&rest) == pair
            }),
        };
        let mut found = names.iter().filter(|name| is_it(&name.wire));
        let name = found.next()?;
        found.next().is_none().then(|| (*name).clone())
    };
    Some(SelectorValues::Variants(
        id,
        [variant(Side::Primary)?, variant(Side::Secondary)?],
    ))
}

/// Names of list items, if an enum names them: the values of the selector, if the enum has them. Otherwise the
/// manifest must specify the names.
pub(super) fn item_names(
    model: &Model,
    listed: &Found,
    regenerate: &Regenerate,
) -> Option<ItemNames> {
    let (item, name) = listed.items()?;
    let (_, found) = enumeration(model, &model.definitions[(item, name)].ty)?;
    let names = found.values.names();
    let has = |value: &String| {
        let mut names = names.iter();
        names.any(|name| name.wire.eq_ignore_ascii_case(value))
    };
    let spelled = spelled(model, regenerate)?;
    spelled.iter().all(has).then_some(ItemNames::Texts(spelled))
}

fn spelled(model: &Model, regenerate: &Regenerate) -> Option<[String; 2]> {
    let Regenerate::Selected(_, selector) = regenerate else {
        return None;
    };
    match &selector.values {
        SelectorValues::Texts(values) => Some(values.clone()),
        SelectorValues::KeyType(spelling) => match &model.spellings[*spelling].values {
            KeyValues::Strings(primary, secondary) => Some([primary.clone(), secondary.clone()]),
            KeyValues::Integers(..) => None,
        },
        SelectorValues::Variants(..) | SelectorValues::Listed(_) => None,
    }
}
