//! Errors of the loader, and their places.

use super::*;
use expect_test::{Expect, expect};

fn check(files: &[(&str, &str)], expected: Expect) {
    expected.assert_eq(&refusals(files));
}

/// Checks the error for a reference in a document.
fn check_reference(reference: &str, expected: Expect) {
    let text = format!("{OPENAPI}components:\n  schemas:\n    A:\n      $ref: '{reference}'\n");
    // If the file were read, its content would be found.
    let secret = "A: {}";
    check(
        &[
            ("maps/a.yaml", &text),
            ("/etc/passwd", secret),
            ("../secret.yaml", secret),
        ],
        expected,
    );
}

#[test]
fn a_repeated_member_is_refused() {
    check(
        &[(
            "a.yaml",
            "openapi: 3.0.3\ncomponents:\n  schemas: {}\n  schemas: {}\n",
        )],
        expect![[r#"
            syntax: root/a.yaml:4:3: the member `schemas` occurs twice in one object
        "#]],
    );
    check(
        &[(
            "a.json",
            "{\n  \"openapi\": \"3.0.3\",\n  \"openapi\": \"3.0.3\"\n}",
        )],
        expect![[r#"
            syntax: root/a.json:3:11: the member `openapi` occurs twice in one object
        "#]],
    );
}

#[test]
fn broken_yaml_is_refused_where_it_breaks() {
    check(
        &[("a.yaml", "openapi: 3.0.3\ninfo: [1, 2\npaths: {}\n")],
        expect![[r#"
            syntax: root/a.yaml:3:6: illegal placement of ':' indicator
        "#]],
    );
}

#[test]
fn broken_json_is_refused_where_it_breaks() {
    check(
        &[("a.json", "{\n  \"openapi\": \"3.0.3\",\n  \"info\": }\n")],
        expect![[r#"
            syntax: root/a.json:3:11: expected value
        "#]],
    );
}

#[test]
fn an_empty_file_is_refused() {
    check(
        &[("a.yaml", "")],
        expect![[r#"
            unsupported-version: root/a.yaml:1:1: this is not a definition: it has neither `swagger` nor `openapi`
        "#]],
    );
    check(
        &[("a.json", "")],
        expect![[r#"
            syntax: root/a.json:1:1: EOF while parsing a value
        "#]],
    );
}

/// YAML allows keys of any type, but in a definition they are names.
#[test]
fn a_key_that_is_no_string_is_refused() {
    check(
        &[("a.yaml", "openapi: 3.0.3\n[1, 2]: {}\n")],
        expect![[r#"
            syntax: root/a.yaml:2:1: the name of a member must be a string, not a list
        "#]],
    );
}

#[test]
fn a_document_that_is_not_there_is_named_by_the_manifest() {
    let manifest = manifest(&[("none.yaml", "")]);
    let (documents, diagnostics) = load(&manifest, &recorded(&[])).expect_err("there is no file");
    let [diagnostic] = &diagnostics.sorted()[..] else {
        panic!("one mistake, one refusal")
    };
    assert_eq!(
        documents.place(&diagnostic.source).to_string(),
        "root/manifest.toml:1:25"
    );
    expect!["`root/none.yaml` cannot be read: entity not found"].assert_eq(&diagnostic.message);
}

#[test]
fn a_file_that_is_not_there_is_refused_at_the_reference() {
    check_reference(
        "../common/b.yaml#/A",
        expect![[r#"
            missing-file: root/maps/a.yaml:5:7: `root/common/b.yaml` cannot be read: entity not found
        "#]],
    );
}

#[test]
fn a_fragment_that_is_not_there_is_refused_at_the_reference() {
    check_reference(
        "#/components/schemas/None",
        expect![[r#"
        missing-fragment: root/maps/a.yaml:5:7: `#/components/schemas/None` points to nothing
    "#]],
    );
    check_reference(
        "#A",
        expect![[r#"
        missing-fragment: root/maps/a.yaml:5:7: `#A` points to nothing
    "#]],
    );
}

#[test]
fn a_reference_stays_below_the_folder_of_the_manifest() {
    for reference in [
        "../../secret.yaml#/A",
        "/etc/passwd#/A",
        "file:///etc/passwd#/A",
        "%2e%2e/%2e%2e/secret.yaml#/A",
        "https://example.com/a.yaml#/A",
        // A file must not use the form in which the loader stores references.
        "armgen:../secret.yaml#/A",
        "armgen:/etc/passwd#/A",
    ] {
        let text = format!("{OPENAPI}components:\n  schemas:\n    A:\n      $ref: '{reference}'\n");
        let files = [
            ("maps/a.yaml", text.as_str()),
            ("/etc/passwd", "A: {}"),
            ("../secret.yaml", "A: {}"),
        ];
        let recorded = recorded(&files);
        let refused =
            load(&manifest(&files), &recorded).map_err(|(_, diagnostics)| diagnostics.sorted());
        assert_eq!(
            recorded.reads.into_inner().expect("no reader panics"),
            ["maps/a.yaml"],
            "{reference}"
        );
        let codes = refused
            .err()
            .map(|list| list.iter().map(|diagnostic| diagnostic.code).collect());
        assert_eq!(codes, Some(vec![Code::OutsideReference]), "{reference}");
    }
}

/// A definition must not be able to imitate what the loader stores in an object.
#[test]
fn members_of_the_generator_in_a_definition_are_ignored() {
    let text =
        format!("{OPENAPI}components: {{ schemas: {{ A: {{ $ref: 'b.yaml#/things/B' }} }} }}");
    let target =
        "things: { B: { x-armgen-origin: 'else.yaml#/C', items: { $ref: 'none.yaml#/C' } } }";
    check(
        &[("a.yaml", &text), ("b.yaml", target)],
        expect![[r#"
            missing-file: root/b.yaml:1:58: `root/none.yaml` cannot be read: entity not found
        "#]],
    );
}

#[test]
fn other_versions_of_openapi_are_refused_by_name() {
    for (version, message) in [
        ("swagger: '1.2'", "this is Swagger 1.2"),
        ("openapi: 3.1.0", "this is OpenAPI 3.1.0"),
        ("openapi: '3.00'", "this is OpenAPI 3.00"),
        (
            "info: {}",
            "this is not a definition: it has neither `swagger` nor `openapi`",
        ),
        (
            "[]",
            "this is not a definition: it has neither `swagger` nor `openapi`",
        ),
    ] {
        let text = format!("# A document.\n{version}\n");
        let line = if version.contains("swagger") || version.contains("openapi") {
            2
        } else {
            1
        };
        let place = format!("unsupported-version: root/a.yaml:{line}:1: {message}\n");
        assert_eq!(refusals(&[("a.yaml", &text)]), place);
    }
}

#[test]
fn the_version_3_0_may_be_a_string_or_a_number() {
    for version in ["3.0.0", "3.0.3", "'3.0'", "3.0"] {
        assert!(
            load_all(&[("a.yaml", &format!("openapi: {version}"))]).is_ok(),
            "{version}"
        );
    }
}

/// One run reports all mistakes.
#[test]
fn one_mistake_does_not_hide_another() {
    let text = "openapi: 3.1.0\ndefinitions:\n  A: { $ref: 'none.yaml' }\n  B: { $ref: '#/C' }\n";
    check(
        &[("a.yaml", text)],
        expect![[r#"
            missing-file: root/a.yaml:3:8: `root/none.yaml` cannot be read: entity not found
            missing-fragment: root/a.yaml:4:8: `#/C` points to nothing
            unsupported-version: root/a.yaml:1:1: this is OpenAPI 3.1.0
        "#]],
    );
}

/// Each schema stores its pointer, so a name of a megabyte would be copied for every schema below it.
#[test]
fn names_that_are_too_long_are_refused() {
    let schemas = |length: usize| {
        let name = "a".repeat(length);
        format!(
            "{OPENAPI}components:\n  schemas:\n    {name}:\n      properties: {{ b: {{}}, c: {{}} }}\n"
        )
    };
    assert!(load_all(&[("a.yaml", &schemas(1_000))]).is_ok());
    let text = schemas(1_023).replace(
        "properties: {",
        &format!("properties: {{ {}: {{}},", "d".repeat(1_000)),
    );
    check(
        &[("a.yaml", &text)],
        expect![[r#"
            too-deep: root/a.yaml:5:21: the JSON pointer to this object has more than 2000 bytes
        "#]],
    );
}
