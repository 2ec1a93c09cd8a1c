//! Schemas without names: numbers, texts, lists, maps.

use super::*;

/// Asserts the type of a property with this schema, or what is said against it.
fn check_type(schema: &str, expected: &str) {
    let text = format!(
        "{HEAD}components: {{ schemas: {{ Root: {{ type: object, properties: {{ it: {schema} }} }}, Name: {{ type: string }} }} }}\n{}",
        operation(
            "get",
            "responses: { '200': { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/Root' } } } } }"
        )
    );
    let (model, _, diagnostics) = lowered(
        "[services.things]\ndocuments = ['a.yaml']\n",
        &[("a.yaml", &text)],
    );
    let refused: Vec<String> = diagnostics
        .sorted()
        .into_iter()
        .map(|one| one.message)
        .collect();
    let property = model
        .definitions
        .iter()
        .find_map(|definition| match &definition.shape.kind {
            crate::model::ShapeKind::Struct(structure) => structure
                .fields
                .iter()
                .find(|field| field.name.wire == "it"),
            _ => None,
        });
    let given = match property {
        Some(field) if refused.is_empty() => print::ty(&model, &field.ty),
        _ => refused.join("; "),
    };
    assert_eq!(given, expected, "{schema}");
}

#[test]
fn integers_of_every_format() {
    for (format, expected) in [
        ("int8", "i8"),
        ("int16", "i16"),
        ("int32", "i32"),
        ("int64", "i64"),
        ("uint8", "u8"),
        ("uint16", "u16"),
        ("uint32", "u32"),
        ("uint64", "u64"),
        ("unixtime", "UnixTime"),
        (
            "int128",
            "`int128` is no known format of the type `integer`",
        ),
    ] {
        check_type(&format!("{{ type: integer, format: {format} }}"), expected);
    }
    check_type("{ type: integer }", "i64");
}

#[test]
fn numbers_of_every_format() {
    for (format, expected) in [
        ("float", "Float"),
        ("double", "Float"),
        ("decimal", "Float"),
        ("int32", "i32"),
        ("int64", "i64"),
        ("integer", "i64"),
        ("half", "`half` is no known format of the type `number`"),
    ] {
        check_type(&format!("{{ type: number, format: {format} }}"), expected);
    }
    check_type("{ type: number }", "Float");
}

/// Most formats say something about the text, and a client passes it on as it is.
#[test]
fn texts_of_every_format() {
    for (format, expected) in [
        ("date-time", "Rfc3339"),
        ("date-time-rfc1123", "Rfc1123"),
        ("date-time-rfc7231", "Rfc1123"),
        ("byte", "Base64"),
        ("base64url", "Base64Url"),
        ("password", "Secret"),
        ("date", "String"),
        ("duration", "String"),
        ("uuid", "String"),
        ("uri", "String"),
        ("arm-id", "String"),
        ("binary", "binary content is not supported yet"),
    ] {
        check_type(&format!("{{ type: string, format: {format} }}"), expected);
    }
    check_type("{ type: string }", "String");
    check_type("{ type: string, x-ms-secret: true }", "Secret");
    check_type("{ type: string, x-ms-secret: false }", "String");
}

#[test]
fn lists_and_maps() {
    check_type(
        "{ type: array, items: { type: array, items: { type: boolean } } }",
        "Vec<Vec<Boolean>>",
    );
    check_type(
        "{ type: object, additionalProperties: { type: array, items: { type: string } } }",
        "Map<Vec<String>>",
    );
    check_type(
        "{ type: array, items: { $ref: '#/components/schemas/Name' } }",
        "Vec<String>",
    );
    check_type("{ type: array }", "this array has no `items`");
}

/// An object of which the definition says nothing is a value; nothing else is.
#[test]
fn free_objects_are_values() {
    for schema in [
        "{}",
        "{ type: object }",
        "{ type: object, additionalProperties: true }",
        "{ description: Anything. }",
    ] {
        check_type(schema, "Value");
    }
}

#[test]
fn references_with_something_beside_are_what_they_refer_to() {
    check_type(
        "{ $ref: '#/components/schemas/Name', description: Mine. }",
        "String",
    );
    check_type(
        "{ allOf: [{ $ref: '#/components/schemas/Name' }] }",
        "String",
    );
}

#[test]
fn what_has_no_type_is_refused() {
    check_type(
        "{ oneOf: [{ type: string }, { type: integer }] }",
        "`oneOf` has no type of Rust yet",
    );
    check_type(
        "{ anyOf: [{ type: string }] }",
        "`anyOf` has no type of Rust yet",
    );
    check_type("{ not: { type: string } }", "`not` has no type of Rust yet");
    check_type(
        "{ format: date-time }",
        "this schema has a format but no type",
    );
    check_type("{ type: file }", "`file` is no type of OpenAPI 3.0");
    check_type(
        "{ type: string, x-ms-text: {} }",
        "the extension `x-ms-text` changes a client in a way that is not supported yet",
    );
}

/// Some extensions only inform, and one that is switched off changes nothing.
#[test]
fn extensions_that_change_nothing_are_taken() {
    check_type(
        "{ type: string, x-ms-arm-id-details: {}, x-ms-new: false, x-anything: true }",
        "String",
    );
}
