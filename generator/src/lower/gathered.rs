//! The properties of an object and its parents, while they are collected.

use super::{
    Lowering,
    inherited::{Conflict, Declared},
    member::Member,
};
use crate::{model::Type, source::Pointer};
use std::collections::{BTreeMap, BTreeSet};

/// What an object and its parents declare.
#[derive(Clone, Default)]
pub(super) struct Gathered {
    pub(super) members: BTreeMap<String, Member>,
    pub(super) additional: Option<Additional>,
    /// The properties about which parents contradict each other, or `None` for all other members, unless an object that
    /// extends both declares them itself.
    pub(super) conflicts: BTreeMap<Option<String>, Conflict>,
    /// Names that the object or a parent requires, also of properties that another one declares.
    pub(super) required: BTreeSet<String>,
    /// Discriminators of the object and its parents, which requests always contain.
    pub(super) tags: BTreeSet<String>,
}

/// The type of all members of an object that are no properties.
#[derive(Clone)]
pub(super) struct Additional {
    pub(super) ty: Type,
    /// Where it is declared.
    at: Pointer,
}

/// The parents of an object while it is read.
#[derive(Default)]
pub(super) struct Parents {
    /// The chain down to the one that is being read.
    pub(super) path: Vec<Pointer>,
    /// Those that have been read.
    pub(super) known: BTreeMap<Pointer, Gathered>,
}

impl Gathered {
    /// Adds a property of the object itself. It overrides that of a parent, but a secret stays one.
    pub(super) fn declare(&mut self, wire: &str, mut member: Member) {
        self.conflicts.remove(&Some(wire.to_owned()));
        member.secret |= self.members.get(wire).is_some_and(|first| first.secret);
        self.members.insert(wire.to_owned(), member);
    }

    /// Adds what the object itself says of other members.
    pub(super) fn declare_additional(&mut self, ty: Type, at: Pointer) {
        self.conflicts.remove(&None);
        self.additional = Some(Additional { ty, at });
    }
}

impl Lowering<'_> {
    /// Adds what another parent declares.
    pub(super) fn merge(&self, gathered: &mut Gathered, other: Gathered) {
        gathered.conflicts.extend(other.conflicts);
        gathered.required.extend(other.required);
        gathered.tags.extend(other.tags);
        for (wire, mut member) in other.members {
            if let Some(first) = gathered.members.get(&wire) {
                match self.agreed(first.declared(), member.declared()) {
                    Ok(ty) => member.agree(first, ty),
                    Err(conflict) => drop(gathered.conflicts.insert(Some(wire.clone()), conflict)),
                }
            }
            gathered.members.insert(wire, member);
        }
        gathered.additional = match (gathered.additional.take(), other.additional) {
            (Some(first), Some(second)) => match self.agreed(first.declared(), second.declared()) {
                Ok(ty) => Some(Additional { ty, ..second }),
                Err(conflict) => {
                    gathered.conflicts.insert(None, conflict);
                    Some(second)
                }
            },
            (first, second) => second.or(first),
        };
    }

    /// Marks everything that an object contains as a secret.
    pub(super) fn hide(&self, gathered: &mut Gathered) {
        gathered
            .members
            .values_mut()
            .for_each(|member| member.secret = true);
        if let Some(additional) = &mut gathered.additional {
            additional.ty.hide(&|id| !self.definitions.is_enum(id));
        }
    }
}

impl Additional {
    fn declared(&self) -> Declared<'_> {
        Declared {
            ty: &self.ty,
            at: &self.at,
        }
    }
}
