//! Where a request chooses the key to regenerate, and by which values.
use crate::{
    keys::vocabulary::{self, Side},
    manifest::KeyPairEntry,
    model::{
        DefinitionId, Enum, Field, KeyValues, KeysAt, Model, Operation, Regenerate, Selector,
        SelectorValues, ShapeKind, Struct, Type,
    },
};

/// Whether the body needs nothing but the selector's property.
pub(super) fn check_body(
    model: &Model,
    operation: &Operation,
    property: Option<&str>,
) -> Result<(), String> {
    let Some(published) = &operation.body else {
        return Ok(());
    };
    if property.is_none() {
        return match published.required {
            true => Err(format!(
                "`{}` needs a body, which a pair of keys does not have",
                operation.id
            )),
            false => Ok(()),
        };
    }
    let mut fields = body(model, operation)
        .into_iter()
        .flat_map(|structure| &structure.fields);
    match fields.find(|field| field.required && Some(field.name.wire.as_str()) != property) {
        Some(field) => Err(format!(
            "`{}` needs the property `{}`, which a pair of keys does not have",
            operation.id, field.name.wire
        )),
        None => Ok(()),
    }
}

/// Whether a request chooses the key, by an enum of the two.
pub(super) fn is_there(model: &Model, operation: &Operation) -> bool {
    !candidates(model, operation).is_empty()
}

/// Whether a text of the request may choose the key, by its name.
pub(super) fn may_be_there(model: &Model, operation: &Operation) -> bool {
    let is_it =
        |field: &Field| field.ty == Type::String && vocabulary::is_selector(&field.name.wire);
    body(model, operation).is_some_and(|structure| structure.fields.iter().any(is_it))
}

/// Whether the key is chosen by an enum of more than two values.
pub(super) fn has_values_for_several(model: &Model, operation: &Operation) -> bool {
    let candidates = candidates(model, operation);
    candidates
        .iter()
        .any(|candidate| enumeration(model, candidate.ty).is_some())
}

/// A selector that repeats a member of the listed items needs a list whose items have it.
pub(super) fn check_listed(
    model: &Model,
    regenerate: &Regenerate,
    listed: &KeysAt,
) -> Result<(), String> {
    let Regenerate::Selected(
        _,
        Selector {
            values: SelectorValues::Listed(member),
            ..
        },
    ) = regenerate
    else {
        return Ok(());
    };
    let is_listed = match listed {
        KeysAt::Items { item, .. } => member_type(model, *item, member) == Some(&Type::String),
        _ => false,
    };
    is_listed
        .then_some(())
        .ok_or_else(|| format!("the list has no items with a text `{member}`"))
}

fn member_type<'m>(model: &'m Model, item: DefinitionId, member: &str) -> Option<&'m Type> {
    let ShapeKind::Struct(structure) = &model.definitions[item].shape.kind else {
        return None;
    };
    let field = structure
        .fields
        .iter()
        .find(|field| field.name.wire == member)?;
    Some(&field.ty)
}

/// The selector of `operation` for the pair that `pair` tells from others, as far as `entry` does not specify it.
pub(super) fn selector(
    model: &Model,
    operation: &Operation,
    pair: &str,
    entry: Option<&KeyPairEntry>,
) -> Result<(Selector, Option<String>), String> {
    if let Some(selector) = entry.and_then(|entry| specified(model, operation, entry)) {
        return Ok((selector?, None));
    }
    match candidates(model, operation).as_slice() {
        [] => Err(format!("`{}` is not told which key", operation.id)),
        [one] if does_not_apply(one.ty, entry) => Err(format!(
            "`{}` is told by an enum, to which `words` or `words_from` of this entry do not apply",
            operation.id
        )),
        [one] => {
            let values = values_of(model, one.ty, pair, entry).ok_or_else(|| {
                format!("`{}` has no words for the keys of this pair", operation.id)
            })?;
            let property = one.is_property.then(|| one.wire.to_owned());
            let parameter = (!one.is_property).then(|| one.wire.to_owned());
            Ok((Selector { property, values }, parameter))
        }
        several => Err(format!(
            "`{}` is told which key in {} places",
            operation.id,
            several.len()
        )),
    }
}

/// The two values of the shared `KeyType` are known, and no enum repeats what a list has.
fn does_not_apply(ty: &Type, entry: Option<&KeyPairEntry>) -> bool {
    entry.is_some_and(|entry| {
        let is_key = matches!(ty, Type::Key(_));
        entry.selector_values_from.is_some() || entry.selector_values.is_some() && is_key
    })
}

