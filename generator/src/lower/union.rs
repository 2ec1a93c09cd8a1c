//! Objects with a discriminator to enums of structs.

use super::{Lowering, refused::Lowered, schema_view::SchemaView};
use crate::{
    diagnostic::Code,
    model::{Name, ShapeKind, Type, Union},
    naming,
    source::Pointer,
};
use openapiv3::Schema;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// An object with a discriminator, and its descendants.
pub(super) struct Family {
    /// The discriminator's property.
    pub(super) tag: String,
    /// The definitions that extend the object, at any depth.
    children: BTreeSet<Pointer>,
}

impl Lowering<'_> {
    /// The family of the object at `at`, if it or an ancestor has a discriminator and other objects extend it.
    pub(super) fn family(&self, view: &SchemaView<'_>, at: &Pointer) -> Option<Family> {
        let own = view.data.discriminator.as_ref();
        let tag = match own {
            Some(own) => &own.property_name,
            None => self.derived.tag(at)?,
        };
        let children = self.derived.from(at, tag);
        (!children.is_empty()).then(|| Family {
            tag: tag.to_owned(),
            children,
        })
    }

    /// The enum of the structs that extend an object. The object's own struct is the variant for unknown values. In the
    /// middle of a hierarchy it also has a value of its own.
    pub(super) fn union(
        &mut self,
        schema: &Schema,
        view: &SchemaView<'_>,
        name: &str,
        at: &Pointer,
        family: Family,
    ) -> Lowered<ShapeKind> {
        let Family { tag, children } = family;
        let other = self.alone(schema, view, name, at)?;
        let mut variants: BTreeMap<String, Type> = BTreeMap::new();
        if self.derived.is_variant(at, &tag) || given_value(view).is_some() {
            variants.insert(value(view, at), other.clone());
        }
        for child in &children {
            let schema = self.schema(child)?;
            let view = SchemaView::of(&schema);
            let is_union = self.family(&view, child).is_some();
            let ty = match is_union && !self.derived.has_other_tag(child, &tag) {
                true => self.alone(&schema, &view, &child.last(), child)?,
                false => self.definition(&schema, &view, &child.last(), child)?,
            };
            let value = value(&view, child);
            if variants.insert(value.clone(), ty).is_some() {
                let message = format!("two definitions have the discriminator value `{value}`");
                let help = "give each its own `x-ms-discriminator-value`";
                return self.refuse(Code::UnsupportedSchema, child, message, help);
            }
        }
        Ok(ShapeKind::Union(Union {
            tag,
            variants: named(variants),
            other,
        }))
    }
}

/// Variants, named by their values.
fn named(variants: BTreeMap<String, Type>) -> Vec<(Name, Type)> {
    let mut taken = BTreeSet::from(["UnknownKind".to_owned()]);
    let named = variants.into_iter().map(|(wire, ty)| {
        let rust = naming::unique(naming::type_name(&wire), &mut taken);
        (Name { wire, rust }, ty)
    });
    named.collect()
}

/// The discriminator's value of an object.
fn value(view: &SchemaView<'_>, at: &Pointer) -> String {
    given_value(view).map_or_else(|| at.last(), str::to_owned)
}

fn given_value<'s>(view: &SchemaView<'s>) -> Option<&'s str> {
    let value = view.data.extensions.get("x-ms-discriminator-value");
    value.and_then(Value::as_str)
}
