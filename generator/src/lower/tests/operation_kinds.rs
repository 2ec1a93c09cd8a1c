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
                        kind Pages: {items: value, next_link: nextLink}
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
                      - {id: Things_Do, name: Do do_, method: Get, path: /a, kind: Pages items value}
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
            unsupported-flow: a.yaml:7:7: the response has no array `items`, so it is not a page
        "#]],
    );
    check_flow(
        "x-ms-pageable: { itemName: count }",
        expect![[r#"
            unsupported-flow: a.yaml:7:7: the response has no array `count`, so it is not a page
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
                      - {id: Things_Do, name: Do do_, method: Get, path: /a, kind: Pages items value}
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
                      - {id: Things_Do, name: Do do_, method: Get, path: /a, kind: Pages items value}
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
            unsupported-flow: a.yaml:7:7: an operation that is both long-running and paged is not supported yet
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
                        kind Pages: {items: value, next_link: nextLink}
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
            unsupported-flow: a.yaml:8:48: the next page comes from `Things_Next`, which is not a GET operation of this document
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
                        kind Pages: {items: value, next_link: nextLink}
                          next: {id: Next, path: /next/{tenant}/{nextLink}?c=d, api_version: "2026-01-01", statuses: [200]}
                            parameters:
                              - {name: tenant the_tenant, location: Path, required, ty: String, rules: [MinLength 2]}
                              - {name: top, location: Header, ty: Integer I64}
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
                        kind Pages: {items: value, next_link: nextLink}
                          next: {id: Next, path: /subscriptions/{subscriptionId}/next, api_version: "2026-01-01", statuses: [200]}
                            parameters:
                              - {name: subscriptionId subscription_id, location: Path, of_client, required, ty: String}
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
                        kind Pages: {items: value, next_link: nextLink}
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
    check_flow(
        "x-ms-long-running-operation: true\nx-ms-long-running-operation-options: { final-state-schema: '#/components/schemas/A' }",
        expect![[r#"
            unsupported-flow: a.yaml:8:46: `final-state-schema` changes a client in a way that is not supported yet
        "#]],
    );
}
