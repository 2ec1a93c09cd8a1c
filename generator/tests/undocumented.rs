//! Public items without a description, which `gen` warns of.

use armgen::{diagnostic::Code, generate, load::Folder, manifest::Manifest, source::Source};
use std::{collections::BTreeMap, fs, path::Path};

const DEFINITION: &str = "
openapi: 3.0.3
info: { title: T, version: '2026-01-01', x-provenance: { retrieved: '2026-02-03' } }
paths:
  /subscriptions/{subscriptionId}/providers/Microsoft.Things/things/{name}:
    get:
      operationId: Things_Get
      parameters:
        - { name: subscriptionId, in: path, required: true, schema: { type: string } }
        - { name: name, in: path, required: true, schema: { type: string } }
        - { name: top, in: query, description: How many., schema: { type: integer } }
        - { name: api-version, in: query, required: true, schema: { type: string } }
      responses: { '200': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } } }
components:
  schemas:
    Thing:
      type: object
      description: A thing.
      properties:
        size: { type: integer }
        color: { $ref: '#/components/schemas/Color' }
        weight: { type: number, description: How heavy. }
    Color: { type: string, description: Its color., enum: [red], x-ms-enum: { name: Color, modelAsString: true } }
    Unused: { type: object }
";

fn readme(text: &str) -> (String, Vec<String>) {
    let manifest = "[package]\nname = 'x'\nversion = '0.1.0'\ndescription = 'd'\n[services.things]\ndocuments = ['things.yaml']\n";
    let manifest = Manifest::parse("m.toml", manifest).expect("it is a manifest");
    let files = BTreeMap::from([("things.yaml".to_owned(), text.to_owned())]);
    let generation = generate(&manifest, &files);
    let outputs = generation.outputs.expect("it is accepted");
    let readme = outputs
        .iter()
        .find(|one| one.path == "README.md")
        .expect("it has one");
    let found = generation.diagnostics.sorted().into_iter();
    let found = found.filter(|one| one.code == Code::Undocumented);
    let names = found.map(|one| {
        let Source::Pointer(place) = &one.source else {
            panic!("{one:?} is in a document")
        };
        let name = one.message.trim_start_matches('`');
        format!("{} at {place}", name.split('`').next().unwrap_or_default())
    });
    (readme.text.clone(), names.collect())
}

#[test]
fn operations_parameters_and_properties_without_a_text_are_found() {
    let (_, names) = readme(DEFINITION);
    let path = "things.yaml#/paths/~1subscriptions~1{subscriptionId}~1providers~1Microsoft.Things~1things~1{name}/get";
    let expected = [
        "Thing.size at things.yaml#/components/schemas/Thing/properties/size".to_owned(),
        format!("Things_Get at {path}"),
        format!("Things_Get.name at {path}/parameters/1"),
    ];
    assert_eq!(names, expected);
}

/// A property of a parent is one item, at its place in the parent, however many objects extend it.
#[test]
fn inherited_properties_are_found_where_they_are_defined() {
    let schemas = "
    Color: { type: string, description: Its color. }
    One: { type: object, description: O., allOf: [{ $ref: '#/components/schemas/Parent' }, { type: object, properties: { own: { $ref: '#/components/schemas/Size' } } }] }
    Two: { type: object, description: T., allOf: [{ $ref: '#/components/schemas/Parent' }] }
    Parent: { type: object, description: P., properties: { color: { $ref: '#/components/schemas/Color' }, a: { type: string }, size: { $ref: '#/components/schemas/Size' } } }
    Size: { type: integer }
    Thing:
      type: object
      description: A thing.
      properties:
        one: { description: O., allOf: [{ $ref: '#/components/schemas/One' }] }
        two: { description: T., allOf: [{ $ref: '#/components/schemas/Two' }] }
";
    let (head, _) = DEFINITION
        .split_once("\n    Thing:")
        .expect("it has schemas");
    let (_, names) = readme(&format!("{head}{schemas}"));
    let schemas = "things.yaml#/components/schemas";
    let expected = [
        format!("One.own at {schemas}/One/allOf/1/properties/own"),
        format!("Parent.a at {schemas}/Parent/properties/a"),
        format!("Parent.size at {schemas}/Parent/properties/size"),
    ];
    assert_eq!(names[..3], expected);
}

#[test]
fn the_readme_shows_when_the_facts_were_retrieved() {
    let (text, _) = readme(DEFINITION);
    let row = "| T | `things` | 2026-01-01 | 2026-02-03 | `Things_Get` |\n";
    assert!(
        text.contains("| API version | retrieved | operations |") && text.contains(row),
        "{text}"
    );
    for other in ["<b>2026</b>", "2026-2-3", "20260203xx"] {
        let (text, _) = readme(&DEFINITION.replace("2026-02-03", other));
        assert!(
            !text.contains("retrieved") && !text.contains(other),
            "{text}"
        );
    }
}

#[test]
fn our_own_definitions_describe_everything_and_record_their_sources() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let text = fs::read_to_string(root.join("azure-keys.toml")).expect("it can be read");
    let manifest = Manifest::parse("azure-keys.toml", &text).expect("it is a manifest");
    let generation = generate(&manifest, &Folder::new(root.clone()));
    let found = generation.diagnostics.sorted();
    assert!(found.iter().all(|one| one.code != Code::Undocumented));
    let documents = manifest
        .services
        .values()
        .flat_map(|service| &service.documents);
    for (file, _) in documents {
        let text = fs::read_to_string(root.join(file)).expect("it can be read");
        for member in ["  x-provenance:", "    repository: ", "    retrieved: '"] {
            assert!(text.contains(member), "{file} has no {member}");
        }
    }
}
