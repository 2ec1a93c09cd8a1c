//! Errors of whole operations and documents: nothing is left out silently.

use super::*;
use expect_test::expect;

#[test]
fn an_operation_without_an_id_is_refused() {
    check(
        "paths: { /a: { get: { responses: { '204': { description: '' } } } } }",
        expect![[r#"
            no-operation-id: a.yaml:3:16: the operation has no `operationId`
        "#]],
    );
}

#[test]
fn a_repeated_id_is_refused() {
    let operation = "operationId: Get, responses: { '204': { description: '' } }";
    check(
        &format!("paths: {{ /a: {{ get: {{ {operation} }} }}, /b: {{ get: {{ {operation} }} }} }}"),
        expect![[r#"
            operation-twice: a.yaml:3:94: the operation `Get` is defined twice; the other definition is at a.yaml:3:16
        "#]],
    );
}

#[test]
fn an_operation_that_no_document_defines_is_refused_in_the_manifest() {
    let services = "[services.things]\ndocuments = ['a.yaml']\noperations = ['Gone']\n";
    let (_, documents, diagnostics) = lowered(services, &[("a.yaml", HEAD)]);
    expect![[r#"
        unknown-operation: m.toml:7:15: no document of `things` defines the operation `Gone`
    "#]]
    .assert_eq(&reported(&documents, diagnostics));
}

/// A new name without effect is a mistake.
#[test]
fn a_new_name_for_nothing_is_refused() {
    let services = "[services.things]\ndocuments = ['a.yaml']\nrename.'a.yaml#/components/schemas/Gone' = 'New'\n";
    let text = HEAD.to_owned() + &operation("get", "responses: { '204': { description: '' } }");
    let (_, _, diagnostics) = lowered(services, &[("a.yaml", &text)]);
    assert!(diagnostics.has_errors());
}

#[test]
fn what_violates_openapi_is_refused_at_its_place() {
    check(
        "paths: { /a: { get: { operationId: Get, responses: 7 } } }",
        expect![[r#"
            malformed-operation: a.yaml:3:41: `responses` is a number, where an object is expected
        "#]],
    );
    check(
        "paths: { /a: { parameters: 7, get: { operationId: Get, responses: {} } } }",
        expect![[r#"
            malformed-parameter: a.yaml:3:16: this is not a valid parameter of OpenAPI 3.0: invalid type: integer `7`, expected a sequence
        "#]],
    );
    check(
        "paths: { /a: { get: { operationId: Get, parameters: [{ $ref: '#/x-x' }], responses: {} } } }\nx-x: { name: 7 }\n",
        expect![[r#"
            unsupported-answer: a.yaml:3:16: no success response is defined
            malformed-parameter: a.yaml:4:1: this is not a valid parameter of OpenAPI 3.0: missing field `in`
        "#]],
    );
    check(
        "paths: { /a: { get: { operationId: Get, responses: { '200': { $ref: '#/x-x' } } } } }\nx-x: { headers: 7 }\n",
        expect![[r#"
            malformed-response: a.yaml:4:1: this is not a valid response of OpenAPI 3.0: invalid type: integer `7`, expected a map
        "#]],
    );
    check(
        &(operation(
            "put",
            "requestBody: { $ref: '#/x-x' }\nresponses: { '204': { description: '' } }",
        ) + "x-x: { content: 7 }\n"),
        expect![[r#"
            malformed-body: a.yaml:9:8: `content` is a number, where an object is expected
        "#]],
    );
}

#[test]
fn an_extension_that_is_not_known_is_refused() {
    check(
        &operation(
            "get",
            "x-ms-new: true\nresponses: { '204': { description: '' } }",
        ),
        expect![[r#"
            unsupported-extension: a.yaml:7:7: the extension `x-ms-new` changes a client in a way that is not supported yet
        "#]],
    );
}

/// Without a list the manifest selects all operations, so an invalid one must not be left out silently.
#[test]
fn what_is_in_the_place_of_an_operation_is_one_or_refused() {
    let operation = "operationId: Do, responses: { '204': { description: '' } }";
    for definition in [
        "paths: 7".to_owned(),
        "paths: { /a: 7 }".to_owned(),
        "paths: { /a: { get: 7 } }".to_owned(),
        format!("paths: {{ /a: {{ options: {{ {operation} }} }} }}"),
        format!("paths: {{ /a: {{ trace: {{ {operation} }} }} }}"),
    ] {
        let text = format!("{HEAD}{definition}");
        let (_, _, diagnostics) = lowered(
            "[services.things]\ndocuments = ['a.yaml']\n",
            &[("a.yaml", &text)],
        );
        assert!(diagnostics.has_errors(), "{definition}");
    }
}

/// A renaming without effect is an error, also if the manifest leaves operations out.
#[test]
fn a_renaming_is_checked_beside_operations_that_are_left_out() {
    let text = format!(
        "{HEAD}paths:
  /a:
    get: {{ operationId: Things_Get, responses: {{ '204': {{ description: '' }} }} }}
    post: {{ operationId: Things_Post, responses: {{ '2XX': {{ description: '' }} }} }}
"
    );
    let (_, documents, diagnostics) = lowered(
        "[services.things]\ndocuments = ['a.yaml']\nrename = { 'a.yaml#/components/schemas/Gone' = 'Other' }\nexcept = [{ operation = 'Things_Post', because = 'it has a range' }]\n",
        &[("a.yaml", &text)],
    );
    expect![[r#"
        unknown-definition: m.toml:7:48: no definition at `a.yaml#/components/schemas/Gone` is used, so none is renamed to `Other`
    "#]].assert_eq(&reported(&documents, diagnostics));
}
