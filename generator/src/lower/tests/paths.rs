//! Paths, including those of `x-ms-paths`, which may differ only in a query or a fragment.

use super::*;
use expect_test::expect;

#[test]
fn a_query_of_the_path_is_sent_and_a_fragment_is_not() {
    check(
        "\
paths:
  /a/{b}:
    get: { operationId: Get, parameters: [{ name: b, in: path, required: true, schema: { type: string } }], responses: { '204': { description: '' } } }
x-ms-paths:
  /a/{b}?export=true&part:
    get: { operationId: Export, parameters: [{ name: b, in: path, required: true, schema: { type: string } }], responses: { '204': { description: '' } } }
  '/a/{b}#other':
    put: { operationId: Put, parameters: [{ name: b, in: path, required: true, schema: { type: string } }], responses: { '204': { description: '' } } }
",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {client: ThingsClient}
                    operations:
                      - {id: Export, name: Export export, method: Get, path: /a/{b}?export=true&part}
                        parameters: [{name: b, location: Path, required, ty: String}]
                        response statuses: [204]
                      - {id: Get, name: Get get, method: Get, path: /a/{b}, response statuses: [204]}
                        parameters: [{name: b, location: Path, required, ty: String}]
                      - {id: Put, name: Put put, method: Put, path: /a/{b}, response statuses: [204]}
                        parameters: [{name: b, location: Path, required, ty: String}]
        "#]],
    );
}

#[test]
fn a_query_of_the_path_that_a_parameter_sends_is_sent_once() {
    check(
        "\
x-ms-paths:
  /a?export=true&api-version=1&keep=1:
    get:
      operationId: Get
      parameters:
        - { name: export, in: query, required: true, schema: { type: boolean } }
        - { name: api-version, in: query, required: true, schema: { type: string } }
      responses: { '204': { description: '' } }
",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {client: ThingsClient}
                    operations:
                      - {id: Get, name: Get get, api_version: "2026-01-01", method: Get, path: /a?keep=1}
                        parameters: [{name: export, location: Query Multi, required, ty: Boolean}]
                        response statuses: [204]
        "#]],
    );
}

/// The role of an operation depends only on its path.
#[test]
fn a_query_of_the_path_is_no_segment() {
    let text = format!(
        "{HEAD}x-ms-paths: {{ '/a/listKeys?x=/b': {{ post: {{ operationId: Get, responses: {{ '204': {{ description: '' }} }} }} }} }}"
    );
    let (model, ..) = lowered(
        "[services.things]\ndocuments = ['a.yaml']\n",
        &[("a.yaml", &text)],
    );
    let operation = model.services[0].operations().next().expect("it is fine");
    assert_eq!(operation.key_role, Some(crate::model::KeyRole::List));
}

