//! Objects to structs.

use super::{
    Lowering, depth,
    extension::Level,
    parts::is_secret,
    parts::{Parts, Property},
    refused::{Lowered, Refused},
    schema::{docs, origin},
};
use crate::{
    model::{
        Definition, DefinitionId, Docs, Encoding, Field, Name, Shape, ShapeKind, Struct, Type,
        Usage,
    },
    naming,
    source::{Place, Pointer},
};
use openapiv3::{AdditionalProperties, Schema, SchemaData};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A property while the parents of an object are gathered.
struct Member {
    ty: Type,
    required: bool,
    read_only: bool,
    nullable: bool,
    secret: bool,
    rust: String,
    docs: Option<String>,
}

impl Member {
    /// A text that no definition declares, but a value has.
    fn text(wire: &str) -> Self {
        Self {
            ty: Type::String,
            required: false,
            read_only: false,
            nullable: false,
            secret: false,
            rust: naming::member_name(wire),
            docs: None,
        }
    }
}

/// Which of its types a schema is lowered to.
#[derive(Clone, Copy)]
enum Form {
    /// The one that stands for it.
    Whole,
    /// The struct beside a union, which has its fields.
    Alone,
}

/// Parents of an object while its properties are gathered.
#[derive(Default)]
struct Parents {
    /// Those that lead to the one that is being read.
    path: Vec<Pointer>,
    seen: BTreeSet<Pointer>,
}

