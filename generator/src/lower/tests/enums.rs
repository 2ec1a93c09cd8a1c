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

/// `x-ms-enum` alone closes an enum, `modelAsString` opens it again; without, the service may send more.
#[test]
fn open_and_closed() {
    check_enum(
        "{ type: string, enum: [low, high] }",
        expect![[r#"
        open enum RootLevel "Root level"
          High "high"
          Low "low"
        struct Root
          level: RootLevel
    "#]],
    );
    check_enum(
        "{ type: string, enum: [low, high], x-ms-enum: { name: Height } }",
        expect![[r#"
        enum Height
          High "high"
          Low "low"
        struct Root
          level: Height
    "#]],
    );
    check_enum(
        "{ type: string, enum: [low, high], x-ms-enum: { name: Height, modelAsString: false } }",
        expect![[r#"
        enum Height
          High "high"
          Low "low"
        struct Root
          level: Height
    "#]],
    );
    check_enum(
        "{ type: string, enum: [low, high], x-ms-enum: { name: Height, modelAsString: true } }",
        expect![[r#"
        open enum Height
          High "high"
          Low "low"
        struct Root
          level: Height
    "#]],
    );
}

#[test]
fn values_may_have_names_and_descriptions() {
    check_enum(
        "{ type: string, description: How high., enum: [low, high], x-ms-enum: { name: Level, values: [{ value: low, name: Bottom, description: At the bottom. }, { value: high }, { value: top }] } }",
        expect![[r#"
            enum Level // How high.
              High "high"
              Bottom "low" // At the bottom.
              Top "top"
            struct Root
              level: Level // How high.
        "#]],
    );
}

#[test]
fn integers() {
    check_enum(
        "{ type: integer, enum: [2, -1, 10], x-ms-enum: { name: Level, modelAsString: true, values: [{ value: 2, name: two }] } }",
        expect![[r#"
        open enum Level
          integer V1 "-1"
          integer Two "2"
          integer V10 "10"
        struct Root
          level: Level
    "#]],
    );
}

/// A type may be left out, and null is no value that could have a name.
#[test]
fn values_alone() {
    check_enum(
        "{ enum: [low, high, null] }",
        expect![[r#"
        open enum RootLevel "Root level"
          High "high"
          Low "low"
        struct Root
          level: RootLevel
    "#]],
    );
}

#[test]
fn names_of_variants_differ() {
    check_enum(
        "{ type: string, enum: [a, A, 'a ', '', '*', self, UnknownValue, '1', \"a\\nb\"] }",
        expect![[r#"
        open enum RootLevel "Root level"
          Value ""
          Value2 "*"
          V1 "1"
          A
          UnknownValue2 "UnknownValue"
          A2 "a"
          AB "a\nb"
          A3 "a "
          Self_ "self"
        struct Root
          level: RootLevel
    "#]],
    );
}

#[test]
fn mixed_values_are_refused() {
    check_enum(
        "{ enum: [low, 1] }",
        expect![[r#"
        unsupported-schema: a.yaml:5:41: the values of this enumeration are not all strings or all integers
    "#]],
    );
    check_enum(
        "{ enum: [1.5] }",
        expect![[r#"
        unsupported-schema: a.yaml:5:41: the values of this enumeration are not all strings or all integers
    "#]],
    );
}
