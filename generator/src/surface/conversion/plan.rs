//! How each field of a body gets its value, and which resources convert into which bodies.

use super::{Conversion, ConvertedField, ConvertedValue, Structs};
use crate::{
    model::{DefinitionId, Model, Type},
    surface::{FieldItem, RustType, StructItem},
};
use std::collections::{BTreeMap, BTreeSet};

/// A body, or a part of one, and the resource or part that converts into it.
pub(super) type Pair = (DefinitionId, DefinitionId);

/// Pairs with their conversions.
pub(super) struct Pairs(BTreeMap<Pair, Conversion>);

impl Pairs {
    /// The pairs among `wanted`, and among the parts that they need, for which every field of the body is there. A part
    /// must convert without an error.
    pub(super) fn of(
        model: &Model,
        wanted: &BTreeSet<Pair>,
        reached: &BTreeSet<Pair>,
        structs: &Structs,
    ) -> Self {
        let mut parts = reached.clone();
        loop {
            let plans = reached.iter().filter_map(|pair| {
                let planned = plan(model, *pair, structs, &parts)?;
                Some((*pair, planned))
            });
            let plans: BTreeMap<Pair, Conversion> = plans.collect();
            let sure = plans.iter().filter(|(_, planned)| !planned.is_fallible());
            let sure: BTreeSet<Pair> = sure.map(|(pair, _)| *pair).collect();
            if sure == parts {
                return Self(needed(model, wanted, &sure, plans));
            }
            parts = sure;
        }
    }

    pub(super) fn get(&self, pair: Pair) -> Option<&Conversion> {
        self.0.get(&pair)
    }

    /// All of them, in the order of the names.
    pub(super) fn conversions(self) -> Vec<(Pair, Conversion)> {
        let mut all: Vec<(Pair, Conversion)> = self.0.into_iter().collect();
        all.sort_by(|(_, a), (_, b)| (&a.to, &a.from).cmp(&(&b.to, &b.from)));
        all
    }
}

/// The pairs, and those of their parts that differ.
pub(super) fn reached(
    model: &Model,
    wanted: &BTreeSet<Pair>,
    is_here: &dyn Fn(DefinitionId) -> bool,
) -> BTreeSet<Pair> {
    let mut reached = BTreeSet::new();
    let mut pending: Vec<Pair> = wanted.iter().copied().collect();
    while let Some(pair) = pending.pop() {
        if reached.insert(pair) {
            let parts = parts(model, pair);
            pending.extend(parts.into_iter().filter(|(body, _)| is_here(*body)));
        }
    }
    reached
}

/// Parts of a body with different types than those of the resource.
fn parts(model: &Model, (body, resource): Pair) -> Vec<Pair> {
    let (Some(body), Some(resource)) = (
        model.definitions.structure(body),
        model.definitions.structure(resource),
    ) else {
        return Vec::new();
    };
    let fields = body.fields.iter().filter_map(|field| {
        let other = resource.field(&field.name.wire)?;
        let (part, other) = (part(&field.ty)?, self::part(&other.ty)?);
        (part != other).then_some((part, other))
    });
    fields.collect()
}

/// The definition of a value, or of the items of a list.
fn part(ty: &Type) -> Option<DefinitionId> {
    match ty {
        Type::Array(item) => item.definition(),
        other => other.definition(),
    }
}

/// The conversions that the wanted ones need.
fn needed(
    model: &Model,
    wanted: &BTreeSet<Pair>,
    sure: &BTreeSet<Pair>,
    mut plans: BTreeMap<Pair, Conversion>,
) -> BTreeMap<Pair, Conversion> {
    let mut needed = BTreeMap::new();
    let mut pending: Vec<Pair> = wanted.iter().copied().collect();
    while let Some(pair) = pending.pop() {
        if let Some(planned) = plans.remove(&pair) {
            let parts = parts(model, pair).into_iter();
            pending.extend(parts.filter(|part| sure.contains(part)));
            needed.insert(pair, planned);
        }
    }
    needed
}

/// The conversion of a pair, if every field of the body is there.
fn plan(
    model: &Model,
    pair: Pair,
    structs: &Structs,
    possible: &BTreeSet<Pair>,
) -> Option<Conversion> {
    let (to, from) = (structs.get(&pair.0)?, structs.get(&pair.1)?);
    let fields = to.fields.iter().map(|field| {
        Some(ConvertedField {
            name: field.name.clone(),
            value: value(model, pair, field, from, possible)?,
        })
    });
    let fields = fields.collect::<Option<Vec<ConvertedField>>>()?;
    let mut values = fields.iter().map(|field| &field.value);
    // Nothing would be taken from the resource.
    if values.all(|value| *value == ConvertedValue::Nothing) {
        return None;
    }
    Some(Conversion {
        fields,
        to: to.item.name.clone(),
        from: from.item.name.clone(),
    })
}

fn value(
    model: &Model,
    pair: Pair,
    field: &FieldItem,
    from: &StructItem,
    possible: &BTreeSet<Pair>,
) -> Option<ConvertedValue> {
    let Some(wire) = &field.property else {
        let other = from.fields.iter().find(|other| other.property.is_none());
        return match other {
            Some(other) if other.ty == field.ty => Some(ConvertedValue::Same(other.name.clone())),
            Some(_) => None,
            None => Some(ConvertedValue::Nothing),
        };
    };
    let is_read_only = model.definitions[pair.0].docs.read_only.contains(wire);
    let other = from
        .fields
        .iter()
        .find(|other| other.property.as_ref() == Some(wire));
    match (is_read_only && is_option(&field.ty), other) {
        (true, _) => Some(ConvertedValue::Nothing),
        (false, Some(other)) => converted(model, pair, field, other, possible),
        (false, None) => None,
    }
}

fn converted(
    model: &Model,
    pair: Pair,
    field: &FieldItem,
    other: &FieldItem,
    possible: &BTreeSet<Pair>,
) -> Option<ConvertedValue> {
    let name = other.name.clone();
    if field.ty == other.ty {
        return Some(ConvertedValue::Same(name));
    }
    if field.ty == other.ty.clone().optional(true) {
        return Some(ConvertedValue::Given(name));
    }
    if field.ty.clone().optional(true) == other.ty {
        let wire = field.property.clone().unwrap_or_default();
        return Some(ConvertedValue::Required(name, wire));
    }
    let wire = field.property.as_ref()?;
    let types = (
        &model.definitions.structure(pair.0)?.field(wire)?.ty,
        &model.definitions.structure(pair.1)?.field(wire)?.ty,
    );
    let parts = (part(types.0)?, part(types.1)?);
    let are_plain = [field, other].iter().all(|one| is_plain_option(&one.ty));
    match types {
        _ if !are_plain || !possible.contains(&parts) => None,
        (Type::Definition(_), Type::Definition(_)) => Some(ConvertedValue::Inner(name)),
        (Type::Array(_), Type::Array(_)) => Some(ConvertedValue::Items(name)),
        _ => None,
    }
}

fn is_option(ty: &RustType) -> bool {
    matches!(ty, RustType::Path(path, _) if path == "Option")
}

/// Whether a type is an `Option` of a model or of a list of models, neither boxed nor within another type.
fn is_plain_option(ty: &RustType) -> bool {
    let RustType::Path(path, arguments) = ty else {
        return false;
    };
    match arguments.as_slice() {
        [RustType::Path(inner, of)] if path == "Option" => {
            of.is_empty()
                || inner == "Vec"
                    && of
                        .iter()
                        .all(|one| matches!(one, RustType::Path(_, of) if of.is_empty()))
        }
        _ => false,
    }
}
