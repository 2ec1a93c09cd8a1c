//! Objects to structs.

use super::{
    Lowering, depth,
    extension::{Level, is_set, place, with_default},
    inherited::{Conflict, Declared},
    refused::{Lowered, Refused},
    schema::docs,
    schema_view::is_secret,
    schema_view::{Property, SchemaView},
};
use crate::{
    diagnostic::Code,
    model::{Docs, Field, Name, ShapeKind, Struct, Type},
    naming,
    source::{Place, Pointer},
};
use openapiv3::{AdditionalProperties, SchemaData};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const MUTABILITY: &str = "x-ms-mutability";

/// A property while the properties of an object are collected.
struct Member {
    ty: Type,
    /// Where it is declared.
    at: Pointer,
    required: bool,
    read_only: bool,
    fixed: bool,
    nullable: bool,
    secret: bool,
    default: Option<String>,
    rust: String,
    docs: Option<String>,
}

impl Member {
    /// A string property that no definition declares.
    fn text(wire: &str) -> Self {
        Self {
            ty: Type::String,
            at: Pointer::default(),
            required: false,
            read_only: false,
            fixed: false,
            nullable: false,
            secret: false,
            default: None,
            rust: naming::member_name(wire),
            docs: None,
        }
    }

    fn declared(&self) -> Declared<'_> {
        Declared {
            ty: &self.ty,
            at: &self.at,
        }
    }

    /// Keeps what counts of the same property in another parent: whatever one of them protects stays protected, and only
    /// what both leave out of requests is left out.
    fn agree(&mut self, other: &Self, ty: Type) {
        self.ty = ty;
        self.read_only &= other.read_only;
        self.fixed &= other.fixed;
        self.nullable &= other.nullable;
        self.default = self.default.take().or_else(|| other.default.clone());
        self.docs = self.docs.take().or_else(|| other.docs.clone());
    }

    fn field(self, wire: String, taken: &mut BTreeSet<String>) -> Field {
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

/// The properties of an object and its parents, while they are collected.
#[derive(Default)]
struct Gathered {
    members: BTreeMap<String, Member>,
    additional: Option<Type>,
    /// Properties for which parents contradict each other, unless an object that extends both declares them itself.
    conflicts: BTreeMap<String, Conflict>,
    /// Names that the object or a parent requires, also of properties that another one declares.
    required: BTreeSet<String>,
    /// Discriminators of the object and its parents, which requests always contain.
    tags: BTreeSet<String>,
    /// The chain of parents down to the one that is being read.
    path: Vec<Pointer>,
    seen: BTreeSet<Pointer>,
}

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
        let mut gathered = Gathered::default();
        self.members(view, name, at, &mut gathered)?;
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
            fields.push(member.field(wire, &mut taken));
        }
        Ok(ShapeKind::Struct(Struct {
            fields,
            additional: gathered.additional,
        }))
    }

    /// Collects the properties of an object. Those of its parents come first, so that its own override them.
    fn members(
        &mut self,
        view: &SchemaView<'_>,
        name: &str,
        at: &Pointer,
        gathered: &mut Gathered,
    ) -> Lowered<()> {
        self.check_object(view, at)?;
        let of_others: BTreeSet<String> = gathered.members.keys().cloned().collect();
        for parent in view.all_of {
            match parent.into() {
                Property::Schema(schema) => {
                    self.members(&SchemaView::of(schema), name, at, gathered)?
                }
                Property::Reference(reference) => {
                    self.parent(Pointer::parse(reference), at, gathered)?;
                }
            }
        }
        let own = self.own_members(view, name, at, (&of_others, gathered));
        if is_secret(view.data) {
            let members = gathered.members.iter_mut();
            let inside = members.filter(|(wire, _)| !of_others.contains(*wire));
            inside.for_each(|(_, member)| member.secret = true);
        }
        let tag = view.data.discriminator.as_ref();
        gathered
            .tags
            .extend(tag.map(|tag| tag.property_name.clone()));
        gathered.required.extend(view.required.iter().cloned());
        self.additional(view, name, at, &mut gathered.additional)?;
        own
    }

    /// Collects the properties of a parent of the object at `at`. A parent that is reached several times is read once.
    fn parent(&mut self, parent: Pointer, at: &Pointer, gathered: &mut Gathered) -> Lowered<()> {
        if gathered.path.contains(&parent) || parent == *at {
            let message = "this object is a parent of itself";
            return self.refuse(
                Code::UnsupportedSchema,
                at,
                message,
                "remove it from `allOf`",
            );
        }
        if !gathered.seen.insert(parent.clone()) {
            return Ok(());
        }
        if gathered.path.len() >= depth::REFERENCES {
            return self.too_many_parents(at);
        }
        let schema = self.schema(&parent)?;
        gathered.path.push(parent.clone());
        self.members(&SchemaView::of(&schema), &parent.last(), &parent, gathered)?;
        gathered.path.pop();
        Ok(())
    }

    /// Collects the properties of the object itself. An error in one does not hide errors in the others. Parents that
    /// the object does not extend have declared those `of_others`.
    fn own_members(
        &mut self,
        view: &SchemaView<'_>,
        name: &str,
        at: &Pointer,
        (of_others, gathered): (&BTreeSet<String>, &mut Gathered),
    ) -> Lowered<()> {
        let mut result = Ok(());
        let at = &place(&view.data.extensions, at);
        for (wire, property) in &view.properties {
            let member = self.member(wire, *property, name, at);
            let first = gathered.members.get(*wire);
            let is_of_others = of_others.contains(*wire);
            if !is_of_others {
                gathered.conflicts.remove(*wire);
            }
            match member {
                Ok(mut member) => {
                    if let Some(first) = first.filter(|_| is_of_others) {
                        match self.agreed(first.declared(), member.declared()) {
                            Ok(ty) => member.agree(first, ty),
                            Err(conflict) => {
                                gathered.conflicts.insert((*wire).to_owned(), conflict);
                            }
                        }
                    }
                    member.secret |=
                        is_secret(view.data) || first.is_some_and(|first| first.secret);
                    gathered.members.insert((*wire).to_owned(), member);
                }
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

    fn additional(
        &mut self,
        view: &SchemaView<'_>,
        name: &str,
        at: &Pointer,
        additional: &mut Option<Type>,
    ) -> Lowered<()> {
        match view.additional {
            Some(AdditionalProperties::Schema(schema)) => {
                let mut value = self.deeper(depth::MAP, at, |lowering| {
                    lowering.held((&**schema).into(), &format!("{name}Value"))
                })?;
                if is_secret(view.data) {
                    value.hide(&|id| !self.definitions.is_enum(id));
                }
                *additional = Some(value);
            }
            Some(AdditionalProperties::Any(true)) => *additional = Some(Type::Value),
            Some(AdditionalProperties::Any(false)) | None => {}
        }
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
        let target = self.target_of(property);
        let of_target = |key: &str| target.and_then(|target| target.get(key));
        let own_mutability = data.and_then(|data| data.extensions.get(MUTABILITY));
        let mutability = own_mutability.or_else(|| of_target(MUTABILITY));
        let is_marked = data.is_some_and(|data| data.read_only) || is_set(of_target("readOnly"));
        let is_secret = data.is_some_and(is_secret) || is_set(of_target("x-ms-secret"));
        let own_docs = data.and_then(docs).or_else(|| self.docs_of(property));
        let at = at.join("properties").join(wire);
        Ok(Member {
            ty,
            at: data.map_or(at.clone(), |data| place(&data.extensions, &at)),
            required: false,
            read_only: is_marked || can_only(mutability, &["read"]),
            fixed: is_marked || can_only(mutability, &["create", "read"]),
            nullable: self.may_be_null(property),
            secret: is_secret,
            default: self.default_of(property),
            rust: naming::member_name(rust),
            docs: with_default(own_docs, data.into_iter().flat_map(|data| &data.extensions)),
        })
    }

    /// The schema that a property refers to, as it was read.
    fn target_of(&self, property: Property<'_>) -> Option<&Value> {
        match property {
            Property::Reference(reference) => self.documents.get(&Pointer::parse(reference)),
            Property::Schema(schema) => self.target_of(SchemaView::of(schema).annotated()?),
        }
    }

    /// What the service takes if there is no value, as JSON.
    pub(super) fn default_of(&self, property: Property<'_>) -> Option<String> {
        let value = match property {
            Property::Schema(schema) => schema.schema_data.default.as_ref(),
            Property::Reference(reference) => {
                let target = self.documents.get(&Pointer::parse(reference))?;
                target.get("default")
            }
        };
        value.map(Value::to_string)
    }

    fn docs_of(&self, property: Property<'_>) -> Option<String> {
        let Property::Reference(reference) = property else {
            return None;
        };
        let target = self.documents.get(&Pointer::parse(reference))?;
        Some(target.get("description")?.as_str()?.to_owned())
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
