//! A property that several parents of an object declare, each for itself.
//!
//! An object may declare a property of its parent again, and the object's type counts. Parents that do not extend each
//! other must agree, or one of them must be narrower.

use super::{
    Lowering,
    refused::{Lowered, Refused},
};
use crate::{
    diagnostic::Code,
    model::{Field, ShapeKind, Type},
    source::Pointer,
};
use std::collections::BTreeMap;

/// The member of a schema that says what an object may have besides its properties.
pub(super) const ADDITIONAL: &str = "additionalProperties";

/// The type of a property in one parent, and where it is declared.
#[derive(Clone, Copy)]
pub(super) struct Declared<'m> {
    pub(super) ty: &'m Type,
    pub(super) at: &'m Pointer,
}

/// The places of two types of one property.
#[derive(Clone)]
pub(super) struct Conflict {
    first: Pointer,
    second: Pointer,
}

impl Lowering<'_> {
    /// The type to use, of two that two parents declare for one property.
    pub(super) fn agreed(
        &self,
        first: Declared<'_>,
        second: Declared<'_>,
    ) -> Result<Type, Conflict> {
        for (one, other) in [(second, first), (first, second)] {
            if self.is_narrower(one.ty, other.ty) {
                return Ok(one.ty.clone());
            }
        }
        Err(Conflict {
            first: first.at.clone(),
            second: second.at.clone(),
        })
    }

    /// Reports what parents of one object contradict each other about.
    pub(super) fn refuse_conflicts(
        &mut self,
        conflicts: &BTreeMap<Option<String>, Conflict>,
    ) -> Lowered<()> {
        for (wire, Conflict { first, second }) in conflicts {
            let wire = wire.as_deref().unwrap_or(ADDITIONAL);
            let message = format!(
                "`{wire}` has another type at {}, and both are parents of one object",
                self.documents.place(&first.clone().into())
            );
            let help = "give both one type, or declare the property in the object itself";
            self.diagnostics
                .report(Code::UnsupportedSchema, second.clone(), message, help);
        }
        match conflicts.is_empty() {
            true => Ok(()),
            false => Err(Refused),
        }
    }

    /// Whether each value of the first type is a value of the second.
    fn is_narrower(&self, one: &Type, other: &Type) -> bool {
        match (one, other) {
            _ if one == other => true,
            (Type::Array(one), Type::Array(other)) | (Type::Map(one), Type::Map(other)) => {
                self.is_narrower(one, other)
            }
            (one, Type::Nullable(other)) => self.is_narrower(one, other),
            (Type::Map(_), Type::Value) => true,
            (Type::Hidden(one), other) => self.is_narrower(one, other),
            (Type::Encoded(_) | Type::Secret, Type::String) => true,
            (Type::Definition(one), Type::Definition(other)) => {
                let [one, other] = [*one, *other].map(|id| self.definitions.kind(id));
                one == other || has_all(one, other)
            }
            (Type::Definition(one), Type::String) => self.definitions.is_enum(*one),
            (Type::Definition(one), Type::Value) => !self.definitions.is_enum(*one),
            _ => false,
        }
    }
}

/// Whether an object has all properties of another one, with their types. It has not if the other one has none: its
/// properties may still be read.
fn has_all(one: &ShapeKind, other: &ShapeKind) -> bool {
    let (Some(one), Some(other)) = (one.structure(), other.structure()) else {
        return false;
    };
    let has = |field: &Field| {
        one.field(&field.name.wire)
            .is_some_and(|own| own.ty == field.ty)
    };
    let is_open = other.additional.is_some() && other.additional != one.additional;
    !other.fields.is_empty() && !is_open && other.fields.iter().all(has)
}
