//! Extensions at every level: an unknown one is an error.

use super::*;
use expect_test::expect;

/// A document with `member` at this level, and another extension at all other levels.
fn document(level: &str, member: &str) -> String {
    let at = |this: &str| if this == level { member } else { "x-other: 1" };
    format!(
        "{HEAD}{document}
paths:
  /a/{{b}}:
    {item}
    put:
      operationId: Put
      {operation}
      parameters:
        - {{ name: b, in: path, required: true, {parameter}, schema: {{ type: string }} }}
        - {{ name: api-version, in: query, {version}, schema: {{ type: string }} }}
      requestBody: {{ {body}, content: {{ application/json: {{ {media}, schema: {{ type: string }} }} }} }}
      responses:
        '200':
          description: ''
          {response}
          headers: {{ x-a: {{ {header}, schema: {{ type: string }} }} }}
          content:
            application/json:
              schema:
                type: object
                {object}
                properties:
                  one: {{ type: string, {property} }}
                  two: {{ type: array, items: {{ type: string, {item_of_list} }} }}
                  three: {{ type: string, enum: [x], {enumeration} }}
",
        document = at("document"),
        item = at("path item"),
        operation = at("operation"),
        parameter = at("parameter"),
        version = at("version"),
        body = at("body"),
        media = at("media type"),
        response = at("response"),
        header = at("header"),
        object = at("object"),
        property = at("property"),
        item_of_list = at("item"),
        enumeration = at("enum"),
    )
}

const LEVELS: [&str; 13] = [
    "document",
    "path item",
    "operation",
    "parameter",
    "version",
    "body",
    "media type",
    "response",
    "header",
    "object",
    "property",
    "item",
    "enum",
];

/// The errors, or the number of operations.
fn outcome(level: &str, member: &str) -> String {
    let (model, documents, diagnostics) = lowered(
        "[services.things]\ndocuments = ['a.yaml']\n",
        &[("a.yaml", &document(level, member))],
    );
    let has_errors = diagnostics.has_errors();
    assert_eq!(
        model.services[0].operations().count(),
        usize::from(!has_errors),
        "{level}"
    );
    reported(&documents, diagnostics)
}

