//! Parameters in path, query and header, and response headers.

use super::*;
use expect_test::expect;

/// Prints the first parameter of an operation.
fn check_parameter(parameter: &str, expected: Expect) {
    let document = format!(
        "paths: {{ /a: {{ get: {{ operationId: Get, parameters: [{{ {parameter} }}], responses: {{}} }} }} }}"
    );
    check(&document, "/paths/~1a/get/parameters/0", expected);
}

/// Members that describe the value move into the schema, the others stay.
#[test]
fn the_type_of_a_parameter_moves_into_a_schema() {
    check_parameter(
        "name: a, in: path, required: true, description: d, type: string, pattern: p, minLength: 1, maxLength: 2, enum: [x], x-ms-enum: { name: A }, x-nullable: true, x-ms-skip-url-encoding: true, x-ms-client-default: x",
        expect![[r#"
            description: "d"
            in: "path"
            name: "a"
            required: true
            schema: {"enum":["x"],"maxLength":2,"minLength":1,"pattern":"p","type":"string","x-ms-enum":{"name":"A"},"x-nullable":true}
            x-ms-client-default: "x"
            x-ms-skip-url-encoding: true
        "#]],
    );
}

#[test]
fn every_collection_format_has_a_style_or_is_kept() {
    let list = "name: a, in: query, type: array, items: { type: string }";
    for (format, expected) in [
        (
            "",
            expect![[r#"
            explode: false
            in: "query"
            name: "a"
            schema: {"items":{"type":"string"},"type":"array"}
            style: "form"
        "#]],
        ),
        (
            ", collectionFormat: csv",
            expect![[r#"
            explode: false
            in: "query"
            name: "a"
            schema: {"items":{"type":"string"},"type":"array"}
            style: "form"
        "#]],
        ),
        (
            ", collectionFormat: multi",
            expect![[r#"
            explode: true
            in: "query"
            name: "a"
            schema: {"items":{"type":"string"},"type":"array"}
            style: "form"
        "#]],
        ),
        (
            ", collectionFormat: ssv",
            expect![[r#"
            explode: false
            in: "query"
            name: "a"
            schema: {"items":{"type":"string"},"type":"array"}
            style: "spaceDelimited"
        "#]],
        ),
        (
            ", collectionFormat: pipes",
            expect![[r#"
            explode: false
            in: "query"
            name: "a"
            schema: {"items":{"type":"string"},"type":"array"}
            style: "pipeDelimited"
        "#]],
        ),
        (
            ", collectionFormat: tsv",
            expect![[r#"
            in: "query"
            name: "a"
            schema: {"items":{"type":"string"},"type":"array"}
            x-armgen-collection-format: "tsv"
        "#]],
        ),
        (
            ", collectionFormat: lines",
            expect![[r#"
            in: "query"
            name: "a"
            schema: {"items":{"type":"string"},"type":"array"}
            x-armgen-collection-format: "lines"
        "#]],
        ),
    ] {
        check_parameter(&format!("{list}{format}"), expected);
    }
}

/// Only lists have a collection format, and only parameters in the query have several.
#[test]
fn a_collection_format_elsewhere_is_kept() {
    check_parameter(
        "name: a, in: query, type: string, collectionFormat: multi",
        expect![[r#"
            in: "query"
            name: "a"
            schema: {"type":"string"}
        "#]],
    );
    check_parameter(
        "name: a, in: header, type: array, items: { type: string }, collectionFormat: pipes",
        expect![[r#"
            in: "header"
            name: "a"
            schema: {"items":{"type":"string"},"type":"array"}
            x-armgen-collection-format: "pipes"
        "#]],
    );
}

#[test]
fn an_empty_value_may_stay_allowed() {
    check_parameter(
        "name: a, in: query, type: string, allowEmptyValue: true",
        expect![[r#"
            allowEmptyValue: true
            in: "query"
            name: "a"
            schema: {"type":"string"}
        "#]],
    );
}

#[test]
fn parameters_of_the_path_and_of_the_document_are_converted() {
    check(
        "parameters: { P: { name: p, in: query, type: integer } }\npaths: { /a: { parameters: [{ name: q, in: header, type: boolean }], get: { operationId: Get, parameters: [{ $ref: '#/parameters/P' }], responses: {} } } }",
        "/paths/~1a",
        expect![[r#"
            get: {"operationId":"Get","parameters":[{"$ref":"armgen:a.yaml#/parameters/P"}],"responses":{}}
            parameters: [{"in":"header","name":"q","schema":{"type":"boolean"}}]
        "#]],
    );
    check(
        "parameters: { P: { name: p, in: query, type: integer } }",
        "/parameters",
        expect![[r#"
            P: {"in":"query","name":"p","schema":{"type":"integer"}}
        "#]],
    );
}

#[test]
fn headers_of_a_response_are_converted() {
    check(
        "paths: { /a: { get: { operationId: Get, responses: { '200': { headers: { ETag: { type: string, x-ms-header-collection-prefix: m }, List: { type: array, items: { type: string }, collectionFormat: csv } } } } } } }",
        "/paths/~1a/get/responses/200",
        expect![[r#"
            description: ""
            headers: {"ETag":{"schema":{"type":"string"},"x-ms-header-collection-prefix":"m"},"List":{"schema":{"items":{"type":"string"},"type":"array"}}}
        "#]],
    );
}
