//! Operations: their groups, names, bodies, roles and examples.

use super::*;
use crate::model::{KeyRole, Resend};
use expect_test::expect;

/// Operations without response bodies, each at its own path.
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
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {client: ThingsClient}
                    operations: [{id: Ping, name: Ping ping, method: Get, path: /3, response statuses: [204]}]
                  - {name: Accounts accounts, client: ThingsAccountsClient}
                    operations:
                      - {id: Accounts_Get, name: Get get, method: Get, path: /1, response statuses: [204]}
                      - {id: Accounts_ListKeys, name: ListKeys list_keys, method: Get, path: /0, response statuses: [204]}
                  - {name: Skus skus, client: ThingsSkusClient}
                    operations: [{id: Skus_list_all, name: list_all, method: Get, path: /2, response statuses: [204]}]
        "#]],
    );
}

#[test]
fn names_within_a_client_differ() {
    check(
        &operations(&["A_Get", "A_get", "a_GET", "a", "A_", "_A"]),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {client: ThingsClient}
                    operations:
                      - {id: _A, name: A a, method: Get, path: /5, response statuses: [204]}
                      - {id: a, name: a a2, method: Get, path: /3, response statuses: [204]}
                  - {name: A a3, client: ThingsAClient}
                    operations:
                      - {id: A_Get, name: Get get, method: Get, path: /0, response statuses: [204]}
                      - {id: A_get, name: get get2, method: Get, path: /1, response statuses: [204]}
                      - {id: a_GET, name: GET get3, method: Get, path: /2, response statuses: [204]}
                      - {id: A_, name: "" value, method: Get, path: /4, response statuses: [204]}
        "#]],
    );
}

/// Every client has a constructor, whose name no other method may have.
#[test]
fn new_is_taken() {
    check(
        &operations(&["New", "new_Get"]),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {client: ThingsClient}
                    operations: [{id: New, name: New new2, method: Get, path: /0, response statuses: [204]}]
                  - {name: new new3, client: ThingsNewClient}
                    operations: [{id: new_Get, name: Get get, method: Get, path: /1, response statuses: [204]}]
        "#]],
    );
    check(
        &operations(&["New_Get"]),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: New new2, client: ThingsNewClient}
                    operations: [{id: New_Get, name: Get get, method: Get, path: /0, response statuses: [204]}]
        "#]],
    );
}

/// Each method has its own type of options, also if the names are similar.
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
            services:
              - {module: things, title: Things, namespace: Contoso.Widgets, client: ThingsClient}
                groups:
                  - {client: ThingsClient}
                    operations:
                      - {id: Get, name: Get get, method: Get, response statuses: [204]}
                        path: /{scope}/providers/Contoso.Base/bases/{base}/providers/Contoso.Widgets/widgets
                        parameters:
                          - {name: scope, location: Path, required, ty: String}
                          - {name: base, location: Path, required, ty: String}
        "#]],
    );
}

#[test]
fn a_body_is_required_or_not() {
    for (required, expected) in [
        (
            "true",
            "body: {name: key, docs: \"The key.\", required, ty: String}",
        ),
        ("false", "body: {name: key, docs: \"The key.\", ty: String}"),
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
        let printed = outlined(&model, &MODEL);
        assert!(printed.contains(expected), "{printed}");
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
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {name: Things things, client: ThingsGroupClient}
                    operations:
                      - {id: Things_Do, name: Do do_, method: Put, path: /a, body: {name: body, ty: String}}
                        response statuses: [204]
        "#]],
    );
}

#[test]
fn path_items_may_be_references() {
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
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {client: ThingsClient}
                    operations:
                      - {id: Get, name: Get get, method: Get, path: /a, response statuses: [204]}
                      - {id: GetB, name: GetB get_b, method: Get, path: /a?comp=b, response statuses: [204]}
        "#]],
    );
}

/// A POST may only be repeated if it just reads.
#[test]
fn a_post_only_reads_if_its_path_begins_with_a_verb_for_reading() {
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
fn examples_are_in_files_or_inline() {
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
    expect![[r#"
        services:
          - {module: things, title: Things, namespace: Things, client: ThingsClient}
            groups:
              - {name: Things things, client: ThingsGroupClient}
                operations:
                  - {id: Things_Do, name: Do do_, method: Get, path: /a, response statuses: [204]}
                    examples: {"In a file": value responses "200" $ref #/no/reference, x-in-place: value parameters a 1}
    "#]]
    .assert_eq(&(reported(&documents, diagnostics) + &outlined(&model, &MODEL)));
}

/// Operations that the manifest does not select are not read, so they cause no errors.
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
        services:
          - {module: things, title: Things, namespace: Things, client: ThingsClient}
            groups:
              - {name: A a, client: ThingsAClient}
                operations: [{id: A_Get, name: Get get, method: Get, path: /a, response statuses: [204]}]
    "#]]
    .assert_eq(&(reported(&documents, diagnostics) + &outlined(&model, &MODEL)));
}

/// A title that only holds its place is no name.
#[test]
fn a_title_falls_back_to_the_provider() {
    for (title, expected) in [
        ("Azure Things", "Azure Things"),
        ("(title)", "Microsoft.Things"),
        (" ", "Microsoft.Things"),
    ] {
        let text = format!(
            "openapi: 3.0.3\ninfo: {{ title: '{title}', version: '1' }}\npaths:\n  /providers/Microsoft.Things/things: {{ get: {{ operationId: Get, responses: {{ '204': {{ description: '' }} }} }} }}\n"
        );
        let services = "[services.things]\ndocuments = ['a.yaml']\n";
        let (model, ..) = lowered(services, &[("a.yaml", &text)]);
        assert_eq!(model.services[0].title, expected);
    }
}
