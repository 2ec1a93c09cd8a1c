//! Schemas without names: numbers, strings, lists, maps.

use super::*;

/// Asserts the type of a property with this schema, or its error.
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
        Some(field) if refused.is_empty() => outlined_part(&model, &field.ty),
        _ => refused.join("; "),
    };
    assert_eq!(given, expected, "{schema}");
}

#[test]
fn integers_of_every_format() {
    for (format, expected) in [
        ("Int32", "Integer I32"),
        ("UNIXTIME", "Encoded UnixTime"),
        ("int8", "Integer I8"),
        ("int16", "Integer I16"),
        ("int32", "Integer I32"),
        ("int64", "Integer I64"),
        ("uint8", "Integer U8"),
        ("uint16", "Integer U16"),
        ("uint32", "Integer U32"),
        ("uint64", "Integer U64"),
        ("unixtime", "Encoded UnixTime"),
        (
            "int128",
            "`int128` is not a known format of the type `integer`",
        ),
    ] {
        check_type(&format!("{{ type: integer, format: {format} }}"), expected);
    }
    check_type("{ type: integer }", "Integer I64");
}

#[test]
fn numbers_of_every_format() {
    for (format, expected) in [
        ("float", "Float"),
        ("double", "Float"),
        ("decimal", "Float"),
        ("int32", "Integer I32"),
        ("int64", "Integer I64"),
        ("integer", "Integer I64"),
        ("half", "`half` is not a known format of the type `number`"),
    ] {
        check_type(&format!("{{ type: number, format: {format} }}"), expected);
    }
    check_type("{ type: number }", "Float");
}

/// Most formats only describe the text of a string, which clients do not check.
#[test]
fn strings_of_every_format() {
    for (format, expected) in [
        ("date-time", "Encoded Rfc3339"),
        ("date-time-rfc1123", "Encoded Rfc1123"),
        ("date-time-rfc7231", "Encoded Rfc1123"),
        ("byte", "Encoded Base64"),
        ("base64url", "Encoded Base64Url"),
        ("password", "Secret"),
        ("date", "String"),
        ("duration", "String"),
        ("uuid", "String"),
        ("uri", "String"),
        ("arm-id", "String"),
        (
            "binary",
            "binary content is a whole body: JSON, a path, a query and a header have no form for it",
        ),
    ] {
        check_type(&format!("{{ type: string, format: {format} }}"), expected);
    }
    check_type("{ type: string }", "String");
    check_type("{ type: string, x-ms-secret: true }", "Secret");
    check_type("{ type: string, x-ms-secret: false }", "String");
    check_type("{ type: string, format: time }", "String");
}

/// In such a format, one value has many spellings, of which the list has only one.
#[test]
fn a_format_wins_over_the_values_of_an_enumeration() {
    for (schema, expected) in [
        (
            "type: string, format: date-time, enum: ['2026-01-31T12:00:00Z']",
            "Encoded Rfc3339",
        ),
        (
            "type: string, format: date-time, enum: ['2026-01-31T12:00:00Z', '2026-02-28T12:00:00Z']",
            "Encoded Rfc3339",
        ),
        (
            "type: string, format: date-time-rfc1123, enum: ['Sat, 31 Jan 2026 12:00:00 GMT']",
            "Encoded Rfc1123",
        ),
        (
            "type: integer, format: unixtime, enum: [0]",
            "Encoded UnixTime",
        ),
        ("type: string, format: byte, enum: ['']", "Encoded Base64"),
        (
            "type: string, format: base64url, enum: ['']",
            "Encoded Base64Url",
        ),
        ("type: string, format: password, enum: [a, b]", "Secret"),
        ("type: string, x-ms-secret: true, enum: [a, b]", "Secret"),
        ("type: string, format: date, enum: ['2026-01-31']", "String"),
        ("type: string, format: duration, enum: [PT60S]", "String"),
        (
            "type: string, format: duration, enum: [PT1M, PT2M]",
            "Definition RootIt",
        ),
        (
            "type: integer, format: int32, enum: [1]",
            "Definition RootIt",
        ),
        ("type: string, format: uuid, enum: [a]", "Definition RootIt"),
    ] {
        check_type(&format!("{{ {schema} }}"), expected);
        let reference = format!("{{ allOf: [{{ {schema} }}] }}");
        check_type(&reference, expected);
    }
}

/// A mark on a list or a map applies to everything in it.
#[test]
fn secrets_in_lists_and_maps() {
    for (schema, expected) in [
        (
            "type: array, x-ms-secret: true, items: { type: string }",
            "Array Secret",
        ),
        (
            "type: object, x-ms-secret: true, additionalProperties: { type: array, items: { type: string, format: byte } }",
            "Map Array Secret",
        ),
        (
            "type: integer, x-ms-secret: true, enum: [1]",
            "Hidden Integer I64",
        ),
    ] {
        check_type(&format!("{{ {schema} }}"), expected);
    }
}

#[test]
fn lists_and_maps() {
    check_type(
        "{ type: array, items: { type: array, items: { type: boolean } } }",
        "Array Array Boolean",
    );
    check_type(
        "{ type: object, additionalProperties: { type: array, items: { type: string } } }",
        "Map Array String",
    );
    check_type(
        "{ type: array, items: { $ref: '#/components/schemas/Name' } }",
        "Array String",
    );
    check_type("{ type: array }", "this array has no `items`");
}

/// Only an object without any description of its properties becomes a `Value`.
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
fn references_with_siblings_have_the_type_of_their_targets() {
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
        "`oneOf` is not supported yet",
    );
    check_type(
        "{ anyOf: [{ type: string }] }",
        "`anyOf` is not supported yet",
    );
    check_type("{ not: { type: string } }", "`not` is not supported yet");
    check_type(
        "{ format: date-time }",
        "this schema has a format but no type",
    );
    check_type("{ type: file }", "`file` is not a type of OpenAPI 3.0");
    check_type(
        "{ type: string, x-ms-text: {} }",
        "the extension `x-ms-text` changes a client in a way that is not supported yet",
    );
}

/// Some extensions only inform, and one that is false changes nothing.
#[test]
fn extensions_that_change_nothing_are_accepted() {
    check_type(
        "{ type: string, x-ms-arm-id-details: {}, x-ms-new: false, x-anything: true }",
        "String",
    );
}
