//! Schemas to definitions. The schema at each place is lowered once.

use super::{
    Lowering, depth,
    refused::{Lowered, Refused},
    schema::{docs, origin},
    schema_view::SchemaView,
};
use crate::{
    model::{Definition, DefinitionId, Docs, Name, Shape, ShapeKind, Struct, Type, Usage},
    naming,
    source::{Place, Pointer},
};
use openapiv3::Schema;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The type to lower a schema to. A schema with a discriminator has two.
#[derive(Clone, Copy)]
enum Form {
    /// Its type: a struct, an enum, or a union of the structs that extend it.
    Whole,
    /// The struct with the fields of the schema alone, beside its union.
    Alone,
}

impl Lowering<'_> {
    /// Lowers the schema at `at` to a definition.
    pub(super) fn definition(
        &mut self,
        schema: &Schema,
        view: &SchemaView<'_>,
        name: &str,
        at: &Pointer,
    ) -> Lowered<Type> {
        self.formed(schema, view, name, at, Form::Whole)
    }

    /// Lowers the schema at `at` to a struct beside its union.
    pub(super) fn alone(
        &mut self,
        schema: &Schema,
        view: &SchemaView<'_>,
        name: &str,
        at: &Pointer,
    ) -> Lowered<Type> {
        self.formed(schema, view, name, at, Form::Alone)
    }

    /// The definition is added before its shape is known, since it may refer to itself.
    fn formed(
        &mut self,
        schema: &Schema,
        view: &SchemaView<'_>,
        name: &str,
        at: &Pointer,
        form: Form,
    ) -> Lowered<Type> {
        if let Some(id) = self.places(form).get(at).copied() {
            return self.lowered_before(id);
        }
        self.deeper(depth::OBJECT, at, |lowering| {
            lowering.new_definition(schema, view, name, at, form)
        })
    }

    fn new_definition(
        &mut self,
        schema: &Schema,
        view: &SchemaView<'_>,
        name: &str,
        at: &Pointer,
        form: Form,
    ) -> Lowered<Type> {
        let moment = self.diagnostics.now();
        let (name, renamed) = self.type_name(view, name, at, form);
        let wire = name.wire.clone();
        let definition = self.without_shape(view, name, at, renamed);
        let id = self.definitions.list.push(definition);
        self.places(form).insert(at.clone(), id);
        match self.kind_and_docs(schema, view, &wire, at, form) {
            Ok((kind, docs)) => {
                let definition = &mut self.definitions.list[id];
                definition.docs = docs;
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

    fn without_shape(
        &self,
        view: &SchemaView<'_>,
        name: Name,
        at: &Pointer,
        renamed: Option<Place>,
    ) -> Definition {
        let stamp = origin(view.data);
        Definition {
            name,
            origin: match stamp.file.is_empty() {
                true => at.clone(),
                false => stamp,
            },
            service: self.definitions.service,
            shared: BTreeSet::new(),
            docs: Docs::default(),
            shape: Shape {
                kind: ShapeKind::Struct(Struct::default()),
                usage: Usage::default(),
                secret: false,
            },
            unsent: BTreeSet::new(),
            body: false,
            error: false,
            page: None,
            merged: None,
            renamed,
        }
    }

    fn kind_and_docs(
        &mut self,
        schema: &Schema,
        view: &SchemaView<'_>,
        name: &str,
        at: &Pointer,
        form: Form,
    ) -> Lowered<(ShapeKind, Docs)> {
        let mut texts = Docs {
            text: docs(&schema.schema_data),
            ..Docs::default()
        };
        let family = self.family(view, at);
        let kind = match (view.is_enum(), family, form) {
            (true, _, _) => self.enumeration(view, at, &mut texts),
            (_, None, _) => self.structure(view, name, at, &mut texts, None),
            (_, Some(family), Form::Whole) => self.union(schema, view, name, at, family),
            (_, Some(family), Form::Alone) => {
                self.structure(view, name, at, &mut texts, Some(family.tag))
            }
        };
        Ok((kind?, texts))
    }

    /// The definition at `at`, if it was lowered before.
    pub(super) fn known(&mut self, at: &Pointer) -> Option<Lowered<Type>> {
        let id = *self.definitions.by_pointer.get(at)?;
        Some(self.lowered_before(id))
    }

    /// A definition that was lowered before. If that failed, its errors are repeated for the new place. Lowering it
    /// again could report errors that only follow from those.
    fn lowered_before(&mut self, id: DefinitionId) -> Lowered<Type> {
        match self.definitions.refused.get(&id) {
            None => Ok(Type::Definition(id)),
            Some(causes) => {
                self.diagnostics.repeat(causes);
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

    /// Name of a definition, and the place of the manifest that renames it, if any does.
    fn type_name(
        &mut self,
        view: &SchemaView<'_>,
        name: &str,
        at: &Pointer,
        form: Form,
    ) -> (Name, Option<Place>) {
        let extensions = &view.data.extensions;
        let of_enum = extensions.get("x-ms-enum").filter(|_| view.is_enum());
        let of_enum = of_enum.and_then(|known| known.get("name"));
        let given = of_enum.or_else(|| extensions.get("x-ms-client-name"));
        let given = given.and_then(Value::as_str);
        let (wire, pointer) = match form {
            Form::Whole => (given.unwrap_or(name).to_owned(), at.to_string()),
            Form::Alone => (
                base_name(given.unwrap_or(name)),
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
}

/// Name of the struct beside a union, for the values that the definition does not have.
fn base_name(union: &str) -> String {
    match union.ends_with("Base") {
        true => format!("{union} Other"),
        false => format!("{union} Base"),
    }
}
