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
            ThingsClient "Things" Things
              things "Things": ThingsThingsClient
                get "Get": Get /a/{b} without a version
                  path b: String
                  query filter "$filter": String
                  query? top "$top": i32 // How many.
                  header x_ms_trace "x-ms-trace": String
                  [204] nothing
        "#]],
    );
}

/// The template says in which order a caller thinks of the segments, and required it must be.
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
            ThingsClient "Things" Things
              : ThingsClient
                get "Get": Get /{second}/x/{first}(name='{third}') without a version
                  scope second: String // Empty, or `/`, for the whole tenant.
                  path first: String
                  path third: i64
                  [204] nothing
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
            ThingsClient "Things" Things
              : ThingsClient
                get "Get": Get /a without a version
                  query? skip: String
                  query? top: i64
                  header? top2 "top": String
                  [204] nothing
        "#]],
    );
}

/// The runtime sends the version of the document, and the headers of the request. What it would not send is the
/// caller's to give.
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
            ThingsClient "Things" Things
              things "Things": ThingsThingsClient
                get "Get": Get /a/{b} 2026-01-01
                  path b: String
                  header? api_version "api-version": String
                  header? content_type "content-type": String
                  [204] nothing
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
    let printed = told(&documents, diagnostics) + &print::model(&model);
    expect![[r#"
        ThingsClient "Things" Things
          : ThingsClient
            get "Get": Get /a without a version
              query? top: Level
              [204] nothing
        open enum Level
          High "high"
          Low "low"
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
            ThingsClient "Things" Things
              things "Things": ThingsThingsClient
                get "Get": Get /a/{b} without a version
                  path b: String
                  query by ","? comma: Vec<i64>
                  query? deep: Boolean
                  query? level: Level
                  query? many: Vec<String>
                  query by "|"? pipe: Vec<String>
                  query? since: Rfc3339
                  query by " "? space: Vec<String>
                  header? key: Secret
                  [204] nothing
            open enum Level
              High "high"
              Low "low"
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
            ThingsClient "Things" Things
              things "Things": ThingsThingsClient
                get "Get": Get /a/{b} without a version
                  path b: String
                  query? four: String
                  query? one: String, at least 1, at most 90, like ^[\w-]+$
                  query? three: String, like ^[a-z]+$
                  query? two: String, like ^[a-z]+$
                  [204] nothing
        "#]],
    );
}

