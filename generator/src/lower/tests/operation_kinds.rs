//! Paged and long-running operations.

use super::*;
use crate::model::{FinalState, Operation, OperationKind};
use expect_test::expect;

/// Prints an operation that returns `Page` and has these extensions.
fn check_flow(extensions: &str, expected: Expect) {
    let definition = operation(
        "get",
        &format!(
            "{extensions}
responses: {{ '200': {{ description: '', content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Page' }} }} }} }} }}"
        ),
    ) + "components:
  schemas:
    Page: { type: object, properties: { value: { type: array, items: { type: string } }, nextLink: { type: string }, count: { type: integer } } }
";
    check(&definition, expected);
}

#[test]
fn pages() {
    check_flow(
        "x-ms-pageable: { nextLinkName: nextLink }",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Get, path: /a}
                        response: {statuses: [200], body: Definition Page}
                        kind Pages: {items: [value], next_link: [nextLink]}
            definitions:
              - {name: Page}
                shape kind Struct fields:
                  - {name: count, ty: Integer I64}
                  - {name: nextLink next_link, ty: String}
                  - {name: value, ty: Array String}
        "#]],
    );
    check_flow(
        "x-ms-pageable: { itemName: value, nextLinkName: null }",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Get, path: /a, kind Pages items: [value]}
                        response: {statuses: [200], body: Definition Page}
            definitions:
              - {name: Page}
                shape kind Struct fields:
                  - {name: count, ty: Integer I64}
                  - {name: nextLink next_link, ty: String}
                  - {name: value, ty: Array String}
        "#]],
    );
}

#[test]
fn a_list_without_further_pages_is_one_response() {
    let definition = operation(
        "get",
        "x-ms-pageable: { nextLinkName: null }
responses: { '200': { description: '', content: { application/json: { schema: { type: array, items: { type: string } } } } } }",
    );
    check(
        &definition,
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Get, path: /a}
                        response: {statuses: [200], body: Array String}
        "#]],
    );
}

#[test]
fn what_is_no_page_is_refused() {
    check_flow(
        "x-ms-pageable: { itemName: items, nextLinkName: nextLink }",
        expect![[r#"
            unsupported-flow: a.yaml:7:7: the response, whose schema is at a.yaml:11:5, has no array `items`, so it is not a page
        "#]],
    );
    check_flow(
        "x-ms-pageable: { itemName: count }",
        expect![[r#"
            unsupported-flow: a.yaml:7:7: the response, whose schema is at a.yaml:11:5, has no array `count`, so it is not a page
        "#]],
    );
    check_flow(
        "x-ms-pageable: { nextLinkName: next }",
        expect![[r#"
            no-next-link: a.yaml:7:7: the response has no string `next`, so only the first page can be read
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Get, path: /a, kind Pages items: [value]}
                        response: {statuses: [200], body: Definition Page}
            definitions:
              - {name: Page}
                shape kind Struct fields:
                  - {name: count, ty: Integer I64}
                  - {name: nextLink next_link, ty: String}
                  - {name: value, ty: Array String}
        "#]],
    );
    check_flow(
        "x-ms-pageable: { nextLinkName: count }",
        expect![[r#"
            no-next-link: a.yaml:7:7: the response has no string `count`, so only the first page can be read
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Get, path: /a, kind Pages items: [value]}
                        response: {statuses: [200], body: Definition Page}
            definitions:
              - {name: Page}
                shape kind Struct fields:
                  - {name: count, ty: Integer I64}
                  - {name: nextLink next_link, ty: String}
                  - {name: value, ty: Array String}
        "#]],
    );
    check_flow(
        "x-ms-pageable: { nextLinkName: nextLink }\nx-ms-long-running-operation: true",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do begin_do, method: Get, path: /a}
                        response: {statuses: [200], body: Definition Page}
                        kind LongRunning: {final_state: ByMethod, pages: {items: [value], next_link: [nextLink]}}
            definitions:
              - {name: Page}
                shape kind Struct fields:
                  - {name: count, ty: Integer I64}
                  - {name: nextLink next_link, ty: String}
                  - {name: value, ty: Array String}
        "#]],
    );
}

#[test]
fn the_final_state_is_where_the_options_specify() {
    let via = |word: &str| {
        format!(
            "x-ms-long-running-operation: true\nx-ms-long-running-operation-options: {{ final-state-via: {word} }}"
        )
    };
    for (extensions, expected) in [
        (
            "x-ms-long-running-operation: true".to_owned(),
            Some(FinalState::ByMethod),
        ),
        (
            via("azure-async-operation"),
            Some(FinalState::AzureAsyncOperation),
        ),
        (
            via("operation-location"),
            Some(FinalState::AzureAsyncOperation),
        ),
        (via("location"), Some(FinalState::Location)),
        (via("original-uri"), Some(FinalState::OriginalUri)),
        ("x-ms-long-running-operation: false".to_owned(), None),
    ] {
        let text = HEAD.to_owned()
            + &operation(
                "put",
                &format!("{extensions}\nresponses: {{ '202': {{ description: '' }} }}"),
            );
        let (model, ..) = lowered(
            "[services.things]\ndocuments = ['a.yaml']\n",
            &[("a.yaml", &text)],
        );
        let operation = model.services[0]
            .operations()
            .next()
            .expect("the operation is fine");
        let found = match &operation.kind {
            OperationKind::LongRunning(flow) => Some(flow.final_state),
            _ => None,
        };
        assert_eq!(found, expected, "{extensions}");
    }
    check_flow(
        &via("elsewhere"),
        expect![[r#"
            unsupported-flow: a.yaml:8:7: `elsewhere` is not a known value of `final-state-via`
        "#]],
    );
}

/// Some results are ARM's status document; others have their own `status`.
#[test]
fn a_result_with_the_members_of_a_status_document_is_one() {
    for (properties, expected) in [
        ("status: { type: string }, error: { type: object }", true),
        (
            "status: { type: string }, properties: { type: object }",
            true,
        ),
        (
            "status: { type: string }, percentComplete: { type: number }",
            true,
        ),
        ("status: { type: string }, output: { type: string }", false),
        ("properties: { type: object }", false),
    ] {
        let operation = published(
            "post",
            &format!(
                "responses: {{ '200': {{ description: '', content: {{ application/json: {{ schema: {{ type: object, properties: {{ {properties} }} }} }} }} }} }}"
            ),
        );
        let OperationKind::LongRunning(flow) = operation.kind else {
            panic!("{properties}: it runs long");
        };
        assert_eq!(flow.status_is_result, expected, "{properties}");
    }
}

/// A 202 only announces the result, and so does the 201 of a PUT, after which the resource is read. Another
/// response without a body makes the result optional.
#[test]
fn a_last_response_without_a_body_makes_the_result_optional() {
    for (method, others, expected) in [
        ("post", "'202'", false),
        ("post", "'201'", true),
        ("post", "'204'", true),
        ("put", "'201'", false),
        ("put", "'202'", false),
        ("patch", "'201'", false),
        ("put", "'204'", true),
        ("delete", "'204'", true),
    ] {
        let body = "content: { application/json: { schema: { type: object, properties: { a: { type: string } } } } }";
        let operation = published(
            method,
            &format!(
                "responses: {{ '200': {{ description: '', {body} }}, {others}: {{ description: '' }} }}"
            ),
        );
        assert_eq!(operation.response.optional, expected, "{method} {others}");
    }
}

/// The only operation of a document, which is long-running.
fn published(method: &str, members: &str) -> Operation {
    let text = HEAD.to_owned()
        + &operation(
            method,
            &format!("x-ms-long-running-operation: true\n{members}"),
        );
    let services = "[services.things]\ndocuments = ['a.yaml']\n";
    let (model, ..) = lowered(services, &[("a.yaml", &text)]);
    let mut operations = model.services[0].operations();
    operations.next().expect("the operation is fine").clone()
}

/// A pager follows links by GET, so another operation for the next page must be one.
#[test]
fn the_operation_for_the_next_page_is_a_get() {
    let next = |method: &str| {
        format!(
            "x-ms-paths: {{ '/{{nextLink}}': {{ {method}: {{ operationId: Things_Next, parameters: [{{ name: nextLink, in: path, required: true, schema: {{ type: string }} }}], responses: {{ '204': {{ description: '' }} }} }} }} }}\n"
        )
    };
    let flow = "x-ms-pageable: { nextLinkName: nextLink, operationName: Things_Next }\nresponses: { '200': { description: '', content: { application/json: { schema: { type: object, properties: { value: { type: array, items: { type: string } }, nextLink: { type: string } } } } } } }";
    check(
        &(next("get") + &operation("get", flow)),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Get, path: /a}
                        response: {statuses: [200], body: Definition ThingsDoAnswer}
                        kind Pages: {items: [value], next_link: [nextLink]}
                      - {id: Things_Next, name: Next next, method: Get, path: /{nextLink}, response statuses: [204]}
                        parameters: [{name: nextLink next_link, location: Path, required, ty: String}]
            definitions:
              - {name: "Things_Do answer" ThingsDoAnswer}
                shape kind Struct fields: [{name: nextLink next_link, ty: String}, {name: value, ty: Array String}]
        "#]],
    );
    check(
        &(next("post") + &operation("get", flow)),
        expect![[r#"
            unsupported-flow: a.yaml:8:48: the next page comes from `Things_Next`, whose response has another type
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient, refused: [Things_Do]}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Next, name: Next next, method: Post, path: /{nextLink}, response statuses: [204]}
                        parameters: [{name: nextLink next_link, location: Path, required, ty: String}]
        "#]],
    );
}

/// Prints an operation whose next page comes from a GET at `path` with these parameters and this response.
fn check_next(path: &str, parameters: &str, response: &str, expected: Expect) {
    let content = |schema: &str| {
        format!(
            "{{ '200': {{ description: '', content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{schema}' }} }} }} }} }}"
        )
    };
    check(
        &format!(
            "\
paths:
  /subscriptions/{{subscriptionId}}/a/{{tenant}}:
    parameters: [{{ name: subscriptionId, in: path, required: true, schema: {{ type: string }} }}]
    get:
      operationId: First
      x-ms-pageable: {{ nextLinkName: nextLink, operationName: Next }}
      parameters:
        - {{ name: tenant, in: path, required: true, x-ms-client-name: theTenant, schema: {{ type: string, minLength: 2 }} }}
        - {{ name: top, in: query, schema: {{ type: integer }} }}
        - {{ name: api-version, in: query, required: true, schema: {{ type: string }} }}
      responses: {}
  '{path}':
    get:
      operationId: Next
      parameters: [{parameters}]
      responses: {}
components:
  schemas:
    Page: {{ type: object, properties: {{ value: {{ type: array, items: {{ type: string }} }}, nextLink: {{ type: string }} }} }}
    Other: {{ type: object, properties: {{ a: {{ type: string }} }} }}
",
            content("Page"),
            content(response)
        ),
        expected,
    );
}

const TENANT: &str = "{ name: tenant, in: path, required: true, schema: { type: string } }";
const LINK: &str = "{ name: nextLink, in: path, required: true, x-ms-skip-url-encoding: true, schema: { type: string } }";
const VERSION: &str = "{ name: api-version, in: query, required: true, schema: { type: string } }";

/// The operation for the next page is called with the parameters of the first call.
#[test]
fn the_operation_for_the_next_page_gets_its_parameters() {
    check_next(
        "/next/{tenant}/{nextLink}?c=d",
        &format!(
            "{TENANT}, {LINK}, {VERSION}, {{ name: top, in: header, x-ms-client-name: count, schema: {{ type: integer }} }}, {{ name: more, in: query, schema: {{ type: string }} }}"
        ),
        "Page",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {client: ThingsClient}
                    operations:
                      - {id: First, name: First first, api_version: "2026-01-01", method: Get}
                        path: /subscriptions/{subscriptionId}/a/{tenant}
                        parameters:
                          - {name: subscriptionId subscription_id, location: Path, of_client, required, ty: String}
                          - {name: tenant the_tenant, location: Path, required, ty: String, rules: [MinLength 2]}
                          - {name: top, location: Query Multi, ty: Integer I64}
                        response: {statuses: [200], body: Definition Page}
                        kind Pages: {items: [value], next_link: [nextLink]}
                          next: {id: Next, method: Get, path: /next/{tenant}/{nextLink}?c=d, api_version: "2026-01-01"}
                            parameters:
                              - {name: tenant the_tenant, location: Path, required, ty: String, rules: [MinLength 2]}
                              - {name: top, location: Header, ty: Integer I64}
                            statuses: [200]
                            link: [nextLink, Segments]
                      - {id: Next, name: Next next, api_version: "2026-01-01", method: Get}
                        path: /next/{tenant}/{nextLink}?c=d
                        parameters:
                          - {name: tenant, location: Path, required, ty: String}
                          - {name: nextLink next_link, location: PathSegments, required, ty: String}
                          - {name: more, location: Query Multi, ty: String}
                          - {name: top count, location: Header, ty: Integer I64}
                        response: {statuses: [200], body: Definition Page}
            definitions:
              - {name: Page}
                shape kind Struct fields: [{name: nextLink next_link, ty: String}, {name: value, ty: Array String}]
        "#]],
    );
    check_next(
        "/subscriptions/{subscriptionId}/next",
        &format!(
            "{{ name: subscriptionId, in: path, required: true, schema: {{ type: string }} }}, {{ name: NextLink, in: query, required: true, schema: {{ type: string }} }}, {VERSION}"
        ),
        "Page",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {client: ThingsClient}
                    operations:
                      - {id: First, name: First first, api_version: "2026-01-01", method: Get}
                        path: /subscriptions/{subscriptionId}/a/{tenant}
                        parameters:
                          - {name: subscriptionId subscription_id, location: Path, of_client, required, ty: String}
                          - {name: tenant the_tenant, location: Path, required, ty: String, rules: [MinLength 2]}
                          - {name: top, location: Query Multi, ty: Integer I64}
                        response: {statuses: [200], body: Definition Page}
                        kind Pages: {items: [value], next_link: [nextLink]}
                          next: {id: Next, method: Get, path: /subscriptions/{subscriptionId}/next, api_version: "2026-01-01"}
                            parameters:
                              - {name: subscriptionId subscription_id, location: Path, of_client, required, ty: String}
                            statuses: [200]
                            link: [NextLink, Query]
                      - {id: Next, name: Next next, api_version: "2026-01-01", method: Get}
                        path: /subscriptions/{subscriptionId}/next
                        parameters:
                          - {name: subscriptionId subscription_id, location: Path, of_client, required, ty: String}
                          - {name: NextLink next_link, location: Query Multi, required, ty: String}
                        response: {statuses: [200], body: Definition Page}
            definitions:
              - {name: Page}
                shape kind Struct fields: [{name: nextLink next_link, ty: String}, {name: value, ty: Array String}]
        "#]],
    );
    // The link alone is enough.
    check_next(
        "/{nextLink}",
        &format!("{LINK}, {VERSION}"),
        "Other",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {client: ThingsClient}
                    operations:
                      - {id: First, name: First first, api_version: "2026-01-01", method: Get}
                        path: /subscriptions/{subscriptionId}/a/{tenant}
                        parameters:
                          - {name: subscriptionId subscription_id, location: Path, of_client, required, ty: String}
                          - {name: tenant the_tenant, location: Path, required, ty: String, rules: [MinLength 2]}
                          - {name: top, location: Query Multi, ty: Integer I64}
                        response: {statuses: [200], body: Definition Page}
                        kind Pages: {items: [value], next_link: [nextLink]}
                      - {id: Next, name: Next next, api_version: "2026-01-01", method: Get, path: /{nextLink}}
                        parameters: [{name: nextLink next_link, location: PathSegments, required, ty: String}]
                        response: {statuses: [200], body: Definition Other}
            definitions:
              - {name: Other, shape kind Struct fields: [{name: a, ty: String}]}
              - {name: Page}
                shape kind Struct fields: [{name: nextLink next_link, ty: String}, {name: value, ty: Array String}]
        "#]],
    );
}

#[test]
fn an_operation_for_the_next_page_that_cannot_be_called_is_refused() {
    check_next(
        "/next/{tenant}/{nextLink}",
        &format!("{TENANT}, {LINK}"),
        "Other",
        expect![[r#"
            unsupported-flow: a.yaml:8:48: the next page comes from `Next`, whose response has another type
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient, refused: [First]}
                groups:
                  - {client: ThingsClient}
                    operations:
                      - {id: Next, name: Next next, method: Get, path: /next/{tenant}/{nextLink}}
                        parameters:
                          - {name: tenant, location: Path, required, ty: String}
                          - {name: nextLink next_link, location: PathSegments, required, ty: String}
                        response: {statuses: [200], body: Definition Other}
            definitions:
              - {name: Other, shape kind Struct fields: [{name: a, ty: String}]}
        "#]],
    );
    for (more, expected) in [
        (
            "more, in: query, required: true, schema: { type: string }",
            expect![[r#"
                unsupported-flow: a.yaml:8:48: the next page comes from `Next`, whose parameter `more` this operation does not have
                services:
                  - {module: things, title: Things, namespace: Things, client: ThingsClient, refused: [First]}
                    groups:
                      - {client: ThingsClient}
                        operations:
                          - {id: Next, name: Next next, method: Get, path: /next/{nextLink}}
                            parameters:
                              - {name: nextLink next_link, location: PathSegments, required, ty: String}
                              - {name: more, location: Query Multi, required, ty: String}
                            response: {statuses: [200], body: Definition Page}
                definitions:
                  - {name: Page}
                    shape kind Struct fields: [{name: nextLink next_link, ty: String}, {name: value, ty: Array String}]
            "#]],
        ),
        (
            "top, in: query, required: true, schema: { type: integer }",
            expect![[r#"
                unsupported-flow: a.yaml:8:48: the next page comes from `Next`, whose parameter `top` this operation does not have
                services:
                  - {module: things, title: Things, namespace: Things, client: ThingsClient, refused: [First]}
                    groups:
                      - {client: ThingsClient}
                        operations:
                          - {id: Next, name: Next next, method: Get, path: /next/{nextLink}}
                            parameters:
                              - {name: nextLink next_link, location: PathSegments, required, ty: String}
                              - {name: top, location: Query Multi, required, ty: Integer I64}
                            response: {statuses: [200], body: Definition Page}
                definitions:
                  - {name: Page}
                    shape kind Struct fields: [{name: nextLink next_link, ty: String}, {name: value, ty: Array String}]
            "#]],
        ),
        (
            "tenant, in: query, required: true, schema: { type: integer }",
            expect![[r#"
                unsupported-flow: a.yaml:8:48: the next page comes from `Next`, whose parameter `tenant` this operation does not have
                services:
                  - {module: things, title: Things, namespace: Things, client: ThingsClient, refused: [First]}
                    groups:
                      - {client: ThingsClient}
                        operations:
                          - {id: Next, name: Next next, method: Get, path: /next/{nextLink}}
                            parameters:
                              - {name: nextLink next_link, location: PathSegments, required, ty: String}
                              - {name: tenant, location: Query Multi, required, ty: Integer I64}
                            response: {statuses: [200], body: Definition Page}
                definitions:
                  - {name: Page}
                    shape kind Struct fields: [{name: nextLink next_link, ty: String}, {name: value, ty: Array String}]
            "#]],
        ),
    ] {
        let parameters = format!("{LINK}, {{ name: {more} }}");
        check_next("/next/{nextLink}", &parameters, "Page", expected);
    }
}

/// Its path is parsed like that of any operation.
#[test]
fn the_operation_for_the_next_page_has_a_path_that_can_be_called() {
    check_next(
        "/next/{nextLink",
        LINK,
        "Page",
        expect![[r#"
            malformed-paths: a.yaml:14:3: the path has a `{` that nothing closes
            unsupported-flow: a.yaml:8:48: the next page comes from `Next`, which cannot be called: the path has a `{` that nothing closes
        "#]],
    );
}

#[test]
fn members_of_the_extensions_that_are_not_read_are_refused() {
    check_flow(
        "x-ms-pageable: { nextLinkName: null, pages: 2 }",
        expect![[r#"
            unsupported-flow: a.yaml:7:44: `pages` changes a client in a way that is not supported yet
        "#]],
    );
    check_flow(
        "x-ms-pageable: true",
        expect![[r#"
            unsupported-flow: a.yaml:7:7: this is not an object
        "#]],
    );
}

/// Prints a long-running operation whose final state has the schema `Page`.
fn check_final(responses: &str, expected: Expect) {
    let members = format!(
        "x-ms-long-running-operation: true\nx-ms-long-running-operation-options: {{ final-state-schema: '#/components/schemas/Final' }}\nresponses: {{ {responses} }}"
    );
    check(
        &(operation("post", &members)
            + "components: { schemas: { Final: { type: object, properties: { a: { type: string } } }, Other: { type: object, properties: { b: { type: string } } } } }\n"),
        expected,
    );
}

#[test]
fn the_schema_of_the_final_state_is_that_of_the_result() {
    let of = |name: &str| {
        format!(
            "description: '', content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{name}' }} }} }}"
        )
    };
    check_final(
        "'202': { description: '' }",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do begin_do, method: Post, path: /a, kind: LongRunning final_state ByMethod}
                        response: {statuses: [202], body: Definition Final}
            definitions:
              - {name: Final, shape kind Struct fields: [{name: a, ty: String}]}
        "#]],
    );
    check_final(
        "'202': { description: '' }, '204': { description: '' }",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do begin_do, method: Post, path: /a, kind: LongRunning final_state ByMethod}
                        response: {statuses: [202, 204], body: Definition Final, optional}
            definitions:
              - {name: Final, shape kind Struct fields: [{name: a, ty: String}]}
        "#]],
    );
    check_final(
        &format!("'200': {{ {} }}, '202': {{ description: '' }}", of("Final")),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do begin_do, method: Post, path: /a, kind: LongRunning final_state ByMethod}
                        response: {statuses: [200, 202], body: Definition Final}
            definitions:
              - {name: Final, shape kind Struct fields: [{name: a, ty: String}]}
        "#]],
    );
    check_final(
        &format!("'202': {{ {} }}", of("Other")),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do begin_do, method: Post, path: /a, kind: LongRunning final_state ByMethod}
                        response: {statuses: [202], body: Definition Final, interim: [202]}
            definitions:
              - {name: Final, shape kind Struct fields: [{name: a, ty: String}]}
        "#]],
    );
    check_final(
        &format!("'200': {{ {} }}", of("Other")),
        expect![[r#"
        unsupported-answer: a.yaml:8:46: the result is `Final` by `final-state-schema`, but the success responses have another type
    "#]],
    );
}

/// Prints an operation whose page has these properties, and its `x-ms-pageable`.
fn check_page(pageable: &str, properties: &str, expected: Expect) {
    let responses = format!(
        "responses: {{ '200': {{ description: '', content: {{ application/json: {{ schema: {{ type: object, properties: {{ {properties} }} }} }} }} }} }}"
    );
    let members = format!("x-ms-pageable: {{ {pageable} }}\n{responses}");
    check(&operation("get", &members), expected);
}

/// The items are in the property `itemName`, in one of an object that a path names, or in ARM's `properties`.
#[test]
fn items_are_found_at_any_depth() {
    const LIST: &str = "{ type: array, items: { type: string } }";
    let inner =
        format!("{{ type: object, properties: {{ list: {LIST}, next: {{ type: string }} }} }}");
    check_page(
        "itemName: a.list, nextLinkName: a.next",
        &format!("a: {inner}, list: {LIST}"),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Get, path: /a}
                        response: {statuses: [200], body: Definition ThingsDoAnswer}
                        kind Pages: {items: [a, list], next_link: [a, next]}
            definitions:
              - {name: "Things_Do answer" ThingsDoAnswer}
                shape kind Struct fields:
                  - {name: a, ty: Definition ThingsDoAnswerA}
                  - {name: list, ty: Array String}
              - {name: "Things_Do answer a" ThingsDoAnswerA}
                shape kind Struct fields: [{name: list, ty: Array String}, {name: next, ty: String}]
        "#]],
    );
    check_page(
        "itemName: list, nextLinkName: next",
        &format!("properties: {inner}"),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Get, path: /a}
                        response: {statuses: [200], body: Definition ThingsDoAnswer}
                        kind Pages: {items: [properties, list], next_link: [properties, next]}
            definitions:
              - {name: "Things_Do answer" ThingsDoAnswer}
                shape kind Struct fields: [{name: properties, ty: Definition ThingsDoAnswerProperties}]
              - {name: "Things_Do answer properties" ThingsDoAnswerProperties}
                shape kind Struct fields: [{name: list, ty: Array String}, {name: next, ty: String}]
        "#]],
    );
    check_page(
        "itemName: a.list, nextLinkName: null",
        &format!("a.list: {LIST}"),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Get, path: /a, kind Pages items: [a.list]}
                        response: {statuses: [200], body: Definition ThingsDoAnswer}
            definitions:
              - {name: "Things_Do answer" ThingsDoAnswer}
                shape kind Struct fields: [{name: a.list a_list, ty: Array String}]
        "#]],
    );
    check_page(
        "nextLinkName: null",
        &format!("list: {LIST}"),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Get, path: /a, kind Pages items: [list]}
                        response: {statuses: [200], body: Definition ThingsDoAnswer}
            definitions:
              - {name: "Things_Do answer" ThingsDoAnswer}
                shape kind Struct fields: [{name: list, ty: Array String}]
        "#]],
    );
    check_page(
        "nextLinkName: null",
        &format!("list: {LIST}, other: {LIST}"),
        expect![[r#"
            unsupported-flow: a.yaml:7:7: the response, whose schema is at a.yaml:8:77, has no array `value`, so it is not a page
        "#]],
    );
    check_page(
        "itemName: other, nextLinkName: null",
        &format!("list: {LIST}"),
        expect![[r#"
            unsupported-flow: a.yaml:7:7: the response, whose schema is at a.yaml:8:77, has no array `other`, so it is not a page
        "#]],
    );
}

/// A call for the next page may send the body of the first call, but no other.
#[test]
fn the_next_page_may_come_from_a_post() {
    let page = "responses: { '200': { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/Page' } } } } }";
    let schemas = "components: { schemas: { Page: { type: object, properties: { value: { type: array, items: { type: string } }, next: { type: string } } } } }\n";
    let body = |ty: &str| {
        format!(
            "requestBody: {{ required: true, content: {{ application/json: {{ schema: {{ type: {ty} }} }} }} }}"
        )
    };
    let paths = |own: &str, next: &str| {
        let first = operation(
            "post",
            &format!("x-ms-pageable: {{ nextLinkName: next, operationName: Next }}\n{own}\n{page}"),
        );
        format!(
            "{first}x-ms-paths: {{ '{{next}}': {{ post: {{ operationId: Next, parameters: [{{ name: next, in: path, required: true, x-ms-skip-url-encoding: true, schema: {{ type: string }} }}], {next} {page} }} }} }}\n{schemas}"
        )
    };
    check(
        &paths("", ""),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {client: ThingsClient}
                    operations:
                      - {id: Next, name: Next next, method: Post, path: /{next}}
                        parameters: [{name: next, location: PathSegments, required, ty: String}]
                        response: {statuses: [200], body: Definition Page}
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Post, path: /a}
                        response: {statuses: [200], body: Definition Page}
                        kind Pages: {items: [value], next_link: [next], next: {id: Next, method: Post, path: /{next}, statuses: [200]}}
            definitions:
              - {name: Page, shape kind Struct fields: [{name: next, ty: String}, {name: value, ty: Array String}]}
        "#]],
    );
    let same = format!("{},", body("string"));
    check(
        &paths(&body("string"), &same),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {client: ThingsClient}
                    operations:
                      - {id: Next, name: Next next, method: Post, path: /{next}, body: {name: body, required, ty: String}}
                        parameters: [{name: next, location: PathSegments, required, ty: String}]
                        response: {statuses: [200], body: Definition Page}
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Post, path: /a, body: {name: body, required, ty: String}}
                        response: {statuses: [200], body: Definition Page}
                        kind Pages: {items: [value], next_link: [next]}
                          next: {id: Next, method: Post, same_body, path: /{next}, statuses: [200]}
            definitions:
              - {name: Page, shape kind Struct fields: [{name: next, ty: String}, {name: value, ty: Array String}]}
        "#]],
    );
    check(
        &paths(&body("integer"), &same),
        expect![[r#"
        unsupported-flow: a.yaml:7:44: the next page comes from `Next`, whose body this operation does not have
        services:
          - {module: things, title: Things, namespace: Things, client: ThingsClient, refused: [Things_Do]}
            groups:
              - {client: ThingsClient}
                operations:
                  - {id: Next, name: Next next, method: Post, path: /{next}, body: {name: body, required, ty: String}}
                    parameters: [{name: next, location: PathSegments, required, ty: String}]
                    response: {statuses: [200], body: Definition Page}
        definitions:
          - {name: Page, shape kind Struct fields: [{name: next, ty: String}, {name: value, ty: Array String}]}
    "#]],
    );
    check(
        &paths("", &same),
        expect![[r#"
        unsupported-flow: a.yaml:7:44: the next page comes from `Next`, whose body this operation does not have
        services:
          - {module: things, title: Things, namespace: Things, client: ThingsClient, refused: [Things_Do]}
            groups:
              - {client: ThingsClient}
                operations:
                  - {id: Next, name: Next next, method: Post, path: /{next}, body: {name: body, required, ty: String}}
                    parameters: [{name: next, location: PathSegments, required, ty: String}]
                    response: {statuses: [200], body: Definition Page}
        definitions:
          - {name: Page, shape kind Struct fields: [{name: next, ty: String}, {name: value, ty: Array String}]}
    "#]],
    );
}

/// Objects may contain each other, and a chain of `properties` has only one path to its end.
#[test]
fn a_path_to_the_items_has_an_end() {
    let text = |schemas: &str| {
        let flow = "x-ms-pageable: { itemName: list, nextLinkName: null }\nresponses: { '200': { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/S0' } } } } }";
        operation("get", flow) + "components:\n  schemas:\n" + schemas
    };
    let holder = |index: usize, inner: usize| {
        format!(
            "    S{index}: {{ type: object, properties: {{ properties: {{ $ref: '#/components/schemas/S{inner}' }} }} }}\n"
        )
    };
    check(
        &text(&(holder(0, 1) + &holder(1, 0))),
        expect![[r#"
        unsupported-flow: a.yaml:7:7: the response, whose schema is at a.yaml:11:5, has no array `list`, so it is not a page
    "#]],
    );
    let chain: String = (0..40).map(|index| holder(index, index + 1)).collect();
    check(
        &text(&(chain + "    S40: { type: object, properties: { other: { type: string } } }\n")),
        expect![[r#"
            unsupported-flow: a.yaml:7:7: the response, whose schema is at a.yaml:11:5, has no array `list`, so it is not a page
        "#]],
    );
}

const LISTED: &str = "responses: { '200': { description: '', content: { application/json: { schema: { $ref: 'b.yaml#/components/schemas/Page' } } } } }";

/// Lowers an operation `First` whose next page comes from `Next`, the path item `next`. Only `First` is selected.
fn check_only_first(next: &str, expected: Expect) {
    let a = format!(
        "{HEAD}paths:\n  /a: {{ get: {{ operationId: First, x-ms-pageable: {{ nextLinkName: next, operationName: Next }}, {LISTED} }} }}\n  /next: {next}\n"
    );
    let b = format!(
        "item: {{ post: {{ operationId: Next, {LISTED} }} }}
components:
  schemas: {{ Page: {{ type: object, properties: {{ value: {{ type: array, items: {{ type: string }} }}, next: {{ type: string }} }} }} }}
"
    );
    let (model, documents, diagnostics) = lowered(
        "[services.things]\ndocuments = ['a.yaml']\noperations = ['First']\n",
        &[("a.yaml", &a), ("b.yaml", &b)],
    );
    expected.assert_eq(&(reported(&documents, diagnostics) + &outlined(&model, &["services"])));
}

/// The manifest need not select the operation for the next page, if it is in the same document.
#[test]
fn the_operation_for_the_next_page_need_not_be_selected() {
    check_only_first(
        &format!("{{ post: {{ operationId: Next, {LISTED} }} }}"),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {client: ThingsClient}
                    operations:
                      - {id: First, name: First first, method: Get, path: /a}
                        response: {statuses: [200], body: Definition Page}
                        kind Pages: {items: [value], next_link: [next], next: {id: Next, method: Post, path: /next, statuses: [200]}}
        "#]],
    );
    check_only_first(
        "{ $ref: 'b.yaml#/item' }",
        expect![[r#"
        unsupported-flow: a.yaml:4:73: the next page comes from `Next`, which `operations` does not select
    "#]],
    );
    check_only_first(
        &format!("{{ post: {{ operationId: Next, x-ms-unknown: true, {LISTED} }} }}"),
        expect![[r#"
            unsupported-extension: a.yaml:5:39: the extension `x-ms-unknown` changes a client in a way that is not supported yet
        "#]],
    );
    check_only_first(
        &format!("{{ post: {{ operationId: Next, response: [], {LISTED} }} }}"),
        expect![[r#"
            unknown-member: a.yaml:5:39: `response` is not a member of an operation
        "#]],
    );
}

/// An empty scope leaves no empty segment in the path of the next page either.
#[test]
fn the_next_page_has_the_scope_of_the_first() {
    let scope = "parameters: [{ name: scope, in: path, required: true, x-ms-skip-url-encoding: true, schema: { type: string } }]";
    let page = "responses: { '200': { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/Page' } } } } }";
    check(
        &format!(
            "\
paths:
  '/{{scope}}/providers/a': {{ get: {{ operationId: First, x-ms-pageable: {{ nextLinkName: next, operationName: Next }}, {scope}, {page} }} }}
  '/{{scope}}/providers/b': {{ post: {{ operationId: Next, {scope}, {page} }} }}
components:
  schemas: {{ Page: {{ type: object, properties: {{ value: {{ type: array, items: {{ type: string }} }}, next: {{ type: string }} }} }} }}
"
        ),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: a, client: ThingsClient}
                groups:
                  - {client: ThingsClient}
                    operations:
                      - {id: First, name: First first, method: Get, path: /{scope}/providers/a}
                        parameters:
                          - {name: scope, docs: "Empty, or `/`, for the whole tenant.", location: Scope, required, ty: String}
                        response: {statuses: [200], body: Definition Page}
                        kind Pages: {items: [value], next_link: [next]}
                          next: {id: Next, method: Post, path: /{scope}/providers/b, statuses: [200]}
                            parameters:
                              - {name: scope, docs: "Empty, or `/`, for the whole tenant.", location: Scope, required, ty: String}
                      - {id: Next, name: Next next, method: Post, path: /{scope}/providers/b}
                        parameters:
                          - {name: scope, docs: "Empty, or `/`, for the whole tenant.", location: Scope, required, ty: String}
                        response: {statuses: [200], body: Definition Page}
            definitions:
              - {name: Page, shape kind Struct fields: [{name: next, ty: String}, {name: value, ty: Array String}]}
        "#]],
    );
}

/// The resource that a PUT announces is not the result, if the definition declares another one.
#[test]
fn an_announced_resource_is_not_the_declared_result() {
    let json = |name: &str| {
        format!(
            "description: '', content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{name}' }} }} }}"
        )
    };
    let flow = format!(
        "x-ms-long-running-operation: true\nx-ms-long-running-operation-options: {{ final-state-schema: '#/components/schemas/Final' }}\nresponses: {{ '201': {{ {} }}, '202': {{ description: '' }} }}",
        json("Other")
    );
    let schemas = "components:\n  schemas:\n    Other: { type: object, properties: { b: { type: string } } }\n    Final: { type: object, properties: { a: { type: string } } }\n";
    check(
        &(operation("put", &flow) + schemas),
        expect![[r#"
        services:
          - {module: things, title: Things, namespace: Things, client: ThingsClient}
            groups:
              - {name: Things things, client: ThingsGroupClient}
                operations:
                  - {id: Things_Do, name: Do begin_do, method: Put, path: /a, kind: LongRunning final_state ByMethod}
                    response: {statuses: [201, 202], body: Definition Final, interim: [201, 202]}
        definitions:
          - {name: Final, shape kind Struct fields: [{name: a, ty: String}]}
    "#]],
    );
}
