//! What the pages of methods, clients and models answer.

use super::emitted_whole;
use crate::{
    format::format,
    lower::tests::{HEAD, lowered},
    passes::run,
};

const DEFINITION: &str = "externalDocs: { url: https://docs.example/things }
paths:
  /things/{client}/renew:
    post:
      operationId: Things_Renew
      externalDocs: { url: https://docs.example/things/renew }
      parameters: [{ name: client, in: path, required: true, schema: { type: string } }]
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Which' } } } }
      responses:
        '200':
          description: ''
          headers: { x-count: { schema: { type: integer } } }
          content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } }
        default: { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/Fault' } } } }
components:
  schemas:
    Which: { type: object, required: [name], properties: { name: { type: string } } }
    Thing: { type: object, properties: { name: { type: string } } }
    Fault: { type: object, properties: { text: { type: string } } }
";

/// Doc comments of a file, on one line.
fn docs(path: &str) -> String {
    let text = emitted_whole(DEFINITION, path);
    let lines = text.lines().map(str::trim);
    let lines = lines.filter_map(|line| line.strip_prefix("///").or(line.strip_prefix("//!")));
    lines.map(str::trim).collect::<Vec<_>>().join(" ")
}

fn check(path: &str, expected: &[&str]) {
    let docs = docs(path);
    for part in expected {
        assert!(docs.contains(part), "{path} lacks {part:?}:\n{docs}");
    }
}

#[test]
fn a_method_names_its_request_its_headers_and_its_errors() {
    check(
        "src/things/clients/things.rs",
        &[
            "# Request  `Things_Renew` ([options](crate::things::models::ThingsGroupClientRenewOptions), [reference](https://docs.example/things/renew)): `POST /things/{client}/renew`",
            "# Response headers  Import [`ThingHeaders`](crate::things::models::ThingHeaders) to read `x_count`.",
            "# Errors  Those of [every call](crate#errors).",
            "[`Fault`](crate::things::models::Fault)",
        ],
    );
}

/// An argument with the name of the variable does not hide it.
#[test]
fn a_client_shows_a_call() {
    check(
        "src/things/clients/things.rs",
        &[
            "let response = sub_client.renew(client, body, None).await?; let model = response.into_model()?;",
        ],
    );
}

#[test]
fn a_service_shows_its_client_and_the_reference() {
    check(
        "src/things.rs",
        &[
            "See its [reference](https://docs.example/things).",
            "let client = ThingsClient::new(credential, None)?; let things = client.things();",
        ],
    );
}

#[test]
fn a_model_shows_its_calls_and_how_it_is_made() {
    check(
        "src/things/models.rs",
        &[
            "Sent by [`ThingsGroupClient::renew`](crate::things::ThingsGroupClient::renew).",
            "Returned by [`ThingsGroupClient::renew`](crate::things::ThingsGroupClient::renew).",
            "let body = Which::new(name); let body: RequestContent<Which> = body.try_into()?;",
        ],
    );
}

/// A crate in which no operation selects a key has no `KeyType`.
#[test]
fn an_example_imports_a_key_type_only_if_it_has_one() {
    let docs = docs("src/things.rs");
    assert!(docs.contains("::{things::{*, models::*}};"), "{docs}");
    assert!(!docs.contains("KeyType"), "{docs}");
}

/// The example of a body sets a property that is sent, by a type that other crates can name.
#[test]
fn an_example_sets_what_is_sent() {
    const PATCH: &str = "paths:
  /things/{name}:
    patch:
      operationId: Things_Update
      parameters: [{ name: name, in: path, required: true, schema: { type: string } }]
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Patch' } } } }
      responses: { '204': { description: '' } }
components:
  schemas:
    Patch: { type: object, properties: { id: { type: string, readOnly: true }, note: { type: string, nullable: true } } }
";
    let text = emitted_whole(PATCH, "src/things/models.rs");
    assert!(
        text.contains("async fn example(note: Option<x::Nullable<String>>)"),
        "{text}"
    );
    assert!(
        text.contains("let body = Patch { note, ..Default::default() };"),
        "{text}"
    );
}

/// A definition with an operation that sends a `body` and returns a `Thing`.
fn putting(body: &str, schemas: &str) -> String {
    const PUT: &str = "paths:
  /things/{name}:
    put:
      operationId: Things_Put
      parameters: [{ name: name, in: path, required: true, schema: { type: string } }]
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/BODY' } } } }
      responses: { '200': { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } } }
components:
  schemas:
";
    PUT.replace("BODY", body) + schemas
}

