//! Where a regenerate operation is told which key, and in which words.

use super::words;
use crate::{
    manifest::KeyPairEntry,
    model::{
        DefinitionId, Enum, Field, KeysAt, Model, Operation, Regenerate, Selector, SelectorWords,
        ShapeKind, Struct, Type, Words,
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

/// Whether the operation is told which key, by an enum of the two.
pub(super) fn is_told(model: &Model, operation: &Operation) -> bool {
    !candidates(model, operation).is_empty()
}

/// Whether the operation has a text that sounds as if it told which key.
pub(super) fn may_be_told(model: &Model, operation: &Operation) -> bool {
    let sounds_so = |field: &Field| {
        let name = field.name.wire.to_ascii_lowercase();
        field.ty == Type::String
            && ["key", "keyname", "keytype", "keykind"].contains(&name.as_str())
    };
    body(model, operation).is_some_and(|structure| structure.fields.iter().any(sounds_so))
}

/// Whether the operation is told by an enum of more than two values.
pub(super) fn has_words_for_several(model: &Model, operation: &Operation) -> bool {
    let candidates = candidates(model, operation);
    candidates
        .iter()
        .any(|candidate| enumeration(model, candidate.ty).is_some())
}

/// A selector that repeats what the list tells needs a list of items that tell it.
pub(super) fn check_listed(
    model: &Model,
    regenerate: &Regenerate,
    listed: &KeysAt,
) -> Result<(), String> {
    let Regenerate::Selected(
        _,
        Selector {
            words: SelectorWords::Listed(member),
            ..
        },
    ) = regenerate
    else {
        return Ok(());
    };
    let is_told = match listed {
        KeysAt::Items { item, .. } => member_type(model, *item, member) == Some(&Type::String),
        _ => false,
    };
    is_told
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

/// The selector of `operation` for the pair that `pair` tells from others, as far as `entry` does not say it.
pub(super) fn selector(
    model: &Model,
    operation: &Operation,
    pair: &str,
    entry: Option<&KeyPairEntry>,
) -> Result<(Selector, Option<String>), String> {
    if let Some(selector) = entry.and_then(|entry| said(model, operation, entry)) {
        return Ok((selector?, None));
    }
    match candidates(model, operation).as_slice() {
        [] => Err(format!("`{}` is not told which key", operation.id)),
        [one] if does_not_apply(one.ty, entry) => Err(format!(
            "`{}` is told by an enum, to which `words` or `words_from` of this entry do not apply",
            operation.id
        )),
        [one] => {
            let words = words_of(model, one.ty, pair, entry).ok_or_else(|| {
                format!("`{}` has no words for the keys of this pair", operation.id)
            })?;
            let property = one.is_property.then(|| one.wire.to_owned());
            let parameter = (!one.is_property).then(|| one.wire.to_owned());
            Ok((Selector { property, words }, parameter))
        }
        several => Err(format!(
            "`{}` is told which key in {} places",
            operation.id,
            several.len()
        )),
    }
}

/// The two words of the shared `KeyType` are known, and no enum repeats what a list tells.
fn does_not_apply(ty: &Type, entry: Option<&KeyPairEntry>) -> bool {
    entry.is_some_and(|entry| {
        let is_key = matches!(ty, Type::Key(_));
        entry.words_from.is_some() || entry.words.is_some() && is_key
    })
}

/// A parameter or a property of the body that may say which key.
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
        .filter(|candidate| says_key(model, candidate.ty))
        .collect()
}

fn says_key(model: &Model, ty: &Type) -> bool {
    matches!(ty, Type::Key(_))
        || enumeration(model, ty).is_some_and(|(_, found)| found.keys.is_some())
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

/// The selector that the manifest describes: a text that says a word, or repeats what the list tells.
fn said(
    model: &Model,
    operation: &Operation,
    entry: &KeyPairEntry,
) -> Option<Result<Selector, String>> {
    if !candidates(model, operation).is_empty() {
        return None;
    }
    let words = match (
        &entry.words_from,
        entry.words.as_ref().or(entry.keys.as_ref()),
    ) {
        (Some(member), _) => SelectorWords::Listed(member.clone()),
        (None, Some(words)) => SelectorWords::Texts(words.clone()),
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
        words,
    }))
}

fn words_of(
    model: &Model,
    ty: &Type,
    pair: &str,
    entry: Option<&KeyPairEntry>,
) -> Option<SelectorWords> {
    if let Type::Key(_) = ty {
        return Some(SelectorWords::KeyType);
    }
    let (id, found) = enumeration(model, ty)?;
    let names = found.values.names();
    let said = entry.and_then(|entry| entry.words.as_ref());
    let variant = |side: usize| {
        let is_it = |wire: &str| match said {
            Some(words) => words[side] == wire,
            None => words::side(wire)
                .is_some_and(|(of, rest)| of == side && words::pair_of_selector(&rest) == pair),
        };
        let mut found = names.iter().filter(|name| is_it(&name.wire));
        let name = found.next()?;
        found.next().is_none().then(|| name.rust.clone())
    };
    Some(SelectorWords::Variants(id, [variant(0)?, variant(1)?]))
}

/// Items that are named by an enum have the words of the selector, if the enum has them; for any others the
/// manifest must give the words.
pub(super) fn words_of_items(
    model: &Model,
    mut listed: KeysAt,
    regenerate: &Regenerate,
    operation: &Operation,
) -> Result<KeysAt, String> {
    let KeysAt::Items {
        item, name, words, ..
    } = &mut listed
    else {
        return Ok(listed);
    };
    let named = member_type(model, *item, name);
    if words.is_none() && !matches!(named, Some(Type::Key(_))) {
        let spelled = spelled(model, regenerate, operation);
        let values = named
            .and_then(|ty| enumeration(model, ty))
            .map(|(_, found)| found.values.names());
        let has = |word: &String| {
            values
                .iter()
                .flatten()
                .any(|name| name.wire.eq_ignore_ascii_case(word))
        };
        let spelled = spelled.filter(|words| words.iter().all(has));
        *words = Some(spelled.ok_or("the names of the two keys in the list are not known")?);
    }
    Ok(listed)
}

fn spelled(model: &Model, regenerate: &Regenerate, operation: &Operation) -> Option<[String; 2]> {
    let Regenerate::Selected(_, selector) = regenerate else {
        return None;
    };
    match &selector.words {
        SelectorWords::Texts(words) => Some(words.clone()),
        SelectorWords::KeyType => {
            let candidate = candidates(model, operation).into_iter().next()?;
            let Type::Key(spelling) = candidate.ty else {
                return None;
            };
            match &model.spellings[*spelling].words {
                Words::Strings(primary, secondary) => Some([primary.clone(), secondary.clone()]),
                Words::Integers(..) => None,
            }
        }
        _ => None,
    }
}
