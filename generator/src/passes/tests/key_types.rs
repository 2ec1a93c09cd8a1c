//! Which enums choose a key, and how services spell the two values.

use super::*;
use crate::{
    keys::selector_values::spelling,
    model::{Enum, KeyValues, ShapeKind},
};
use expect_test::expect;
use std::collections::BTreeSet;

/// Prints a service whose regenerate operation takes `Which`, which has this enum as its property.
fn check_selector(values: &str, expected: Expect) {
    let schema =
        format!("Which: {{ type: object, required: [key], properties: {{ key: {values} }} }}");
    let text = document(&[posts("regenerateKey", "Which")], &[&schema]);
    check(
        &one_service(&[("a.yaml", &text)]),
        &[("a.yaml", &text)],
        expected,
    );
}

#[test]
fn every_spelling_is_one_key_type() {
    let spelled = [
        "[Primary, Secondary]",
        "[secondary, primary]",
        "[PRIMARY, SECONDARY]",
        "[PrimaryKey, SecondaryKey]",
        "[Key1, Key2]",
        "[key2, key1]",
        "[authKey1, authKey2]",
        "[1, 2]",
        "['1', '2']",
    ];
    let schemas: Vec<String> = spelled
        .iter()
        .enumerate()
        .map(|(index, values)| {
            format!("Which{index}: {{ type: object, properties: {{ key: {{ enum: {values} }} }} }}")
        })
        .collect();
    let paths: Vec<String> = (0..spelled.len())
        .map(|index| posts("regenerateKey", &format!("Which{index}")))
        .collect();
    let text = document(
        &paths,
        &schemas.iter().map(String::as_str).collect::<Vec<_>>(),
    );
    check(
        &one_service(&[("a.yaml", &text)]),
        &[("a.yaml", &text)],
        expect![[r#"
            definitions:
              - {name: Which0, body}
                shape: {kind Struct fields: [{name: key, ty: Key primary_secondary}], usage: request}
              - {name: Which1, body}
                shape: {kind Struct fields: [{name: key, ty: Key lowercase_primary_secondary}], usage: request}
              - {name: Which2, body}
                shape: {kind Struct fields: [{name: key, ty: Key primary_secondary_capitals_127_511}], usage: request}
              - {name: Which3, body}
                shape: {kind Struct fields: [{name: key, ty: Key primary_key_secondary_key}], usage: request}
              - {name: Which4, shape: {kind Struct fields: [{name: key, ty: Key key1_key2}], usage: request}, body}
              - {name: Which5, body}
                shape: {kind Struct fields: [{name: key, ty: Key lowercase_key1_key2}], usage: request}
              - {name: Which6, body}
                shape: {kind Struct fields: [{name: key, ty: Key lowercase_auth_key1_auth_key2}], usage: request}
              - {name: Which7, shape: {kind Struct fields: [{name: key, ty: Key integer_1_2}], usage: request}}
                body
              - {name: Which8, shape: {kind Struct fields: [{name: key, ty: Key v1_v2}], usage: request}, body}
            spellings:
              - {module: v1_v2, values Strings: ["1", "2"]}
              - {module: key1_key2, values Strings: [Key1, Key2]}
              - {module: primary_secondary_capitals_127_511, values Strings: [PRIMARY, SECONDARY]}
              - {module: primary_secondary, values Strings: [Primary, Secondary]}
              - {module: primary_key_secondary_key, values Strings: [PrimaryKey, SecondaryKey]}
              - {module: lowercase_auth_key1_auth_key2, values Strings: [authKey1, authKey2]}
              - {module: lowercase_key1_key2, values Strings: [key1, key2]}
              - {module: lowercase_primary_secondary, values Strings: [primary, secondary]}
              - {module: integer_1_2, values Integers: [1, 2]}
            merges:
              - {name: KeyType, services: [things]}
        "#]],
    );
}

/// One spelling is one module, however many services use it.
#[test]
fn services_share_their_spellings() {
    let schema =
        "Which: { type: object, properties: { key: { $ref: '#/components/schemas/Kind' } } }";
    let [one, other] = [
        ("Kind: { enum: [key1, key2], x-ms-enum: { name: Kind } }"),
        ("Kind: { enum: [key2, key1], x-ms-enum: { name: KeyName, modelAsString: true } }"),
    ]
    .map(|kind| document(&[posts("regenerateKey", "Which")], &[schema, kind]));
    let files = [("a.yaml", one.as_str()), ("b.yaml", other.as_str())];
    check(
        &one_service_each(&files),
        &files,
        expect![[r#"
            definitions:
              - {name: Which, shared: [0, 1], body}
                shape: {kind Struct fields: [{name: key, ty: Key lowercase_key1_key2}], usage: request}
            spellings:
              - {module: lowercase_key1_key2, values Strings: [key1, key2]}
            merges:
              - {name: KeyType, services: [a, b]}
              - {name: Which, services: [a, b]}
        "#]],
    );
}

#[test]
fn an_enum_with_more_values_keeps_its_type() {
    check_selector(
        "{ type: string, enum: [primary, secondary, primaryReadonly] }",
        expect![[r#"
            definitions:
              - {name: Which, body}
                shape: {kind Struct fields: [{name: key, ty: Definition WhichKey, required}], usage: request}
              - {name: "Which key" WhichKey}
                shape: {usage: request}
                  kind Enum: {open, values Strings: [primary Primary, primaryReadonly PrimaryReadonly, secondary Secondary]}
                    key_variants: [0, 2]
        "#]],
    );
    check_selector(
        "{ type: integer, enum: [2, 1, 3] }",
        expect![[r#"
            definitions:
              - {name: Which, body}
                shape: {kind Struct fields: [{name: key, ty: Definition WhichKey, required}], usage: request}
              - {name: "Which key" WhichKey}
                shape: {kind Enum: {open, values Integers: [[1, "1" V1], [2, "2" V2], [3, "3" V3]], key_variants: [0, 1]}}
                  usage: request
        "#]],
    );
}

#[test]
fn two_values_that_are_no_keys_are_an_ordinary_enum() {
    check_selector(
        "{ type: string, enum: [Active, Passive] }",
        expect![[r#"
            definitions:
              - {name: Which, body}
                shape: {kind Struct fields: [{name: key, ty: Definition WhichKey, required}], usage: request}
              - {name: "Which key" WhichKey}
                shape: {kind Enum: {open, values Strings: [Active, Passive]}, usage: request}
        "#]],
    );
    check_selector(
        "{ type: string, enum: [Primary] }",
        expect![[r#"
            definitions:
              - {name: Which, body}
                shape: {kind Struct fields: [{name: key, ty: Definition WhichKey, required}], usage: request}
              - {name: "Which key" WhichKey, shape: {kind Enum: {open, values Strings: [Primary]}, usage: request}}
        "#]],
    );
    check_selector(
        "{ type: string, enum: [key1, key3] }",
        expect![[r#"
            definitions:
              - {name: Which, body}
                shape: {kind Struct fields: [{name: key, ty: Definition WhichKey, required}], usage: request}
              - {name: "Which key" WhichKey}
                shape: {kind Enum: {open, values Strings: [key1 Key1, key3 Key3]}, usage: request}
        "#]],
    );
    check_selector(
        "{ type: string, enum: [primary, key2] }",
        expect![[r#"
            definitions:
              - {name: Which, body}
                shape: {kind Struct fields: [{name: key, ty: Definition WhichKey, required}], usage: request}
              - {name: "Which key" WhichKey}
                shape: {kind Enum: {open, values Strings: [key2 Key2, primary Primary]}, usage: request}
        "#]],
    );
}

/// A parameter in the path or in the query may be a selector as well.
#[test]
fn parameters_select_keys() {
    let path = "  /regenerateKey/{kind}: { post: { operationId: Regenerate, parameters: [{ name: kind, in: path, required: true, schema: { $ref: '#/components/schemas/Kind' } }, { name: also, in: query, schema: { type: array, items: { $ref: '#/components/schemas/Kind' } } }], responses: { '204': { description: '' } } } }\n";
    let text = document(
        &[path.to_owned()],
        &["Kind: { type: string, enum: [primary, secondary] }"],
    );
    let (model, ..) = shared(&one_service(&[("a.yaml", &text)]), &[("a.yaml", &text)]);
    expect![[r#"
        services:
          - {module: things, title: Things, namespace: Things, client: ThingsClient}
            groups:
              - {client: ThingsClient}
                operations:
                  - {id: Regenerate, name: Regenerate regenerate, method: Post, path: /regenerateKey/{kind}}
                    parameters:
                      - {name: kind, location: Path, required, ty: Key lowercase_primary_secondary}
                      - {name: also, location: Query Multi, ty: Array Key lowercase_primary_secondary}
                    response statuses: [204]
                    key_role: Regenerate
    "#]]
    .assert_eq(&outlined(&model, &MODEL));
}

/// Redis has a primary and a secondary replica, which are not keys.
#[test]
fn a_role_outside_of_a_regenerate_request_is_an_ordinary_enum() {
    let role = "Role: { type: object, properties: { role: { type: string, enum: [Primary, Secondary], x-ms-enum: { name: ReplicationRole } } } }";
    let which = "Which: { type: object, properties: { key: { type: string, enum: [Primary, Secondary], x-ms-enum: { name: Kind } } } }";
    let text = document(
        &[
            posts("regenerateKey", "Which"),
            gets("Get", "Role"),
            posts("failover", "Role"),
            lists_keys("Role"),
        ],
        &[role, which],
    );
    check(
        &one_service(&[("a.yaml", &text)]),
        &[("a.yaml", &text)],
        expect![[r#"
            definitions:
              - {name: Role, body}
                shape: {kind Struct fields: [{name: role, ty: Definition ReplicationRole}], usage: {request, response}}
              - {name: ReplicationRole}
                shape: {kind Enum values Strings: [Primary, Secondary], usage: {request, response}}
              - {name: Which, shape: {kind Struct fields: [{name: key, ty: Key primary_secondary}], usage: request}}
                body
            spellings:
              - {module: primary_secondary, values Strings: [Primary, Secondary]}
            merges:
              - {name: KeyType, services: [things]}
        "#]],
    );
}

/// An enum in the response of a regenerate operation does not choose a key.
#[test]
fn a_response_selects_no_key() {
    let path = "  /regenerateKey: { post: { operationId: Regenerate, responses: { '200': { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/Role' } } } } } } }\n";
    let text = document(
        &[path.to_owned()],
        &["Role: { type: object, properties: { role: { enum: [Primary, Secondary] } } }"],
    );
    check(
        &one_service(&[("a.yaml", &text)]),
        &[("a.yaml", &text)],
        expect![[r#"
            definitions:
              - {name: Role, shape: {kind Struct fields: [{name: role, ty: Definition RoleRole}], usage: response}}
              - {name: "Role role" RoleRole}
                shape: {kind Enum: {open, values Strings: [Primary, Secondary]}, usage: response}
        "#]],
    );
}

/// The `#[serde(with = …)]` for a spelling needs a field, which a value that is itself a body does not have.
#[test]
fn an_enum_that_is_a_body_stays_one() {
    for body in [
        "type: array, items: { $ref: '#/components/schemas/Which' }",
        "$ref: '#/components/schemas/Which'",
    ] {
        let schemas = [
            "Which: { type: string, enum: [key1, key2], x-ms-enum: { name: Which } }",
            "Body: { BODY }",
        ];
        let text = document(
            &[posts("regenerateKey", "Body")],
            &[schemas[0], &schemas[1].replace("BODY", body)],
        );
        let (model, ..) = shared(&one_service(&[("a.yaml", &text)]), &[("a.yaml", &text)]);
        assert!(model.spellings.is_empty(), "{body}");
        let first = model.definitions.iter().next().expect("it is lowered");
        let kind = &first.shape.kind;
        assert!(
            matches!(
                kind,
                ShapeKind::Enum(Enum {
                    key_variants: Some((0, 1)),
                    ..
                })
            ),
            "{kind:?}"
        );
    }
}

/// `word` with every combination of capitals.
fn in_all_cases(word: &str) -> BTreeSet<String> {
    let in_case = |capitals: usize| {
        let letters = word.char_indices();
        let letters = letters.map(|(place, letter)| match capitals >> place & 1 {
            0 => letter,
            _ => letter.to_ascii_uppercase(),
        });
        letters.collect()
    };
    (0..1 << word.len()).map(in_case).collect()
}

/// If two spellings had one module name, their numbers would depend on the other services.
#[test]
fn each_spelling_has_a_module_of_its_own() {
    let mut modules = BTreeSet::new();
    for [primary, secondary] in [["key1", "key2"], ["1", "2"], ["pass", "word"]] {
        for primary in in_all_cases(primary) {
            for secondary in in_all_cases(secondary) {
                let values = KeyValues::Strings(primary.clone(), secondary);
                assert!(
                    modules.insert(spelling(values.clone()).module),
                    "{values:?}"
                );
            }
        }
    }
    assert!(modules.insert(spelling(KeyValues::Integers(1, 2)).module));
    assert_eq!(modules.len(), 8 * 8 + 1 + 16 * 16 + 1);
}
