//! Which enums say which key, and how services spell the two.

use super::*;
use crate::{
    keys::selector_values::spelling,
    model::{Enum, KeyValues, ShapeKind},
};
use expect_test::expect;
use std::collections::BTreeSet;

/// Prints a service that regenerates by `Which`, with this enum as its property.
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
            merged KeyType of things
            spelling v1_v2: Strings("1", "2")
            spelling key1_key2: Strings("Key1", "Key2")
            spelling primary_secondary_capitals_127_511: Strings("PRIMARY", "SECONDARY")
            spelling primary_secondary: Strings("Primary", "Secondary")
            spelling primary_key_secondary_key: Strings("PrimaryKey", "SecondaryKey")
            spelling lowercase_auth_key1_auth_key2: Strings("authKey1", "authKey2")
            spelling lowercase_key1_key2: Strings("key1", "key2")
            spelling lowercase_primary_secondary: Strings("primary", "secondary")
            spelling integer_1_2: Integers(1, 2)
            struct Which0 asked body
              key: KeyType as primary_secondary
            struct Which1 asked body
              key: KeyType as lowercase_primary_secondary
            struct Which2 asked body
              key: KeyType as primary_secondary_capitals_127_511
            struct Which3 asked body
              key: KeyType as primary_key_secondary_key
            struct Which4 asked body
              key: KeyType as key1_key2
            struct Which5 asked body
              key: KeyType as lowercase_key1_key2
            struct Which6 asked body
              key: KeyType as lowercase_auth_key1_auth_key2
            struct Which7 asked body
              key: KeyType as integer_1_2
            struct Which8 asked body
              key: KeyType as v1_v2
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
        merged KeyType of a, b
        merged Which of a, b
        spelling lowercase_key1_key2: Strings("key1", "key2")
        struct Which asked body shared by a, b
          key: KeyType as lowercase_key1_key2
    "#]],
    );
}

#[test]
fn an_enum_with_more_values_keeps_its_type() {
    check_selector(
        "{ type: string, enum: [primary, secondary, primaryReadonly] }",
        expect![[r#"
        open enum WhichKey "Which key" asked
          keys 0 and 2
          Primary "primary"
          PrimaryReadonly "primaryReadonly"
          Secondary "secondary"
        struct Which asked body
          key: WhichKey required
    "#]],
    );
    check_selector(
        "{ type: integer, enum: [2, 1, 3] }",
        expect![[r#"
        open enum WhichKey "Which key" asked
          keys 0 and 1
          integer V1 "1"
          integer V2 "2"
          integer V3 "3"
        struct Which asked body
          key: WhichKey required
    "#]],
    );
}

#[test]
fn two_values_that_are_no_keys_are_an_ordinary_enum() {
    check_selector(
        "{ type: string, enum: [Active, Passive] }",
        expect![[r#"
        open enum WhichKey "Which key" asked
          Active
          Passive
        struct Which asked body
          key: WhichKey required
    "#]],
    );
    check_selector(
        "{ type: string, enum: [Primary] }",
        expect![[r#"
        open enum WhichKey "Which key" asked
          Primary
        struct Which asked body
          key: WhichKey required
    "#]],
    );
    check_selector(
        "{ type: string, enum: [key1, key3] }",
        expect![[r#"
        open enum WhichKey "Which key" asked
          Key1 "key1"
          Key3 "key3"
        struct Which asked body
          key: WhichKey required
    "#]],
    );
    check_selector(
        "{ type: string, enum: [primary, key2] }",
        expect![[r#"
        open enum WhichKey "Which key" asked
          Key2 "key2"
          Primary "primary"
        struct Which asked body
          key: WhichKey required
    "#]],
    );
}

/// A parameter may select as well: in the path, in the query.
#[test]
fn parameters_select_keys() {
    let path = "  /regenerateKey/{kind}: { post: { operationId: Regenerate, parameters: [{ name: kind, in: path, required: true, schema: { $ref: '#/components/schemas/Kind' } }, { name: also, in: query, schema: { type: array, items: { $ref: '#/components/schemas/Kind' } } }], responses: { '204': { description: '' } } } }\n";
    let text = document(
        &[path.to_owned()],
        &["Kind: { type: string, enum: [primary, secondary] }"],
    );
    let (model, ..) = shared(&one_service(&[("a.yaml", &text)]), &[("a.yaml", &text)]);
    expect![[r#"
        ThingsClient "Things" Things
          : ThingsClient
            regenerate "Regenerate": Post /regenerateKey/{kind} without a version
              path kind: KeyType as lowercase_primary_secondary
              query? also: Vec<KeyType as lowercase_primary_secondary>
              [204] nothing
              regenerates a key
    "#]]
    .assert_eq(&print::model(&model));
}

/// Redis has a primary and a secondary replica, which are no keys.
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
        merged KeyType of things
        spelling primary_secondary: Strings("Primary", "Secondary")
        enum ReplicationRole asked answered
          Primary
          Secondary
        struct Role asked answered body
          role: ReplicationRole
        struct Which asked body
          key: KeyType as primary_secondary
    "#]],
    );
}

/// What a regenerate operation answers says nothing about which key it takes.
#[test]
fn an_response_selects_no_key() {
    let path = "  /regenerateKey: { post: { operationId: Regenerate, responses: { '200': { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/Role' } } } } } } }\n";
    let text = document(
        &[path.to_owned()],
        &["Role: { type: object, properties: { role: { enum: [Primary, Secondary] } } }"],
    );
    check(
        &one_service(&[("a.yaml", &text)]),
        &[("a.yaml", &text)],
        expect![[r#"
        open enum RoleRole "Role role" answered
          Primary
          Secondary
        struct Role answered
          role: RoleRole
    "#]],
    );
}

/// Where a value is a body or an answer itself, nothing could say how a `KeyType` is spelled.
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

/// `word` with each choice of capitals.
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

/// The services that there are would number spellings of one module.
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
