//! Schemas to types.

use super::{
    Lowering, depth,
    extension::Level,
    refused::{Lowered, Refused},
    schema_view::{Property, SchemaView, is_secret},
};
use crate::{
    diagnostic::{Causes, Code},
    load::ORIGIN,
    manifest::ServiceEntry,
    model::{DefinitionId, Definitions, Encoding, Integer, Parameter, ShapeKind, Type},
    source::{Place, Pointer},
};
use openapiv3::{AdditionalProperties, Schema, SchemaData};
use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

/// Definitions that were lowered, for all services.
#[derive(Debug, Default)]
pub(super) struct Progress {
    pub(super) list: Definitions,
    /// Definitions that could not be lowered, with the errors.
    pub(super) refused: BTreeMap<DefinitionId, Causes>,
    pub(super) refused_operations: BTreeSet<String>,
    /// Those of the current service, by place.
    pub(super) by_pointer: BTreeMap<Pointer, DefinitionId>,
    /// Structs beside their unions, of the current service, by place.
    pub(super) alone: BTreeMap<Pointer, DefinitionId>,
    /// Lowered parameters of the current service, by the reference to them.
    pub(super) parameters: BTreeMap<String, Parameter>,
    /// Parameters as published, by the reference to them.
    pub(super) published_parameters: BTreeMap<String, Rc<openapiv3::Parameter>>,
    /// Schemas that were read, by place: many operations have the same.
    schemas: BTreeMap<Pointer, Rc<Schema>>,
    /// Aliases that are being lowered, to detect cycles.
    pub(super) aliases: Vec<Pointer>,
    /// Depth of the type that is being lowered, see [`depth`](super::depth).
    pub(super) levels: usize,
    /// The manifest's new names of definitions, by place.
    pub(super) renamed: BTreeMap<String, (String, Place)>,
    /// Places of those that were used.
    pub(super) applied: BTreeSet<String>,
    pub(super) service: usize,
    /// Module of the current service.
    pub(super) module: String,
}

impl Progress {
    /// Whether a definition is an enum, of strings or integers.
    pub(super) fn is_enum(&self, id: DefinitionId) -> bool {
        matches!(self.list[id].shape.kind, ShapeKind::Enum(_))
    }

    /// What a definition is.
    pub(super) fn kind(&self, id: DefinitionId) -> &ShapeKind {
        &self.list[id].shape.kind
    }

    /// Prepares for a service. Each service lowers its own definitions; a later pass merges equal ones.
    pub(super) fn start(&mut self, service: usize, module: &str, entry: &ServiceEntry) {
        self.service = service;
        module.clone_into(&mut self.module);
        self.by_pointer.clear();
        self.alone.clear();
        self.parameters.clear();
        self.schemas.clear();
        self.refused_operations.clear();
        self.applied.clear();
        self.renamed.clone_from(&entry.rename);
    }
}

/// Extensions that mark a value that may be null, as `nullable` does.
pub(super) const NULLABLE: [&str; 3] = ["x-nullable", "x-ms-nullable", "x-ms-isnullable"];