#[test]
fn an_unknown_extension_is_refused_at_every_level() {
    let reported: String = LEVELS
        .iter()
        .map(|level| format!("{level}: {}", outcome(level, "x-ms-new: {}")))
        .collect();
    expect![[r#"
        document: unsupported-extension: a.yaml:3:1: the extension `x-ms-new` changes a client in a way that is not supported yet
        path item: unsupported-extension: a.yaml:6:5: the extension `x-ms-new` changes a client in a way that is not supported yet
        operation: unsupported-extension: a.yaml:9:7: the extension `x-ms-new` changes a client in a way that is not supported yet
        parameter: unsupported-extension: a.yaml:11:48: the extension `x-ms-new` changes a client in a way that is not supported yet
        version: unsupported-extension: a.yaml:12:43: the extension `x-ms-new` changes a client in a way that is not supported yet
        body: unsupported-extension: a.yaml:13:22: the extension `x-ms-new` changes a client in a way that is not supported yet
        media type: unsupported-extension: a.yaml:13:65: the extension `x-ms-new` changes a client in a way that is not supported yet
        response: unsupported-extension: a.yaml:17:11: the extension `x-ms-new` changes a client in a way that is not supported yet
        header: unsupported-extension: a.yaml:18:29: the extension `x-ms-new` changes a client in a way that is not supported yet
        object: unsupported-extension: a.yaml:23:17: the extension `x-ms-new` changes a client in a way that is not supported yet
        property: unsupported-extension: a.yaml:25:40: the extension `x-ms-new` changes a client in a way that is not supported yet
        item: unsupported-extension: a.yaml:26:62: the extension `x-ms-new` changes a client in a way that is not supported yet
        enum: unsupported-extension: a.yaml:27:53: the extension `x-ms-new` changes a client in a way that is not supported yet
    "#]].assert_eq(&reported);
    for level in LEVELS {
        assert_eq!(
            outcome(level, "x-ms-new: false"),
            "",
            "{level}: what is off changes nothing"
        );
        assert_eq!(
            outcome(level, "x-publish: {}"),
            "",
            "{level}: it is not of AutoRest"
        );
        assert_eq!(
            outcome(level, "x-ms-external: true"),
            "",
            "{level}: it informs"
        );
    }
}

/// An extension is supported at the levels where lowering reads it. Elsewhere it would be ignored.
#[test]
fn a_known_extension_is_refused_where_it_is_not_read() {
    let honoured = [
        ("x-ms-api-version", "true"),
        ("x-ms-client-name", "name"),
        ("x-ms-discriminator-value", "value"),
        ("x-ms-enum", "{ name: E }"),
        ("x-ms-error-response", "true"),
        ("x-ms-examples", "{}"),
        ("x-ms-long-running-operation", "true"),
        ("x-ms-long-running-operation-options", "{}"),
        ("x-ms-mutability", "[read]"),
        ("x-ms-pageable", "{}"),
        ("x-ms-parameter-location", "method"),
        ("x-ms-paths", "{}"),
        ("x-ms-requestBody-name", "name"),
        ("x-ms-secret", "true"),
        ("x-ms-skip-url-encoding", "true"),
        ("x-nullable", "true"),
        ("x-ms-client-default", "a"),
        ("x-ms-header-collection-prefix", "a"),
        ("x-ms-parameterized-host", "{}"),
        ("x-ms-text", "true"),
        ("x-ms-client-flatten", "true"),
    ];
    let reported: String = honoured
        .iter()
        .map(|(key, value)| {
            let is_refused = |level: &&&str| {
                outcome(level, &format!("{key}: {value}")).contains(&format!("`{key}`"))
            };
            let taken: Vec<_> = LEVELS
                .iter()
                .filter(|level| !is_refused(level))
                .copied()
                .collect();
            format!("{key}: {}\n", taken.join(", "))
        })
        .collect();
    expect![[r#"
        x-ms-api-version: parameter, version
        x-ms-client-name: parameter, version, body, header, object, property, item, enum
        x-ms-discriminator-value: object, property, item, enum
        x-ms-enum: parameter, version, header, object, property, item, enum
        x-ms-error-response: response
        x-ms-examples: operation
        x-ms-long-running-operation: operation
        x-ms-long-running-operation-options: operation
        x-ms-mutability: object, property, item, enum
        x-ms-pageable: operation
        x-ms-parameter-location: parameter, version, body, object, property, item, enum
        x-ms-paths: document
        x-ms-requestBody-name: body
        x-ms-secret: parameter, version, body, header, object, property, item, enum
        x-ms-skip-url-encoding: parameter, version
        x-nullable: response, object, property, item, enum
        x-ms-client-default: parameter, version, object, property, item, enum
        x-ms-header-collection-prefix: 
        x-ms-parameterized-host: 
        x-ms-text: 
        x-ms-client-flatten: document, path item, operation, parameter, version, body, media type, response, header, object, property, item, enum
    "#]].assert_eq(&reported);
}

#[test]
fn what_may_be_null_is_an_option() {
    check_schemas(
        "\
Root: { type: object, required: [own, target, both, no], properties: { own: { type: string, x-nullable: true }, target: { $ref: '#/components/schemas/Null' }, both: { $ref: '#/components/schemas/Null', description: d }, no: { $ref: '#/components/schemas/Null', x-nullable: false } } }
Null: { type: string, nullable: true }
",
        expect![[r#"
            definitions:
              - {name: Root, docs: members both d}
                shape kind Struct fields:
                  - {name: both, ty: String, required, nullable}
                  - {name: no, ty: String, required}
                  - {name: own, ty: String, required, nullable}
                  - {name: target, ty: String, required, nullable}
        "#]],
    );
    check(
        &operation(
            "get",
            "responses: { '200': { description: '', content: { application/json: { schema: { type: string, x-nullable: true } } } } }",
        ),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Get, path: /a}
                        response: {statuses: [200], body: String, optional}
        "#]],
    );
    for nullable in ["nullable", "x-nullable", "x-ms-nullable", "x-ms-isnullable"] {
        check_schemas(
            &format!(
                "Root: {{ type: object, properties: {{ list: {{ type: array, items: {{ type: string, {nullable}: true }} }} }} }}\n"
            ),
            expect![[r#"
                definitions:
                  - {name: Root, shape kind Struct fields: [{name: list, ty: Array Nullable String}]}
            "#]],
        );
    }
    check_schemas(
        "Root: { type: object, properties: { map: { type: object, additionalProperties: { $ref: '#/components/schemas/Null' } } } }\nNull: { type: string, nullable: true }\n",
        expect![[r#"
            definitions:
              - {name: Root, shape kind Struct fields: [{name: map, ty: Map Nullable String}]}
        "#]],
    );
    check_schemas(
        "Root: { type: object, properties: { a: { type: string } }, additionalProperties: { type: string, nullable: true } }\n",
        expect![[r#"
            definitions:
              - {name: Root, shape kind Struct: {fields: [{name: a, ty: String}], additional: Nullable String}}
        "#]],
    );
    check(
        &operation(
            "get",
            "responses: { '200': { description: '', x-nullable: true, content: { application/json: { schema: { type: string } } } } }",
        ),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Get, path: /a}
                        response: {statuses: [200], body: String, optional}
        "#]],
    );
    check(
        &operation(
            "put",
            "requestBody: { content: { application/json: { schema: { type: string, nullable: true } } } }\nresponses: { '204': { description: '' } }",
        ),
        expect![[r#"
            unsupported-schema: a.yaml:7:7: a body that may be null is not supported
        "#]],
    );
}

#[test]
fn whatever_is_marked_is_secret() {
    check_schemas(
        "Root: { type: object, properties: { a: { type: object, x-ms-secret: true } } }\n",
        expect![[r#"
            definitions:
              - {name: Root, shape kind Struct fields: [{name: a, ty: Hidden Value, secret}]}
        "#]],
    );
    check_schemas(
        "Root: { type: object, properties: { a: { type: array, items: { type: integer }, x-ms-secret: true } } }\n",
        expect![[r#"
            definitions:
              - {name: Root, shape kind Struct fields: [{name: a, ty: Array Hidden Integer I64, secret}]}
        "#]],
    );
}

/// Files, bytes and texts are streams. Forms are errors.
#[test]
fn bodies_of_swagger_that_are_no_json() {
    for (operation, expected) in [
        (
            "parameters: [{ name: a, in: formData, type: string }], responses: { '204': {} }",
            expect![[r#"
                unsupported-content: a.yaml:4:54: the media type multipart/form-data is not supported
            "#]],
        ),
        (
            "consumes: [text/plain], parameters: [{ name: a, in: body, schema: { type: string } }], responses: { '204': {} }",
            expect![[r#"
                services:
                  - {module: things, title: Things, namespace: Things, client: ThingsClient}
                    groups:
                      - {client: ThingsClient}
                        operations:
                          - {id: Put, name: Put put, method: Put, path: /a, response statuses: [204]}
                            body: {name: a, ty: Stream, content_type: text/plain}
            "#]],
        ),
        (
            "consumes: [text/plain], responses: { '204': {} }",
            expect![[r#"
                services:
                  - {module: things, title: Things, namespace: Things, client: ThingsClient}
                    groups:
                      - {client: ThingsClient}
                        operations: [{id: Put, name: Put put, method: Put, path: /a, response statuses: [204]}]
            "#]],
        ),
        (
            "produces: [application/xml], responses: { '200': { schema: { type: string } } }",
            expect![[r#"
                services:
                  - {module: things, title: Things, namespace: Things, client: ThingsClient}
                    groups:
                      - {client: ThingsClient}
                        operations:
                          - {id: Put, name: Put put, method: Put, path: /a}
                            response: {statuses: [200], body: Stream, accept: application/xml}
            "#]],
        ),
        (
            "produces: [application/xml], responses: { '204': {} }",
            expect![[r#"
                services:
                  - {module: things, title: Things, namespace: Things, client: ThingsClient}
                    groups:
                      - {client: ThingsClient}
                        operations: [{id: Put, name: Put put, method: Put, path: /a, response statuses: [204]}]
            "#]],
        ),
        (
            "responses: { '200': { schema: { type: file } } }",
            expect![[r#"
                services:
                  - {module: things, title: Things, namespace: Things, client: ThingsClient}
                    groups:
                      - {client: ThingsClient}
                        operations:
                          - {id: Put, name: Put put, method: Put, path: /a}
                            response: {statuses: [200], body: Stream, accept: */*}
            "#]],
        ),
        (
            "responses: { '200': { schema: { $ref: '#/definitions/File' } } }",
            expect![[r#"
                services:
                  - {module: things, title: Things, namespace: Things, client: ThingsClient}
                    groups:
                      - {client: ThingsClient}
                        operations:
                          - {id: Put, name: Put put, method: Put, path: /a}
                            response: {statuses: [200], body: Stream, accept: */*}
            "#]],
        ),
        (
            "responses: { '200': { schema: { $ref: '#/definitions/FileOfSome' } } }",
            expect![[r#"
                unsupported-schema: a.yaml:3:38: binary content is a whole body: JSON, a path, a query and a header have no form for it
            "#]],
        ),
        (
            "parameters: [{ name: a, in: query, type: file }], responses: { '204': {} }",
            expect![[r#"
                unsupported-schema: a.yaml:4:54: binary content is a whole body: JSON, a path, a query and a header have no form for it
            "#]],
        ),
    ] {
        check_swagger(
            &format!(
                "definitions: {{ File: {{ type: file }}, FileOfSome: {{ type: file, enum: [a, b] }} }}\npaths: {{ /a: {{ put: {{ operationId: Put, {operation} }} }} }}"
            ),
            expected,
        );
    }
}
