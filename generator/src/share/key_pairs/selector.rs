//! Where a regenerate operation is told which key, and in which words.

use super::words;
use crate::{
    manifest::KeyPairEntry,
    model::{
        Enum, Field, KeysAt, Model, Operation, Regenerate, Selector, SelectorWords, ShapeKind,
        Struct, Type, Words,
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

fn enumeration<'m>(model: &'m Model, ty: &Type) -> Option<(usize, &'m Enum)> {
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
        let name = names.iter().find(|name| is_it(&name.wire))?;
        Some(name.rust.clone())
    };
    Some(SelectorWords::Variants(id, [variant(0)?, variant(1)?]))
}

/// Items whose names are plain texts have the words of the selector, where the manifest gives none.
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
    if words.is_none() && !is_key_type(model, *item, name) {
        let spelled = spelled(model, regenerate, operation);
        *words = Some(spelled.ok_or("the names of the two keys in the list are not known")?);
    }
    Ok(listed)
}

fn is_key_type(model: &Model, item: usize, member: &str) -> bool {
    let ShapeKind::Struct(structure) = &model.definitions[item].shape.kind else {
        return false;
    };
    let mut fields = structure.fields.iter();
    fields.any(|field| field.name.wire == member && matches!(field.ty, Type::Key(_)))
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
