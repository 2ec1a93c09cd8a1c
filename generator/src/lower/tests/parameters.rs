//! Parameters in path, query and header.

use super::*;
use expect_test::expect;

/// Prints an operation at `/a/{b}` with these parameters, in YAML.
fn check_parameters(parameters: &str, expected: Expect) {
    let parameters = indented(parameters, 8);
    let definition = format!(
        "paths:
  /a/{{b}}:
    get:
      operationId: Things_Get
      parameters:
        - {{ name: b, in: path, required: true, schema: {{ type: string }} }}
{parameters}      responses: {{ '204': {{ description: '' }} }}
components:
  schemas:
    Letters: {{ type: string, pattern: '^[a-z]+$' }}
    Level: {{ type: string, enum: [low, high] }}
    Only: {{ type: string, enum: [one] }}
    Box: {{ type: object, properties: {{ a: {{ type: string }} }} }}
"
    );
    check(&definition, expected);
}

#[test]
fn path_query_and_header_by_name() {
    check_parameters(
        "\
- { name: x-ms-trace, in: header, required: true, schema: { type: string } }
- { name: $top, in: query, description: How many., schema: { type: integer, format: int32 } }
- { name: $filter, in: query, required: true, schema: { type: string } }
",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Get, name: Get get, method: Get, path: /a/{b}, response statuses: [204]}
                        parameters:
                          - {name: b, location: Path, required, ty: String}
                          - {name: $filter filter, location: Query Multi, required, ty: String}
                          - {name: $top top, docs: "How many.", location: Query Multi, ty: Integer I32}
                          - {name: x-ms-trace x_ms_trace, location: Header, required, ty: String}
        "#]],
    );
}

/// Parameters of the path are always required, and in the order of the template.
#[test]
fn the_path_gives_the_order_of_its_parameters() {
    check(
        "paths:
  /{second}/x/{first}(name='{third}'):
    get:
      operationId: Get
      parameters:
        - { name: first, in: path, required: true, schema: { type: string } }
        - { name: third, in: path, schema: { type: integer } }
        - { name: second, in: path, required: true, x-ms-skip-url-encoding: true, schema: { type: string } }
      responses: { '204': { description: '' } }
",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {client: ThingsClient}
                    operations:
                      - {id: Get, name: Get get, method: Get, path: /{second}/x/{first}(name='{third}')}
                        parameters:
                          - {name: second, docs: "Empty, or `/`, for the whole tenant.", location: Scope, required, ty: String}
                          - {name: first, location: Path, required, ty: String}
                          - {name: third, location: Path, required, ty: Integer I64}
                        response statuses: [204]
        "#]],
    );
}

#[test]
fn the_operation_overrides_its_path_item() {
    check(
        "paths:
  /a:
    parameters:
      - { name: top, in: query, required: true, schema: { type: string } }
      - { name: skip, in: query, schema: { type: string } }
      - { name: top, in: header, schema: { type: string } }
    get:
      operationId: Get
      parameters: [{ name: top, in: query, schema: { type: integer } }]
      responses: { '204': { description: '' } }
",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {client: ThingsClient}
                    operations:
                      - {id: Get, name: Get get, method: Get, path: /a, response statuses: [204]}
                        parameters:
                          - {name: skip, location: Query Multi, ty: String}
                          - {name: top, location: Query Multi, ty: Integer I64}
                          - {name: top top2, location: Header, ty: String}
        "#]],
    );
}

/// The client sends the version of the document and some headers itself. Other headers are parameters.
#[test]
fn version_and_headers_of_the_request_are_no_parameters() {
    check_parameters(
        "\
- { name: api-version, in: query, required: true, schema: { type: string } }
- { name: Accept, in: header, required: true, schema: { type: string } }
- { name: content-type, in: header, schema: { type: string } }
- { name: AUTHORIZATION, in: header, schema: { type: string } }
- { name: api-version, in: header, schema: { type: string } }
",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Get, name: Get get, api_version: "2026-01-01", method: Get, path: /a/{b}}
                        parameters:
                          - {name: b, location: Path, required, ty: String}
                          - {name: api-version api_version, location: Header, ty: String}
                          - {name: content-type content_type, location: Header, ty: String}
                        response statuses: [204]
        "#]],
    );
}

