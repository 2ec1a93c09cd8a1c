//! `x-ms-enum` beside the schema of a parameter, where converters to OpenAPI 3.0 leave it.

use super::{Lowering, parameter::origin, refused::Lowered};
use crate::{diagnostic::Code, source::Pointer};
use openapiv3::{
    Parameter as Published, ParameterData, ParameterSchemaOrContent, ReferenceOr, Schema,
    SchemaKind, Type,
};

const ENUM: &str = "x-ms-enum";

impl Lowering<'_> {
    /// Moves `x-ms-enum` from beside the schema of a parameter into the schema, or into that of its items.
    pub(super) fn with_enum(&mut self, mut published: Published) -> Lowered<Published> {
        let at = origin(published.parameter_data_ref());
        let data = data_mut(&mut published);
        let ParameterSchemaOrContent::Schema(schema) = &mut data.format else {
            return Ok(published);
        };
        let Some(beside) = data.extensions.shift_remove(ENUM) else {
            return Ok(published);
        };
        let own = match valued(schema) {
            Ok(schema) => {
                let own = schema.schema_data.extensions.entry(ENUM.to_owned());
                Some(own.or_insert_with(|| beside.clone()).clone())
            }
            Err(reference) => {
                let target = self.documents.get(&Pointer::parse(reference));
                target.and_then(|target| target.get(ENUM)).cloned()
            }
        };
        match own.is_some_and(|own| own == beside) {
            true => Ok(published),
            false => self.refuse(
                Code::UnsupportedExtension,
                &at.join(ENUM),
                "`x-ms-enum` beside the schema is not the one of the schema",
                "write it in the schema alone",
            ),
        }
    }
}

fn data_mut(published: &mut Published) -> &mut ParameterData {
    match published {
        Published::Query { parameter_data, .. }
        | Published::Header { parameter_data, .. }
        | Published::Path { parameter_data, .. }
        | Published::Cookie { parameter_data, .. } => parameter_data,
    }
}

/// The schema that has the values: the schema itself or that of its items. The error is a reference.
fn valued(schema: &mut ReferenceOr<Schema>) -> Result<&mut Schema, &str> {
    let schema = match schema {
        ReferenceOr::Reference { reference } => return Err(reference),
        ReferenceOr::Item(schema) => schema,
    };
    if items(schema).is_none() {
        return Ok(schema);
    }
    match items(schema).expect("it has items") {
        ReferenceOr::Reference { reference } => Err(reference),
        ReferenceOr::Item(items) => Ok(items),
    }
}

fn items(schema: &mut Schema) -> Option<&mut ReferenceOr<Box<Schema>>> {
    match &mut schema.schema_kind {
        SchemaKind::Type(Type::Array(list)) => list.items.as_mut(),
        _ => None,
    }
}
