//! Operations: their groups, names, bodies, roles and examples.

use super::*;
use crate::model::{KeyRole, Resend};
use expect_test::expect;

/// Operations at one path each, all without answer bodies.
fn operations(ids: &[&str]) -> String {
    let paths = ids.iter().enumerate().map(|(index, id)| {
        format!("  /{index}: {{ get: {{ operationId: '{id}', responses: {{ '204': {{ description: '' }} }} }} }}\n")
    });
    format!("paths:\n{}", paths.collect::<String>())
}

#[test]
fn ids_give_groups_and_methods() {
    check(
        &operations(&["Accounts_ListKeys", "Accounts_Get", "Skus_list_all", "Ping"]),
        expect![[r#"
        ThingsClient "Things" Things
          : ThingsClient
            ping "Ping": Get /3 without a version
              [204] nothing
          accounts "Accounts": ThingsAccountsClient
            get "Get": Get /1 without a version
              [204] nothing
            list_keys "ListKeys": Get /0 without a version
              [204] nothing
          skus "Skus": ThingsSkusClient
            list_all: Get /2 without a version
              [204] nothing
    "#]],
    );
}

#[test]
fn names_within_a_client_differ() {
    check(
        &operations(&["A_Get", "A_get", "a_GET", "a", "A_", "_A"]),
        expect![[r#"
            ThingsClient "Things" Things
              : ThingsClient
                a "A": Get /5 without a version
                  [204] nothing
                a2 "a": Get /3 without a version
                  [204] nothing
              a3 "A": ThingsAClient
                get "Get": Get /0 without a version
                  [204] nothing
                get2 "get": Get /1 without a version
                  [204] nothing
                get3 "GET": Get /2 without a version
                  [204] nothing
                value "": Get /4 without a version
                  [204] nothing
        "#]],
    );
}

/// Every client has a constructor, which no accessor and no method may hide.
#[test]
fn new_is_taken() {
    check(
        &operations(&["New", "new_Get"]),
        expect![[r#"
        ThingsClient "Things" Things
          : ThingsClient
            new2 "New": Get /0 without a version
              [204] nothing
          new3 "new": ThingsNewClient
            get "Get": Get /1 without a version
              [204] nothing
    "#]],
    );
    check(
        &operations(&["New_Get"]),
        expect![[r#"
        ThingsClient "Things" Things
          new2 "New": ThingsNewClient
            get "Get": Get /0 without a version
              [204] nothing
    "#]],
    );
}

/// Two methods have two types of options, whatever their names have in common.
#[test]
fn names_of_options_differ() {
    let text = format!(
        "{HEAD}{}",
        operations(&["A_ListIt", "A_List_it", "AClient", "A_Client"])
    );
    let (model, _, _) = lowered(
        "[services.things]\ndocuments = ['a.yaml']\n",
        &[("a.yaml", &text)],
    );
    let options: Vec<&str> = model.services[0]
        .operations()
        .map(|operation| operation.options.as_str())
        .collect();
    let distinct: BTreeSet<&str> = options.iter().copied().collect();
    assert_eq!(distinct.len(), 4, "{options:?}");
}

#[test]
fn title_and_namespace_come_from_the_documents() {
    check(
        "paths:
  /{scope}/providers/Contoso.Base/bases/{base}/providers/Contoso.Widgets/widgets:
    parameters:
      - { name: scope, in: path, required: true, schema: { type: string } }
      - { name: base, in: path, required: true, schema: { type: string } }
    get: { operationId: Get, responses: { '204': { description: '' } } }
",
        expect![[r#"
            ThingsClient "Things" Contoso.Widgets
              : ThingsClient
                get "Get": Get /{scope}/providers/Contoso.Base/bases/{base}/providers/Contoso.Widgets/widgets without a version
                  path scope: String
                  path base: String
                  [204] nothing
        "#]],
    );
}

#[test]
fn a_body_is_required_or_not() {
    for (required, expected) in [
        ("true", "body `key`: String // The key."),
        ("false", "body? `key`: String // The key."),
    ] {
        let body = operation(
            "post",
            &format!(
                "requestBody: {{ required: {required}, description: The key., x-ms-requestBody-name: key, content: {{ application/json: {{ schema: {{ type: string }} }} }} }}
responses: {{ '204': {{ description: '' }} }}"
            ),
        );
        let text = format!("{HEAD}{body}");
        let (model, _, _) = lowered(
            "[services.things]\ndocuments = ['a.yaml']\n",
            &[("a.yaml", &text)],
        );
        let printed = print::model(&model);
        assert!(
            printed.contains(&format!("      {expected}\n")),
            "{printed}"
        );
    }
}

#[test]
fn references_to_bodies_are_followed() {
    let definition = operation(
        "put",
        "requestBody: { $ref: '#/components/requestBodies/Chained' }\nresponses: { '204': { description: '' } }",
    ) + "components:
  requestBodies:
    Chained: { $ref: '#/components/requestBodies/Text' }
    Text: { content: { application/json: { schema: { type: string } } } }
";
    check(
        &definition,
        expect![[r#"
        ThingsClient "Things" Things
          things "Things": ThingsThingsClient
            do_ "Do": Put /a without a version
              body? `body`: String
              [204] nothing
    "#]],
    );
}

#[test]
fn path_items_may_stand_elsewhere() {
    let definition = "paths:
  /a: { $ref: '#/x-items/first' }
x-items:
  first: { $ref: '#/x-items/second' }
  second: { get: { operationId: Get, responses: { '204': { description: '' } } } }
x-ms-paths:
  /a?comp=b: { get: { operationId: GetB, responses: { '204': { description: '' } } } }
";
    check(
        definition,
        expect![[r#"
        ThingsClient "Things" Things
          : ThingsClient
            get "Get": Get /a without a version
              [204] nothing
            get_b "GetB": Get /a?comp=b without a version
              [204] nothing
    "#]],
    );
}

/// Only what cannot happen twice by mistake is safe to send again.
#[test]
fn a_post_reads_if_its_path_says_so() {
    for (path, role, resend) in [
        ("/a/listKeys", Some(KeyRole::List), Resend::ReadOnly),
        ("/a/ListKeys/", Some(KeyRole::List), Resend::ReadOnly),
        ("/a/listSecrets", Some(KeyRole::List), Resend::ReadOnly),
        ("/a/getStatus/{b}", None, Resend::ReadOnly),
        ("/a/checkNameAvailability", None, Resend::ReadOnly),
        (
            "/a/regenerateKey",
            Some(KeyRole::Regenerate),
            Resend::ByMethod,
        ),
        ("/a/rotate", Some(KeyRole::Regenerate), Resend::ByMethod),
        ("/lists/{b}/restart", None, Resend::ByMethod),
    ] {
        let parameter = if path.contains("{b}") {
            "{ name: b, in: path, required: true, schema: { type: string } }"
        } else {
            ""
        };
        let text = format!(
            "{HEAD}paths: {{ '{path}': {{ post: {{ operationId: Do, parameters: [{parameter}], responses: {{ '204': {{ description: '' }} }} }} }} }}"
        );
        let (model, _, _) = lowered(
            "[services.things]\ndocuments = ['a.yaml']\n",
            &[("a.yaml", &text)],
        );
        let operation = model.services[0]
            .operations()
            .next()
            .expect("the operation is fine");
        assert_eq!(
            (operation.key_role, operation.resend),
            (role, resend),
            "{path}"
        );
    }
}

#[test]
fn examples_stand_in_files_or_in_place() {
    let text = HEAD.to_owned()
        + &operation(
            "get",
            "responses: { '204': { description: '' } }
x-ms-examples:
  'In a file': { $ref: ./examples/do.json }
  x-in-place: { parameters: { a: 1 } }",
        );
    let files = [
        ("a.yaml", text.as_str()),
        (
            "examples/do.json",
            r##"{ "responses": { "200": { "$ref": "#/no/reference" } } }"##,
        ),
    ];
    let (model, documents, diagnostics) =
        lowered("[services.things]\ndocuments = ['a.yaml']\n", &files);
    expect![[r##"
        ThingsClient "Things" Things
          things "Things": ThingsThingsClient
            do_ "Do": Get /a without a version
              [204] nothing
              example "In a file": {"responses":{"200":{"$ref":"#/no/reference"}}}
              example "x-in-place": {"parameters":{"a":1}}
    "##]]
    .assert_eq(&(told(&documents, diagnostics) + &print::model(&model)));
}

/// The manifest names operations; what the others use is not read, let alone refused.
#[test]
fn only_selected_operations_are_lowered() {
    let text = format!(
        "{HEAD}paths:
  /a: {{ get: {{ operationId: A_Get, responses: {{ '204': {{ description: '' }} }} }}, put: {{ operationId: A_Put, responses: 7 }}, delete: {{ responses: {{}} }} }}
"
    );
    let (model, documents, diagnostics) = lowered(
        "[services.things]\ndocuments = ['a.yaml']\noperations = ['A_Get']\n",
        &[("a.yaml", &text)],
    );
    expect![[r#"
        ThingsClient "Things" Things
          a "A": ThingsAClient
            get "Get": Get /a without a version
              [204] nothing
    "#]]
    .assert_eq(&(told(&documents, diagnostics) + &print::model(&model)));
}
