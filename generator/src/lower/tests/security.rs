//! Authentication of requests.

use super::*;
use expect_test::expect;

/// The errors for an operation with this `security`, in a document with that of `document`.
fn refused(document: &str, operation: &str) -> String {
    let schemes = "components: { securitySchemes: { azure_auth: { type: oauth2, flows: {} }, open: { type: openIdConnect, openIdConnectUrl: '/' }, bearer: { type: http, scheme: Bearer }, basic: { type: http, scheme: basic }, key: { type: apiKey, in: header, name: k } } }";
    let text = format!(
        "{HEAD}{schemes}\n{document}\npaths: {{ /a: {{ get: {{ operationId: Get, {operation} responses: {{ '204': {{ description: '' }} }} }} }} }}"
    );
    let (_, documents, diagnostics) = lowered(
        "[services.things]\ndocuments = ['a.yaml']\n",
        &[("a.yaml", &text)],
    );
    reported(&documents, diagnostics)
}

#[test]
fn operations_that_accept_a_bearer_token_are_lowered() {
    for security in [
        "",
        "security: []",
        "security: [{}]",
        "security: [{ azure_auth: [user_impersonation] }]",
        "security: [{ open: [] }]",
        "security: [{ bearer: [] }]",
        "security: [{ key: [] }, { azure_auth: [] }]",
    ] {
        assert_eq!(refused(security, ""), "", "{security}");
    }
}

#[test]
fn an_operation_that_accepts_no_bearer_token_is_refused() {
    expect![[r#"
        unsupported-security: a.yaml:4:1: the client sends a bearer token, which is not accepted here
    "#]].assert_eq(&refused("security: [{ key: [] }]", ""));
    expect![[r#"
        unsupported-security: a.yaml:4:1: the client sends a bearer token, which is not accepted here
    "#]].assert_eq(&refused("security: [{ basic: [] }]", ""));
    expect![[r#"
        unsupported-security: a.yaml:4:1: the client sends a bearer token, which is not accepted here
    "#]].assert_eq(&refused("security: [{ azure_auth: [], key: [] }]", ""));
    expect![[r#"
        unsupported-security: a.yaml:4:1: the client sends a bearer token, which is not accepted here
    "#]].assert_eq(&refused("security: [{ gone: [] }]", ""));
    expect![[r#"
        unsupported-security: a.yaml:5:41: the client sends a bearer token, which is not accepted here
    "#]].assert_eq(&refused(
        "security: [{ azure_auth: [] }]",
        "security: [{ key: [] }],",
    ));
}

#[test]
fn swagger_defines_its_schemes_elsewhere() {
    check_swagger(
        "\
securityDefinitions: { azure_auth: { type: oauth2, flow: implicit }, key: { type: apiKey, in: query, name: k } }
security: [{ azure_auth: [user_impersonation] }]
paths:
  /a:
    get: { operationId: Get, responses: { '204': { description: '' } } }
    put: { operationId: Put, security: [{ key: [] }], responses: { '204': { description: '' } } }
",
        expect![[r#"
            unsupported-security: a.yaml:8:30: the client sends a bearer token, which is not accepted here
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient, refused: [Put]}
                groups:
                  - {client: ThingsClient}
                    operations: [{id: Get, name: Get get, method: Get, path: /a, response statuses: [204]}]
        "#]],
    );
}
