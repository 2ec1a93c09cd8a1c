//! Usage, secrets, boxes and pages of definitions.

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
fn requests_and_responses_are_marked_at_any_depth() {
    check_document(
        &[posts("start", "Asked"), gets("Get", "Answered")],
        &[
            "Asked: { type: object, properties: { a: { type: array, items: { $ref: '#/components/schemas/Both' } } } }",
            "Answered: { type: object, properties: { a: { type: object, additionalProperties: { $ref: '#/components/schemas/Both' } } } }",
            "Both: { type: object, properties: { level: { type: string, enum: [a, b] } } }",
        ],
        expect![[r#"
            definitions:
              - {name: Answered, shape: {kind Struct fields: [{name: a, ty: Map Definition Both}], usage: response}}
              - {name: Asked, shape: {kind Struct fields: [{name: a, ty: Array Definition Both}], usage: request}}
                body
              - {name: Both}
                shape: {kind Struct fields: [{name: level, ty: Definition BothLevel}], usage: {request, response}}
              - {name: "Both level" BothLevel}
                shape: {kind Enum: {open, values Strings: [a A, b B]}, usage: {request, response}}
        "#]],
    );
}

/// A definition with a secret at any depth is marked, also in cycles.
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
            definitions:
              - {name: Free, shape: {kind Struct fields: [{name: a, ty: String}], usage: response}}
              - {name: Ring}
                shape: {kind Struct fields: [{name: key, ty: Array Secret}, {name: root, ty: Definition Root, boxed}]}
                  usage: response
                  secret
              - {name: Root}
                shape: {kind Struct fields: [{name: a, ty: Definition Ring, boxed}, {name: b, ty: Definition Free}]}
                  usage: response
                  secret
        "#]],
    );
}