/// What requests require is said at the field, given by the example and checked, except in a PATCH.
#[test]
fn what_requests_require_is_documented_and_checked() {
    const SCHEMAS: &str = "    Thing:
      type: object
      required: [id, note, place, size, sku, later]
      properties:
        id: { type: string, readOnly: true }
        note: { type: string, nullable: true }
        place: { type: string }
        size: { type: string, x-ms-mutability: [create, read] }
        spare: { type: string }
        sku: { type: string, default: S0 }
        later: { type: string, x-ms-mutability: [read, update] }
";
    let put = putting("Thing", SCHEMAS);
    let text = emitted_whole(&put, "src/things/models.rs");
    let table: Vec<&str> = text.split_whitespace().collect();
    let table = table.join(" ");
    assert!(
        table.contains(
            "id = read_only \"id\", later = \"later\", note = or_null \"note\", place = needed \"place\", size = needed \"size\", sku = \"sku\", spare = \"spare\","
        ),
        "{text}"
    );
    assert_eq!(text.matches("Requests require it.").count(), 2, "{text}");
    let example = "let body = Thing { place, size, ..Default::default() };";
    assert!(text.contains(example), "{text}");
    let patch = put.replace("put:", "patch:");
    let text = emitted_whole(&patch, "src/things/models.rs");
    assert!(
        !text.contains("needed") && !text.contains("require"),
        "{text}"
    );
    let (_, patched) = patch.split_once("    patch:").expect("it has a PATCH");
    let (patched, _) = patched.split_once("components:").expect("it has schemas");
    let patched = format!("    patch:{patched}components:").replace("Things_Put", "Things_Change");
    let text = emitted_whole(
        &put.replace("components:", &patched),
        "src/things/models.rs",
    );
    assert!(text.contains("needed_unless_patch \"place\""), "{text}");
    assert_eq!(
        text.matches("Requests require it, except a PATCH.").count(),
        2,
        "{text}"
    );
    assert!(text.contains(example), "{text}");
}

/// A model that services share and one of a service alone may have the same name. Each has its own difference.
#[test]
fn the_difference_of_a_body_is_documented_at_that_body() {
    const SCHEMAS: &str = "    Thing: { type: object, properties: { name: { type: string }, size: { type: string } } }
    Update: { type: object, properties: { name: { type: string }, only: { type: string } } }
";
    let own = format!("{HEAD}{}", putting("Update", SCHEMAS));
    let shared = own.replace(", only: { type: string }", "");
    let services: String = ["a", "b", "c"]
        .map(|name| format!("[services.{name}]\ndocuments = ['{name}.yaml']\n"))
        .concat();
    let files = [("a.yaml", &*shared), ("b.yaml", &shared), ("c.yaml", &own)];
    let (model, _, mut diagnostics) = lowered(&services, &files);
    let model = run(model, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{:#?}", diagnostics.sorted());
    let files = crate::emit::emit(&crate::surface::Surface::of(&model));
    let texts: Vec<String> = files
        .into_iter()
        .filter(|file| file.path.ends_with("models.rs") || file.path.contains("shared"))
        .map(|file| format!("{} {}", file.path.clone(), format(file).text))
        .collect();
    let differences = |path: &str| {
        let texts = texts.iter().filter(|text| text.starts_with(path));
        let lines = texts.flat_map(|text| text.lines().map(str::trim));
        let lines = lines.filter(|line| line.contains("Unlike `Thing`"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let shared = ["/// Unlike `Thing`, which the service returns, it has no `size`."];
    assert_eq!(differences("src/shared"), shared, "{texts:#?}");
    let own =
        ["/// Unlike `Thing`, which the service returns, it has no `size`; it also has `only`."];
    assert_eq!(differences("src/c/"), own, "{texts:#?}");
}
