//! Objects to structs.

use super::{
    Lowering, depth,
    extension::{Level, place, with_default},
    gathered::{Gathered, Parents},
    inherited::ADDITIONAL,
    member::Member,
    refused::{Lowered, Refused},
    schema::docs,
    schema_view::{Property, SchemaView, is_secret},
};
use crate::{
    diagnostic::Code,
    model::{Docs, ShapeKind, Struct, Type},
    naming,
    source::{Place, Pointer},
};
use openapiv3::{AdditionalProperties, SchemaData};
use serde_json::Value;
use std::collections::BTreeSet;

const MUTABILITY: &str = "x-ms-mutability";

impl Lowering<'_> {
    /// The struct of an object. `tag` is the discriminator of a struct beside a union, which gets a field in any case.
    pub(super) fn structure(
        &mut self,
        view: &SchemaView<'_>,
        name: &str,
        at: &Pointer,
        texts: &mut Docs,
        tag: Option<String>,
    ) -> Lowered<ShapeKind> {
        let mut gathered = self.members(view, name, at, &mut Parents::default())?;
        self.refuse_conflicts(&gathered.conflicts)?;
        for (wire, member) in &mut gathered.members {
            if gathered.tags.contains(wire) {
                (member.read_only, member.fixed) = (false, false);
            }
            // Callers never set a read-only property, so it is not required.
            member.required = gathered.required.contains(wire) && !member.read_only;
        }
        if let Some(tag) = tag {
            let members = gathered.members.entry(tag);
            members.or_insert_with_key(|tag| Member::text(tag));
        }
        let mut taken = BTreeSet::from(["additional_properties".to_owned()]);
        let mut fields = Vec::new();
        for (wire, mut member) in gathered.members {
            match member.docs.take() {
                Some(text) => drop(texts.members.insert(wire.clone(), text)),
                // A property that no definition declares has no place.
                None if member.at == Pointer::default() => {}
                None => drop(texts.bare.insert(wire.clone(), member.at.clone())),
            }
            let default = member.default.take().map(|value| (wire.clone(), value));
            texts.defaults.extend(default);
            if member.read_only {
                texts.read_only.insert(wire.clone());
            }
            if member.fixed {
                texts.fixed.insert(wire.clone());
            }
            if member.omissible {
                texts.omissible.insert(wire.clone());
            }
            fields.push(member.field(wire, &mut taken));
        }
        Ok(ShapeKind::Struct(Struct {
            fields,
            additional: gathered.additional.map(|additional| additional.ty),
        }))
    }

    /// The properties of an object. Those of its parents come first, so that its own override them.
    fn members(
        &mut self,
        view: &SchemaView<'_>,
        name: &str,
        at: &Pointer,
        parents: &mut Parents,
    ) -> Lowered<Gathered> {
        self.check_object(view, at)?;
        let mut gathered = Gathered::default();
        for parent in view.all_of {
            let inherited = match parent.into() {
                Property::Schema(schema) => {
                    self.members(&SchemaView::of(schema), name, at, parents)?
                }
                Property::Reference(reference) => {
                    self.parent(Pointer::parse(reference), at, parents)?
                }
            };
            self.merge(&mut gathered, inherited);
        }
        let own = self.own_members(view, name, at, &mut gathered);
        self.additional(view, name, at, &mut gathered)?;
        let tag = view.data.discriminator.as_ref();
        let tag = tag.map(|tag| tag.property_name.clone());
        gathered.tags.extend(tag);
        gathered.required.extend(view.required.iter().cloned());
        if is_secret(view.data) {
            self.hide(&mut gathered);
        }
        own.map(|()| gathered)
    }

    /// The properties of a parent of the object at `at`.
    fn parent(
        &mut self,
        parent: Pointer,
        at: &Pointer,
        parents: &mut Parents,
    ) -> Lowered<Gathered> {
        if parents.path.contains(&parent) || parent == *at {
            let message = "this object is a parent of itself";
            return self.refuse(
                Code::UnsupportedSchema,
                at,
                message,
                "remove it from `allOf`",
            );
        }
        if let Some(known) = parents.known.get(&parent) {
            return Ok(known.clone());
        }
        if parents.path.len() >= depth::REFERENCES {
            return self.too_many_parents(at);
        }
        let schema = self.schema(&parent)?;
        parents.path.push(parent.clone());
        let gathered = self.members(&SchemaView::of(&schema), &parent.last(), &parent, parents)?;
        parents.path.pop();
        parents.known.insert(parent, gathered.clone());
        Ok(gathered)
    }

    /// Adds the properties of the object itself, which override those of its parents. An error in one does not hide
    /// errors in the others.
    fn own_members(
        &mut self,
        view: &SchemaView<'_>,
        name: &str,
        at: &Pointer,
        gathered: &mut Gathered,
    ) -> Lowered<()> {
        let mut result = Ok(());
        let at = &place(&view.data.extensions, at);
        for (wire, property) in &view.properties {
            match self.member(wire, *property, name, at) {
                Ok(member) => gathered.declare(wire, member),
                Err(refused) => result = Err(refused),
            }
        }
        result
    }

    fn check_object(&mut self, view: &SchemaView<'_>, at: &Pointer) -> Lowered<()> {
        if !self.knows(view.data.extensions.iter(), Level::Schema, at) {
            return Err(Refused);
        }
        if let Some(combination) = view.combination {
            let message = format!("`{combination}` is not supported yet");
            return self.refuse(
                Code::UnsupportedSchema,
                at,
                message,
                "describe the value as one object, or leave the operation out of the manifest",
            );
        }
        match view.ty {
            "object" => Ok(()),
            _ if view.is_empty() => Ok(()),
            ty => {
                let message = match (view.properties.is_empty(), view.all_of.is_empty()) {
                    (false, _) => format!(
                        "a `{ty}` cannot have properties, but these stand at {}",
                        self.place_of(at, "properties")
                    ),
                    (true, false) => format!(
                        "a `{ty}` cannot have parents, but these stand at {}",
                        self.place_of(at, "allOf")
                    ),
                    (true, true) => format!(
                        "a `{}` cannot be the parent of an object",
                        match ty.is_empty() {
                            true => "value with a format, items or an enumeration",
                            false => ty,
                        }
                    ),
                };
                self.refuse(Code::UnsupportedSchema, at, message, "correct the type")
            }
        }
    }

    /// Place of a member of the schema at `at`.
    fn place_of(&self, at: &Pointer, member: &str) -> Place {
        self.documents.place(&at.join(member).into())
    }

    /// Adds what the object itself says of other members than its properties.
    fn additional(
        &mut self,
        view: &SchemaView<'_>,
        name: &str,
        at: &Pointer,
        gathered: &mut Gathered,
    ) -> Lowered<()> {
        let ty = match view.additional {
            Some(AdditionalProperties::Schema(schema)) => {
                self.deeper(depth::MAP, at, |lowering| {
                    lowering.held((&**schema).into(), &format!("{name}Value"))
                })?
            }
            Some(AdditionalProperties::Any(true)) => Type::Value,
            Some(AdditionalProperties::Any(false)) | None => return Ok(()),
        };
        gathered.declare_additional(ty, at.join(ADDITIONAL));
        Ok(())
    }

    fn member(
        &mut self,
        wire: &str,
        property: Property<'_>,
        parent: &str,
        at: &Pointer,
    ) -> Lowered<Member> {
        let ty = self.ty(property, &format!("{parent} {wire}"))?;
        let data = property.data();
        let client_name = data.and_then(|data| data.extensions.get("x-ms-client-name"));
        let rust = client_name.and_then(Value::as_str).unwrap_or(wire);
        let own_mutability = data.and_then(|data| data.extensions.get(MUTABILITY));
        let mutability = own_mutability.or_else(|| self.of_targets(property, MUTABILITY));
        let is_marked =
            data.is_some_and(|data| data.read_only) || self.is_marked(property, "readOnly");
        let is_secret = data.is_some_and(is_secret) || self.is_marked(property, "x-ms-secret");
        let own_docs = data.and_then(docs).or_else(|| self.docs_of(property));
        let default = self.default_of(property);
        let at = at.join("properties").join(wire);
        Ok(Member {
            ty,
            at: data.map_or(at.clone(), |data| place(&data.extensions, &at)),
            required: false,
            read_only: is_marked || can_only(mutability, &["read"]),
            fixed: is_marked || can_only(mutability, &["create", "read"]),
            omissible: default.is_some() || can_only(mutability, &["update", "read"]),
            nullable: self.may_be_null(property),
            secret: is_secret,
            default,
            rust: naming::member_name(rust),
            docs: with_default(own_docs, data.into_iter().flat_map(|data| &data.extensions)),
        })
    }
}

impl<'s> Property<'s> {
    /// Members beside the type. A reference has none.
    fn data(self) -> Option<&'s SchemaData> {
        match self {
            Property::Schema(schema) => Some(&schema.schema_data),
            Property::Reference(_) => None,
        }
    }
}

/// Whether `x-ms-mutability` is declared and allows nothing but these: what is without `create` and `update` is only
/// read, and what is without `update` does not change once the resource exists.
fn can_only(mutability: Option<&Value>, allowed: &[&str]) -> bool {
    let words = mutability.and_then(Value::as_array);
    let is_allowed = |word: &Value| word.as_str().is_some_and(|word| allowed.contains(&word));
    words.is_some_and(|words| words.iter().all(is_allowed))
}