/// A field needs a box if its struct would contain itself, directly or through others. Lists and maps need none.
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
            definitions:
              - {name: End, shape: {kind Struct fields: [{name: a, ty: String}], usage: response}}
              - {name: One}
                shape: {kind Struct fields: [{name: map, ty: Map Definition Root}, {name: two, ty: Definition Two, boxed}]}
                  usage: response
              - {name: Root}
                shape: {usage: response}
                  kind Struct fields:
                    - {name: end, ty: Definition End}
                    - {name: list, ty: Array Definition Root}
                    - {name: one, ty: Definition One, boxed}
                    - {name: self self_, ty: Definition Root, boxed}
              - {name: Two}
                shape: {kind Struct fields: [{name: end, ty: Definition End}, {name: root, ty: Definition Root, boxed}]}
                  usage: response
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
            definitions:
              - {name: Page PageModel, page: [items]}
                shape: {kind Struct fields: [{name: items, ty: Array String}, {name: value, ty: Array String}]}
                  usage: response
        "#]],
    );
    check_document(
        &[page("One", "items"), page("Two", "value")],
        &schema,
        expect![[r#"
            unsupported-flow: a.yaml:5:18: another operation has the items of this page in `items`, this one in `value`
            definitions:
              - {name: Page PageModel, page: [items]}
                shape: {kind Struct fields: [{name: items, ty: Array String}, {name: value, ty: Array String}]}
                  usage: response
        "#]],
    );
}

/// A property that does not change is left out of what only a PATCH contains. A discriminator is always sent.
#[test]
fn what_requests_leave_out() {
    let patch = |schema: &str| posts("change", schema).replace("post:", "patch:");
    check_document(
        &[
            patch("Patch"),
            patch("Both"),
            posts("start", "Both"),
            gets("Get", "Read"),
        ],
        &[
            "Patch: { type: object, properties: { made: { type: string, x-ms-mutability: [create, read] }, own: { type: string, readOnly: true }, free: { type: string, x-ms-mutability: [create, update] } } }",
            "Both: { type: object, properties: { made: { type: string, x-ms-mutability: [create, read] }, own: { $ref: '#/components/schemas/Own' }, shape: { $ref: '#/components/schemas/Shape' } } }",
            "Own: { type: string, readOnly: true }",
            "Shape: { type: object, discriminator: { propertyName: kind }, required: [kind], properties: { kind: { type: string, readOnly: true }, own: { type: string, x-ms-mutability: [read] } } }",
            "Round: { allOf: [{ $ref: '#/components/schemas/Shape' }] }",
            "Read: { type: object, properties: { own: { type: string, readOnly: true } } }",
        ],
        expect![[r#"
            definitions:
              - {name: Both, unsent: [own], body}
                shape: {usage: {request, patch}}
                  kind Struct fields:
                    - {name: made, ty: String}
                    - {name: own, ty: String}
                    - {name: shape, ty: Definition Shape}
              - {name: Patch, unsent: [made, own], body}
                shape: {kind Struct fields: [{name: free, ty: String}, {name: made, ty: String}, {name: own, ty: String}]}
                  usage: {request, patch, only_patch}
              - {name: Read, shape: {kind Struct fields: [{name: own, ty: String}], usage: response}}
              - {name: Round, unsent: [own]}
                shape: {kind Struct fields: [{name: kind, ty: String, required}, {name: own, ty: String}]}
                  usage: {request, patch}
              - {name: Shape}
                shape: {kind Union: {tag: kind, variants: [[Round, Definition Round]], other: Definition ShapeBase}}
                  usage: {request, patch}
              - {name: "Shape Base" ShapeBase, unsent: [own]}
                shape: {kind Struct fields: [{name: kind, ty: String, required}, {name: own, ty: String}]}
                  usage: {request, patch}
        "#]],
    );
}

/// An object inside the body of a PATCH may be new, and a caller has to give what is required.
#[test]
fn only_the_body_of_a_patch_leaves_out_what_does_not_change() {
    let made = "name: { type: string, x-ms-mutability: [create, read] }";
    check_document(
        &[posts("change", "Patch").replace("post:", "patch:")],
        &[
            &format!(
                "Patch: {{ type: object, required: [place], properties: {{ {made}, place: {{ type: string, x-ms-mutability: [create, read] }}, rules: {{ type: array, items: {{ $ref: '#/components/schemas/Rule' }} }}, part: {{ $ref: '#/components/schemas/Part' }} }} }}"
            ),
            &format!("Rule: {{ type: object, properties: {{ {made} }} }}"),
            &format!(
                "Part: {{ type: object, properties: {{ {made}, again: {{ $ref: '#/components/schemas/Rule' }} }} }}"
            ),
        ],
        expect![[r#"
            definitions:
              - {name: Part}
                shape: {kind Struct fields: [{name: again, ty: Definition RuleModel}, {name: name, ty: String}]}
                  usage: {request, patch, only_patch}
              - {name: Patch, unsent: [name], body}
                shape: {usage: {request, patch, only_patch}}
                  kind Struct fields:
                    - {name: name, ty: String}
                    - {name: part, ty: Definition Part}
                    - {name: place, ty: String, required}
                    - {name: rules, ty: Array Definition RuleModel}
              - {name: Rule RuleModel}
                shape: {kind Struct fields: [{name: name, ty: String}], usage: {request, patch, only_patch}}
        "#]],
    );
}

/// A request contains the discriminator of an object, also if no union refers to it.
#[test]
fn a_discriminator_is_sent_without_a_union() {
    check_document(
        &[posts("start", "Round")],
        &[
            "Shape: { type: object, discriminator: { propertyName: kind }, properties: { kind: { type: string, readOnly: true } } }",
            "Round: { type: object, allOf: [{ $ref: '#/components/schemas/Shape' }], properties: { size: { type: integer, readOnly: true } } }",
        ],
        expect![[r#"
            definitions:
              - {name: Round, unsent: [size], body}
                shape: {kind Struct fields: [{name: kind, ty: String}, {name: size, ty: Integer I64}], usage: request}
        "#]],
    );
}

/// Items of a list or a map that is the body of a PATCH may be new. Each variant of a union that is one is the body.
#[test]
fn what_a_patch_changes_may_be_a_list_or_a_union() {
    let made = "name: { type: string, x-ms-mutability: [create, read] }";
    let item = format!("Item: {{ type: object, properties: {{ {made} }} }}");
    let patch = || posts("change", "Patch").replace("post:", "patch:");
    for list in [
        "Patch: { type: array, items: { $ref: '#/components/schemas/Item' } }",
        "Patch: { type: object, additionalProperties: { $ref: '#/components/schemas/Item' } }",
    ] {
        let expected = expect![[r#"
            definitions:
              - {name: Item}
                shape: {kind Struct fields: [{name: name, ty: String}], usage: {request, patch, only_patch}}
        "#]];
        check_document(&[patch()], &[list, &item], expected);
    }
    check_document(
        &[patch()],
        &[
            "Patch: { type: object, discriminator: { propertyName: kind }, required: [kind], properties: { kind: { type: string } } }",
            &format!(
                "Leaf: {{ x-ms-discriminator-value: leaf, allOf: [{{ $ref: '#/components/schemas/Patch' }}], properties: {{ {made}, part: {{ $ref: '#/components/schemas/Item' }} }} }}"
            ),
            &item,
        ],
        expect![[r#"
            definitions:
              - {name: Item}
                shape: {kind Struct fields: [{name: name, ty: String}], usage: {request, patch, only_patch}}
              - {name: Leaf, unsent: [name]}
                shape: {usage: {request, patch, only_patch}}
                  kind Struct fields:
                    - {name: kind, ty: String, required}
                    - {name: name, ty: String}
                    - {name: part, ty: Definition Item}
              - {name: Patch, body}
                shape: {kind Union: {tag: kind, variants: [[leaf Leaf, Definition Leaf]], other: Definition PatchBase}}
                  usage: {request, patch, only_patch}
              - {name: "Patch Base" PatchBase}
                shape: {kind Struct fields: [{name: kind, ty: String, required}], usage: {request, patch, only_patch}}
        "#]],
    );
}
