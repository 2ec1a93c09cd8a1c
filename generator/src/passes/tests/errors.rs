//! Which errors the shared `ErrorResponse` covers.

use super::*;
use crate::diagnostic::Code;
use expect_test::expect;

/// A service whose one operation fails with `Failure`.
fn failing(schemas: &[&str]) -> String {
    let failure = "{ application/json: { schema: { $ref: '#/components/schemas/Failure' } } }";
    let path = format!(
        "  /a: {{ get: {{ operationId: Get, responses: {{ '204': {{ description: '' }}, default: {{ description: '', content: {failure} }} }} }} }}\n"
    );
    document(&[path], schemas)
}

fn check_error(schemas: &[&str], expected: Expect) {
    let text = failing(schemas);
    check(
        &one_service(&[("a.yaml", &text)]),
        &[("a.yaml", &text)],
        expected,
    );
}

const DETAIL: &str = "Detail: { type: object, properties: { code: { type: string, enum: [A, B] }, message: { type: string }, target: { type: string }, details: { type: array, items: { $ref: '#/components/schemas/Detail' } }, additionalInfo: { type: array, items: { type: object, properties: { type: { type: string }, info: { type: object } } } } } }";

#[test]
fn the_error_of_arm_is_covered() {
    check_error(
        &[
            "Failure: { type: object, properties: { error: { $ref: '#/components/schemas/Detail' } } }",
            DETAIL,
        ],
        expect![[r#"
            merges:
              - {name: ErrorResponse, services: [things]}
        "#]],
    );
}

/// Some services leave out the outer object, and use other cases in names.
#[test]
fn an_error_without_wrapper_is_covered() {
    check_error(
        &[
            "Failure: { type: object, properties: { Code: { type: string }, MESSAGE: { type: string } } }",
        ],
        expect![[r#"
            merges:
              - {name: ErrorResponse, services: [things]}
        "#]],
    );
}

#[test]
fn what_is_not_covered_is_kept_and_reported() {
    check_error(
        &[
            "Failure: { type: object, properties: { error: { type: object, properties: { code: { type: string }, retryable: { type: boolean } } } } }",
        ],
        expect![[r#"
            uncovered-error: a.yaml:7:5: the error `Failure` has `retryable`, which `ErrorResponse` does not have
            definitions:
              - {name: Failure, error}
                shape: {kind Struct fields: [{name: error, ty: Definition FailureError}], usage: response}
              - {name: "Failure error" FailureError}
                shape: {kind Struct fields: [{name: code, ty: String}, {name: retryable, ty: Boolean}], usage: response}
        "#]],
    );
}

/// The name matches, but the type does not: reading it as a string would fail.
#[test]
fn a_property_of_another_type_is_not_covered() {
    check_error(
        &[
            "Failure: { type: object, properties: { code: { type: string }, message: { type: object } } }",
        ],
        expect![[r#"
            uncovered-error: a.yaml:7:5: the error `Failure` has `message`, which `ErrorResponse` does not have
            definitions:
              - {name: Failure, error}
                shape: {kind Struct fields: [{name: code, ty: String}, {name: message, ty: Value}], usage: response}
        "#]],
    );
}

/// `ErrorResponse` can read nothing from a list of errors.
#[test]
fn an_error_that_is_no_object_is_not_covered() {
    let text = failing(&[
        "Failure: { type: array, items: { $ref: '#/components/schemas/Detail' } }",
        DETAIL,
    ]);
    let (model, _, diagnostics) = shared(&one_service(&[("a.yaml", &text)]), &[("a.yaml", &text)]);
    assert_eq!(model.merges, []);
    let codes: Vec<Code> = diagnostics.sorted().iter().map(|one| one.code).collect();
    assert_eq!(codes, [Code::UncoveredError]);
}

#[test]
fn services_are_named_that_share_the_error() {
    let text = failing(&[
        "Failure: { type: object, properties: { error: { $ref: '#/components/schemas/Detail' } } }",
        DETAIL,
    ]);
    let files = [("a.yaml", text.as_str()), ("b.yaml", text.as_str())];
    check(
        &one_service_each(&files),
        &files,
        expect![[r#"
            merges:
              - {name: ErrorResponse, services: [a, b]}
        "#]],
    );
}