/// A pattern that is not checked is a promise less, so it is told; the call works without.
#[test]
fn a_pattern_that_the_regex_engine_does_not_take_is_told() {
    check_parameters(
        "- { name: one, in: query, schema: { type: string, pattern: '^(?!a)b$', maxLength: 3 } }",
        expect![[r#"
        unchecked-pattern: a.yaml:9:11: the pattern is not checked, since the regex engine does not take it: look-around is not supported
        ThingsClient "Things" Things
          things "Things": ThingsThingsClient
            get "Get": Get /a/{b} without a version
              path b: String
              query? one: String, at most 3
              [204] nothing
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
            ThingsClient "Things" Things
              things "Things": ThingsThingsClient
                get "Get": Get /a/{b} without a version
                  path b: String
                  query? b2 "B": String
                  query options2 "options": String
                  query? self_ "self": String
                  query? thing_type "type": String
                  header? body2 "body": String
                  [204] nothing
        "#]],
    );
}

#[test]
fn parameters_that_no_request_can_hold_are_refused() {
    check_parameters(
        "- { name: one, in: query, schema: { $ref: '#/components/schemas/Box' } }",
        expect![[r#"
            unsupported-parameter: a.yaml:9:11: a parameter is a text, a number, a date, bytes, an enum, or in a query a list of these
            ThingsClient "Things" Things
        "#]],
    );
    check_parameters(
        "- { name: one, in: header, schema: { type: array, items: { type: string } } }",
        expect![[r#"
            unsupported-parameter: a.yaml:9:11: a parameter is a text, a number, a date, bytes, an enum, or in a query a list of these
            ThingsClient "Things" Things
        "#]],
    );
    check_parameters(
        "- { name: one, in: cookie, schema: { type: string } }",
        expect![[r#"
        unsupported-parameter: a.yaml:9:11: ARM takes no parameters in cookies
        ThingsClient "Things" Things
    "#]],
    );
    check_parameters(
        "- { name: one, in: query, style: deepObject, schema: { type: string } }",
        expect![[r#"
        unsupported-parameter: a.yaml:9:11: the style `deepObject` is not supported
        ThingsClient "Things" Things
    "#]],
    );
    check_parameters(
        "- { name: one, in: query, content: { application/json: { schema: { type: string } } } }",
        expect![[r#"
        unsupported-parameter: a.yaml:9:11: a parameter with `content` is not supported
        ThingsClient "Things" Things
    "#]],
    );
    check_parameters(
        "- { name: one, in: path, schema: { type: string } }",
        expect![[r#"
        unsupported-parameter: a.yaml:9:11: the parameter `one` has no placeholder in the path
        ThingsClient "Things" Things
    "#]],
    );
    check_parameters(
        "- { name: one, in: query, x-ms-parameter-new: 1, schema: { type: string } }",
        expect![[r#"
        unsupported-extension: a.yaml:9:35: the extension `x-ms-parameter-new` changes a client in a way that is not supported yet
        ThingsClient "Things" Things
    "#]],
    );
}

#[test]
fn a_placeholder_needs_its_parameter() {
    check(
        "paths: { '/a/{b}': { get: { operationId: Get, parameters: [{ name: b, in: query, schema: { type: string } }], responses: {} } } }",
        expect![[r#"
            unsupported-answer: a.yaml:3:22: no successful answer is defined
            unsupported-parameter: a.yaml:3:22: the path has the placeholder `b`, but no parameter of that name
            ThingsClient "Things" Things
        "#]],
    );
}

/// A definition may pin its version where the parameter stands.
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
        ThingsClient "Things" Things
          things "Things": ThingsThingsClient
            get "Get": Get /a/{b} 2025-05-05
              path b: String
              [204] nothing
    "#]],
    );
    check_parameters(
        &version("2025-05-05, '2026-01-01'"),
        expect![[r#"
        ThingsClient "Things" Things
          things "Things": ThingsThingsClient
            get "Get": Get /a/{b} 2026-01-01
              path b: String
              [204] nothing
    "#]],
    );
    check_parameters(
        &version("a, b"),
        expect![[r#"
        unsupported-parameter: a.yaml:9:11: the version `2026-01-01` of the document is none of the values
        ThingsClient "Things" Things
    "#]],
    );
}

/// The client sends and reads JSON, so a definition that asks for something else asks the caller.
#[test]
fn headers_that_a_definition_asks_for_are_sent() {
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
            ThingsClient "Things" Things
              things "Things": ThingsThingsClient
                do_ "Do": Put /a without a version
                  header? accept "Accept": Accept
                  header content_type "Content-Type": String
                  header user_agent "User-Agent": String
                  header? x_ms_client_request_id "x-ms-client-request-id": String
                  [204] nothing
            open enum Accept
              ApplicationVndAJson "application/vnd.a+json"
              ApplicationVndBJson "application/vnd.b+json"
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
            ThingsClient "Things" Things
              things "Things": ThingsThingsClient
                do_ "Do": Put /a without a version
                  body? `body`: String
                  [204] nothing
        "#]],
    );
    check(
        &text(
            body,
            "- { name: content-type, in: header, required: true, schema: { type: string } }\n",
        ),
        expect![[r#"
            ThingsClient "Things" Things
              things "Things": ThingsThingsClient
                do_ "Do": Put /a without a version
                  header content_type "content-type": String
                  body? `body`: String
                  [204] nothing
        "#]],
    );
    check(
        &text(
            "",
            "- { name: CONTENT-TYPE, in: header, schema: { $ref: '#/components/schemas/Json' } }\n",
        ),
        expect![[r#"
            ThingsClient "Things" Things
              things "Things": ThingsThingsClient
                do_ "Do": Put /a without a version
                  header? content_type "CONTENT-TYPE": Json
                  [204] nothing
            open enum Json
              ApplicationJson "Application/JSON"
              TextHtml "text/html"
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
            "unsupported-parameter: a.yaml:7:20: the header `{name}` is the connection's\n"
        );
        assert_eq!(told(&documents, diagnostics), expected);
    }
}

/// What is encoded already is sent as it is.
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
            ThingsClient "Things" Things
              things "Things": ThingsThingsClient
                get "Get": Get /a/{b} without a version
                  path b: String
                  query verbatim? filter "$filter": String // It is sent as it is given: percent-encode what it must not add to the query.
                  query by "," verbatim? list: Vec<String> // It is sent as it is given: percent-encode what it must not add to the query.
                  query? plain: String
                  header? x_head "x-head": String
                  [204] nothing
        "#]],
    );
}

/// Some operations take the version of another provider, which only the caller knows.
#[test]
fn a_version_that_is_not_the_documents_is_a_parameter() {
    check_parameters(
        "- { name: api-version, in: query, required: true, x-ms-api-version: false, schema: { type: string } }\n",
        expect![[r#"
            ThingsClient "Things" Things
              things "Things": ThingsThingsClient
                get "Get": Get /a/{b} without a version
                  path b: String
                  query api_version "api-version": String
                  [204] nothing
        "#]],
    );
    check_parameters(
        "- { name: version, in: query, required: true, x-ms-api-version: true, schema: { type: string } }\n",
        expect![[r#"
            unsupported-parameter: a.yaml:9:11: only `api-version` in the query is sent as the version
            ThingsClient "Things" Things
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
        unsupported-parameter: a.yaml:7:20: the document has no text `info.version` to send
    "#]]
    .assert_eq(&told(&documents, diagnostics));
}

/// The client knows one subscription; a definition may want it of each call.
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

/// Dates of RFC 1123 hold commas and blanks themselves.
#[test]
fn a_list_that_nobody_could_take_apart_is_refused() {
    let list = |way: &str| {
        format!(
            "- {{ name: l, in: query, {way}, schema: {{ type: array, items: {{ type: string, format: date-time-rfc1123 }} }} }}"
        )
    };
    check_parameters(
        &list("explode: false"),
        expect![[r#"
        unsupported-parameter: a.yaml:9:11: dates of RFC 1123 hold commas and blanks, so a list of them cannot be joined by either
        ThingsClient "Things" Things
    "#]],
    );
    check_parameters(
        &list("style: pipeDelimited, explode: false"),
        expect![[r#"
            ThingsClient "Things" Things
              things "Things": ThingsThingsClient
                get "Get": Get /a/{b} without a version
                  path b: String
                  query by "|"? l: Vec<Rfc1123>
                  [204] nothing
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
            ThingsClient "Things" Things
              things "Things": ThingsThingsClient
                get "Get": Get /a/{b} without a version
                  path b: String
                  query? five: Vec<UnixTime>
                  query? six: Rfc3339
                  query? three: Secret
                  query? two: Vec<Secret>
                  header? four: Base64Url
                  header? one: Secret
                  [204] nothing
        "#]],
    );
    check_parameters(
        "- { name: one, in: header, x-ms-secret: true, schema: { type: integer } }",
        expect![[r#"
            unsupported-parameter: a.yaml:9:11: only texts and bytes can be kept secret in a parameter
            ThingsClient "Things" Things
        "#]],
    );
}

#[test]
fn every_way_to_write_a_list_is_honoured_or_refused() {
    let list = |format: &str| {
        format!(
            "paths: {{ /a: {{ get: {{ operationId: Get, parameters: [{{ name: l, in: query, type: array, items: {{ type: string }}, collectionFormat: {format} }}], responses: {{ '204': {{}} }} }} }} }}"
        )
    };
    check_swagger(
        &list("csv"),
        expect![[r#"
        ThingsClient "Things" Things
          : ThingsClient
            get "Get": Get /a without a version
              query by ","? l: Vec<String>
              [204] nothing
    "#]],
    );
    check_swagger(
        &list("ssv"),
        expect![[r#"
        ThingsClient "Things" Things
          : ThingsClient
            get "Get": Get /a without a version
              query by " "? l: Vec<String>
              [204] nothing
    "#]],
    );
    check_swagger(
        &list("tsv"),
        expect![[r#"
        ThingsClient "Things" Things
          : ThingsClient
            get "Get": Get /a without a version
              query by "\t"? l: Vec<String>
              [204] nothing
    "#]],
    );
    check_swagger(
        &list("pipes"),
        expect![[r#"
        ThingsClient "Things" Things
          : ThingsClient
            get "Get": Get /a without a version
              query by "|"? l: Vec<String>
              [204] nothing
    "#]],
    );
    check_swagger(
        &list("multi"),
        expect![[r#"
        ThingsClient "Things" Things
          : ThingsClient
            get "Get": Get /a without a version
              query? l: Vec<String>
              [204] nothing
    "#]],
    );
    check_swagger(
        &list("lines"),
        expect![[r#"
        unsupported-parameter: a.yaml:3:114: `lines` is no known way to write a list
        ThingsClient "Things" Things
    "#]],
    );
    check_swagger(
        "paths: { /a: { get: { operationId: Get, parameters: [{ name: l, in: query, type: array, items: { type: array, collectionFormat: pipes, items: { type: string } } }], responses: { '204': {} } } } }",
        expect![[r#"
            unsupported-parameter: a.yaml:3:54: a parameter is a text, a number, a date, bytes, an enum, or in a query a list of these
            ThingsClient "Things" Things
        "#]],
    );
}

#[test]
fn styles_that_no_client_writes_are_refused() {
    check(
        "paths: { '/a/{b}': { get: { operationId: Get, parameters: [{ name: b, in: path, required: true, style: matrix, schema: { type: string } }], responses: { '204': { description: '' } } } } }",
        expect![[r#"
            unsupported-parameter: a.yaml:3:60: the style `matrix` is not supported
            ThingsClient "Things" Things
        "#]],
    );
    check_parameters(
        "- { name: q, in: query, allowReserved: true, schema: { type: string } }\n",
        expect![[r#"
            unsupported-parameter: a.yaml:9:33: a query that is not percent-encoded is not supported
            ThingsClient "Things" Things
        "#]],
    );
}

#[test]
fn a_parameter_that_must_be_there_cannot_be_null() {
    check_parameters(
        "- { name: q, in: query, required: true, schema: { type: string, nullable: true } }\n",
        expect![[r#"
            unsupported-parameter: a.yaml:9:11: a parameter that must be there cannot be null
            ThingsClient "Things" Things
        "#]],
    );
    check_parameters(
        "- { name: q, in: query, allowEmptyValue: true, schema: { type: string, nullable: true } }\n",
        expect![[r#"
            ThingsClient "Things" Things
              things "Things": ThingsThingsClient
                get "Get": Get /a/{b} without a version
                  path b: String
                  query? q: String
                  [204] nothing
        "#]],
    );
}
