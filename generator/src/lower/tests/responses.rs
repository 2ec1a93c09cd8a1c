//! Responses: statuses, bodies, headers and errors.

use super::*;
use expect_test::expect;

/// Prints an operation with these responses, in YAML.
fn check_responses(responses: &str, expected: Expect) {
    let definition = operation("get", &format!("responses:\n{}", indented(responses, 2)))
        + "components:
  responses:
    Chained: { $ref: '#/components/responses/Text' }
    Text: { description: '', content: { application/json: { schema: { type: string } } } }
  headers: { A: { schema: { type: string } } }
  schemas:
    Level: { type: string, enum: [low, high] }
    Failure: { type: object, properties: { error: { type: object, properties: { code: { type: string } } } } }
    Box: { type: object, properties: { a: { type: string } } }
";
    check(&definition, expected);
}

#[test]
fn several_codes_with_one_body() {
    check_responses(
        "\
'201': { $ref: '#/components/responses/Text' }
'200': { $ref: '#/components/responses/Text' }
'404': { description: '' }
",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Get, path: /a, response: {statuses: [200, 201], body: String}}
        "#]],
    );
}

#[test]
fn a_code_without_body_makes_it_optional() {
    check_responses(
        "'200': { $ref: '#/components/responses/Text' }\n'204': { description: '' }\n",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Get, path: /a}
                        response: {statuses: [200, 204], body: String, optional}
        "#]],
    );
}

#[test]
fn references_to_responses_are_followed() {
    check_responses(
        "'200': { $ref: '#/components/responses/Chained' }\n",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Get, path: /a, response: {statuses: [200], body: String}}
        "#]],
    );
}

/// Some services return 404 for "no". The definition marks that as no error, but it is no success either.
#[test]
fn a_success_that_is_an_error_is_no_success() {
    check_responses(
        "'200': { $ref: '#/components/responses/Text' }\n'202': { description: '', x-ms-error-response: true }\n",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Get, path: /a, response: {statuses: [200], body: String}}
        "#]],
    );
}

