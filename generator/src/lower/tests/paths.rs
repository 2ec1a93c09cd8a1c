//! Paths, and those of `x-ms-paths`, which may be alike but for a query or a fragment.

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
            ThingsClient "Things" Things
              : ThingsClient
                export "Export": Get /a/{b}?export=true&part without a version
                  path b: String
                  [204] nothing
                get "Get": Get /a/{b} without a version
                  path b: String
                  [204] nothing
                put "Put": Put /a/{b} without a version
                  path b: String
                  [204] nothing
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
            ThingsClient "Things" Things
              : ThingsClient
                get "Get": Get /a?keep=1 2026-01-01
                  query export: Boolean
                  [204] nothing
        "#]],
    );
}

/// The role of an operation follows from its path alone.
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
            ThingsClient "Things" Things
        "#]],
    );
}

#[test]
fn a_path_that_does_not_begin_with_a_slash_is_refused() {
    check(
        "paths: { a: { get: { operationId: Get, responses: { '204': { description: '' } } } }, x-notes: {} }",
        expect![[r#"
            malformed-paths: a.yaml:3:10: a path begins with a slash
            ThingsClient "Things" Things
        "#]],
    );
}

/// A placeholder for several segments is a whole id, and ids of other resources may stand in its place.
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
        malformed-paths: a.yaml:5:3: this is the path `/{a}` with other names of placeholders
        ThingsClient "Things" Things
          get "Get": ThingsGetClient
            a: Get /{a} without a version
              path a: String
              [204] nothing
    "#]],
    );
    check(
        &paths("x-ms-skip-url-encoding: true, "),
        expect![[r#"
        ThingsClient "Things" Things
          get "Get": ThingsGetClient
            a: Get /{a} without a version
              path segments a: String
              [204] nothing
            b: Get /{b} without a version
              path segments b: String
              [204] nothing
    "#]],
    );
}

/// A fragment tells paths apart that are alike, and a query as well.
#[test]
fn paths_that_differ_in_names_are_two_where_a_fragment_tells_them_apart() {
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
            malformed-paths: a.yaml:7:3: this is the path `/{c}?c` with other names of placeholders
            ThingsClient "Things" Things
              get "Get": ThingsGetClient
                a: Get /{a} without a version
                  path a: String
                  [204] nothing
                b: Get /{b} without a version
                  path b: String
                  [204] nothing
                c: Get /{c}?c without a version
                  path c: String
                  [204] nothing
        "#]],
    );
}

/// The case of a header's name means nothing, so an operation's own parameter takes the place of its path's.
#[test]
fn an_operation_may_declare_a_parameter_of_its_path_anew() {
    check(
        "paths: { /a: { parameters: [{ name: X-More, in: header, schema: { type: string } }], get: { operationId: Get, parameters: [{ name: x-more, in: header, schema: { type: integer } }], responses: { '204': { description: '' } } } } }",
        expect![[r#"
            ThingsClient "Things" Things
              : ThingsClient
                get "Get": Get /a without a version
                  header? x_more "x-more": i64
                  [204] nothing
        "#]],
    );
}

/// A parameter that a call may leave out does not replace what the path says.
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
            ThingsClient "Things" Things
              : ThingsClient
                get "Get": Get /a?keep=1&list=2 2026-01-01
                  query export "$export": Boolean
                  query? keep: Boolean
                  query list: Vec<String>
                  [204] nothing
                pinned "Pinned": Get /a?api-version=1 without a version
                  [204] nothing
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
        assert_eq!(told(&documents, diagnostics), expected);
    }
    check(
        &path("green%20color%2F%C3%A4"),
        expect![[r#"
        ThingsClient "Things" Things
          : ThingsClient
            get "Get": Get /a/green%20color%2F%C3%A4 without a version
              [204] nothing
    "#]],
    );
}

/// A scope in front may be that of the tenant. Elsewhere, or with nothing behind it, a path would lose what it names.
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
            ThingsClient "Things" Things
              : ThingsClient
                get10 "Get10": Get /base/{scope}/a without a version
                  scope scope: String // The scope.

            Empty, or `/`, for the whole tenant.
                  [204] nothing
                get11 "Get11": Get /base/{scope}/bb without a version
                  path scope: String // The scope.
                  [204] nothing
                get12 "Get12": Get /base/a/{scope}/b without a version
                  path segments scope: String // The scope.
                  [204] nothing
                get8 "Get8": Get /base/{scope} without a version
                  path segments scope: String // The scope.
                  [204] nothing
        "#]],
    );
}
