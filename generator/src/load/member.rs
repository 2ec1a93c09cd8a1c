//! The members that the specifications define for each kind of object. Any other must begin with `x-`.

use super::{dialect::Dialect, fault::Fault, kind::Kind};
use crate::{diagnostic::Code, nearest::nearest, source::Pointer};
use serde_json::{Map, Value};

/// Members of a schema in either specification. One that only the other defines, such as `nullable`, is accepted.
const SCHEMA: [&str; 36] = [
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "default",
    "deprecated",
    "description",
    "discriminator",
    "enum",
    "example",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "externalDocs",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "nullable",
    "oneOf",
    "pattern",
    "properties",
    "readOnly",
    "required",
    "title",
    "type",
    "uniqueItems",
    "writeOnly",
    "xml",
];

/// Members that parameters and headers of OpenAPI 3.0 have in common.
const OF_BOTH: [&str; 10] = [
    "allowEmptyValue",
    "content",
    "deprecated",
    "description",
    "example",
    "examples",
    "explode",
    "required",
    "schema",
    "style",
];

/// Members of a parameter or a header of Swagger 2.0 that describe its value.
const OF_VALUE: [&str; 17] = [
    "collectionFormat",
    "default",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "multipleOf",
    "pattern",
    "type",
    "uniqueItems",
];

const METHODS: [&str; 7] = ["delete", "get", "head", "options", "patch", "post", "put"];

/// The lists of members that a kind of object may have. There are none for examples and for places without a rule.
fn defined(kind: Kind, dialect: Dialect) -> &'static [&'static [&'static str]] {
    use Dialect::{OpenApi, Swagger};
    match (kind, dialect) {
        (Kind::Document, OpenApi) => &[&[
            "components",
            "externalDocs",
            "info",
            "openapi",
            "paths",
            "security",
            "servers",
            "tags",
        ]],
        (Kind::Document, Swagger) => &[&[
            "basePath",
            "consumes",
            "definitions",
            "externalDocs",
            "host",
            "info",
            "parameters",
            "paths",
            "produces",
            "responses",
            "schemes",
            "security",
            "securityDefinitions",
            "swagger",
            "tags",
        ]],
        (Kind::Components, _) => &[&[
            "callbacks",
            "examples",
            "headers",
            "links",
            "parameters",
            "requestBodies",
            "responses",
            "schemas",
            "securitySchemes",
        ]],
        (Kind::PathItem, OpenApi) => &[
            &[
                "$ref",
                "description",
                "parameters",
                "servers",
                "summary",
                "trace",
            ],
            &METHODS,
        ],
        (Kind::PathItem, Swagger) => &[&["$ref", "parameters"], &METHODS],
        (Kind::Operation, OpenApi) => &[&[
            "callbacks",
            "deprecated",
            "description",
            "externalDocs",
            "operationId",
            "parameters",
            "requestBody",
            "responses",
            "security",
            "servers",
            "summary",
            "tags",
        ]],
        (Kind::Operation, Swagger) => &[&[
            "consumes",
            "deprecated",
            "description",
            "externalDocs",
            "operationId",
            "parameters",
            "produces",
            "responses",
            "schemes",
            "security",
            "summary",
            "tags",
        ]],
        (Kind::Parameter, OpenApi) => &[&["allowReserved", "in", "name"], &OF_BOTH],
        (Kind::Parameter, Swagger) => &[
            &[
                "allowEmptyValue",
                "description",
                "in",
                "name",
                "required",
                "schema",
            ],
            &OF_VALUE,
        ],
        (Kind::RequestBody, _) => &[&["content", "description", "required"]],
        (Kind::Response, OpenApi) => &[&["content", "description", "headers", "links"]],
        (Kind::Response, Swagger) => &[&["description", "examples", "headers", "schema"]],
        (Kind::Header, OpenApi) => &[&OF_BOTH],
        (Kind::Header, Swagger) => &[&["description"], &OF_VALUE],
        (Kind::MediaType, _) => &[&["encoding", "example", "examples", "schema"]],
        // The items of a list parameter are walked as a schema.
        (Kind::Schema, Swagger) => &[&SCHEMA, &["collectionFormat"]],
        (Kind::Schema, OpenApi) => &[&SCHEMA],
        (Kind::LongRunningOptions | Kind::Example, _) => &[],
    }
}

/// Stores faults for the members of the object at `at`, which is of `kind`.
pub(crate) fn check(object: &mut Map<String, Value>, kind: Kind, dialect: Dialect, at: &Pointer) {
    let is_fragment = kind == Kind::Document && !is_versioned(object);
    if matches!(kind, Kind::LongRunningOptions | Kind::Example) || is_fragment {
        return;
    }
    check_reference(object, kind, at);
    // Other members beside a reference are reported by a later check.
    if object.contains_key("$ref") && kind != Kind::Schema {
        return;
    }
    let unknown = object.keys().filter(|key| !key.starts_with("x-"));
    let unknown = unknown.filter(|key| !defines(kind, dialect, key));
    let unknown: Vec<String> = unknown.cloned().collect();
    for member in unknown {
        Fault {
            code: Code::UnknownMember,
            at: at.join(&member),
            message: format!("`{member}` is not a member of {}", kind.noun()),
            help: advice(&member, kind, dialect),
        }
        .keep(object);
    }
}

fn check_reference(object: &mut Map<String, Value>, kind: Kind, at: &Pointer) {
    let reference = object.get("$ref");
    if reference.is_some_and(|reference| !reference.is_string()) {
        object.shift_remove("$ref");
        let fault = Fault {
            code: Code::MalformedReference,
            at: at.join("$ref"),
            message: "this reference is not a string".to_owned(),
            help: format!(
                "write a string such as `#/…` that refers to {}",
                kind.noun()
            ),
        };
        fault.keep(object);
    }
}

/// Whether a file declares the version of its specification.
pub(crate) fn is_versioned(file: &Map<String, Value>) -> bool {
    file.contains_key("swagger") || file.contains_key("openapi")
}

/// Whether the specification defines a member of an object of this kind.
pub(crate) fn defines(kind: Kind, dialect: Dialect, member: &str) -> bool {
    let mut lists = defined(kind, dialect).iter();
    lists.any(|list| list.contains(&member))
}

fn advice(member: &str, kind: Kind, dialect: Dialect) -> String {
    let known = defined(kind, dialect).iter().copied().flatten().copied();
    match nearest(member, known) {
        Some(known) => format!("correct the name, perhaps to `{known}`"),
        None => {
            "remove it, or begin its name with `x-` if it is only for readers or other programs"
                .to_owned()
        }
    }
}

#[cfg(test)]
mod tests;
