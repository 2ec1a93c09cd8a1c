//! Which definitions become one type.

use super::*;
use expect_test::expect;

/// Two services, each with one document whose operation returns `Root`.
fn check_two(first: &[&str], second: &[&str], expected: Expect) {
    let [first, second] = [first, second].map(|schemas| document(&[gets("Get", "Root")], schemas));
    let files = [
        ("first.yaml", first.as_str()),
        ("second.yaml", second.as_str()),
    ];
    check(&one_service_each(&files), &files, expected);
}

/// Descriptions and the order of properties do not matter for a type.
#[test]
fn equal_definitions_become_one() {
    check_two(
        &[
            "Root: { type: object, description: One., properties: { a: { type: string, description: A. }, b: { $ref: '#/components/schemas/B' } } }",
            "B: { enum: [x, y] }",
        ],
        &[
            "Root: { properties: { b: { $ref: '#/components/schemas/B' }, a: { type: string } } }",
            "B: { type: string, enum: [y, x] }",
        ],
        expect![[r#"
            definitions:
              - {name: B, shared: [0, 1], shape: {kind Enum: {open, values Strings: [x X, y Y]}, usage: response}}
              - {name: Root, shared: [0, 1], docs: {text: One., members: a A.}}
                shape: {kind Struct fields: [{name: a, ty: String}, {name: b, ty: Definition B}], usage: response}
            merges:
              - {name: B, services: [first, second]}
              - {name: Root, services: [first, second]}
        "#]],
    );
}

#[test]
fn definitions_that_differ_stay_apart() {
    for (first, second) in [
        ("a: { type: string }", "a: { type: integer }"),
        ("a: { type: string }", "b: { type: string }"),
        ("a: { type: string }", "a: { type: string, nullable: true }"),
        (
            "a: { type: string }",
            "a: { type: string, x-ms-client-name: b }",
        ),
        (
            "a: { type: string }",
            "a: { type: string, format: password }",
        ),
        (
            "a: { type: string }",
            "a: { type: string }, b: { type: string }",
        ),
    ] {
        let [first, second] = [first, second].map(|properties| {
            document(
                &[gets("Get", "Root")],
                &[&format!(
                    "Root: {{ type: object, properties: {{ {properties} }} }}"
                )],
            )
        });
        let files = [
            ("first.yaml", first.as_str()),
            ("second.yaml", second.as_str()),
        ];
        let (model, ..) = shared(&one_service_each(&files), &files);
        assert_eq!(
            (model.merges.len(), emitted(&model).len()),
            (0, 2),
            "{first}{second}"
        );
    }
}

/// A type in requests of one service and in responses of the other would need two shapes.
#[test]
fn requests_and_responses_stay_apart() {
    let schema = ["Root: { type: object, required: [a], properties: { a: { type: string } } }"];
    let [asks, responses] =
        [posts("start", "Root"), gets("Get", "Root")].map(|path| document(&[path], &schema));
    let files = [
        ("first.yaml", asks.as_str()),
        ("second.yaml", responses.as_str()),
    ];
    check(
        &one_service_each(&files),
        &files,
        expect![[r#"
            definitions:
              - {name: Root, shape: {kind Struct fields: [{name: a, ty: String, required}], usage: request}, body}
              - {name: Root, shape: {kind Struct fields: [{name: a, ty: String, required}], usage: response}}
        "#]],
    );
}

#[test]
fn recursion_is_no_obstacle() {
    let root = "Root: { type: object, properties: { left: { $ref: '#/components/schemas/Leaf' }, right: { type: array, items: { $ref: '#/components/schemas/Root' } } } }";
    let leaf = "Leaf: { type: object, properties: { up: { $ref: '#/components/schemas/Root' } } }";
    check_two(
        &[root, leaf],
        &[leaf, root],
        expect![[r#"
            definitions:
              - {name: Leaf, shared: [0, 1]}
                shape: {kind Struct fields: [{name: up, ty: Definition Root, boxed}], usage: response}
              - {name: Root, shared: [0, 1]}
                shape: {usage: response}
                  kind Struct fields:
                    - {name: left, ty: Definition Leaf, boxed}
                    - {name: right, ty: Array Definition Root}
            merges:
              - {name: Leaf, services: [first, second]}
              - {name: Root, services: [first, second]}
        "#]],
    );
}

/// The roots are equal, but definitions that they reach at some depth are not.
#[test]
fn recursion_that_differs_at_depth_stays_apart() {
    let root =
        "Root: { type: object, properties: { leaf: { $ref: '#/components/schemas/Leaf' } } }";
    check_two(
        &[
            root,
            "Leaf: { type: object, properties: { up: { $ref: '#/components/schemas/Root' }, a: { type: string } } }",
        ],
        &[
            root,
            "Leaf: { type: object, properties: { up: { $ref: '#/components/schemas/Root' }, a: { type: integer } } }",
        ],
        expect![[r#"
            definitions:
              - {name: Leaf}
                shape: {kind Struct fields: [{name: a, ty: String}, {name: up, ty: Definition Root, boxed}]}
                  usage: response
              - {name: Root}
                shape: {kind Struct fields: [{name: leaf, ty: Definition Leaf, boxed}], usage: response}
              - {name: Leaf}
                shape: {kind Struct fields: [{name: a, ty: Integer I64}, {name: up, ty: Definition Root, boxed}]}
                  usage: response
              - {name: Root}
                shape: {kind Struct fields: [{name: leaf, ty: Definition Leaf, boxed}], usage: response}
        "#]],
    );
}

/// Cycles of different lengths look equal at each step, but are not.
#[test]
fn a_ring_of_two_is_no_ring_of_one() {
    check_two(
        &["Root: { type: object, properties: { next: { $ref: '#/components/schemas/Root' } } }"],
        &[
            "Root: { type: object, properties: { next: { $ref: '#/components/schemas/Next' } } }",
            "Next: { type: object, properties: { next: { $ref: '#/components/schemas/Root' } } }",
        ],
        expect![[r#"
            definitions:
              - {name: Root}
                shape: {kind Struct fields: [{name: next, ty: Definition Root, boxed}], usage: response}
              - {name: Next}
                shape: {kind Struct fields: [{name: next, ty: Definition Root, boxed}], usage: response}
              - {name: Root}
                shape: {kind Struct fields: [{name: next, ty: Definition Next, boxed}], usage: response}
        "#]],
    );
}

/// If one of the shapes were shared, adding a service could change which one.
#[test]
fn several_shared_shapes_are_left_alone() {
    let text = document(
        &[gets("Get", "Root")],
        &["Root: { type: object, properties: { a: { type: string } } }"],
    );
    let integer = document(
        &[gets("Get", "Root")],
        &["Root: { type: object, properties: { a: { type: integer } } }"],
    );
    let files = [
        ("a.yaml", text.as_str()),
        ("b.yaml", integer.as_str()),
        ("c.yaml", text.as_str()),
        ("d.yaml", integer.as_str()),
    ];
    check(
        &one_service_each(&files),
        &files,
        expect![[r#"
            several-shared-shapes: a.yaml:7:5: services publish `Root` in 2 shapes, so none of them is shared
            definitions:
              - {name: Root, shape: {kind Struct fields: [{name: a, ty: String}], usage: response}}
              - {name: Root, shape: {kind Struct fields: [{name: a, ty: Integer I64}], usage: response}}
              - {name: Root, shape: {kind Struct fields: [{name: a, ty: String}], usage: response}}
              - {name: Root, shape: {kind Struct fields: [{name: a, ty: Integer I64}], usage: response}}
        "#]],
    );
}

/// Types that others share do not change the name of a service's own type.
#[test]
fn a_shape_of_one_service_alone_does_not_hinder_the_others() {
    let text = document(
        &[gets("Get", "Root")],
        &["Root: { type: object, properties: { a: { type: string } } }"],
    );
    let integer = document(
        &[gets("Get", "Root")],
        &["Root: { type: object, properties: { a: { type: integer } } }"],
    );
    let files = [
        ("a.yaml", text.as_str()),
        ("b.yaml", integer.as_str()),
        ("c.yaml", text.as_str()),
    ];
    check(
        &one_service_each(&files),
        &files,
        expect![[r#"
            definitions:
              - {name: Root, shared: [0, 2], shape: {kind Struct fields: [{name: a, ty: String}], usage: response}}
              - {name: Root, shape: {kind Struct fields: [{name: a, ty: Integer I64}], usage: response}}
            merges:
              - {name: Root, services: [a, c]}
        "#]],
    );
}

/// A shared type cannot refer to one that is not shared: its module does not depend on services.
#[test]
fn a_type_whose_parts_stay_apart_stays_apart() {
    let root =
        "Root: { type: object, properties: { leaf: { $ref: '#/components/schemas/Leaf' } } }";
    let texts = document(
        &[gets("Get", "Root")],
        &[
            root,
            "Leaf: { type: object, properties: { a: { type: string } } }",
        ],
    );
    let integers = document(
        &[gets("Get", "Leaf")],
        &["Leaf: { type: object, properties: { a: { type: integer } } }"],
    );
    let files = [
        ("a.yaml", texts.as_str()),
        ("b.yaml", texts.as_str()),
        ("c.yaml", integers.as_str()),
        ("d.yaml", integers.as_str()),
    ];
    check(
        &one_service_each(&files),
        &files,
        expect![[r#"
            several-shared-shapes: a.yaml:8:5: services publish `Leaf` in 2 shapes, so none of them is shared
            definitions:
              - {name: Leaf, shape: {kind Struct fields: [{name: a, ty: String}], usage: response}}
              - {name: Root, shape: {kind Struct fields: [{name: leaf, ty: Definition Leaf}], usage: response}}
              - {name: Leaf, shape: {kind Struct fields: [{name: a, ty: String}], usage: response}}
              - {name: Root, shape: {kind Struct fields: [{name: leaf, ty: Definition Leaf}], usage: response}}
              - {name: Leaf, shape: {kind Struct fields: [{name: a, ty: Integer I64}], usage: response}}
              - {name: Leaf, shape: {kind Struct fields: [{name: a, ty: Integer I64}], usage: response}}
        "#]],
    );
}

/// If a shared type is dropped, it is dropped for all services: here `Root` of `b` and `c` was that of `a`.
#[test]
fn a_type_stays_apart_with_what_it_reaches_at_any_depth() {
    let leaf =
        |ty: &str| format!("Leaf: {{ type: object, properties: {{ a: {{ type: {ty} }} }} }}");
    let root =
        "Root: { type: object, properties: { leaf: { $ref: '#/components/schemas/Leaf' } } }";
    let top = "Top: { type: object, properties: { root: { $ref: '#/components/schemas/Root' } } }";
    let (text, integer) = (leaf("string"), leaf("integer"));
    let roots = document(&[gets("Get", "Root")], &[root, &text]);
    let tops = document(&[gets("Get", "Top")], &[top, root, &text]);
    let integers = document(&[gets("Get", "Leaf")], &[&integer]);
    let files = [
        ("a.yaml", roots.as_str()),
        ("b.yaml", tops.as_str()),
        ("c.yaml", tops.as_str()),
        ("d.yaml", integers.as_str()),
        ("e.yaml", integers.as_str()),
    ];
    check(
        &one_service_each(&files),
        &files,
        expect![[r#"
            several-shared-shapes: a.yaml:8:5: services publish `Leaf` in 2 shapes, so none of them is shared
            definitions:
              - {name: Leaf, shape: {kind Struct fields: [{name: a, ty: String}], usage: response}}
              - {name: Root, shape: {kind Struct fields: [{name: leaf, ty: Definition Leaf}], usage: response}}
              - {name: Leaf, shape: {kind Struct fields: [{name: a, ty: String}], usage: response}}
              - {name: Root, shape: {kind Struct fields: [{name: leaf, ty: Definition Leaf}], usage: response}}
              - {name: Top, shape: {kind Struct fields: [{name: root, ty: Definition Root}], usage: response}}
              - {name: Leaf, shape: {kind Struct fields: [{name: a, ty: String}], usage: response}}
              - {name: Root, shape: {kind Struct fields: [{name: leaf, ty: Definition Leaf}], usage: response}}
              - {name: Top, shape: {kind Struct fields: [{name: root, ty: Definition Root}], usage: response}}
              - {name: Leaf, shape: {kind Struct fields: [{name: a, ty: Integer I64}], usage: response}}
              - {name: Leaf, shape: {kind Struct fields: [{name: a, ty: Integer I64}], usage: response}}
        "#]],
    );
}

/// An equal definition in a second file of one service gives no second type.
#[test]
fn equal_definitions_of_one_service_become_one() {
    let root =
        "Root: { type: object, properties: { next: { $ref: '#/components/schemas/Root' } } }";
    let [first, second] = ["One", "Two"].map(|id| document(&[gets(id, "Root")], &[root]));
    let files = [
        ("first.yaml", first.as_str()),
        ("second.yaml", second.as_str()),
    ];
    check(
        &one_service(&files),
        &files,
        expect![[r#"
            definitions:
              - {name: Root}
                shape: {kind Struct fields: [{name: next, ty: Definition Root, boxed}], usage: response}
        "#]],
    );
}

#[test]
fn nothing_is_lost_on_the_way() {
    let root = "Root: { type: object, properties: { a: { type: string } } }";
    let text = document(
        &[gets("One", "Root"), gets("Two", "Root"), lists_keys("Root")],
        &[root],
    );
    let files = [("a.yaml", text.as_str()), ("b.yaml", text.as_str())];
    let (model, ..) = shared(&one_service_each(&files), &files);
    let count = Count {
        excepted: 0,
        selected: 6,
        operations: 6,
        definitions: 2,
        emitted: 1,
        merged: 1,
        examples: 0,
    };
    assert_eq!(Count::of(&model), count);
}

/// The call for the next page has the types of the first one, also if they are merged.
#[test]
fn what_becomes_one_is_named_by_calls_for_next_pages_as_well() {
    let document = |name: &str| {
        let parameters = "[{ name: level, in: query, required: true, schema: { $ref: '#/components/schemas/Level' } }]";
        let answer = "{ '200': { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/Page' } } } } }";
        let paths = format!(
            "  /{name}: {{ get: {{ operationId: {name}, x-ms-pageable: {{ nextLinkName: nextLink, operationName: {name}Next }}, parameters: {parameters}, responses: {answer} }} }}\n  /{name}/next: {{ get: {{ operationId: {name}Next, parameters: {parameters}, responses: {answer} }} }}\n"
        );
        let schemas = [
            "Level: { type: string, enum: [low, high] }",
            "Page: { properties: { value: { type: array, items: { type: string } }, nextLink: { type: string } } }",
        ];
        super::document(&[paths], &schemas)
    };
    let [first, second] = ["First", "Second"].map(document);
    let files = [
        ("first.yaml", first.as_str()),
        ("second.yaml", second.as_str()),
    ];
    let (model, ..) = shared(&one_service(&files), &files);
    let emitted = emitted(&model);
    let nexts = model.operations().filter_map(|operation| {
        let next = operation.kind.next_page()?;
        assert_eq!(next.parameters[0].ty, operation.parameters[0].ty);
        next.parameters[0].ty.definition()
    });
    let named: Vec<bool> = nexts.map(|id| emitted.contains(&id)).collect();
    assert_eq!(named, [true, true]);
}

/// What requests leave out: within a service, only what all merged definitions leave out. Across services, types that
/// differ in it stay apart, so that one service does not change what another sends.
#[test]
fn what_requests_leave_out_when_types_become_one() {
    let text = |schema: &str| document(&[posts("start", "Root")], &[schema]);
    let both = text(
        "Root: { type: object, properties: { a: { type: string, readOnly: true }, b: { type: string, readOnly: true } } }",
    );
    let one = text(
        "Root: { type: object, properties: { a: { type: string, readOnly: true }, b: { type: string } } }",
    )
    .replace("start", "stop");
    let files = [("a.yaml", both.as_str()), ("b.yaml", one.as_str())];
    check(
        &one_service(&files),
        &files,
        expect![[r#"
        definitions:
          - {name: Root, unsent: [a], body}
            shape: {kind Struct fields: [{name: a, ty: String}, {name: b, ty: String}], usage: request}
    "#]],
    );
    check(
        &one_service_each(&files),
        &files,
        expect![[r#"
        definitions:
          - {name: Root, unsent: [a, b], body}
            shape: {kind Struct fields: [{name: a, ty: String}, {name: b, ty: String}], usage: request}
          - {name: Root, unsent: [a], body}
            shape: {kind Struct fields: [{name: a, ty: String}, {name: b, ty: String}], usage: request}
    "#]],
    );
    let files = [("a.yaml", both.as_str()), ("b.yaml", both.as_str())];
    check(
        &one_service_each(&files),
        &files,
        expect![[r#"
        definitions:
          - {name: Root, shared: [0, 1], unsent: [a, b], body}
            shape: {kind Struct fields: [{name: a, ty: String}, {name: b, ty: String}], usage: request}
        merges:
          - {name: Root, services: [a, b]}
    "#]],
    );
}