#[test]
fn a_query_of_the_path_with_a_placeholder_is_refused() {
    check(
        "x-ms-paths: { '/a?x={x}': { get: { operationId: Get, responses: { '204': { description: '' } } } } }",
        expect![[r#"
            unsupported-parameter: a.yaml:3:29: the path's query `x={x}` has a placeholder
        "#]],
    );
}

#[test]
fn a_path_that_does_not_begin_with_a_slash_is_refused() {
    check(
        "paths: { a: { get: { operationId: Get, responses: { '204': { description: '' } } } }, x-notes: {} }",
        expect![[r#"
            malformed-paths: a.yaml:3:10: a path begins with a slash
        "#]],
    );
}

/// A placeholder for several segments is a whole id, and another name may mean ids of other resources.
#[test]
fn paths_that_differ_in_names_are_one_unless_the_names_are_of_ids() {
    let paths = |skip: &str| {
        let item = |name: &str| {
            format!(
                "  /{{{name}}}: {{ parameters: [{{ name: {name}, in: path, required: true, {skip}schema: {{ type: string }} }}], get: {{ operationId: Get_{name}, responses: {{ '204': {{ description: '' }} }} }} }}\n"
            )
        };
        format!("paths:\n{}{}", item("a"), item("b"))
    };
    check(
        &paths(""),
        expect![[r#"
            malformed-paths: a.yaml:5:3: this path differs from `/{a}` only in the names of placeholders
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient, refused: [Get_b]}
                groups:
                  - {name: Get get, client: ThingsGetClient}
                    operations:
                      - {id: Get_a, name: a, method: Get, path: /{a}, response statuses: [204]}
                        parameters: [{name: a, location: Path, required, ty: String}]
        "#]],
    );
    check(
        &paths("x-ms-skip-url-encoding: true, "),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Get get, client: ThingsGetClient}
                    operations:
                      - {id: Get_a, name: a, method: Get, path: /{a}, response statuses: [204]}
                        parameters: [{name: a, location: PathSegments, required, ty: String}]
                      - {id: Get_b, name: b, method: Get, path: /{b}, response statuses: [204]}
                        parameters: [{name: b, location: PathSegments, required, ty: String}]
        "#]],
    );
}

/// A fragment or a query distinguishes equal paths.
#[test]
fn paths_that_differ_in_names_are_two_if_a_fragment_distinguishes_them() {
    let item = |name: &str, behind: &str| {
        format!(
            "  '/{{{name}}}{behind}': {{ parameters: [{{ name: {name}, in: path, required: true, schema: {{ type: string }} }}], get: {{ operationId: Get_{name}, responses: {{ '204': {{ description: '' }} }} }} }}\n"
        )
    };
    check(
        &format!(
            "x-ms-paths:\n{}{}{}{}",
            item("a", ""),
            item("b", "#b"),
            item("c", "?c"),
            item("d", "?c")
        ),
        expect![[r#"
            malformed-paths: a.yaml:7:3: this path differs from `/{c}?c` only in the names of placeholders
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient, refused: [Get_d]}
                groups:
                  - {name: Get get, client: ThingsGetClient}
                    operations:
                      - {id: Get_a, name: a, method: Get, path: /{a}, response statuses: [204]}
                        parameters: [{name: a, location: Path, required, ty: String}]
                      - {id: Get_b, name: b, method: Get, path: /{b}, response statuses: [204]}
                        parameters: [{name: b, location: Path, required, ty: String}]
                      - {id: Get_c, name: c, method: Get, path: /{c}?c, response statuses: [204]}
                        parameters: [{name: c, location: Path, required, ty: String}]
        "#]],
    );
}

/// Names of headers are compared without case, so that the operation's parameter overrides that of the path item.
#[test]
fn an_operation_may_declare_a_parameter_of_its_path_anew() {
    check(
        "paths: { /a: { parameters: [{ name: X-More, in: header, schema: { type: string } }], get: { operationId: Get, parameters: [{ name: x-more, in: header, schema: { type: integer } }], responses: { '204': { description: '' } } } } }",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {client: ThingsClient}
                    operations:
                      - {id: Get, name: Get get, method: Get, path: /a, response statuses: [204]}
                        parameters: [{name: x-more x_more, location: Header, ty: Integer I64}]
        "#]],
    );
}

/// An optional parameter does not replace the query of the path.
#[test]
fn a_query_of_the_path_stays_beside_an_optional_parameter() {
    check(
        "\
x-ms-paths:
  /a?%24export=true&api%2Dversion=1&keep=1&list=2:
    get:
      operationId: Get
      parameters:
        - { name: $export, in: query, required: true, schema: { type: boolean } }
        - { name: keep, in: query, schema: { type: boolean } }
        - { name: list, in: query, required: true, schema: { type: array, items: { type: string } } }
        - { name: api-version, in: query, required: true, schema: { type: string } }
      responses: { '204': { description: '' } }
  /a?api-version=1:
    get: { operationId: Pinned, responses: { '204': { description: '' } } }
",
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {client: ThingsClient}
                    operations:
                      - {id: Get, name: Get get, api_version: "2026-01-01", method: Get, path: /a?keep=1&list=2}
                        parameters:
                          - {name: $export export, location: Query Multi, required, ty: Boolean}
                          - {name: keep, location: Query Multi, ty: Boolean}
                          - {name: list, location: Query Multi, required, ty: Array String}
                        response statuses: [204]
                      - {id: Pinned, name: Pinned pinned, method: Get, path: /a?api-version=1, response statuses: [204]}
        "#]],
    );
}

#[test]
fn a_segment_that_cannot_be_sent_is_refused() {
    let path = |segment: &str| {
        format!(
            "paths: {{ '/a/{segment}': {{ get: {{ operationId: Get, responses: {{ '204': {{ description: '' }} }} }} }} }}"
        )
    };
    for segment in [
        "100%", "%zz", "%f", "%FF", "%0A", "%C3%28", "..", "%2e%2E", ".", "%00", "%+1",
    ] {
        let text = format!("{HEAD}{}", path(segment));
        let (_, documents, diagnostics) = lowered(
            "[services.things]\ndocuments = ['a.yaml']\n",
            &[("a.yaml", &text)],
        );
        let expected = format!(
            "unsupported-parameter: a.yaml:3:{}: the path has the segment `{segment}`, which cannot be sent\n",
            19 + segment.len()
        );
        assert_eq!(reported(&documents, diagnostics), expected);
    }
    check(
        &path("green%20color%2F%C3%A4"),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {client: ThingsClient}
                    operations:
                      - {id: Get, name: Get get, method: Get, path: /a/green%20color%2F%C3%A4, response statuses: [204]}
        "#]],
    );
}

/// A scope at the beginning of a path may be empty. Elsewhere, or as the whole path, it must not.
#[test]
fn a_scope_in_front_of_a_path_may_be_empty() {
    let operation = |path: &str, skip: bool| {
        format!(
            "  '{path}': {{ get: {{ operationId: 'Get{}', parameters: [{{ name: scope, in: path, required: true, type: string, description: The scope., x-ms-skip-url-encoding: {skip} }}], responses: {{ '204': {{}} }} }} }}\n",
            path.len()
        )
    };
    check_swagger(
        &format!(
            "host: management.azure.com\nbasePath: /base\npaths:\n{}{}{}{}",
            operation("/{scope}/a", true),
            operation("/{scope}/bb", false),
            operation("/{scope}", true),
            operation("/a/{scope}/b", true)
        ),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {client: ThingsClient}
                    operations:
                      - {id: Get10, name: Get10 get10, method: Get, path: /base/{scope}/a, response statuses: [204]}
                        parameters:
                          - {name: scope, docs: "The scope.\n\nEmpty, or `/`, for the whole tenant.", location: Scope, required}
                            ty: String
                      - {id: Get11, name: Get11 get11, method: Get, path: /base/{scope}/bb, response statuses: [204]}
                        parameters: [{name: scope, docs: "The scope.", location: Path, required, ty: String}]
                      - {id: Get12, name: Get12 get12, method: Get, path: /base/a/{scope}/b, response statuses: [204]}
                        parameters: [{name: scope, docs: "The scope.", location: PathSegments, required, ty: String}]
                      - {id: Get8, name: Get8 get8, method: Get, path: /base/{scope}, response statuses: [204]}
                        parameters: [{name: scope, docs: "The scope.", location: PathSegments, required, ty: String}]
        "#]],
    );
}
