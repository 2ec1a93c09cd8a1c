//! Which properties are secrets.

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

/// A property that is marked is secret everywhere, also as a list or a map.
#[test]
fn marked_properties_are_secrets() {
    check_document(
        &[gets("Get", "Root")],
        &[
            "Root: { type: object, properties: { a: { type: string, x-ms-secret: true }, b: { type: string, format: password }, c: { type: array, items: { type: string }, x-ms-secret: true }, d: { type: object, additionalProperties: { type: string, x-ms-secret: true } }, e: { $ref: '#/components/schemas/Text', x-ms-secret: true }, primaryKey: { type: string } } }",
            "Text: { type: string }",
        ],
        expect![[r#"
            definitions:
              - {name: Root}
                shape: {usage: response, secret}
                  kind Struct fields:
                    - {name: a, ty: Secret, secret}
                    - {name: b, ty: Secret}
                    - {name: c, ty: Array Secret, secret}
                    - {name: d, ty: Map Secret}
                    - {name: e, ty: Secret, secret}
                    - {name: primaryKey primary_key, ty: String}
        "#]],
    );
}

/// Definitions seldom mark them: in responses of key operations the names decide.
#[test]
fn keys_in_responses_of_key_operations_are_secrets() {
    check_document(
        &[lists_keys("Keys")],
        &[
            "Keys: { type: object, properties: { primaryKey: { type: string }, key2: { type: string }, primaryConnectionString: { type: string }, adminPassword: { type: string }, accessToken: { type: string }, clientSecret: { type: string }, secondary: { type: string }, publicKey: { type: string }, created: { type: string }, keyCount: { type: integer }, functionKeys: { type: object, additionalProperties: { type: string } }, more: { $ref: '#/components/schemas/More' } } }",
            "More: { type: object, properties: { sasToken: { type: string } } }",
        ],
        expect![[r#"
            definitions:
              - {name: Keys}
                shape: {usage: response, secret}
                  kind Struct fields:
                    - {name: accessToken access_token, ty: Secret}
                    - {name: adminPassword admin_password, ty: Secret}
                    - {name: clientSecret client_secret, ty: Secret}
                    - {name: created, ty: String}
                    - {name: functionKeys function_keys, ty: Map Secret}
                    - {name: key2, ty: Secret}
                    - {name: keyCount key_count, ty: Integer I64}
                    - {name: more, ty: Definition More}
                    - {name: primaryConnectionString primary_connection_string, ty: Secret}
                    - {name: primaryKey primary_key, ty: Secret}
                    - {name: publicKey public_key, ty: String}
                    - {name: secondary, ty: Secret}
              - {name: More}
                shape: {kind Struct fields: [{name: sasToken sas_token, ty: Secret}], usage: response, secret}
        "#]],
    );
}

/// In a list of names and values, the value is the key.
#[test]
fn the_value_beside_a_key_name_is_a_secret() {
    check_document(
        &[lists_keys("Keys")],
        &[
            "Keys: { type: object, properties: { keys: { type: array, items: { $ref: '#/components/schemas/Key' } }, plain: { $ref: '#/components/schemas/Plain' } } }",
            "Key: { type: object, properties: { keyName: { type: string }, value: { type: string }, permissions: { type: string } } }",
            "Plain: { type: object, properties: { value: { type: string } } }",
        ],
        expect![[r#"
            definitions:
              - {name: Key}
                shape: {usage: response, secret}
                  kind Struct fields:
                    - {name: keyName key_name, ty: String}
                    - {name: permissions, ty: String}
                    - {name: value, ty: Secret}
              - {name: Keys}
                shape: {kind Struct fields: [{name: keys, ty: Array Definition Key}, {name: plain, ty: Definition Plain}]}
                  usage: response
                  secret
              - {name: Plain, shape: {kind Struct fields: [{name: value, ty: String}], usage: response}}
        "#]],
    );
}

/// A key may be given as bytes.
#[test]
fn keys_in_base64_are_secrets() {
    check_document(
        &[lists_keys("Keys")],
        &["Keys: { type: object, properties: { primaryKey: { type: string, format: byte } } }"],
        expect![[r#"
            definitions:
              - {name: Keys}
                shape: {kind Struct fields: [{name: primaryKey primary_key, ty: Secret}], usage: response, secret}
        "#]],
    );
}

/// A request may contain a new key, which must not appear in logs.
#[test]
fn keys_in_regenerate_requests_are_secrets() {
    check_document(
        &[posts("regenerateKey", "Which"), posts("create", "Other")],
        &[
            "Which: { type: object, properties: { newKey: { type: string }, keyName: { type: string } } }",
            "Other: { type: object, properties: { newKey: { type: string } } }",
        ],
        expect![[r#"
            definitions:
              - {name: Other, shape: {kind Struct fields: [{name: newKey new_key, ty: String}], usage: request}}
                body
              - {name: Which, body}
                shape: {kind Struct fields: [{name: keyName key_name, ty: String}, {name: newKey new_key, ty: Secret}]}
                  usage: request
                  secret
        "#]],
    );
}

/// Elsewhere a primary key may be that of a table, and a token that of a page.
#[test]
fn names_outside_of_key_operations_are_no_secrets() {
    check_document(
        &[gets("Get", "Root")],
        &[
            "Root: { type: object, properties: { primaryKey: { type: string }, token: { type: string } } }",
        ],
        expect![[r#"
            definitions:
              - {name: Root}
                shape: {kind Struct fields: [{name: primaryKey primary_key, ty: String}, {name: token, ty: String}]}
                  usage: response
        "#]],
    );
}

/// All strings in a secret object are secret, except its discriminator.
#[test]
fn all_strings_of_a_secret_object_are_secrets() {
    check_document(
        &[gets("Get", "Root")],
        &[
            "Root: { type: object, properties: { user: { $ref: '#/components/schemas/User' }, sealed: { $ref: '#/components/schemas/Sealed', x-ms-secret: true } } }",
            "User: { type: object, x-ms-secret: true, properties: { name: { type: string }, age: { type: integer }, home: { $ref: '#/components/schemas/Home' } } }",
            "Home: { type: object, properties: { city: { type: string } } }",
            "Sealed: { type: object, discriminator: { propertyName: kind }, properties: { kind: { type: string }, text: { type: string } } }",
            "Wax: { allOf: [{ $ref: '#/components/schemas/Sealed' }], properties: { seal: { type: string } } }",
        ],
        expect![[r#"
            definitions:
              - {name: Home, shape: {kind Struct fields: [{name: city, ty: Secret}], usage: response, secret}}
              - {name: Root}
                shape: {usage: response, secret}
                  kind Struct fields:
                    - {name: sealed, ty: Definition Sealed, secret}
                    - {name: user, ty: Definition User, secret}
              - {name: Sealed}
                shape: {kind Union: {tag: kind, variants: [[Wax, Definition Wax]], other: Definition SealedBase}, secret}
                  usage: response
              - {name: "Sealed Base" SealedBase}
                shape: {kind Struct fields: [{name: kind, ty: String}, {name: text, ty: Secret}], usage: response, secret}
              - {name: User}
                shape: {usage: response, secret}
                  kind Struct fields:
                    - {name: age, ty: Hidden Integer I64, secret}
                    - {name: home, ty: Definition Home, secret}
                    - {name: name, ty: Secret, secret}
              - {name: Wax}
                shape: {kind Struct fields: [{name: kind, ty: String}, {name: seal, ty: Secret}, {name: text, ty: Secret}]}
                  usage: response
                  secret
        "#]],
    );
}

/// In a response that is a string, a list or a map, no property names the keys.
#[test]
fn responses_of_key_operations_that_are_no_objects_are_secrets() {
    for (schema, expected) in [
        ("type: string", "Secret"),
        ("type: array, items: { type: string }", "Array Secret"),
        (
            "type: object, additionalProperties: { type: string }",
            "Map Secret",
        ),
        ("type: integer", "Integer I64"),
    ] {
        let text = document(&[lists_keys("Keys")], &[&format!("Keys: {{ {schema} }}")]);
        let (model, ..) = shared(&one_service(&[("a.yaml", &text)]), &[("a.yaml", &text)]);
        let operation = model.services[0].operations().next().expect("there is one");
        let response = operation.response.body.as_ref().expect("it has a body");
        assert_eq!(outlined_part(&model, response), expected);
    }
}

#[test]
fn further_members_of_what_is_secret_are_secrets() {
    check_document(
        &[gets("Get", "Root")],
        &[
            "Root: { type: object, properties: { a: { $ref: '#/components/schemas/Inner', x-ms-secret: true } } }",
            "Inner: { type: object, properties: { b: { type: string } }, additionalProperties: { type: array, items: { type: string } } }",
        ],
        expect![[r#"
            definitions:
              - {name: Inner}
                shape: {kind Struct: {fields: [{name: b, ty: Secret}], additional: Array Secret}, usage: response, secret}
              - {name: Root}
                shape: {kind Struct fields: [{name: a, ty: Definition Inner, secret}], usage: response, secret}
        "#]],
    );
}
