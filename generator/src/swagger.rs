//! Swagger 2.0 to OpenAPI 3.0: converts the raw trees in place, so that most objects keep their places.
//!
//! Definitions, parameters and responses keep their pointers (`#/definitions/X`), since lowering follows pointers and
//! does not need `components`. What OpenAPI 3.0 cannot express is kept in `x-armgen-*`.

mod operation;
mod parameter;
mod schema;
mod server;

use crate::{
    load::{Dialect, Documents},
    source::Pointer,
};
use serde_json::{Map, Value};
use server::Address;
use std::collections::BTreeMap;

pub(crate) type Object = Map<String, Value>;

/// Position of the body among the parameters of a Swagger operation.
pub const BODY_POSITION: &str = "x-armgen-body-position";
/// A `collectionFormat` that OpenAPI 3.0 has no style for.
pub const COLLECTION_FORMAT: &str = "x-armgen-collection-format";

/// Shared body and form parameters to which operations refer, by pointer.
pub(crate) type Bodies = BTreeMap<Pointer, Object>;

/// Converts every Swagger file. Other files are not changed.
pub fn convert(documents: &mut Documents) {
    let trees = documents
        .trees_mut()
        .filter(|(_, tree)| Dialect::of_file(tree) == Dialect::Swagger);
    let mut files: Vec<(&str, &mut Object)> = trees
        .filter_map(|(name, tree)| Some((name, tree.as_object_mut()?)))
        .collect();
    let bodies: Bodies = files
        .iter()
        .flat_map(|(name, tree)| bodies(name, tree))
        .collect();
    for (file, tree) in &mut files {
        document(file, tree, &bodies);
    }
}

fn bodies(file: &str, tree: &Object) -> Vec<(Pointer, Object)> {
    let at = Pointer::file(file).join("parameters");
    objects(tree.get("parameters"))
        .filter(|(_, parameter)| parameter::is_body(parameter))
        .map(|(name, parameter)| (at.join(name), parameter.clone()))
        .collect()
}

fn document(file: &str, tree: &mut Object, bodies: &Bodies) {
    let address = Address::of(tree);
    address.document(tree, file);
    let media = operation::Media::of(tree, &operation::Media::json());
    for (_, parameter) in objects_mut(tree.get_mut("parameters")) {
        parameter::convert(parameter);
    }
    for (_, response) in objects_mut(tree.get_mut("responses")) {
        operation::response(response, &media);
    }
    for (_, definition) in objects_mut(tree.get_mut("definitions")) {
        schema::convert(definition);
    }
    for key in ["paths", "x-ms-paths"] {
        for (_, item) in objects_mut(tree.get_mut(key)) {
            operation::path_item(item, &address, &media, bodies);
        }
    }
}

/// Members of an object that are objects.
pub(crate) fn objects(value: Option<&Value>) -> impl Iterator<Item = (&String, &Object)> {
    let members = value.and_then(Value::as_object).into_iter().flatten();
    members.filter_map(|(key, member)| Some((key, member.as_object()?)))
}

/// Members of an object that are objects, mutable.
pub(crate) fn objects_mut(
    value: Option<&mut Value>,
) -> impl Iterator<Item = (&String, &mut Object)> {
    let members = value.and_then(Value::as_object_mut).into_iter().flatten();
    members.filter_map(|(key, member)| Some((key, member.as_object_mut()?)))
}

/// Items of a list that are objects, mutable.
pub(crate) fn items_mut(value: Option<&mut Value>) -> impl Iterator<Item = &mut Object> {
    value
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
        .filter_map(Value::as_object_mut)
}

#[cfg(test)]
mod tests;