impl Lowering<'_> {
    /// Lowers the schema at `at` to a definition.
    pub(super) fn definition(
        &mut self,
        schema: &Schema,
        parts: &Parts<'_>,
        name: &str,
        at: &Pointer,
    ) -> Lowered<Type> {
        self.formed(schema, parts, name, at, Form::Whole)
    }

    /// Lowers the schema at `at` to a struct beside its union.
    pub(super) fn alone(
        &mut self,
        schema: &Schema,
        parts: &Parts<'_>,
        name: &str,
        at: &Pointer,
    ) -> Lowered<Type> {
        self.formed(schema, parts, name, at, Form::Alone)
    }

    /// A definition gets its index first, since it may reach itself.
    fn formed(
        &mut self,
        schema: &Schema,
        parts: &Parts<'_>,
        name: &str,
        at: &Pointer,
        form: Form,
    ) -> Lowered<Type> {
        if let Some(id) = self.places(form).get(at).copied() {
            return self.met(id);
        }
        self.deeper(depth::OBJECT, at, |lowering| {
            lowering.new_definition(schema, parts, name, at, form)
        })
    }

    fn new_definition(
        &mut self,
        schema: &Schema,
        parts: &Parts<'_>,
        name: &str,
        at: &Pointer,
        form: Form,
    ) -> Lowered<Type> {
        let moment = self.diagnostics.now();
        let (name, renamed) = self.type_name(parts, name, at, form);
        let stamp = origin(parts.data);
        let id = self.definitions.list.push(Definition {
            name: name.clone(),
            origin: if stamp.file.is_empty() {
                at.clone()
            } else {
                stamp
            },
            service: self.definitions.service,
            shared: BTreeSet::new(),
            docs: Docs::default(),
            shape: Shape {
                kind: ShapeKind::Struct(Struct::default()),
                usage: Usage::default(),
                secret: false,
            },
            body: false,
            page: None,
            merged: None,
            renamed,
        });
        self.places(form).insert(at.clone(), id);
        let mut texts = Docs {
            text: docs(&schema.schema_data),
            members: BTreeMap::new(),
        };
        let family = match form {
            Form::Whole => self.family(parts, at),
            Form::Alone => None,
        };
        let kind = match (parts.is_enum(), family) {
            (true, _) => self.enumeration(parts, at, &mut texts),
            (false, None) => self.structure(parts, &name.wire, at, &mut texts, form),
            (false, Some(family)) => self.union(schema, parts, &name.wire, at, family),
        };
        match kind {
            Ok(kind) => {
                let definition = &mut self.definitions.list[id];
                definition.docs = texts;
                definition.shape.kind = kind;
                Ok(Type::Definition(id))
            }
            Err(refused) => {
                let causes = self.diagnostics.since(moment);
                self.definitions.refused.insert(id, causes);
                Err(refused)
            }
        }
    }

    /// The definition at `at`, if it was met before.
    pub(super) fn known(&mut self, at: &Pointer) -> Option<Lowered<Type>> {
        let id = *self.definitions.by_pointer.get(at)?;
        Some(self.met(id))
    }

    /// A definition that was met before. For one that was refused the reasons are known as well, and whatever looked
    /// into it would find other ones.
    fn met(&mut self, id: DefinitionId) -> Lowered<Type> {
        match self.definitions.refused.get(&id) {
            None => Ok(Type::Definition(id)),
            Some(causes) => {
                self.diagnostics.meet(causes);
                Err(Refused)
            }
        }
    }

    fn places(&mut self, form: Form) -> &mut BTreeMap<Pointer, DefinitionId> {
        match form {
            Form::Whole => &mut self.definitions.by_pointer,
            Form::Alone => &mut self.definitions.alone,
        }
    }

    /// Name of a definition, and where the manifest gives it if it does.
    fn type_name(
        &mut self,
        parts: &Parts<'_>,
        name: &str,
        at: &Pointer,
        form: Form,
    ) -> (Name, Option<Place>) {
        let extensions = &parts.data.extensions;
        let of_enum = extensions
            .get("x-ms-enum")
            .filter(|_| parts.is_enum())
            .and_then(|known| known.get("name"));
        let given = of_enum
            .or_else(|| extensions.get("x-ms-client-name"))
            .and_then(Value::as_str);
        let (wire, pointer) = match form {
            Form::Whole => (given.unwrap_or(name).to_owned(), at.to_string()),
            Form::Alone => (
                format!("{} Base", given.unwrap_or(name)),
                at.join("discriminator").to_string(),
            ),
        };
        let (rust, renamed) = match self.definitions.renamed.get(&pointer) {
            Some((renamed, place)) => {
                self.definitions.applied.insert(pointer);
                (naming::type_name(renamed), Some(place.clone()))
            }
            None => (naming::type_name(&wire), None),
        };
        (Name { wire, rust }, renamed)
    }

    fn structure(
        &mut self,
        parts: &Parts<'_>,
        name: &str,
        at: &Pointer,
        texts: &mut Docs,
        form: Form,
    ) -> Lowered<ShapeKind> {
        let mut members = BTreeMap::new();
        let mut additional = None;
        self.members(
            parts,
            name,
            at,
            &mut members,
            &mut additional,
            &mut Parents::default(),
        )?;
        let tag = self.family(parts, at).map(|family| family.tag);
        if let (Form::Alone, Some(tag)) = (form, tag) {
            members
                .entry(tag)
                .or_insert_with_key(|tag| Member::text(tag));
        }
        let mut taken = BTreeSet::from(["additional_properties".to_owned()]);
        let mut fields = Vec::new();
        for (wire, member) in members {
            texts
                .members
                .extend(member.docs.map(|text| (wire.clone(), text)));
            fields.push(Field {
                name: Name {
                    rust: naming::unique(member.rust, &mut taken),
                    wire,
                },
                ty: member.ty,
                required: member.required,
                nullable: member.nullable,
                secret: member.secret,
                boxed: false,
            });
        }
        Ok(ShapeKind::Struct(Struct { fields, additional }))
    }

    /// Gathers the properties of an object: its parents' first, so that its own win.
    fn members(
        &mut self,
        parts: &Parts<'_>,
        name: &str,
        at: &Pointer,
        members: &mut BTreeMap<String, Member>,
        additional: &mut Option<Type>,
        parents: &mut Parents,
    ) -> Lowered<()> {
        self.check_object(parts, at)?;
        for parent in parts.all_of {
            match parent.into() {
                Property::Schema(schema) => {
                    self.members(&Parts::of(schema), name, at, members, additional, parents)?;
                }
                Property::Reference(reference) => {
                    let parent = Pointer::parse(reference);
                    if parents.path.contains(&parent) || parent == *at {
                        return self.unsupported(
                            at,
                            "this object is a parent of itself",
                            "take it out of `allOf`",
                        );
                    }
                    // What a parent brings it brings once, however many others have it as a parent.
                    if !parents.seen.insert(parent.clone()) {
                        continue;
                    }
                    if parents.path.len() >= depth::REFERENCES {
                        return self.too_many_parents(at);
                    }
                    let schema = self.schema(&parent)?;
                    parents.path.push(parent.clone());
                    let name = parent.last();
                    self.members(
                        &Parts::of(&schema),
                        &name,
                        &parent,
                        members,
                        additional,
                        parents,
                    )?;
                    parents.path.pop();
                }
            }
        }
        let mut refused = None;
        for (wire, property) in &parts.properties {
            let mut member = match self.member(wire, *property, name, parts.required) {
                Ok(member) => member,
                Err(reason) => {
                    // The others may have faults of their own.
                    refused = Some(reason);
                    continue;
                }
            };
            member.secret |= is_secret(parts.data);
            members.insert((*wire).to_owned(), member);
        }
        for required in parts.required {
            if let Some(member) = members.get_mut(required) {
                member.required = !member.read_only;
            }
        }
        self.additional(parts, name, at, additional)?;
        refused.map_or(Ok(()), Err)
    }

    fn check_object(&mut self, parts: &Parts<'_>, at: &Pointer) -> Lowered<()> {
        if !self.knows(parts.data.extensions.iter(), Level::Schema, at) {
            return Err(Refused);
        }
        if let Some(combination) = parts.combination {
            let message = format!("`{combination}` has no type of Rust yet");
            return self.unsupported(
                at,
                message,
                "describe the value as one object, or leave the operation out",
            );
        }
        match parts.ty {
            "object" => Ok(()),
            ty => self.unsupported(
                at,
                format!("a `{ty}` cannot have properties or parents"),
                "correct the type",
            ),
        }
    }

    fn additional(
        &mut self,
        parts: &Parts<'_>,
        name: &str,
        at: &Pointer,
        additional: &mut Option<Type>,
    ) -> Lowered<()> {
        match parts.additional {
            Some(AdditionalProperties::Schema(schema)) => {
                let mut value = self.deeper(depth::MAP, at, |lowering| {
                    lowering.held((&**schema).into(), &format!("{name}Value"), at)
                })?;
                if is_secret(parts.data) {
                    value.make_secret();
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
        required: &[String],
    ) -> Lowered<Member> {
        let ty = self.ty(property, &format!("{parent} {wire}"))?;
        let data = match property {
            Property::Schema(schema) => Some(&schema.schema_data),
            Property::Reference(_) => None,
        };
        let rust = data
            .and_then(|data| data.extensions.get("x-ms-client-name"))
            .and_then(Value::as_str)
            .unwrap_or(wire);
        let read_only = data.is_some_and(is_read_only);
        let secret = data.filter(|data| is_secret(data));
        if let (Some(data), false) = (secret, can_be_secret(&ty)) {
            let message = "only texts and objects with properties can be kept secret";
            let at = origin(data).join("x-ms-secret");
            return self.unsupported(&at, message, "say which texts are secret");
        }
        Ok(Member {
            ty,
            // What the service sets is nothing that a caller must give.
            required: required.iter().any(|name| name == wire) && !read_only,
            read_only,
            nullable: self.may_be_null(property),
            secret: secret.is_some(),
            rust: naming::member_name(rust),
            docs: data.and_then(docs).or_else(|| self.docs_of(property)),
        })
    }

    fn docs_of(&self, property: Property<'_>) -> Option<String> {
        let Property::Reference(reference) = property else {
            return None;
        };
        let target = self.documents.get(&Pointer::parse(reference))?;
        Some(target.get("description")?.as_str()?.to_owned())
    }
}

/// Whether a value, or all that it holds, can be a `Secret`.
fn can_be_secret(ty: &Type) -> bool {
    matches!(
        ty.leaf(),
        Type::String
            | Type::Secret
            | Type::Encoded(Encoding::Base64 | Encoding::Base64Url)
            | Type::Definition(_)
    )
}

/// Set by the service alone: `readOnly`, or an `x-ms-mutability` that neither creates nor updates.
fn is_read_only(data: &SchemaData) -> bool {
    let mutability = data
        .extensions
        .get("x-ms-mutability")
        .and_then(Value::as_array);
    data.read_only || mutability.is_some_and(|list| list.iter().all(|word| word == "read"))
}
