//! One trait of headers for each type of answer.

use super::*;
use expect_test::expect;

/// An operation whose answer without a body has these headers.
fn gives(id: &str, headers: &str) -> String {
    format!(
        "  /{id}: {{ get: {{ operationId: {id}, responses: {{ '204': {{ description: '', headers: {{ {headers} }} }} }} }} }}\n"
    )
}

fn check_headers(paths: &[String], schemas: &[&str], expected: Expect) {
    let text = document(paths, schemas);
    let (model, documents, diagnostics) =
        shared(&one_service(&[("a.yaml", &text)]), &[("a.yaml", &text)]);
    let printed = print::model(&model);
    let traits = printed
        .lines()
        .filter_map(|line| line.strip_prefix("  trait "))
        .map(|line| format!("{line}\n"))
        .collect::<String>();
    expected.assert_eq(&(told(&documents, diagnostics) + &traits));
}

#[test]
fn answers_of_one_type_have_one_trait() {
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
          ThingsClientOneHeaders: a: i64, b: String
        "#]],
    );
}

/// Neither type is lost, and the name of the method says which one it reads.
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
            ThingsClientOneHeaders: a_as_i64 "A": i64, a_as_date_time "a": Rfc3339, a_as_i32 "a": i32, b: String
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
          RootHeaders: a: String
    "#]],
    );
    check_headers(
        &[path, gets("Other", "RootHeaders")],
        &[
            "Root: { type: object, properties: { a: { type: string } } }",
            "RootHeaders: { type: object, properties: { b: { type: string } } }",
        ],
        expect![[r#"
          RootHeaders2: a: String
        "#]],
    );
}

/// Two methods of a trait cannot share a name, and the names of HTTP have no case.
#[test]
fn names_of_methods_differ() {
    check_headers(
        &[gives(
            "One",
            "x-a: { schema: { type: string } }, x_a: { schema: { type: integer } }",
        )],
        &[],
        expect![[r#"
          ThingsClientOneHeaders: x_a "x-a": String, x_a2 "x_a": i64
    "#]],
    );
    check_headers(
        &[
            gives("One", "X-A: { schema: { type: string } }"),
            gives("Two", "x-a: { schema: { type: string } }"),
        ],
        &[],
        expect![[r#"
          ThingsClientOneHeaders: x_a "X-A": String
    "#]],
    );
}
