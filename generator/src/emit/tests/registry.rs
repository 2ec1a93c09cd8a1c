//! How a resource id leads to pairs of keys.

use crate::{
    format::format,
    lower::tests::{HEAD, lowered},
    passes::run,
};
use expect_test::expect;

/// A document of one API version, with operations that list and regenerate the keys of things at the end of this path.
fn definition(version: &str, end: &str) -> String {
    let head = HEAD.replace("2026-01-01", version);
    let path = format!(
        "/subscriptions/{{subscriptionId}}/resourceGroups/{{group}}/providers/Microsoft.Things/things/{{name}}{end}"
    );
    let names = ["subscriptionId", "group", "name", "door"].into_iter();
    let names = names.filter(|name| path.contains(&format!("{{{name}}}")));
    let names: String = names
        .map(|name| {
            format!("{{ name: {name}, in: path, required: true, schema: {{ type: string }} }}, ")
        })
        .collect();
    let version = "{ name: api-version, in: query, required: true, schema: { type: string } }";
    let parameters = names + version;
    format!(
        "{head}paths:
  {path}/listKeys:
    post:
      operationId: Things_ListKeys
      parameters: [{parameters}]
      responses: {{ '200': {{ description: '', content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Keys' }} }} }} }} }}
  {path}/regenerateKey:
    post:
      operationId: Things_RegenerateKey
      parameters: [{parameters}]
      requestBody: {{ required: true, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Which' }} }} }} }}
      responses: {{ '204': {{ description: '' }} }}
components:
  schemas:
    Keys: {{ type: object, properties: {{ primary: {{ type: string }}, secondary: {{ type: string }} }} }}
    Which: {{ type: object, required: [key], properties: {{ key: {{ type: string, enum: [Primary, Secondary] }} }} }}
"
    )
}

/// The clients that the registry of these services creates, with their resource ids.
fn made(services: &[(&str, &str, &str)]) -> Vec<String> {
    let files: Vec<(String, String)> = services
        .iter()
        .map(|(module, version, end)| (format!("{module}.yaml"), definition(version, end)))
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let manifest: String = services
        .iter()
        .map(|(module, ..)| format!("[services.{module}]\ndocuments = ['{module}.yaml']\n"))
        .collect();
    let (model, _, mut diagnostics) = lowered(&manifest, &files);
    let model = run(model, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{:#?}", diagnostics.sorted());
    let file = crate::emit::emit(&crate::surface::Surface::of(&model))
        .into_iter()
        .find(|file| file.path == "src/registry.rs");
    let text = format(file.expect("there is a registry")).text;
    let telling = |line: &&str| {
        ["name: ", "names: ", "find: Some"]
            .iter()
            .any(|start| line.starts_with(start))
    };
    let lines = text.lines().map(str::trim).filter(telling);
    lines.map(str::to_owned).collect()
}

#[test]
fn the_newest_stable_version_of_a_type_counts() {
    let made = made(&[
        ("a", "2021-03-01-preview", ""),
        ("b", "2021-03-01", ""),
        ("c", "2020-12-01", ""),
        ("d", "2021-03-01", ""),
    ]);
    expect![[r#"
        name: "Microsoft.Things/things",
        names: &[],
        find: Some(crate::b::key_pairs::find),"#]]
    .assert_eq(&made.join("\n"));
}

#[test]
fn fixed_names_distinguish_resources() {
    let made = made(&[
        ("a", "2021-03-01", "/doors/front"),
        ("b", "2021-03-01", "/doors/back"),
        ("c", "2021-03-01", ""),
    ]);
    expect![[r#"
        name: "Microsoft.Things/things",
        names: &[],
        find: Some(crate::c::key_pairs::find),
        name: "Microsoft.Things/things/doors",
        names: &[(1, "back")],
        find: Some(crate::b::key_pairs::find),
        name: "Microsoft.Things/things/doors",
        names: &[(1, "front")],
        find: Some(crate::a::key_pairs::find),"#]]
    .assert_eq(&made.join("\n"));
}

/// Also within one service, an id with a fixed name is tried before the others of its type.
#[test]
fn ids_with_fixed_names_are_tried_first() {
    let made = made(&[
        ("a", "2021-03-01", "/doors/{door}"),
        ("b", "2021-03-01", "/doors/front"),
    ]);
    expect![[r#"
        name: "Microsoft.Things/things/doors",
        names: &[(1, "front")],
        find: Some(crate::b::key_pairs::find),
        name: "Microsoft.Things/things/doors",
        names: &[],
        find: Some(crate::a::key_pairs::find),"#]]
    .assert_eq(&made.join("\n"));
}