impl Lowering<'_> {
    /// Type of a property, an item or a body. `name` is the name of a type that is defined inline.
    pub(super) fn ty(&mut self, schema: Property<'_>, name: &str) -> Lowered<Type> {
        match schema {
            Property::Reference(reference) => self.reference(&Pointer::parse(reference)),
            Property::Schema(schema) => self.inline(schema, name),
        }
    }

    /// Type of a list item or a map value, which may be null. A value of any type may be null anyway.
    pub(super) fn held(&mut self, schema: Property<'_>, name: &str) -> Lowered<Type> {
        let ty = self.ty(schema, name)?;
        Ok(match self.may_be_null(schema) && ty != Type::Value {
            true => Type::Nullable(Box::new(ty)),
            false => ty,
        })
    }

    /// Deserializes the schema at `at`.
    pub(super) fn schema(&mut self, at: &Pointer) -> Lowered<Rc<Schema>> {
        if let Some(known) = self.definitions.schemas.get(at) {
            return Ok(Rc::clone(known));
        }
        let schema = Rc::new(self.read(at, Code::MalformedSchema)?);
        let schemas = &mut self.definitions.schemas;
        schemas.insert(at.clone(), Rc::clone(&schema));
        Ok(schema)
    }

    fn reference(&mut self, at: &Pointer) -> Lowered<Type> {
        if let Some(known) = self.known(at) {
            return known;
        }
        if let Some(target) = self
            .documents
            .get(at)
            .and_then(|value| value.get("$ref")?.as_str())
        {
            return self.alias(at, |lowering| lowering.reference(&Pointer::parse(target)));
        }
        let schema = self.schema(at)?;
        let view = SchemaView::of(&schema);
        if view.is_struct() && self.is_alias(&view) || !view.is_struct() && !view.is_enum() {
            return self.alias(at, |lowering| lowering.inline(&schema, &at.last()));
        }
        self.definition(&schema, &view, &at.last(), at)
    }

    /// Whether a definition only refers to another one, which is not an object.
    fn is_alias(&mut self, view: &SchemaView<'_>) -> bool {
        let Some(Property::Reference(target)) = view.annotated() else {
            return false;
        };
        let Ok(target) = self.schema(&Pointer::parse(target)) else {
            return false;
        };
        !SchemaView::of(&target).is_struct()
    }

    fn alias(
        &mut self,
        at: &Pointer,
        lower: impl FnOnce(&mut Self) -> Lowered<Type>,
    ) -> Lowered<Type> {
        if self.definitions.aliases.contains(at) {
            let message = "the references of this definition lead back to it";
            self.diagnostics.report(
                Code::EndlessReference,
                at.clone(),
                message,
                "give the definition a type",
            );
            return Err(Refused);
        }
        if self.definitions.aliases.len() >= depth::REFERENCES {
            return self.too_many_references(at);
        }
        self.definitions.aliases.push(at.clone());
        let ty = lower(self);
        self.definitions.aliases.pop();
        ty
    }

    fn inline(&mut self, schema: &Schema, name: &str) -> Lowered<Type> {
        let view = SchemaView::of(schema);
        let at = origin(view.data);
        if !self.knows(view.data.extensions.iter(), Level::Schema, &at) {
            return Err(Refused);
        }
        if let Some(combination) = view.combination {
            let message = format!("`{combination}` is not supported yet");
            return self.refuse(
                Code::UnsupportedSchema,
                &at,
                message,
                "describe the value as one object, or leave the operation out of the manifest",
            );
        }
        if let Some(target) = view.annotated() {
            return self.ty(target, name);
        }
        if view.is_struct() || view.is_enum() && matches!(view.ty, "string" | "integer" | "") {
            return self.definition(schema, &view, name, &at);
        }
        let mut ty = self.plain(&view, name, &at)?;
        if is_secret(view.data) {
            ty.hide(&|id| !self.definitions.is_enum(id));
        }
        Ok(ty)
    }

    fn plain(&mut self, view: &SchemaView<'_>, name: &str, at: &Pointer) -> Lowered<Type> {
        match view.ty {
            "boolean" => Ok(Type::Boolean),
            "number" => self.number(view, at),
            "integer" => self.integer(view, at),
            "string" => self.string(view, at),
            "array" => self.array(view, name, at),
            "object" => self.map(view, name, at),
            "" if view.format.is_none() => Ok(Type::Value),
            "" => self.refuse(
                Code::UnsupportedSchema,
                at,
                "this schema has a format but no type",
                "give the schema a type",
            ),
            other => self.refuse(
                Code::UnsupportedSchema,
                at,
                format!("`{other}` is not a type of OpenAPI 3.0"),
                "correct the type",
            ),
        }
    }

    fn array(&mut self, view: &SchemaView<'_>, name: &str, at: &Pointer) -> Lowered<Type> {
        let Some(items) = view.items else {
            let message = "this array has no `items`";
            return self.refuse(
                Code::UnsupportedSchema,
                at,
                message,
                "add the schema of its items as `items`",
            );
        };
        let item = self.deeper(depth::LIST, at, |lowering| {
            lowering.held(items, &format!("{name}Item"))
        })?;
        Ok(Type::Array(Box::new(item)))
    }

    fn map(&mut self, view: &SchemaView<'_>, name: &str, at: &Pointer) -> Lowered<Type> {
        match view.additional {
            Some(AdditionalProperties::Schema(schema)) => {
                let value = self.deeper(depth::MAP, at, |lowering| {
                    lowering.held((&**schema).into(), &format!("{name}Value"))
                })?;
                Ok(Type::Map(Box::new(value)))
            }
            _ => Ok(Type::Value),
        }
    }

    /// `float` becomes `f64` as well, so that no digit is lost.
    fn number(&mut self, view: &SchemaView<'_>, at: &Pointer) -> Lowered<Type> {
        match view.format.as_deref() {
            None | Some("float" | "double" | "decimal") => Ok(Type::Float),
            Some("int32") => Ok(Type::Integer(Integer::I32)),
            Some("int64" | "integer") => Ok(Type::Integer(Integer::I64)),
            Some(format) => self.unknown_format("number", format, at),
        }
    }

    fn integer(&mut self, view: &SchemaView<'_>, at: &Pointer) -> Lowered<Type> {
        Ok(match view.format.as_deref() {
            Some("int8") => Type::Integer(Integer::I8),
            Some("int16") => Type::Integer(Integer::I16),
            Some("int32") => Type::Integer(Integer::I32),
            None | Some("int64") => Type::Integer(Integer::I64),
            Some("uint8") => Type::Integer(Integer::U8),
            Some("uint16") => Type::Integer(Integer::U16),
            Some("uint32") => Type::Integer(Integer::U32),
            Some("uint64") => Type::Integer(Integer::U64),
            Some("unixtime") => Type::Encoded(Encoding::UnixTime),
            Some(format) => return self.unknown_format("integer", format, at),
        })
    }

    /// Most formats only describe the text of a string. Clients do not check it.
    fn string(&mut self, view: &SchemaView<'_>, at: &Pointer) -> Lowered<Type> {
        Ok(match view.format.as_deref() {
            Some("password") => Type::Secret,
            Some("date-time") => Type::Encoded(Encoding::Rfc3339),
            Some("date-time-rfc1123" | "date-time-rfc7231") => Type::Encoded(Encoding::Rfc1123),
            Some("byte") => Type::Encoded(Encoding::Base64),
            Some("base64url") => Type::Encoded(Encoding::Base64Url),
            Some("binary") => {
                return self.refuse(
                    Code::UnsupportedSchema,
                    at,
                    "binary content is a whole body: JSON, a path, a query and a header have no form for it",
                    "use `format: byte` for base64, or declare the whole body as binary",
                );
            }
            _ => Type::String,
        })
    }

    fn unknown_format<T>(&mut self, ty: &str, format: &str, at: &Pointer) -> Lowered<T> {
        let message = format!("`{format}` is not a known format of the type `{ty}`");
        self.refuse(
            Code::UnsupportedSchema,
            &at.join("format"),
            message,
            "correct the format, or remove it",
        )
    }
}

/// Place of a schema: its stored origin.
pub(super) fn origin(data: &SchemaData) -> Pointer {
    Pointer::parse(
        data.extensions
            .get(ORIGIN)
            .and_then(|origin| origin.as_str())
            .unwrap_or_default(),
    )
}

/// Doc comment: the description, else the title.
pub(super) fn docs(data: &SchemaData) -> Option<String> {
    data.description.clone().or_else(|| data.title.clone())
}
