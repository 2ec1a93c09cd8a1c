//! A property while the properties of an object are collected.

use super::inherited::Declared;
use crate::{
    model::{Field, Name, Type},
    naming,
    source::Pointer,
};
use std::collections::BTreeSet;

/// A property while the properties of an object are collected.
#[derive(Clone)]
pub(super) struct Member {
    pub(super) ty: Type,
    /// Where it is declared.
    pub(super) at: Pointer,
    pub(super) required: bool,
    pub(super) read_only: bool,
    pub(super) fixed: bool,
    pub(super) omissible: bool,
    pub(super) nullable: bool,
    pub(super) secret: bool,
    pub(super) default: Option<String>,
    pub(super) rust: String,
    pub(super) docs: Option<String>,
}

impl Member {
    /// A string property that no definition declares.
    pub(super) fn text(wire: &str) -> Self {
        Self {
            ty: Type::String,
            at: Pointer::default(),
            required: false,
            read_only: false,
            fixed: false,
            omissible: false,
            nullable: false,
            secret: false,
            default: None,
            rust: naming::member_name(wire),
            docs: None,
        }
    }

    pub(super) fn declared(&self) -> Declared<'_> {
        Declared {
            ty: &self.ty,
            at: &self.at,
        }
    }

    /// Keeps what counts of the same property in another parent: whatever one of them protects stays protected, and only
    /// what both leave out of requests is left out.
    pub(super) fn agree(&mut self, other: &Self, ty: Type) {
        self.ty = ty;
        self.read_only &= other.read_only;
        self.fixed &= other.fixed;
        self.omissible |= other.omissible;
        self.nullable &= other.nullable;
        self.secret |= other.secret;
        self.default = self.default.take().or_else(|| other.default.clone());
        self.docs = self.docs.take().or_else(|| other.docs.clone());
    }

    pub(super) fn field(self, wire: String, taken: &mut BTreeSet<String>) -> Field {
        Field {
            name: Name {
                rust: naming::unique(self.rust, taken),
                wire,
            },
            ty: self.ty,
            required: self.required,
            nullable: self.nullable,
            secret: self.secret,
            boxed: false,
        }
    }
}
