//! Enumerations: open or closed, of strings or integers.

use super::*;
use expect_test::expect;

/// Prints the enum that a property becomes.
fn check_enum(schema: &str, expected: Expect) {
    check_schemas(
        &format!("Root: {{ type: object, properties: {{ level: {schema} }} }}"),
        expected,
    );
}

/// An enum is open, unless it has `x-ms-enum` without `modelAsString`.
#[test]
fn open_and_closed() {
    check_enum(
        "{ type: string, enum: [low, high] }",
        expect![[r#"
            definitions:
              - {name: Root, shape kind Struct fields: [{name: level, ty: Definition RootLevel}]}
              - {name: "Root level" RootLevel, shape kind Enum: {open, values Strings: [high High, low Low]}}
        "#]],
    );
    check_enum(
        "{ type: string, enum: [low, high], x-ms-enum: { name: Height } }",
        expect![[r#"
            definitions:
              - {name: Root, shape kind Struct fields: [{name: level, ty: Definition Height}]}
              - {name: Height, shape kind Enum values Strings: [high High, low Low]}
        "#]],
    );
    check_enum(
        "{ type: string, enum: [low, high], x-ms-enum: { name: Height, modelAsString: false } }",
        expect![[r#"
            definitions:
              - {name: Root, shape kind Struct fields: [{name: level, ty: Definition Height}]}
              - {name: Height, shape kind Enum values Strings: [high High, low Low]}
        "#]],
    );
    check_enum(
        "{ type: string, enum: [low, high], x-ms-enum: { name: Height, modelAsString: true } }",
        expect![[r#"
            definitions:
              - {name: Root, shape kind Struct fields: [{name: level, ty: Definition Height}]}
              - {name: Height, shape kind Enum: {open, values Strings: [high High, low Low]}}
        "#]],
    );
}

#[test]
fn values_may_have_names_and_descriptions() {
    check_enum(
        "{ type: string, description: How high., enum: [low, high], x-ms-enum: { name: Level, values: [{ value: low, name: Bottom, description: At the bottom. }, { value: high }, { value: top }] } }",
        expect![[r#"
            definitions:
              - {name: Root, docs: members level "How high."}
                shape kind Struct fields: [{name: level, ty: Definition Level}]
              - {name: Level, docs: {text: "How high.", members: low "At the bottom."}}
                shape kind Enum values Strings: [high High, low Bottom, top Top]
        "#]],
    );
}

#[test]
fn integers() {
    check_enum(
        "{ type: integer, enum: [2, -1, 10], x-ms-enum: { name: Level, modelAsString: true, values: [{ value: 2, name: two }] } }",
        expect![[r#"
            definitions:
              - {name: Root, shape kind Struct fields: [{name: level, ty: Definition Level}]}
              - {name: Level}
                shape kind Enum: {open, values Integers: [[-1, "-1" V1], [2, "2" Two], [10, "10" V10]]}
        "#]],
    );
}

/// The type may be missing, and null becomes no variant.
#[test]
fn values_alone() {
    check_enum(
        "{ enum: [low, high, null] }",
        expect![[r#"
            definitions:
              - {name: Root, shape kind Struct fields: [{name: level, ty: Definition RootLevel}]}
              - {name: "Root level" RootLevel, shape kind Enum: {open, values Strings: [high High, low Low]}}
        "#]],
    );
}

#[test]
fn names_of_variants_differ() {
    check_enum(
        "{ type: string, enum: [a, A, 'a ', '', '*', self, UnknownValue, '1', \"a\\nb\"] }",
        expect![[r#"
            definitions:
              - {name: Root, shape kind Struct fields: [{name: level, ty: Definition RootLevel}]}
              - {name: "Root level" RootLevel}
                shape kind Enum: {open}
                  values Strings:
                    - "" Value
                    - * Value2
                    - "1" V1
                    - A
                    - UnknownValue UnknownValue2
                    - a A2
                    - "a\nb" AB
                    - "a " A3
                    - self Self_
        "#]],
    );
}

#[test]
fn mixed_values_are_refused() {
    check_enum(
        "{ enum: [low, 1] }",
        expect![[r#"
            unsupported-schema: a.yaml:5:41: the values of this enumeration are neither all strings nor all integers, such as `"low"` and `1`
        "#]],
    );
    check_enum(
        "{ enum: [1.5] }",
        expect![[r#"
            unsupported-schema: a.yaml:5:41: the values of this enumeration are neither all strings nor all integers, such as `1.5`
        "#]],
    );
}
