//! A uniform view of a schema, whichever variant openapiv3 has parsed it into.

use super::extension::is_set;
use openapiv3::{
    AdditionalProperties, ReferenceOr, Schema, SchemaData, SchemaKind, Type,
    VariantOrUnknownOrEmpty as Format,
};
use serde_json::Value;

/// The members of a schema that decide its type.
pub(super) struct SchemaView<'s> {
    pub(super) data: &'s SchemaData,
    /// `type`, or what the other members imply.
    pub(super) ty: &'s str,
    pub(super) format: Option<String>,
    pub(super) pattern: Option<&'s str>,
    pub(super) min_length: Option<usize>,
    pub(super) max_length: Option<usize>,
    pub(super) values: Vec<Value>,
    pub(super) properties: Vec<(&'s str, Property<'s>)>,
    pub(super) required: &'s [String],
    pub(super) additional: Option<&'s AdditionalProperties>,
    pub(super) items: Option<Property<'s>>,
    pub(super) all_of: &'s [ReferenceOr<Schema>],
    /// A combination that no struct can express, such as `oneOf`.
    pub(super) combination: Option<&'static str>,
}

/// A schema or a reference to one.
#[derive(Clone, Copy)]
pub(super) enum Property<'s> {
    Reference(&'s str),
    Schema(&'s Schema),
}

impl<'s> From<&'s ReferenceOr<Schema>> for Property<'s> {
    fn from(schema: &'s ReferenceOr<Schema>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Schema(schema),
        }
    }
}

impl<'s> From<&'s ReferenceOr<Box<Schema>>> for Property<'s> {
    fn from(schema: &'s ReferenceOr<Box<Schema>>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Schema(schema),
        }
    }
}

impl<'s> SchemaView<'s> {
    pub(super) fn of(schema: &'s Schema) -> Self {
        let mut view = Self::empty(&schema.schema_data);
        match &schema.schema_kind {
            SchemaKind::Type(ty) => view.typed(ty),
            SchemaKind::AllOf { all_of } => view.all_of = all_of,
            SchemaKind::OneOf { .. } => view.combination = Some("oneOf"),
            SchemaKind::AnyOf { .. } => view.combination = Some("anyOf"),
            SchemaKind::Not { .. } => view.combination = Some("not"),
            SchemaKind::Any(any) => view.any(any),
        }
        if view.ty.is_empty() && view.is_struct() {
            view.ty = "object";
        }
        // Formats are written in any case, such as `Int32`.
        view.format = view.format.map(|format| format.to_ascii_lowercase());
        view
    }

    /// The target of an `allOf` with a single item, if the schema adds nothing to its type.
    pub(super) fn annotated(&self) -> Option<Property<'s>> {
        match self.all_of {
            [only]
                if self.properties.is_empty()
                    && self.required.is_empty()
                    && self.additional.is_none()
                    && self.values.is_empty() =>
            {
                Some(only.into())
            }
            _ => None,
        }
    }

    /// Whether its values make an enum. Two cases do not: a format in which one value has several spellings (`…00Z` and
    /// `…00.000Z`), and a single value with a format.
    pub(super) fn is_enum(&self) -> bool {
        let is_spelled = match (self.ty, self.format.as_deref()) {
            ("integer", Some("unixtime")) => true,
            ("string", Some("date" | "time" | "duration")) => self.values.len() == 1,
            ("string", Some(format)) => matches!(
                format,
                "date-time"
                    | "date-time-rfc1123"
                    | "date-time-rfc7231"
                    | "byte"
                    | "base64url"
                    | "password"
            ),
            _ => false,
        };
        !self.values.is_empty() && !is_spelled && !is_secret(self.data)
    }

    /// Whether it says nothing about the value. A parent of this kind adds nothing to an object.
    pub(super) fn is_empty(&self) -> bool {
        self.ty.is_empty()
            && self.format.is_none()
            && self.values.is_empty()
            && self.items.is_none()
            && !self.is_struct()
    }

    /// Whether it is an object with declared properties or parents.
    pub(super) fn is_struct(&self) -> bool {
        !self.properties.is_empty() || !self.all_of.is_empty()
    }

    fn empty(data: &'s SchemaData) -> Self {
        Self {
            data,
            ty: "",
            format: None,
            pattern: None,
            min_length: None,
            max_length: None,
            values: Vec::new(),
            properties: Vec::new(),
            required: &[],
            additional: None,
            items: None,
            all_of: &[],
            combination: None,
        }
    }

    fn typed(&mut self, ty: &'s Type) {
        match ty {
            Type::String(string) => {
                self.ty = "string";
                self.format = written(&string.format);
                self.pattern = string.pattern.as_deref();
                (self.min_length, self.max_length) = (string.min_length, string.max_length);
                self.values = string
                    .enumeration
                    .iter()
                    .flatten()
                    .map(|value| value.as_str().into())
                    .collect();
            }
            Type::Number(number) => {
                self.ty = "number";
                self.format = written(&number.format);
            }
            Type::Integer(integer) => {
                self.ty = "integer";
                self.format = written(&integer.format);
                self.values = integer
                    .enumeration
                    .iter()
                    .flatten()
                    .map(|value| (*value).into())
                    .collect();
            }
            Type::Boolean(_) => self.ty = "boolean",
            Type::Object(object) => {
                self.ty = "object";
                self.properties = object
                    .properties
                    .iter()
                    .map(|(name, schema)| (name.as_str(), schema.into()))
                    .collect();
                self.required = &object.required;
                self.additional = object.additional_properties.as_ref();
            }
            Type::Array(array) => {
                self.ty = "array";
                self.items = array.items.as_ref().map(Into::into);
            }
        }
    }

    fn any(&mut self, any: &'s openapiv3::AnySchema) {
        self.ty = any.typ.as_deref().unwrap_or_default();
        self.format = any.format.clone();
        self.pattern = any.pattern.as_deref();
        (self.min_length, self.max_length) = (any.min_length, any.max_length);
        self.values.clone_from(&any.enumeration);
        self.properties = any
            .properties
            .iter()
            .map(|(name, schema)| (name.as_str(), schema.into()))
            .collect();
        self.required = &any.required;
        self.additional = any.additional_properties.as_ref();
        self.items = any.items.as_ref().map(Into::into);
        self.all_of = &any.all_of;
        self.combination = [
            (!any.one_of.is_empty(), "oneOf"),
            (!any.any_of.is_empty(), "anyOf"),
            (any.not.is_some(), "not"),
        ]
        .into_iter()
        .find_map(|(is_there, name)| is_there.then_some(name));
    }
}

/// A format as written in the definition.
fn written<T: serde::Serialize>(format: &Format<T>) -> Option<String> {
    match format {
        Format::Item(format) => serde_json::to_value(format)
            .ok()?
            .as_str()
            .map(str::to_owned),
        Format::Unknown(format) => Some(format.clone()),
        Format::Empty => None,
    }
}

/// Whether a schema marks its value as a secret.
pub(super) fn is_secret(data: &SchemaData) -> bool {
    is_set(data.extensions.get("x-ms-secret"))
}
