//! One trait of headers for each type of response.

use super::*;
use expect_test::expect;

/// An operation whose response has these headers and no body.
fn gives(id: &str, headers: &str) -> String {
    format!(
        "  /{id}: {{ get: {{ operationId: {id}, responses: {{ '204': {{ description: '', headers: {{ {headers} }} }} }} }} }}\n"
    )
}

fn check_headers(paths: &[String], schemas: &[&str], expected: Expect) {
    let text = document(paths, schemas);
    let (model, documents, diagnostics) =
        shared(&one_service(&[("a.yaml", &text)]), &[("a.yaml", &text)]);
    let traits = model.services.iter().flat_map(|service| &service.headers);
    let traits: String = traits
        .map(|one| format!("{}: {}\n", one.name, outlined_part(&model, &one.headers)))
        .collect();
    expected.assert_eq(&(reported(&documents, diagnostics) + &traits));
}

#[test]
fn responses_of_one_type_have_one_trait() {
    check_headers(
        &[
            gives("One", "b: { schema: { type: string } }"),
            gives(
                "Two",
                "a: { schema: { type: integer } }, b: { schema: { type: string } }",
            ),
            gives("Three", ""),
        ],
        &[],
        expect![[r#"
            ThingsClientOneHeaders: [{name: a, ty: Integer I64}, {name: b, ty: String}]
        "#]],
    );
}

/// The names of the methods contain the type that they return.
#[test]
fn a_header_with_two_types_has_a_method_for_each() {
    check_headers(
        &[
            gives("One", "a: { schema: { type: string, format: date-time } }"),
            gives(
                "Two",
                "A: { schema: { type: integer } }, b: { schema: { type: string } }",
            ),
            gives("Three", "a: { schema: { type: integer, format: int32 } }"),
        ],
        &[],
        expect![[r#"
            ThingsClientOneHeaders: [{name: A a_as_i64, docs: "The header A.\n\nIt has this type in the response of Two.", ty: Integer I64}, {name: a a_as_date_time, docs: "The header a.\n\nIt has this type in the response of One.", ty: Encoded Rfc3339}, {name: a a_as_i32, docs: "The header a.\n\nIt has this type in the response of Three.", ty: Integer I32}, {name: b, ty: String}]
        "#]],
    );
}

#[test]
fn the_trait_is_named_after_its_model() {
    let path = gets("Get", "Root").replace(
        "description: ''",
        "description: '', headers: { a: { schema: { type: string } } }",
    );
    check_headers(
        std::slice::from_ref(&path),
        &["Root: { type: object, properties: { a: { type: string } } }"],
        expect![[r#"
            RootHeaders: [{name: a, ty: String}]
        "#]],
    );
    check_headers(
        &[path, gets("Other", "RootHeaders")],
        &[
            "Root: { type: object, properties: { a: { type: string } } }",
            "RootHeaders: { type: object, properties: { b: { type: string } } }",
        ],
        expect![[r#"
            RootHeaders2: [{name: a, ty: String}]
        "#]],
    );
}

/// Methods of a trait have distinct names, and names of headers are compared without case.
#[test]
fn names_of_methods_differ() {
    check_headers(
        &[gives(
            "One",
            "x-a: { schema: { type: string } }, x_a: { schema: { type: integer } }",
        )],
        &[],
        expect![[r#"
            ThingsClientOneHeaders: [{name: x-a x_a, ty: String}, {name: x_a x_a2, ty: Integer I64}]
        "#]],
    );
    check_headers(
        &[
            gives("One", "X-A: { schema: { type: string } }"),
            gives("Two", "x-a: { schema: { type: string } }"),
        ],
        &[],
        expect![[r#"
            ThingsClientOneHeaders: [{name: X-A x_a, ty: String}]
        "#]],
    );
}
