//! Objects with a discriminator to enums of structs.

use super::{
    Lowering,
    parts::Parts,
    schema::{Lowered, Refused},
};
use crate::{
    diagnostic::Pointer,
    model::{Name, ShapeKind, Type, Union},
    naming,
};
use openapiv3::Schema;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

impl Lowering<'_> {
    /// The structs that extend one with a discriminator, and that one for values that are not known.
    pub(super) fn union(
        &mut self,
        schema: &Schema,
        parts: &Parts<'_>,
        name: &str,
        at: &Pointer,
        derived: &BTreeSet<Pointer>,
    ) -> Lowered<ShapeKind> {
        let discriminator = parts.data.discriminator.as_ref().ok_or(Refused)?;
        let other = self.definition(schema, parts, &format!("{name} Base"), &alone(at))?;
        let mut variants: BTreeMap<String, Type> = BTreeMap::new();
        for child in derived {
            let schema = self.schema(child)?;
            let parts = Parts::of(&schema);
            let at = if parts.data.discriminator.is_some() {
                alone(child)
            } else {
                child.clone()
            };
            let value = parts
                .data
                .extensions
                .get("x-ms-discriminator-value")
                .and_then(Value::as_str);
            let value = value.map_or_else(|| child.last(), str::to_owned);
            let ty = self.definition(&schema, &parts, &child.last(), &at)?;
            if variants.insert(value.clone(), ty).is_some() {
                let message = format!("two definitions have the discriminator value `{value}`");
                return self.unsupported(
                    child,
                    message,
                    "give each its own `x-ms-discriminator-value`",
                );
            }
        }
        let mut taken = BTreeSet::from(["UnknownKind".to_owned()]);
        let variants = variants
            .into_iter()
            .map(|(wire, ty)| {
                (
                    Name {
                        rust: naming::unique(naming::type_name(&wire), &mut taken),
                        wire,
                    },
                    ty,
                )
            })
            .collect();
        Ok(ShapeKind::Union(Union {
            tag: discriminator.property_name.clone(),
            variants,
            other,
        }))
    }
}

/// Place under which a struct with a discriminator is known when its union is known under its own.
fn alone(at: &Pointer) -> Pointer {
    at.join("discriminator")
}

/// Whether a place is that of a struct beside its union.
pub(super) fn is_struct_alone(at: &Pointer) -> bool {
    at.path.ends_with("/discriminator")
}