#[test]
fn references_to_parameters_are_followed_across_files() {
    let text = format!(
        "{HEAD}paths:
  /a:
    get:
      operationId: Get
      parameters: [{{ $ref: './common.yaml#/parameters/Chained' }}]
      responses: {{ '204': {{ description: '' }} }}
"
    );
    let common = "parameters:
  Chained: { $ref: '#/parameters/Top' }
  Top: { name: top, in: query, schema: { $ref: '#/definitions/Level' } }
definitions: { Level: { type: string, enum: [low, high] } }
";
    let files = [("a.yaml", text.as_str()), ("common.yaml", common)];
    let (model, documents, diagnostics) =
        lowered("[services.things]\ndocuments = ['a.yaml']\n", &files);
    let printed = reported(&documents, diagnostics) + &outlined(&model, &MODEL);
    expect![[r#"
        services:
          - {module: things, title: Things, namespace: Things, client: ThingsClient}
            groups:
              - {client: ThingsClient}
                operations:
                  - {id: Get, name: Get get, method: Get, path: /a, response statuses: [204]}
                    parameters: [{name: top, location: Query Multi, ty: Definition Level}]
        definitions:
          - {name: Level, shape kind Enum: {open, values Strings: [high High, low Low]}}
    "#]]
    .assert_eq(&printed);
}

#[test]
fn types_and_lists() {
    check_parameters(
        "\
- { name: level, in: query, schema: { $ref: '#/components/schemas/Level' } }
- { name: since, in: query, schema: { type: string, format: date-time } }
- { name: deep, in: query, schema: { type: boolean } }
- { name: key, in: header, x-ms-secret: true, schema: { type: string } }
- { name: many, in: query, schema: { type: array, items: { type: string } } }
- { name: comma, in: query, explode: false, schema: { type: array, items: { type: integer } } }
- { name: space, in: query, style: spaceDelimited, schema: { type: array, items: { type: string } } }
- { name: pipe, in: query, style: pipeDelimited, schema: { type: array, items: { type: string } } }
",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Get, name: Get get, method: Get, path: /a/{b}, response statuses: [204]}
                        parameters:
                          - {name: b, location: Path, required, ty: String}
                          - {name: comma, location: Query Joined ",", ty: Array Integer I64}
                          - {name: deep, location: Query Multi, ty: Boolean}
                          - {name: level, location: Query Multi, ty: Definition Level}
                          - {name: many, location: Query Multi, ty: Array String}
                          - {name: pipe, location: Query Joined |, ty: Array String}
                          - {name: since, location: Query Multi, ty: Encoded Rfc3339}
                          - {name: space, location: Query Joined " ", ty: Array String}
                          - {name: key, location: Header, ty: Secret}
            definitions:
              - {name: Level, shape kind Enum: {open, values Strings: [high High, low Low]}}
        "#]],
    );
}

#[test]
fn rules_are_read_in_place_and_by_reference() {
    check_parameters(
        "\
- { name: one, in: query, schema: { type: string, minLength: 1, maxLength: 90, pattern: '^[\\w-]+$' } }
- { name: two, in: query, schema: { $ref: '#/components/schemas/Letters' } }
- { name: three, in: query, schema: { $ref: '#/components/schemas/Letters', description: Letters. } }
- { name: four, in: query, schema: { type: string, minLength: 0 } }
",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Get, name: Get get, method: Get, path: /a/{b}, response statuses: [204]}
                        parameters:
                          - {name: b, location: Path, required, ty: String}
                          - {name: four, location: Query Multi, ty: String}
                          - {name: one, location: Query Multi, ty: String}
                            rules: [MinLength 1, MaxLength 90, Pattern "^[\\w-]+$"]
                          - {name: three, location: Query Multi, ty: String, rules: [Pattern ^[a-z]+$]}
                          - {name: two, location: Query Multi, ty: String, rules: [Pattern ^[a-z]+$]}
        "#]],
    );
}

/// A pattern that cannot be checked is only a warning, since calls work without the check.
#[test]
fn a_pattern_that_the_regex_engine_does_not_support_is_reported() {
    check_parameters(
        "- { name: one, in: query, schema: { type: string, pattern: '^(?!a)b$', maxLength: 3 } }",
        expect![[r#"
            unchecked-pattern: a.yaml:9:11: the pattern is not checked, since the regex engine does not support it: look-around is not supported
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Get, name: Get get, method: Get, path: /a/{b}, response statuses: [204]}
                        parameters:
                          - {name: b, location: Path, required, ty: String}
                          - {name: one, location: Query Multi, ty: String, rules: [MaxLength 3]}
        "#]],
    );
}

/// Arguments, the body and the options share one scope.
#[test]
fn names_of_arguments_differ() {
    check_parameters(
        "\
- { name: B, in: query, schema: { type: string } }
- { name: self, in: query, schema: { type: string } }
- { name: options, in: query, required: true, schema: { type: string } }
- { name: body, in: header, schema: { type: string } }
- { name: type, in: query, x-ms-client-name: thingType, schema: { type: string } }
",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Get, name: Get get, method: Get, path: /a/{b}, response statuses: [204]}
                        parameters:
                          - {name: b, location: Path, required, ty: String}
                          - {name: B b2, location: Query Multi, ty: String}
                          - {name: options options2, location: Query Multi, required, ty: String}
                          - {name: self self_, location: Query Multi, ty: String}
                          - {name: type thing_type, location: Query Multi, ty: String}
                          - {name: body body2, location: Header, ty: String}
        "#]],
    );
}

#[test]
fn parameters_that_no_request_can_hold_are_refused() {
    check_parameters(
        "- { name: one, in: query, schema: { $ref: '#/components/schemas/Box' } }",
        expect![[r#"
            unsupported-parameter: a.yaml:9:11: a parameter must be a string, a number, a date, bytes or an enum, or a list of these
        "#]],
    );
    check_parameters(
        "- { name: one, in: header, schema: { type: array, items: { type: string } } }",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Get, name: Get get, method: Get, path: /a/{b}, response statuses: [204]}
                        parameters:
                          - {name: b, location: Path, required, ty: String}
                          - {name: one, location: Header, ty: Array String}
        "#]],
    );
    check_parameters(
        "- { name: one, in: cookie, schema: { type: string } }",
        expect![[r#"
            unsupported-parameter: a.yaml:9:11: ARM has no parameters in cookies
        "#]],
    );
    check_parameters(
        "- { name: one, in: query, style: deepObject, schema: { type: string } }",
        expect![[r#"
            unsupported-parameter: a.yaml:9:11: the style `deepObject` is not supported
        "#]],
    );
    check_parameters(
        "- { name: one, in: query, content: { application/json: { schema: { type: string } } } }",
        expect![[r#"
            unsupported-parameter: a.yaml:9:11: a parameter with `content` is not supported
        "#]],
    );
    check_parameters(
        "- { name: one, in: path, schema: { type: string } }",
        expect![[r#"
            unsupported-parameter: a.yaml:9:11: the parameter `one` has no placeholder in the path
        "#]],
    );
    check_parameters(
        "- { name: one, in: query, x-ms-parameter-new: 1, schema: { type: string } }",
        expect![[r#"
            unsupported-extension: a.yaml:9:35: the extension `x-ms-parameter-new` changes a client in a way that is not supported yet
        "#]],
    );
}

#[test]
fn a_placeholder_needs_its_parameter() {
    check(
        "paths: { '/a/{b}': { get: { operationId: Get, parameters: [{ name: b, in: query, schema: { type: string } }], responses: {} } } }",
        expect![[r#"
            unsupported-answer: a.yaml:3:22: no success response is defined
            unsupported-parameter: a.yaml:3:22: the path has the placeholder `b`, but no parameter of that name
        "#]],
    );
}

/// The parameter may allow only some versions.
#[test]
fn a_version_with_values_is_one_of_them() {
    let version = |values: &str| {
        format!(
            "- {{ name: api-version, in: query, required: true, schema: {{ type: string, enum: [{values}] }} }}\n"
        )
    };
    check_parameters(
        &version("2025-05-05"),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Get, name: Get get, api_version: "2025-05-05", method: Get, path: /a/{b}}
                        parameters: [{name: b, location: Path, required, ty: String}]
                        response statuses: [204]
        "#]],
    );
    check_parameters(
        &version("2025-05-05, '2026-01-01'"),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Get, name: Get get, api_version: "2026-01-01", method: Get, path: /a/{b}}
                        parameters: [{name: b, location: Path, required, ty: String}]
                        response statuses: [204]
        "#]],
    );
    check_parameters(
        &version("a, b"),
        expect![[r#"
            unsupported-parameter: a.yaml:9:11: the version `2026-01-01` of the document is not one of the parameter's values
        "#]],
    );
}

/// The client sends and reads JSON. If a definition requires another media type, the header is a parameter.
#[test]
fn headers_that_a_definition_requires_are_sent() {
    let schemas = "components: { schemas: { Json: { type: string, enum: [Application/JSON, text/html] } } }\n";
    let body = "requestBody: { content: { application/json: { schema: { type: string } } } }\n";
    let text = |body: &str, headers: &str| {
        let operation = operation(
            "put",
            &format!("{body}parameters:\n{headers}responses: {{ '204': {{ description: '' }} }}"),
        );
        operation + schemas
    };
    check(
        &text(
            "",
            "\
- { name: Content-Type, in: header, required: true, schema: { type: string } }
- { name: User-Agent, in: header, required: true, schema: { type: string } }
- { name: x-ms-client-request-id, in: header, schema: { type: string } }
- { name: Accept, in: header, schema: { type: string, enum: [application/vnd.a+json, application/vnd.b+json] } }
- { name: Content-Length, in: header, required: true, schema: { type: integer } }
",
        ),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Put, path: /a, response statuses: [204]}
                        parameters:
                          - {name: Accept accept, location: Header, ty: Definition Accept}
                          - {name: Content-Type content_type, location: Header, required, ty: String}
                          - {name: User-Agent user_agent, location: Header, required, ty: String}
                          - {name: x-ms-client-request-id x_ms_client_request_id, location: Header, ty: String}
            definitions:
              - {name: Accept}
                shape kind Enum: {open}
                  values Strings:
                    - application/vnd.a+json ApplicationVndAJson
                    - application/vnd.b+json ApplicationVndBJson
        "#]],
    );
    check(
        &text(
            body,
            "\
- { name: Content-Type, in: header, required: true, schema: { $ref: '#/components/schemas/Json' } }
- { name: accept, in: header, required: true, schema: { $ref: '#/components/schemas/Json' } }
",
        ),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Put, path: /a, body: {name: body, ty: String}}
                        response statuses: [204]
        "#]],
    );
    check(
        &text(
            body,
            "- { name: content-type, in: header, required: true, schema: { type: string } }\n",
        ),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Put, path: /a, body: {name: body, ty: String}}
                        parameters: [{name: content-type content_type, location: Header, required, ty: String}]
                        response statuses: [204]
        "#]],
    );
    check(
        &text(
            "",
            "- { name: CONTENT-TYPE, in: header, schema: { $ref: '#/components/schemas/Json' } }\n",
        ),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Put, path: /a, response statuses: [204]}
                        parameters: [{name: CONTENT-TYPE content_type, location: Header, ty: Definition Json}]
            definitions:
              - {name: Json}
                shape kind Enum: {open, values Strings: [Application/JSON ApplicationJson, text/html TextHtml]}
        "#]],
    );
}

#[test]
fn headers_of_the_connection_are_refused() {
    for name in ["Host", "connection", "Transfer-Encoding", "TE", "Upgrade"] {
        let text = format!(
            "{HEAD}{}",
            operation(
                "get",
                &format!(
                    "parameters: [{{ name: {name}, in: header, schema: {{ type: string }} }}]\nresponses: {{ '204': {{ description: '' }} }}"
                )
            )
        );
        let (_, documents, diagnostics) = lowered(
            "[services.things]\ndocuments = ['a.yaml']\n",
            &[("a.yaml", &text)],
        );
        let expected = format!(
            "unsupported-parameter: a.yaml:7:20: the header `{name}` belongs to the HTTP connection, so that no call can set it\n"
        );
        assert_eq!(reported(&documents, diagnostics), expected);
    }
}

/// A query that is already encoded is sent unchanged.
#[test]
fn a_query_may_be_encoded_already() {
    check_parameters(
        "\
- { name: $filter, in: query, x-ms-skip-url-encoding: true, schema: { type: string } }
- { name: list, in: query, explode: false, x-ms-skip-url-encoding: true, schema: { type: array, items: { type: string } } }
- { name: plain, in: query, x-ms-skip-url-encoding: false, schema: { type: string } }
- { name: x-head, in: header, x-ms-skip-url-encoding: true, schema: { type: string } }
",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Get, name: Get get, method: Get, path: /a/{b}, response statuses: [204]}
                        parameters:
                          - {name: b, location: Path, required, ty: String}
                          - {name: $filter filter, location: Query Multi, ty: String, verbatim}
                            docs: "It is sent without percent-encoding: encode characters that have a meaning in a query."
                          - {name: list, location: Query Joined ",", ty: Array String, verbatim}
                            docs: "It is sent without percent-encoding: encode characters that have a meaning in a query."
                          - {name: plain, location: Query Multi, ty: String}
                          - {name: x-head x_head, location: Header, ty: String}
        "#]],
    );
}

/// Some operations need the version of another provider, which only the caller knows.
#[test]
fn a_version_that_is_not_the_documents_is_a_parameter() {
    check_parameters(
        "- { name: api-version, in: query, required: true, x-ms-api-version: false, schema: { type: string } }\n",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Get, name: Get get, method: Get, path: /a/{b}, response statuses: [204]}
                        parameters:
                          - {name: b, location: Path, required, ty: String}
                          - {name: api-version api_version, location: Query Multi, required, ty: String}
        "#]],
    );
    check_parameters(
        "- { name: version, in: query, required: true, x-ms-api-version: true, schema: { type: string } }\n",
        expect![[r#"
            unsupported-parameter: a.yaml:9:11: only the query parameter `api-version` can be the API version
        "#]],
    );
}

#[test]
fn a_document_without_a_version_cannot_send_it() {
    let text = "openapi: 3.0.3\ninfo: { title: Things, version: 2026 }\n".to_owned()
        + &operation(
            "get",
            "parameters: [{ name: api-version, in: query, schema: { type: string } }]\nresponses: { '204': { description: '' } }",
        );
    let (_, documents, diagnostics) = lowered(
        "[services.things]\ndocuments = ['a.yaml']\n",
        &[("a.yaml", &text)],
    );
    expect![[r#"
        unsupported-parameter: a.yaml:7:20: the document has no string `info.version` to send
    "#]]
    .assert_eq(&reported(&documents, diagnostics));
}

/// The subscription belongs to the client, unless a definition makes it a parameter of each call.
#[test]
fn the_subscription_is_the_clients_unless_each_call_gives_it() {
    for (location, of_client) in [
        ("", true),
        ("x-ms-parameter-location: client,", true),
        ("x-ms-parameter-location: method,", false),
    ] {
        let text = format!(
            "{HEAD}paths: {{ '/subscriptions/{{subscriptionId}}': {{ get: {{ operationId: Get, parameters: [{{ name: subscriptionId, in: path, required: true, {location} schema: {{ type: string }} }}], responses: {{ '204': {{ description: '' }} }} }} }} }}"
        );
        let (model, ..) = lowered(
            "[services.things]\ndocuments = ['a.yaml']\n",
            &[("a.yaml", &text)],
        );
        let operation = model.services[0].operations().next().expect("it is fine");
        assert_eq!(
            operation.parameters[0].is_subscription(),
            of_client,
            "{location}"
        );
    }
}

/// Dates of RFC 1123 contain commas and spaces themselves.
#[test]
fn a_list_that_cannot_be_split_is_refused() {
    let list = |way: &str| {
        format!(
            "- {{ name: l, in: query, {way}, schema: {{ type: array, items: {{ type: string, format: date-time-rfc1123 }} }} }}"
        )
    };
    check_parameters(
        &list("explode: false"),
        expect![[r#"
            unsupported-parameter: a.yaml:9:11: dates of RFC 1123 contain commas and spaces, so a list of them cannot be joined by either
        "#]],
    );
    check_parameters(
        &list("style: pipeDelimited, explode: false"),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Get, name: Get get, method: Get, path: /a/{b}, response statuses: [204]}
                        parameters:
                          - {name: b, location: Path, required, ty: String}
                          - {name: l, location: Query Joined |, ty: Array Encoded Rfc1123}
        "#]],
    );
}

#[test]
fn parameters_of_every_encoding() {
    check_parameters(
        "\
- { name: one, in: header, x-ms-secret: true, schema: { type: string } }
- { name: two, in: query, x-ms-secret: true, schema: { type: array, items: { type: string, format: byte } } }
- { name: three, in: query, schema: { type: string, format: password } }
- { name: four, in: header, schema: { type: string, format: base64url } }
- { name: five, in: query, schema: { type: array, items: { type: integer, format: unixtime } } }
- { name: six, in: query, schema: { type: string, format: date-time, enum: ['2026-01-31T12:00:00Z'] } }
",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Get, name: Get get, method: Get, path: /a/{b}, response statuses: [204]}
                        parameters:
                          - {name: b, location: Path, required, ty: String}
                          - {name: five, location: Query Multi, ty: Array Encoded UnixTime}
                          - {name: six, location: Query Multi, ty: Encoded Rfc3339}
                          - {name: three, location: Query Multi, ty: Secret}
                          - {name: two, location: Query Multi, ty: Array Secret}
                          - {name: four, location: Header, ty: Encoded Base64Url}
                          - {name: one, location: Header, ty: Secret}
        "#]],
    );
    check_parameters(
        "- { name: one, in: header, x-ms-secret: true, schema: { type: integer } }",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Get, name: Get get, method: Get, path: /a/{b}, response statuses: [204]}
                        parameters:
                          - {name: b, location: Path, required, ty: String}
                          - {name: one, location: Header, ty: Hidden Integer I64}
        "#]],
    );
}

#[test]
fn every_collection_format_is_supported_or_refused() {
    let list = |format: &str| {
        format!(
            "paths: {{ /a: {{ get: {{ operationId: Get, parameters: [{{ name: l, in: query, type: array, items: {{ type: string }}, collectionFormat: {format} }}], responses: {{ '204': {{}} }} }} }} }}"
        )
    };
    check_swagger(
        &list("csv"),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {client: ThingsClient}
                    operations:
                      - {id: Get, name: Get get, method: Get, path: /a, response statuses: [204]}
                        parameters: [{name: l, location: Query Joined ",", ty: Array String}]
        "#]],
    );
    check_swagger(
        &list("ssv"),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {client: ThingsClient}
                    operations:
                      - {id: Get, name: Get get, method: Get, path: /a, response statuses: [204]}
                        parameters: [{name: l, location: Query Joined " ", ty: Array String}]
        "#]],
    );
    check_swagger(
        &list("tsv"),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {client: ThingsClient}
                    operations:
                      - {id: Get, name: Get get, method: Get, path: /a, response statuses: [204]}
                        parameters: [{name: l, location: Query Joined "\t", ty: Array String}]
        "#]],
    );
    check_swagger(
        &list("pipes"),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {client: ThingsClient}
                    operations:
                      - {id: Get, name: Get get, method: Get, path: /a, response statuses: [204]}
                        parameters: [{name: l, location: Query Joined |, ty: Array String}]
        "#]],
    );
    check_swagger(
        &list("multi"),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {client: ThingsClient}
                    operations:
                      - {id: Get, name: Get get, method: Get, path: /a, response statuses: [204]}
                        parameters: [{name: l, location: Query Multi, ty: Array String}]
        "#]],
    );
    check_swagger(
        &list("lines"),
        expect![[r#"
            unsupported-parameter: a.yaml:3:114: `lines` is not a known `collectionFormat`
        "#]],
    );
    check_swagger(
        "paths: { /a: { get: { operationId: Get, parameters: [{ name: l, in: query, type: array, items: { type: array, collectionFormat: pipes, items: { type: string } } }], responses: { '204': {} } } } }",
        expect![[r#"
            unsupported-parameter: a.yaml:3:54: a parameter must be a string, a number, a date, bytes or an enum, or a list of these
        "#]],
    );
}

#[test]
fn styles_that_no_client_writes_are_refused() {
    check(
        "paths: { '/a/{b}': { get: { operationId: Get, parameters: [{ name: b, in: path, required: true, style: matrix, schema: { type: string } }], responses: { '204': { description: '' } } } } }",
        expect![[r#"
            unsupported-parameter: a.yaml:3:60: the style `matrix` is not supported
        "#]],
    );
    check_parameters(
        "- { name: q, in: query, allowReserved: true, schema: { type: string } }\n",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Get, name: Get get, method: Get, path: /a/{b}, response statuses: [204]}
                        parameters:
                          - {name: b, location: Path, required, ty: String}
                          - {name: q, location: Query Multi, ty: String, verbatim}
                            docs: "It is sent without percent-encoding: encode characters that have a meaning in a query."
        "#]],
    );
}

#[test]
fn a_required_parameter_cannot_be_null() {
    check_parameters(
        "- { name: q, in: query, required: true, schema: { type: string, nullable: true } }\n",
        expect![[r#"
            unsupported-parameter: a.yaml:9:11: a required parameter cannot be null
        "#]],
    );
    check_parameters(
        "- { name: q, in: query, allowEmptyValue: true, schema: { type: string, nullable: true } }\n",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Get, name: Get get, method: Get, path: /a/{b}, response statuses: [204]}
                        parameters:
                          - {name: b, location: Path, required, ty: String}
                          - {name: q, location: Query Multi, ty: String}
        "#]],
    );
}

/// Converters to OpenAPI 3.0 leave `x-ms-enum` where Swagger has it.
#[test]
fn an_enum_may_be_named_beside_its_schema() {
    let extension = "x-ms-enum: { name: Color, modelAsString: false }";
    let values = "type: string, enum: [red]";
    let reference = "$ref: '#/components/schemas/Named'";
    for (schema, is_named) in [
        (format!("{{ {values} }}"), true),
        (format!("{{ type: array, items: {{ {values} }} }}"), true),
        (format!("{{ {values}, {extension} }}"), true),
        (format!("{{ {reference} }}"), true),
        (format!("{{ type: array, items: {{ {reference} }} }}"), true),
        ("{ $ref: '#/components/schemas/Other' }".to_owned(), false),
        (format!("{{ {values}, x-ms-enum: {{ name: Hue }} }}"), false),
    ] {
        let text = format!(
            "{HEAD}paths: {{ /a: {{ get: {{ operationId: Get, parameters: [{{ name: q, in: query, schema: {schema}, {extension} }}], responses: {{ '204': {{ description: '' }} }} }} }} }}
components: {{ schemas: {{ Named: {{ {values}, {extension} }}, Other: {{ {values} }} }} }}
"
        );
        let services = "[services.things]\ndocuments = ['a.yaml']\n";
        let (model, documents, diagnostics) = lowered(services, &[("a.yaml", &text)]);
        let names: Vec<_> = model.definitions.iter().map(|one| &one.name.rust).collect();
        assert_eq!(
            names.first().is_some_and(|name| *name == "Color"),
            is_named,
            "{schema}"
        );
        let expected = match is_named {
            true => String::new(),
            false => "unsupported-extension: a.yaml:3:".to_owned(),
        };
        assert!(
            reported(&documents, diagnostics).starts_with(&expected),
            "{schema}"
        );
    }
}

#[test]
fn a_list_in_a_path_or_a_header_is_joined_by_commas_alone() {
    for (place, format, is_fine) in [
        ("path, required: true", "csv", true),
        ("path, required: true", "pipes", false),
        ("header", "csv", true),
        ("header", "ssv", false),
    ] {
        let text = format!(
            "swagger: '2.0'\ninfo: {{ title: Things, version: '1' }}\npaths: {{ '/a/{{l}}': {{ get: {{ operationId: Get, parameters: [{{ name: l, in: {place}, type: array, items: {{ type: string }}, collectionFormat: {format} }}], responses: {{ '204': {{}} }} }} }} }}\n"
        );
        let text = match place {
            "header" => text.replace("/a/{l}", "/a"),
            _ => text,
        };
        let services = "[services.things]\ndocuments = ['a.yaml']\n";
        let (_, documents, diagnostics) = lowered(services, &[("a.yaml", &text)]);
        let reported = reported(&documents, diagnostics);
        assert_eq!(reported.is_empty(), is_fine, "{place} {format}: {reported}");
    }
}

/// As in AutoRest: a value that may become one of several is an argument, and so is an optional one.
#[test]
fn a_required_parameter_with_a_single_value_is_no_argument() {
    check_parameters(
        "\
- { name: mode, in: query, required: true, schema: { type: string, enum: [full] } }
- { name: open, in: query, required: true, schema: { type: string, enum: [full], x-ms-enum: { name: Open, modelAsString: true } } }
- { name: optional, in: query, schema: { type: string, enum: [full] } }
- { name: several, in: query, required: true, schema: { type: string, enum: [full, half] } }
- { name: x-only, in: header, required: true, schema: { $ref: '#/components/schemas/Only' } }
",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Get, name: Get get, method: Get, path: /a/{b}, response statuses: [204]}
                        parameters:
                          - {name: b, location: Path, required, ty: String}
                          - {name: mode, location: Query Multi, required, ty: String, constant: full}
                          - {name: open, location: Query Multi, required, ty: Definition Open}
                          - {name: optional, location: Query Multi, ty: Definition Optional}
                          - {name: several, location: Query Multi, required, ty: Definition Several}
                          - {name: x-only x_only, location: Header, required, ty: String, constant: one}
            definitions:
              - {name: Open, shape kind Enum: {open, values Strings: [full Full]}}
              - {name: optional Optional, shape kind Enum: {open, values Strings: [full Full]}}
              - {name: several Several, shape kind Enum: {open, values Strings: [full Full, half Half]}}
        "#]],
    );
}

/// Also where the only value of a parameter is looked for.
#[test]
fn a_required_parameter_that_refers_to_itself_is_refused() {
    let definition = "paths:
  /a:
    get:
      operationId: Things_Get
      parameters: [{ name: a, in: query, required: true, schema: { $ref: '#/components/schemas/One' } }]
      responses: { '204': { description: '' } }
components:
  schemas:
    One: { allOf: [{ $ref: '#/components/schemas/Two' }] }
    Two: { allOf: [{ $ref: '#/components/schemas/One' }] }
";
    check(
        definition,
        expect![[r#"
        unsupported-schema: a.yaml:11:5: this object is a parent of itself
    "#]],
    );
}
