//! Names that clash, and names that a manifest gives.

use super::*;
use expect_test::expect;

const PORT: &str = "Node: { type: object, properties: { port: { type: integer } } }";
const NEXT: &str =
    "Node: { type: object, properties: { next: { $ref: '#/components/schemas/Node' } } }";

/// Two files of one service have different definitions of one name, and neither has priority.
#[test]
fn files_give_their_names_to_what_clashes() {
    let [next, port] =
        [("One", NEXT), ("Two", PORT)].map(|(id, schema)| document(&[gets(id, "Node")], &[schema]));
    let files = [
        ("web-apps.yaml", next.as_str()),
        ("plans/2024-01-01.yaml", port.as_str()),
    ];
    check(
        &one_service(&files),
        &files,
        expect![[r#"
            several-shapes: plans/2024-01-01.yaml:7:5: `Node` has different shapes in plans/2024-01-01.yaml, web-apps.yaml: this one is `V20240101Node`
            several-shapes: web-apps.yaml:7:5: `Node` has different shapes in plans/2024-01-01.yaml, web-apps.yaml: this one is `WebAppsNode`
            definitions:
              - {name: Node V20240101Node}
                shape: {kind Struct fields: [{name: port, ty: Integer I64}], usage: response}
              - {name: Node WebAppsNode}
                shape: {kind Struct fields: [{name: next, ty: Definition WebAppsNode, boxed}], usage: response}
        "#]],
    );
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let [next, port] =
        [("One", NEXT), ("Two", PORT)].map(|(id, schema)| document(&[gets(id, "Node")], &[schema]));
    let files = [("a.yaml", next.as_str()), ("b.yaml", port.as_str())];
    let [one, other] = [
        "[services.things]\ntitle = 'T'\ndocuments = ['a.yaml', 'b.yaml']\n",
        "[services.things]\ntitle = 'T'\ndocuments = ['b.yaml', 'a.yaml']\n",
    ]
    .map(|services| {
        let (model, documents, diagnostics) = shared(services, &files);
        reported(&documents, diagnostics) + &outlined(&model, &MODEL)
    });
    assert_eq!(one, other);
}

/// The public path of a type does not change when another service is added.
#[test]
fn another_service_changes_no_name() {
    let [next, port, other] = [("One", NEXT), ("Two", PORT), ("Get", NEXT)]
        .map(|(id, schema)| document(&[gets(id, "Node")], &[schema]));
    let files = [
        ("a.yaml", next.as_str()),
        ("b.yaml", port.as_str()),
        ("other.yaml", other.as_str()),
    ];
    let things = "[services.things]\ndocuments = ['a.yaml', 'b.yaml']\n";
    let names = |services: &str| {
        let (model, ..) = shared(services, &files);
        let index = model
            .services
            .iter()
            .position(|service| service.module == "things")
            .expect("it is there");
        let mut names: Vec<String> = emitted(&model)
            .into_iter()
            .map(|id| &model.definitions[id])
            .filter(|definition| match definition.shared.is_empty() {
                true => definition.service == index,
                false => definition.shared.contains(&index),
            })
            .map(|definition| definition.name.rust.clone())
            .collect();
        names.sort();
        names
    };
    assert_eq!(
        names(things),
        names(&format!(
            "{things}[services.other]\ndocuments = ['other.yaml']\n"
        ))
    );
}

#[test]
fn the_manifest_may_choose_a_name() {
    let [next, port] =
        [("One", NEXT), ("Two", PORT)].map(|(id, schema)| document(&[gets(id, "Node")], &[schema]));
    let files = [("a.yaml", next.as_str()), ("b.yaml", port.as_str())];
    let services = one_service(&files) + "rename.'b.yaml#/components/schemas/Node' = 'Socket'\n";
    check(
        &services,
        &files,
        expect![[r#"
            definitions:
              - {name: Node}
                shape: {kind Struct fields: [{name: next, ty: Definition Node, boxed}], usage: response}
              - {name: Node Socket, shape: {kind Struct fields: [{name: port, ty: Integer I64}], usage: response}}
        "#]],
    );
}

/// A renamed definition is not shared with one that has the old name.
#[test]
fn a_new_name_counts_for_sharing() {
    let text = document(&[gets("Get", "Node")], &[PORT]);
    let files = [("a.yaml", text.as_str()), ("b.yaml", text.as_str())];
    let services =
        one_service_each(&files) + "rename.'b.yaml#/components/schemas/Node' = 'Socket'\n";
    check(
        &services,
        &files,
        expect![[r#"
            definitions:
              - {name: Node, shape: {kind Struct fields: [{name: port, ty: Integer I64}], usage: response}}
              - {name: Node Socket, shape: {kind Struct fields: [{name: port, ty: Integer I64}], usage: response}}
        "#]],
    );
}

#[test]
fn names_within_one_file_get_numbers() {
    let text = document(
        &[gets("Get", "Root")],
        &[
            "Root: { type: object, properties: { one: { $ref: '#/components/schemas/a-b' }, two: { $ref: '#/components/schemas/a_b' } } }",
            "a-b: { type: object, properties: { a: { type: string } } }",
            "a_b: { type: object, properties: { b: { type: string } } }",
        ],
    );
    check(
        &one_service(&[("a.yaml", &text)]),
        &[("a.yaml", &text)],
        expect![[r#"
            definitions:
              - {name: Root}
                shape: {kind Struct fields: [{name: one, ty: Definition AB}, {name: two, ty: Definition AB2}]}
                  usage: response
              - {name: a-b AB, shape: {kind Struct fields: [{name: a, ty: String}], usage: response}}
              - {name: a_b AB2, shape: {kind Struct fields: [{name: b, ty: String}], usage: response}}
        "#]],
    );
}

/// Optional parameters with a single value, or others with a few, are called alike in many operations.
#[test]
fn parameters_of_one_name_are_named_after_their_operations() {
    let query = |value: &str| {
        format!(
            "parameters: [{{ name: kind, in: query, schema: {{ type: string, enum: [{value}] }} }}]"
        )
    };
    let get = |id: &str, value: &str| {
        gets(id, "Thing").replace("responses:", &format!("{}, responses:", query(value)))
    };
    let text = document(
        &[
            get("Things_Get", "a"),
            get("Things_List", "b"),
            get("Parts_Get", "a"),
        ],
        &[
            "Thing: { type: object, properties: { size: { type: string, enum: [a], x-ms-enum: { name: Size } }, parts: { type: array, items: { $ref: '#/components/schemas/Part' } } } }",
            "Part: { type: object, properties: { size: { type: string, enum: [b], x-ms-enum: { name: Size } } } }",
            "Other: { type: string, enum: [c], x-ms-enum: { name: Size } }",
        ],
    );
    let (model, ..) = shared(&one_service(&[("a.yaml", &text)]), &[("a.yaml", &text)]);
    let names = emitted(&model).into_iter();
    let mut names: Vec<&str> = names.map(|id| &*model.definitions[id].name.rust).collect();
    names.sort_unstable();
    expect![[r#"
        [
            "Kind",
            "Part",
            "PartSize",
            "Thing",
            "ThingSize",
            "ThingsListKind",
        ]
    "#]]
    .assert_debug_eq(&names);
}

/// Emitted modules use some names themselves, unqualified.
#[test]
fn names_of_the_emitted_code_are_taken() {
    // Those of the prelude, and all that files import.
    let imported = crate::reserved::IMPORTED.iter().map(|(name, _)| *name);
    let prelude = ["String", "Vec", "Option", "Ok", "Into", "IntoIterator"];
    let taken: Vec<&str> = prelude.into_iter().chain(imported).collect();
    for name in taken {
        let schema = format!("{name}: {{ type: object, properties: {{ a: {{ type: string }} }} }}");
        let text = document(&[gets("Get", name)], &[&schema]);
        let (model, ..) = shared(&one_service(&[("a.yaml", &text)]), &[("a.yaml", &text)]);
        let first = model.definitions.iter().next().expect("it is lowered");
        assert_eq!(first.name.rust, format!("{name}Model"));
    }
}

/// Clients and their options are in the same module as the models.
#[test]
fn names_of_clients_and_options_are_taken() {
    let text = document(
        &[
            gets("Things_Get", "ThingsThingsClient"),
            gets("Things_Take", "ThingsThingsClientGetOptions"),
            gets("Take", "ThingsClient"),
        ],
        &[
            "ThingsThingsClient: { type: object, properties: { a: { type: string } } }",
            "ThingsThingsClientGetOptions: { type: object, properties: { b: { type: string } } }",
            "ThingsClient: { type: object, properties: { c: { type: string } } }",
        ],
    );
    check(
        &one_service(&[("a.yaml", &text)]),
        &[("a.yaml", &text)],
        expect![[r#"
            definitions:
              - {name: ThingsClient ThingsClient2}
                shape: {kind Struct fields: [{name: c, ty: String}], usage: response}
              - {name: ThingsThingsClient, shape: {kind Struct fields: [{name: a, ty: String}], usage: response}}
              - {name: ThingsThingsClientGetOptions}
                shape: {kind Struct fields: [{name: b, ty: String}], usage: response}
        "#]],
    );
}

/// A struct with secrets has a second struct for its JSON, named after it.
#[test]
fn names_of_forms_are_taken() {
    let text = document(
        &[lists_keys("Keys")],
        &[
            "Keys: { type: object, properties: { key1: { type: string }, form: { $ref: '#/components/schemas/KeysForm' } } }",
            "KeysForm: { type: object, properties: { a: { type: string } } }",
        ],
    );
    let (model, ..) = shared(&one_service(&[("a.yaml", &text)]), &[("a.yaml", &text)]);
    let names: Vec<&str> = model
        .definitions
        .iter()
        .map(|definition| definition.name.rust.as_str())
        .collect();
    assert!(!names.contains(&"KeysForm"), "{names:?}");
}
