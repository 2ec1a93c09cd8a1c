//! Where definitions are used, what they hold, and what they are for.

use super::*;
use expect_test::expect;

fn check_document(paths: &[String], schemas: &[&str], expected: Expect) {
    let text = document(paths, schemas);
    check(
        &one_service(&[("a.yaml", &text)]),
        &[("a.yaml", &text)],
        expected,
    );
}

#[test]
fn requests_and_answers_are_marked_at_any_depth() {
    check_document(
        &[posts("start", "Asked"), gets("Get", "Answered")],
        &[
            "Asked: { type: object, properties: { a: { type: array, items: { $ref: '#/components/schemas/Both' } } } }",
            "Answered: { type: object, properties: { a: { type: object, additionalProperties: { $ref: '#/components/schemas/Both' } } } }",
            "Both: { type: object, properties: { level: { type: string, enum: [a, b] } } }",
        ],
        expect![[r#"
            open enum BothLevel "Both level" asked answered
              A "a"
              B "b"
            struct Answered answered
              a: Map<Both>
            struct Asked asked body
              a: Vec<Both>
            struct Both asked answered
              level: BothLevel
        "#]],
    );
}

/// A secret at any depth changes how the whole is read, in rings as well.
#[test]
fn what_reaches_a_secret_is_marked() {
    check_document(
        &[gets("Get", "Root")],
        &[
            "Root: { type: object, properties: { a: { $ref: '#/components/schemas/Ring' }, b: { $ref: '#/components/schemas/Free' } } }",
            "Ring: { type: object, properties: { root: { $ref: '#/components/schemas/Root' }, key: { type: array, items: { type: string, format: password } } } }",
            "Free: { type: object, properties: { a: { type: string } } }",
        ],
        expect![[r#"
            struct Free answered
              a: String
            struct Ring answered secret
              key: Vec<Secret>
              root: Root boxed
            struct Root answered secret
              a: Ring boxed
              b: Free
        "#]],
    );
}

/// A struct needs a box where it would hold itself, directly or through others; lists and maps are boxes.
#[test]
fn recursion_gets_boxes() {
    check_document(
        &[gets("Get", "Root")],
        &[
            "Root: { type: object, properties: { self: { $ref: '#/components/schemas/Root' }, list: { type: array, items: { $ref: '#/components/schemas/Root' } }, one: { $ref: '#/components/schemas/One' }, end: { $ref: '#/components/schemas/End' } } }",
            "One: { type: object, properties: { two: { $ref: '#/components/schemas/Two' }, map: { type: object, additionalProperties: { $ref: '#/components/schemas/Root' } } } }",
            "Two: { type: object, properties: { root: { $ref: '#/components/schemas/Root' }, end: { $ref: '#/components/schemas/End' } } }",
            "End: { type: object, properties: { a: { type: string } } }",
        ],
        expect![[r#"
            struct End answered
              a: String
            struct One answered
              map: Map<Root>
              two: Two boxed
            struct Root answered
              end: End
              list: Vec<Root>
              one: One boxed
              self_ "self": Root boxed
            struct Two answered
              end: End
              root: Root boxed
        "#]],
    );
}

#[test]
fn pages_are_marked_with_their_items() {
    let page = |id: &str, items: &str| {
        gets(id, "Page").replace(
            "get: {",
            &format!("get: {{ x-ms-pageable: {{ itemName: {items}, nextLinkName: null }},"),
        )
    };
    let schema = [
        "Page: { type: object, properties: { value: { type: array, items: { type: string } }, items: { type: array, items: { type: string } } } }",
    ];
    check_document(
        &[page("One", "items"), page("Two", "items")],
        &schema,
        expect![[r#"
        struct PageModel "Page" answered page of "items"
          items: Vec<String>
          value: Vec<String>
    "#]],
    );
    check_document(
        &[page("One", "items"), page("Two", "value")],
        &schema,
        expect![[r#"
        unsupported-flow: a.yaml:5:18: another operation finds the items of this page in `items`, this one in `value`
        struct PageModel "Page" answered page of "items"
          items: Vec<String>
          value: Vec<String>
    "#]],
    );
}
