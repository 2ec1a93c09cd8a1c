//! Each kind of object with a member of its own, one of another kind, and an unknown one.

use super::*;
use crate::load::FAULTS;
use serde_json::json;

/// The members that are reported as unknown in an object of this kind.
fn unknown(kind: Kind, dialect: Dialect, object: Value) -> Vec<String> {
    let Value::Object(mut object) = object else {
        panic!("{object} is no object")
    };
    check(&mut object, kind, dialect, &Pointer::file("a"));
    let faults = object.get(FAULTS).map(Fault::all).unwrap_or_default();
    faults.iter().map(|fault| fault.at.last()).collect()
}

#[test]
fn a_member_that_the_specification_lacks_is_a_fault() {
    use Dialect::{OpenApi, Swagger};
    for (kind, dialect, object, expected) in [
        (
            Kind::Document,
            OpenApi,
            json!({ "openapi": "3.0.0", "definitions": {}, "x-a": 1 }),
            "definitions",
        ),
        (
            Kind::Document,
            Swagger,
            json!({ "swagger": "2.0", "components": {}, "x-a": 1 }),
            "components",
        ),
        (
            Kind::Components,
            OpenApi,
            json!({ "schemas": {}, "definitions": {} }),
            "definitions",
        ),
        (
            Kind::PathItem,
            OpenApi,
            json!({ "get": {}, "summary": "", "servers": [], "gte": {} }),
            "gte",
        ),
        (
            Kind::PathItem,
            Swagger,
            json!({ "get": {}, "trace": {} }),
            "trace",
        ),
        (
            Kind::Operation,
            OpenApi,
            json!({ "requestBody": {}, "consumes": [] }),
            "consumes",
        ),
        (
            Kind::Operation,
            Swagger,
            json!({ "consumes": [], "requestBody": {} }),
            "requestBody",
        ),
        (
            Kind::Parameter,
            OpenApi,
            json!({ "schema": {}, "type": "string" }),
            "type",
        ),
        (
            Kind::Parameter,
            Swagger,
            json!({ "type": "string", "style": "form" }),
            "style",
        ),
        (
            Kind::RequestBody,
            OpenApi,
            json!({ "content": {}, "schema": {} }),
            "schema",
        ),
        (
            Kind::Response,
            OpenApi,
            json!({ "content": {}, "schema": {} }),
            "schema",
        ),
        (
            Kind::Response,
            Swagger,
            json!({ "schema": {}, "content": {} }),
            "content",
        ),
        (
            Kind::Header,
            OpenApi,
            json!({ "schema": {}, "name": "a" }),
            "name",
        ),
        (
            Kind::Header,
            Swagger,
            json!({ "type": "string", "in": "header" }),
            "in",
        ),
        (
            Kind::MediaType,
            OpenApi,
            json!({ "schema": {}, "shema": {} }),
            "shema",
        ),
        (
            Kind::Schema,
            OpenApi,
            json!({ "type": "object", "propertys": {} }),
            "propertys",
        ),
        (
            Kind::Schema,
            Swagger,
            json!({ "properties": {}, "readonly": true }),
            "readonly",
        ),
        (
            Kind::Schema,
            Swagger,
            json!({ "$ref": "#/a", "requierd": [] }),
            "requierd",
        ),
        (Kind::Schema, Swagger, json!({ "$ref": 5 }), "$ref"),
        (Kind::Parameter, OpenApi, json!({ "$ref": null }), "$ref"),
    ] {
        assert_eq!(
            unknown(kind, dialect, object.clone()),
            [expected],
            "{object}"
        );
    }
}

#[test]
fn examples_fragments_and_members_beside_a_reference_are_not_checked() {
    for (kind, object) in [
        (Kind::Example, json!({ "anything": 1 })),
        (Kind::Document, json!({ "type": "object" })),
        (Kind::Response, json!({ "$ref": "#/a", "anything": 1 })),
    ] {
        assert_eq!(unknown(kind, Dialect::Swagger, object), [""; 0]);
    }
}

#[test]
fn the_help_suggests_a_similar_name() {
    for (member, kind, meant) in [
        ("sumary", Kind::Operation, Some("summary")),
        ("operationID", Kind::Operation, Some("operationId")),
        ("propertys", Kind::Schema, Some("properties")),
        ("requierd", Kind::Schema, Some("required")),
        ("readonly", Kind::Schema, Some("readOnly")),
        ("deprecation", Kind::Schema, None),
    ] {
        let advice = advice(member, kind, Dialect::OpenApi);
        let said = advice.split('`').nth(1).filter(|said| *said != "x-");
        assert_eq!(said, meant, "{member}: {advice}");
    }
}
