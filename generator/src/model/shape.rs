//! The kinds of definitions: a struct, an enum, or an enum of structs.

use super::{Name, Type};
use serde::Serialize;

/// A type without its name, docs and origin, so that two definitions can be compared.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shape {
    /// Struct or enum.
    pub kind: ShapeKind,
    /// Whether it is used in requests, in responses, or in both.
    pub usage: Usage,
    /// Whether it contains a secret at any depth.
    pub secret: bool,
}

/// Where a type is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Usage {
    /// In a request: `Serialize`.
    pub request: bool,
    /// In a response: `Deserialize`.
    pub response: bool,
    /// In the body of a PATCH, where null is a value: `Option<Nullable<T>>`.
    pub patch: bool,
    /// In the body of a PATCH, and of no other request.
    pub only_patch: bool,
}

impl Usage {
    /// Whether callers only write the type. Only then are required properties plain fields, without `Option`.
    pub fn request_only(self) -> bool {
        self.request && !self.response
    }
}

/// Struct, enum, or enum of structs.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum ShapeKind {
    /// A struct.
    Struct(Struct),
    /// An enum.
    Enum(Enum),
    /// An enum of structs, which a discriminator distinguishes.
    Union(Union),
}

impl ShapeKind {
    /// The struct, if it is one.
    pub fn structure(&self) -> Option<&Struct> {
        match self {
            Self::Struct(structure) => Some(structure),
            Self::Enum(_) | Self::Union(_) => None,
        }
    }

    /// The struct, if it is one, mutable.
    pub fn structure_mut(&mut self) -> Option<&mut Struct> {
        match self {
            Self::Struct(structure) => Some(structure),
            Self::Enum(_) | Self::Union(_) => None,
        }
    }

    /// Types of the fields or variants.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let (structure, union) = match self {
            Self::Struct(structure) => (Some(structure), None),
            Self::Union(union) => (None, Some(union)),
            Self::Enum(_) => (None, None),
        };
        let structure = structure.into_iter().flat_map(Struct::types);
        structure.chain(union.into_iter().flat_map(Union::types))
    }

    /// Types of the fields or variants, mutable.
    pub fn types_mut(&mut self) -> impl Iterator<Item = &mut Type> {
        let (structure, union) = match self {
            Self::Struct(structure) => (Some(structure), None),
            Self::Union(union) => (None, Some(union)),
            Self::Enum(_) => (None, None),
        };
        let structure = structure.into_iter().flat_map(Struct::types_mut);
        structure.chain(union.into_iter().flat_map(Union::types_mut))
    }
}

/// A struct.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Struct {
    /// Fields, by wire name.
    pub fields: Vec<Field>,
    /// Type of `additional_properties`, a map of all other members.
    pub additional: Option<Type>,
}

impl Struct {
    /// The field of a property.
    pub fn field(&self, wire: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name.wire == wire)
    }

    fn types(&self) -> impl Iterator<Item = &Type> {
        let fields = self.fields.iter().map(|field| &field.ty);
        fields.chain(&self.additional)
    }

    fn types_mut(&mut self) -> impl Iterator<Item = &mut Type> {
        let fields = self.fields.iter_mut().map(|field| &mut field.ty);
        fields.chain(&mut self.additional)
    }
}

/// A property of an object: a field.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// Whether the property is required.
    pub required: bool,
    /// Whether it may be null.
    pub nullable: bool,
    /// Whether the definition marks it as secret.
    pub secret: bool,
    /// Whether it needs a `Box`, since the struct would contain itself.
    pub boxed: bool,
}

/// The structs that extend one with a discriminator: an enum with a variant for each.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Union {
    /// The discriminator's property.
    pub tag: String,
    /// Values of the discriminator, each with its struct.
    pub variants: Vec<(Name, Type)>,
    /// The struct for all other values: `UnknownKind`.
    pub other: Type,
}

impl Union {
    fn types(&self) -> impl Iterator<Item = &Type> {
        let variants = self.variants.iter().map(|(_, ty)| ty);
        variants.chain([&self.other])
    }

    fn types_mut(&mut self) -> impl Iterator<Item = &mut Type> {
        let variants = self.variants.iter_mut().map(|(_, ty)| ty);
        variants.chain([&mut self.other])
    }
}

/// An enum.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Enum {
    /// Whether the service may return other values: `UnknownValue`.
    pub open: bool,
    /// Strings or integers.
    pub values: Values,
    /// Indexes of the two variants that choose a key, if the enum is a selector: `From<KeyType>`.
    pub key_variants: Option<(usize, usize)>,
}

/// Values of an enum, each with its variant.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Values {
    /// Strings; `as_ref()` returns them.
    Strings(Vec<Name>),
    /// Integers. The names are made of their digits.
    Integers(Vec<(i64, Name)>),
}

impl Values {
    /// Names of all variants.
    pub fn names(&self) -> Vec<&Name> {
        match self {
            Values::Strings(names) => names.iter().collect(),
            Values::Integers(values) => values.iter().map(|(_, name)| name).collect(),
        }
    }
}