/// A parameter or a property of the body that may choose the key.
struct Candidate<'m> {
    wire: &'m str,
    ty: &'m Type,
    is_property: bool,
}

fn candidates<'m>(model: &'m Model, operation: &'m Operation) -> Vec<Candidate<'m>> {
    let parameters = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
        .map(|parameter| Candidate {
            wire: &parameter.name.wire,
            ty: &parameter.ty,
            is_property: false,
        });
    let properties = body(model, operation).into_iter().flat_map(|structure| {
        structure.fields.iter().map(|field| Candidate {
            wire: &field.name.wire,
            ty: &field.ty,
            is_property: true,
        })
    });
    parameters
        .chain(properties)
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

fn body<'m>(model: &'m Model, operation: &Operation) -> Option<&'m Struct> {
    let body = operation.body.as_ref()?;
    match &model.definitions[body.ty.definition()?].shape.kind {
        ShapeKind::Struct(structure) => Some(structure),
        _ => None,
    }
}

/// The selector that the manifest specifies: a text with one of two values, or with what the list has for the key.
fn specified(
    model: &Model,
    operation: &Operation,
    entry: &KeyPairEntry,
) -> Option<Result<Selector, String>> {
    if !candidates(model, operation).is_empty() {
        return None;
    }
    let values = match (
        &entry.selector_values_from,
        entry.selector_values.as_ref().or(entry.key_names.as_ref()),
    ) {
        (Some(member), _) => SelectorValues::Listed(member.clone()),
        (None, Some(values)) => SelectorValues::Texts(values.clone()),
        (None, None) => return None,
    };
    let structure = body(model, operation)?;
    let is_text = |field: &&Field| field.ty == Type::String;
    let texts: Vec<&Field> = structure.fields.iter().filter(is_text).collect();
    let required: Vec<&&Field> = texts.iter().filter(|field| field.required).collect();
    let field = match (texts.as_slice(), required.as_slice()) {
        ([one], _) => one,
        (_, [one]) => one,
        _ => {
            let message = format!(
                "`{}` has several texts that may say which key",
                operation.id
            );
            return Some(Err(message));
        }
    };
    Some(Ok(Selector {
        property: Some(field.name.wire.clone()),
        values,
    }))
}

fn values_of(
    model: &Model,
    ty: &Type,
    pair: &str,
    entry: Option<&KeyPairEntry>,
) -> Option<SelectorValues> {
    if let Type::Key(_) = ty {
        return Some(SelectorValues::KeyType);
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
        found.next().is_none().then(|| name.rust.clone())
    };
    Some(SelectorValues::Variants(
        id,
        [variant(Side::Primary)?, variant(Side::Secondary)?],
    ))
}

/// Items that are named by an enum have the values of the selector for names, if the enum has them; for any others the
/// manifest must specify the names.
pub(super) fn name_items(
    model: &Model,
    mut listed: KeysAt,
    regenerate: &Regenerate,
    operation: &Operation,
) -> Result<KeysAt, String> {
    let KeysAt::Items {
        item,
        name,
        item_names,
        ..
    } = &mut listed
    else {
        return Ok(listed);
    };
    let named = member_type(model, *item, name);
    if item_names.is_none() && !matches!(named, Some(Type::Key(_))) {
        let spelled = spelled(model, regenerate, operation);
        let values = named
            .and_then(|ty| enumeration(model, ty))
            .map(|(_, found)| found.values.names());
        let has = |value: &String| {
            values
                .iter()
                .flatten()
                .any(|name| name.wire.eq_ignore_ascii_case(value))
        };
        let spelled = spelled.filter(|values| values.iter().all(has));
        *item_names = Some(spelled.ok_or("the names of the two keys in the list are not known")?);
    }
    Ok(listed)
}

fn spelled(model: &Model, regenerate: &Regenerate, operation: &Operation) -> Option<[String; 2]> {
    let Regenerate::Selected(_, selector) = regenerate else {
        return None;
    };
    match &selector.values {
        SelectorValues::Texts(values) => Some(values.clone()),
        SelectorValues::KeyType => {
            let candidate = candidates(model, operation).into_iter().next()?;
            let Type::Key(spelling) = candidate.ty else {
                return None;
            };
            match &model.spellings[*spelling].values {
                KeyValues::Strings(primary, secondary) => {
                    Some([primary.clone(), secondary.clone()])
                }
                KeyValues::Integers(..) => None,
            }
        }
        _ => None,
    }
}
