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

/// What a definition calls a secret is one wherever it stands, in lists and maps too.
#[test]
fn what_says_so_is_a_secret() {
    check_document(
        &[gets("Get", "Root")],
        &[
            "Root: { type: object, properties: { a: { type: string, x-ms-secret: true }, b: { type: string, format: password }, c: { type: array, items: { type: string }, x-ms-secret: true }, d: { type: object, additionalProperties: { type: string, x-ms-secret: true } }, e: { $ref: '#/components/schemas/Text', x-ms-secret: true }, primaryKey: { type: string } } }",
            "Text: { type: string }",
        ],
        expect![[r#"
            struct Root answered secret
              a: Secret secret
              b: Secret
              c: Vec<Secret> secret
              d: Map<Secret>
              e: Secret secret
              primary_key "primaryKey": String
        "#]],
    );
}

/// Providers seldom say so: in the answers of key operations the names do.
#[test]
fn keys_in_the_answers_of_key_operations_are_secrets() {
    check_document(
        &[lists_keys("Keys")],
        &[
            "Keys: { type: object, properties: { primaryKey: { type: string }, key2: { type: string }, primaryConnectionString: { type: string }, adminPassword: { type: string }, accessToken: { type: string }, clientSecret: { type: string }, secondary: { type: string }, publicKey: { type: string }, created: { type: string }, keyCount: { type: integer }, functionKeys: { type: object, additionalProperties: { type: string } }, more: { $ref: '#/components/schemas/More' } } }",
            "More: { type: object, properties: { sasToken: { type: string } } }",
        ],
        expect![[r#"
            struct Keys answered secret
              access_token "accessToken": Secret
              admin_password "adminPassword": Secret
              client_secret "clientSecret": Secret
              created: String
              function_keys "functionKeys": Map<Secret>
              key2: Secret
              key_count "keyCount": i64
              more: More
              primary_connection_string "primaryConnectionString": Secret
              primary_key "primaryKey": Secret
              public_key "publicKey": String
              secondary: Secret
            struct More answered secret
              sas_token "sasToken": Secret
        "#]],
    );
}

/// In a list of names and values the value is the key.
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
            struct Key answered secret
              key_name "keyName": String
              permissions: String
              value: Secret
            struct Keys answered secret
              keys: Vec<Key>
              plain: Plain
            struct Plain answered
              value: String
        "#]],
    );
}

/// A key that comes as bytes is a key.
#[test]
fn keys_in_base64_are_secrets() {
    check_document(
        &[lists_keys("Keys")],
        &["Keys: { type: object, properties: { primaryKey: { type: string, format: byte } } }"],
        expect![[r#"
        struct Keys answered secret
          primary_key "primaryKey": Secret
    "#]],
    );
}

/// A request may bring a new key, and whoever logs the request would log the key.
#[test]
fn keys_in_regenerate_requests_are_secrets() {
    check_document(
        &[posts("regenerateKey", "Which"), posts("create", "Other")],
        &[
            "Which: { type: object, properties: { newKey: { type: string }, keyName: { type: string } } }",
            "Other: { type: object, properties: { newKey: { type: string } } }",
        ],
        expect![[r#"
            struct Other asked body
              new_key "newKey": String
            struct Which asked secret body
              key_name "keyName": String
              new_key "newKey": Secret
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
        struct Root answered
          primary_key "primaryKey": String
          token: String
    "#]],
    );
}

/// A secret object is made of secrets, but for what tells its kind.
#[test]
fn all_texts_of_a_secret_object_are_secrets() {
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
            struct Home answered secret
              city: Secret
            struct Root answered secret
              sealed: Sealed secret
              user: User
            struct SealedBase "Sealed Base" answered secret
              kind: String
              text: Secret
            struct User answered secret
              age: i64 secret
              home: Home secret
              name: Secret secret
            struct Wax answered secret
              kind: String
              seal: Secret
              text: Secret
            union Sealed answered secret
              Wax: Wax
              by kind, else SealedBase
        "#]],
    );
}

/// An answer that is a text, a list or a map has no names that could say what is a key.
#[test]
fn answers_of_key_operations_that_are_no_objects_are_secrets() {
    for (schema, expected) in [
        ("type: string", "Secret"),
        ("type: array, items: { type: string }", "Vec<Secret>"),
        (
            "type: object, additionalProperties: { type: string }",
            "Map<Secret>",
        ),
        ("type: integer", "i64"),
    ] {
        let text = document(&[lists_keys("Keys")], &[&format!("Keys: {{ {schema} }}")]);
        let (model, ..) = shared(&one_service(&[("a.yaml", &text)]), &[("a.yaml", &text)]);
        let operation = model.services[0].operations().next().expect("there is one");
        let response = operation.response.body.as_ref().expect("it has a body");
        assert_eq!(print::ty(&model, response), expected);
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
            struct Inner answered secret
              b: Secret
              ..: Vec<Secret>
            struct Root answered secret
              a: Inner secret
        "#]],
    );
}
