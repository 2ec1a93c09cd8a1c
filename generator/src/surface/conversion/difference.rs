//! How the model of a body differs from the resource, in words.

use super::{
    Structs,
    plan::{Pair, Pairs},
};
use crate::{
    model::Model,
    surface::{StructItem, docs::code},
};

/// Names in one list of a sentence.
const SHOWN: usize = 5;

/// Lines for the documentation of the body.
pub(super) fn lines(model: &Model, pair: Pair, structs: &Structs, pairs: &Pairs) -> Vec<String> {
    let (Some(to), Some(from)) = (structs.get(&pair.0), structs.get(&pair.1)) else {
        return Vec::new();
    };
    let name = code(&from.item.name);
    let read_only = &model.definitions[pair.1].docs.read_only;
    let lacks = missing(from, to);
    let lacks = lacks.into_iter().filter(|wire| !read_only.contains(*wire));
    let parts = [
        part("has no", lacks.collect()),
        part("also has", missing(to, from)),
        part("has another type of", changed(to, from, false)),
        part("requires", changed(to, from, true)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let difference = match parts.is_empty() {
        true => format!("It is {name} without what only the service sets."),
        false => format!(
            "Unlike {name}, which the service returns, it {}.",
            parts.join("; it ")
        ),
    };
    let conversion = pairs.get(pair).map(|conversion| match conversion.is_fallible() {
        true => format!("`TryFrom` takes the values of {name}, and fails if one that is required is missing."),
        false => format!("`From` takes the values of {name}."),
    });
    [String::new(), difference]
        .into_iter()
        .chain(conversion)
        .collect()
}

/// Properties of one that the other does not have.
fn missing<'s>(one: &'s StructItem, other: &StructItem) -> Vec<&'s str> {
    let wires = one
        .fields
        .iter()
        .filter_map(|field| field.property.as_deref());
    let has = |wire: &str| {
        let mut properties = other
            .fields
            .iter()
            .filter_map(|field| field.property.as_deref());
        properties.any(|property| property == wire)
    };
    wires.filter(|wire| !has(wire)).collect()
}

/// Properties of both with another type; or, if `required`, with the same type, but no `Option`.
fn changed<'s>(to: &'s StructItem, from: &StructItem, required: bool) -> Vec<&'s str> {
    let fields = to.fields.iter().filter(|field| {
        let other = from
            .fields
            .iter()
            .find(|other| other.property == field.property);
        let Some(other) = other.filter(|other| other.ty != field.ty) else {
            return false;
        };
        let is_required = field.ty.clone().optional(true) == other.ty;
        let is_given = field.ty == other.ty.clone().optional(true);
        is_required == required && !is_given
    });
    fields
        .filter_map(|field| field.property.as_deref())
        .collect()
}

fn part(verb: &str, wires: Vec<&str>) -> Option<String> {
    let mut names: Vec<String> = wires.iter().take(SHOWN).map(|wire| code(wire)).collect();
    if wires.len() > SHOWN {
        names.push(format!("{} more", wires.len() - SHOWN));
    }
    let last = names.pop()?;
    Some(match names.is_empty() {
        true => format!("{verb} {last}"),
        false => format!("{verb} {} and {last}", names.join(", ")),
    })
}
