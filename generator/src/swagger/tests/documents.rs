//! Servers, definitions and fragments.

use super::*;
use expect_test::expect;

/// The server has the place of the member that decides it, so that an error points there.
#[test]
fn host_base_path_and_schemes_become_a_server() {
    for (document, expected) in [
        ("paths: {}", expect!["null\n"]),
        ("schemes: [https]", expect!["null\n"]),
        (
            "host: management.azure.com\nschemes: [http, https]",
            expect![[r#"
                [{"url":"https://management.azure.com","x-armgen-origin":"a.yaml#/host"}]
            "#]],
        ),
        (
            "host: example.org",
            expect![[r#"
            [{"url":"https://example.org","x-armgen-origin":"a.yaml#/host"}]
        "#]],
        ),
        (
            "basePath: /api/",
            expect![[r#"
            [{"url":"https://management.azure.com/api","x-armgen-origin":"a.yaml#/basePath"}]
        "#]],
        ),
        (
            "basePath: /",
            expect![[r#"
            [{"url":"https://management.azure.com","x-armgen-origin":"a.yaml#/basePath"}]
        "#]],
        ),
        (
            "host: example.org\nbasePath: api\nschemes: [http]",
            expect![[r#"
                [{"url":"http://example.org/api","x-armgen-origin":"a.yaml#/schemes"}]
            "#]],
        ),
    ] {
        check(document, "/servers", expected);
    }
}

#[test]
fn an_operation_with_schemes_has_a_server_of_its_own() {
    check(
        "schemes: [http]\npaths: { /a: { get: { operationId: Get, schemes: [https], responses: {} }, put: { operationId: Put, schemes: [ws], responses: {} } } }",
        "/paths/~1a",
        expect![[r#"
            get: {"operationId":"Get","responses":{},"schemes":["https"],"servers":[{"url":"https://management.azure.com","x-armgen-origin":"a.yaml#/paths/~1a/get/schemes"}]}
            put: {"operationId":"Put","responses":{},"schemes":["ws"],"servers":[{"url":"ws://management.azure.com","x-armgen-origin":"a.yaml#/paths/~1a/put/schemes"}]}
        "#]],
    );
}

#[test]
fn schemas_are_converted_at_every_depth() {
    check(
        "\
definitions:
  Shape: { type: object, discriminator: kind, properties: { kind: { type: string }, file: { type: file } } }
  Deep:
    type: array
    items: { allOf: [{ type: object, additionalProperties: { discriminator: kind } }] }
",
        "/definitions",
        expect![[r#"
            Deep: {"items":{"allOf":[{"additionalProperties":{"discriminator":{"propertyName":"kind"}},"type":"object"}]},"type":"array"}
            Shape: {"discriminator":{"propertyName":"kind"},"properties":{"file":{"format":"binary","type":"string"},"kind":{"type":"string"}},"type":"object"}
        "#]],
    );
}

/// A fragment has no version, and is read as Swagger.
#[test]
fn a_file_without_a_version_is_converted_and_one_of_openapi_is_not() {
    let document = "swagger: '2.0'\npaths: { /a: { get: { operationId: Get, parameters: [{ $ref: 'b.yaml#/parameters/P' }, { $ref: 'c.yaml#/components/parameters/P' }], responses: {} } } }";
    let fragment = "parameters: { P: { name: p, in: query, type: string } }";
    let openapi =
        "openapi: 3.0.0\ncomponents: { parameters: { P: { name: p, in: query, x-ms-enum: {} } } }";
    let files = [
        ("a.yaml", document),
        ("b.yaml", fragment),
        ("c.yaml", openapi),
    ];
    expect![[r#"
        in: "query"
        name: "p"
        schema: {"type":"string"}
    "#]]
    .assert_eq(&lines(&converted(&files, "b.yaml#/parameters/P")));
    expect![[r#"
        in: "query"
        name: "p"
        x-ms-enum: {}
    "#]]
    .assert_eq(&lines(&converted(
        &files,
        "c.yaml#/components/parameters/P",
    )));
}

/// YAML reads a version without quotes as a number.
#[test]
fn a_version_without_quotes_is_that_of_swagger() {
    let document = "swagger: 2.0\ndefinitions: { A: { type: file } }";
    expect![[r#"
        format: "binary"
        type: "string"
    "#]]
    .assert_eq(&lines(&converted(
        &[("a.yaml", document)],
        "a.yaml#/definitions/A",
    )));
}