#[test]
fn the_error_is_that_of_the_default_else_the_first_failure() {
    check_responses(
        "\
'204': { description: '' }
'500': { description: '', content: { application/json: { schema: { type: string } } } }
'400': { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/Failure' } } } }
'404': { description: '' }
",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Get, path: /a, response statuses: [204]}
                        error: Definition Failure
            definitions:
              - {name: Failure, shape kind Struct fields: [{name: error, ty: Definition FailureError}]}
              - {name: "Failure error" FailureError, shape kind Struct fields: [{name: code, ty: String}]}
        "#]],
    );
    check_responses(
        "\
'204': { description: '' }
'400': { description: '', content: { application/json: { schema: { type: string } } } }
default: { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/Failure' } } } }
",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Get, path: /a, response statuses: [204]}
                        error: Definition Failure
            definitions:
              - {name: Failure, shape kind Struct fields: [{name: error, ty: Definition FailureError}]}
              - {name: "Failure error" FailureError, shape kind Struct fields: [{name: code, ty: String}]}
        "#]],
    );
}

#[test]
fn headers_have_types() {
    check_responses(
        "\
'200':
  description: ''
  headers:
    ETag: { description: Of the version., schema: { type: string } }
    Last-Modified: { schema: { type: string, format: date-time-rfc1123 } }
    Expires: { schema: { type: string, format: date-time } }
    x-ms-count: { x-ms-client-name: howMany, schema: { type: integer, format: int32 } }
    x-ms-level: { schema: { $ref: '#/components/schemas/Level' } }
    x-ms-key: { schema: { type: string, format: password } }
",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Get, path: /a}
                        response: {statuses: [200]}
                          headers:
                            - {name: ETag etag, docs: "Of the version.", ty: Etag}
                            - {name: Expires expires, ty: Encoded Rfc3339}
                            - {name: Last-Modified last_modified, ty: Encoded Rfc1123}
                            - {name: x-ms-count how_many, ty: Integer I32}
                            - {name: x-ms-key x_ms_key, ty: Secret}
                            - {name: x-ms-level x_ms_level, ty: String}
        "#]],
    );
}

/// The order of members does not matter: the status decides which description is used.
#[test]
fn headers_of_several_codes_do_not_depend_on_their_order() {
    let first = "'200': { description: '', headers: { a: { description: Of 200., schema: { type: string } } } }\n";
    let second = "'201': { description: '', headers: { a: { description: Of 201., schema: { type: string } } } }\n";
    let printed = [[first, second], [second, first]].map(|order| {
        let text = HEAD.to_owned()
            + &operation(
                "get",
                &format!("responses:\n{}", indented(&order.concat(), 2)),
            );
        let (model, ..) = lowered(
            "[services.things]\ndocuments = ['a.yaml']\n",
            &[("a.yaml", &text)],
        );
        outlined(&model, &MODEL)
    });
    assert_eq!(printed[0], printed[1]);
}

#[test]
fn media_types_do_not_depend_on_their_order() {
    let first = "application/json: { schema: { type: string } }";
    let second = "text/json: { schema: { type: integer } }";
    let printed = [[first, second], [second, first]].map(|[one, other]| {
        let responses =
            format!("responses: {{ '200': {{ description: '', content: {{ {one}, {other} }} }} }}");
        let text = HEAD.to_owned() + &operation("get", &responses);
        let (model, ..) = lowered(
            "[services.things]\ndocuments = ['a.yaml']\n",
            &[("a.yaml", &text)],
        );
        outlined(&model, &MODEL)
    });
    assert_eq!(printed[0], printed[1]);
}

#[test]
fn which_responses_an_operation_may_have() {
    check_responses(
        "'200': { $ref: '#/components/responses/Text' }\n'201': { description: '', content: { application/json: { schema: { type: integer } } } }\n",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Get, path: /a}
                        response: {statuses: [200, 201]}
                          by_status: {name: ThingsThingsClientDoAnswer}
                            answers: [{status: 200, body: String}, {status: 201, body: Integer I64}]
        "#]],
    );
    check_responses(
        "'2XX': { description: '' }\n",
        expect![[r#"
            unsupported-answer: a.yaml:5:5: the range `2XX` does not specify which statuses the service returns
        "#]],
    );
    check_responses(
        "'404': { description: '' }\n",
        expect![[r#"
            unsupported-answer: a.yaml:5:5: no success response is defined
        "#]],
    );
    check_responses(
        "'200': { description: '', content: { text/plain: { schema: { type: string } } } }\n",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Get, path: /a}
                        response: {statuses: [200], body: Stream, accept: text/plain}
        "#]],
    );
}

#[test]
fn headers_of_every_encoding() {
    let schemas = [
        "type: string, format: date-time",
        "type: string, format: date-time-rfc1123",
        "type: integer, format: unixtime",
        "type: string, format: byte",
        "type: string, format: base64url",
        "type: string, x-ms-secret: true",
        "type: string, format: date",
    ];
    let headers = schemas.iter().enumerate();
    let headers: Vec<String> = headers
        .map(|(index, schema)| format!("h{index}: {{ schema: {{ {schema} }} }}"))
        .collect();
    check_responses(
        &format!(
            "'200': {{ description: '', headers: {{ {} }} }}\n",
            headers.join(", ")
        ),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Get, path: /a}
                        response: {statuses: [200]}
                          headers:
                            - {name: h0, ty: Encoded Rfc3339}
                            - {name: h1, ty: Encoded Rfc1123}
                            - {name: h2, ty: Encoded UnixTime}
                            - {name: h3, ty: Encoded Base64}
                            - {name: h4, ty: Encoded Base64Url}
                            - {name: h5, ty: Secret}
                            - {name: h6, ty: String}
        "#]],
    );
}

#[test]
fn headers_that_are_no_scalar_are_refused() {
    check_responses(
        "'200': { description: '', headers: { a: { schema: { type: array, items: { type: string } } } } }\n",
        expect![[r#"
            unsupported-answer: a.yaml:8:46: a response header must be a string, a number, a date or bytes
        "#]],
    );
    check_responses(
        "'200': { description: '', headers: { a: { schema: { $ref: '#/components/schemas/Box' } } } }\n",
        expect![[r#"
            unsupported-answer: a.yaml:8:46: a response header must be a string, a number, a date or bytes
        "#]],
    );
    check_responses(
        "'200': { description: '', headers: { a: { content: { text/plain: {} } } } }\n",
        expect![[r#"
            unsupported-answer: a.yaml:8:46: a header with `content` is not supported
        "#]],
    );
    check_responses(
        "'200': { description: '', headers: { a: { x-ms-new: 1, schema: { type: string } } } }\n",
        expect![[r#"
            unsupported-extension: a.yaml:8:51: the extension `x-ms-new` changes a client in a way that is not supported yet
        "#]],
    );
    check_responses(
        "'200': { description: '', headers: { a: { $ref: '#/components/headers/A' } } }\n",
        expect![[r#"
            unsupported-answer: a.yaml:8:9: the header `a` is a reference
        "#]],
    );
}

/// A call asks for the media type of the first success response. The others are options.
#[test]
fn streams_with_several_media_types() {
    let bytes = |media: &str| {
        format!(
            "{{ description: '', content: {{ {media}: {{ schema: {{ type: string, format: binary }} }} }} }}"
        )
    };
    let responses = [
        ("200", "application/octet-stream"),
        ("201", "application/zip"),
        ("202", "application/octet-stream"),
    ];
    let responses = responses.map(|(status, media)| format!("'{status}': {}\n", bytes(media)));
    check_responses(
        &responses.concat(),
        expect![[r#"
        services:
          - {module: things, title: Things, namespace: Things, client: ThingsClient}
            groups:
              - {name: Things things, client: ThingsGroupClient}
                operations:
                  - {id: Things_Do, name: Do do_, method: Get, path: /a}
                    parameters:
                      - {name: Accept accept, location: Header, ty: String}
                        docs: "Media type of the response instead of application/octet-stream: application/zip.\n\nThe response is then not the model of the method: read its body as it is."
                    response: {statuses: [200, 201, 202], body: Stream, accept: application/octet-stream}
    "#]],
    );
}

/// A single call whose statuses have bodies of several types returns an enum. Paged and long-running operations have one
/// result.
#[test]
fn bodies_that_differ_by_status() {
    const BODIES: &str = "\
'200': { description: '', content: { application/json: { schema: { type: string } } } }
'202': { description: '', content: { application/json: { schema: { type: integer, format: int32, nullable: true } } } }
'204': { description: '' }
";
    check_responses(
        BODIES,
        expect![[r#"
        services:
          - {module: things, title: Things, namespace: Things, client: ThingsClient}
            groups:
              - {name: Things things, client: ThingsGroupClient}
                operations:
                  - {id: Things_Do, name: Do do_, method: Get, path: /a}
                    response: {statuses: [200, 202, 204]}
                      by_status: {name: ThingsThingsClientDoAnswer}
                        answers: [{status: 200, body: String}, {status: 202, body: Integer I32, optional}, status 204]
    "#]],
    );
    let paged = format!(
        "x-ms-pageable: {{ nextLinkName: null }}\nresponses:\n{}",
        indented(BODIES, 2)
    );
    check(
        &operation("get", &paged),
        expect![[r#"
        unsupported-answer: a.yaml:10:9: the success responses have bodies of different types
    "#]],
    );
    let stream = BODIES.replace(
        "type: integer, format: int32, nullable: true",
        "type: string, format: binary",
    );
    check_responses(
        &stream.replace(
            "application/json: { schema: { type: string, ",
            "application/zip: { schema: { type: string, ",
        ),
        expect![[r#"
            unsupported-answer: a.yaml:9:9: the success responses have bodies of different types
        "#]],
    );
}
