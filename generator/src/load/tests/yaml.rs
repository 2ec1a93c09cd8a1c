//! YAML to JSON: merge keys, types, and what has no equivalent in JSON.

use super::super::tree::{self};
use super::super::unreadable::{Limits, Why};
use serde_json::{Value, json};

const LIMITS: Limits = Limits { bytes: 1_000_000 };

fn tree(text: &str) -> Result<Value, String> {
    tree::parse("a.yaml", text, &LIMITS)
        .map_err(|error| format!("{}:{}: {}", error.line, error.column, error.message))
}

/// Texts, each with its value as JSON.
fn check(rows: &[(&str, Value)]) {
    for (text, expected) in rows {
        assert_eq!(tree(text).as_ref(), Ok(expected), "{text}");
    }
}

/// Texts, each with the beginning of its error.
fn check_refused(rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        let refused = tree(text).expect_err(text);
        assert!(refused.starts_with(expected), "{text}\ngives {refused}");
    }
}

#[test]
fn merge_keys_bring_the_members_of_other_objects() {
    check(&[
        (
            "a: &a { x: 1, y: 2 }\nb: { <<: *a, y: 3 }",
            json!({ "a": { "x": 1, "y": 2 }, "b": { "x": 1, "y": 3 } }),
        ),
        // Own members override merged ones, wherever the merge key is.
        (
            "a: &a { x: 1 }\nb: { x: 2, <<: *a }",
            json!({ "a": { "x": 1 }, "b": { "x": 2 } }),
        ),
        // Earlier objects override later ones.
        (
            "a: &a { x: 1 }\nb: &b { x: 2, y: 3 }\nc:\n  <<: [*a, *b]",
            json!({ "a": { "x": 1 }, "b": { "x": 2, "y": 3 }, "c": { "x": 1, "y": 3 } }),
        ),
        // Members that a merged object has merged itself are included.
        (
            "a: &a { x: 1 }\nb: &b { <<: *a, y: 2 }\nc: { <<: *b, z: { <<: *a } }",
            json!({
                "a": { "x": 1 },
                "b": { "x": 1, "y": 2 },
                "c": { "x": 1, "y": 2, "z": { "x": 1 } }
            }),
        ),
        // Objects are merged one level deep, as YAML 1.1 specifies.
        (
            "a: &a { x: { y: 1 } }\nb: { <<: *a, x: { z: 2 } }",
            json!({ "a": { "x": { "y": 1 } }, "b": { "x": { "z": 2 } } }),
        ),
        ("{ <<: { x: 1 }, y: 2 }", json!({ "x": 1, "y": 2 })),
        ("{ !!merge <<: { x: 1 } }", json!({ "x": 1 })),
        ("{ <<: [], x: 1 }", json!({ "x": 1 })),
        // A name in quotes is a name.
        ("{ '<<': { x: 1 } }", json!({ "<<": { "x": 1 } })),
        ("{ !!str <<: { x: 1 } }", json!({ "<<": { "x": 1 } })),
    ]);
    check_refused(&[
        (
            "{ <<: text }",
            "1:7: the value of a merge key (`<<`) must be an object",
        ),
        (
            "<<: [{ x: 1 }, 2]",
            "1:17: the value of a merge key (`<<`) must be an object",
        ),
        (
            "a: &a { <<: *a }",
            "1:13: this alias refers to a value that contains the alias",
        ),
        (
            "{ <<: { x: 1 }, <<: { y: 1 } }",
            "1:17: the member `<<` occurs twice",
        ),
        // Own names are unique, also beside a merge key.
        (
            "{ x: 1, <<: { y: 1 }, x: 2 }",
            "1:23: the member `x` occurs twice",
        ),
    ]);
}

#[test]
fn json_has_no_merge_keys() {
    let text = r#"{ "<<": { "x": 1 } }"#;
    let parsed = tree::parse("a.json", text, &LIMITS).expect("it is JSON");
    assert_eq!(parsed, json!({ "<<": { "x": 1 } }));
}

#[test]
fn aliases_are_what_their_anchors_were() {
    check(&[
        (
            "a: &a [1, &b { x: &c y }]\nb: *b\nc: { *c : *a }",
            json!({
                "a": [1, { "x": "y" }],
                "b": { "x": "y" },
                "c": { "y": [1, { "x": "y" }] }
            }),
        ),
        ("{ &k x: 1, y: *k }", json!({ "x": 1, "y": "x" })),
        // An anchor may be redefined.
        ("[&a 1, *a, &a 2, *a]", json!([1, 1, 2, 2])),
    ]);
    check_refused(&[
        ("a: *none", "1:4: "),
        (
            "a: &a [*a]",
            "1:8: this alias refers to a value that contains the alias",
        ),
        (
            "a: &a {}\nb: { *a : 1 }",
            "2:6: the name of a member must be a string",
        ),
    ]);
}

#[test]
fn scalars_have_the_types_of_the_core_schema() {
    check(&[
        ("[1, -1, +1, 0, -0]", json!([1, -1, 1, 0, 0])),
        ("[0x1F, 0o17]", json!([31, 15])),
        (
            "[1.5, .5, 5., 1e3, -1.5E-2]",
            json!([1.5, 0.5, 5.0, 1000.0, -0.015]),
        ),
        ("18446744073709551615", json!(u64::MAX)),
        ("[true, False, TRUE]", json!([true, false, true])),
        ("[null, ~, NULL, ]", json!([null, null, null])),
        ("a:", json!({ "a": null })),
        ("[yes, off, on, n]", json!(["yes", "off", "on", "n"])),
        (
            "[2021-01-01, 2021-01-01T00:00:00Z, 1:30, 1_000, 0x, 0b1, --1, 1.2.3, e5, .]",
            json!([
                "2021-01-01",
                "2021-01-01T00:00:00Z",
                "1:30",
                "1_000",
                "0x",
                "0b1",
                "--1",
                "1.2.3",
                "e5",
                "."
            ]),
        ),
        ("['1', \"true\", '']", json!(["1", "true", ""])),
        ("|\n  1\n", json!("1\n")),
    ]);
    check_refused(&[
        ("[.inf]", "1:2: JSON has no number `.inf`"),
        ("[-.Inf]", "1:2: JSON has no number `-.Inf`"),
        ("[.nan]", "1:2: JSON has no number `.nan`"),
        ("[1e999]", "1:2: the number `1e999` is too large"),
        (
            "[0xFFFFFFFFFFFFFFFFF]",
            "1:2: the number `0xFFFFFFFFFFFFFFFFF` is too large",
        ),
        (
            "a: 017",
            "1:4: `017` is octal in YAML 1.1 and decimal in YAML 1.2",
        ),
        ("a: -00", "1:4: `-00` is octal in YAML 1.1"),
    ]);
}

#[test]
fn tags_are_supported_or_refused() {
    check(&[
        (
            "[!!str 5, ! true, !!int \"5\", !!float 1, !!bool 'true', !!null '']",
            { json!(["5", "true", 5, 1, true, null]) },
        ),
        ("!!map { a: !!seq [] }", json!({ "a": [] })),
        ("{ !!int 200: a, ! b: c }", json!({ "200": "a", "b": "c" })),
    ]);
    check_refused(&[
        (
            "a: !!binary aGk=",
            "1:4: the tag `!!binary` has no equivalent in JSON",
        ),
        (
            "a: !!timestamp 2021-01-01",
            "1:4: the tag `!!timestamp` has no equivalent in JSON",
        ),
        (
            "a: !!set { x }",
            "1:4: the tag `!!set` has no equivalent in JSON",
        ),
        (
            "a: !!omap [x: 1]",
            "1:4: the tag `!!omap` has no equivalent in JSON",
        ),
        ("a: !own 5", "1:4: the tag `!own` has no equivalent in JSON"),
        (
            "a: !own [5]",
            "1:4: the tag `!own` has no equivalent in JSON",
        ),
        ("!own a: 5", "1:1: the tag `!own` has no equivalent in JSON"),
        ("a: !!int x", "1:4: `x` is not a valid int"),
        ("a: !!bool 1", "1:4: `1` is not a valid bool"),
        (
            "a: !!seq {}",
            "1:4: the tag `!!seq` has no equivalent in JSON",
        ),
    ]);
}

#[test]
fn keys_are_names_as_they_are_written() {
    check(&[
        (
            "{ 200: a, true: b, null: c, 1.50: d, ~: e, 0x10: f, .inf: g, 017: h, 2021-01-01: i }",
            json!({
                "200": "a", "true": "b", "null": "c", "1.50": "d", "~": "e", "0x10": "f",
                ".inf": "g", "017": "h", "2021-01-01": "i"
            }),
        ),
        ("? a\n: b", json!({ "a": "b" })),
    ]);
    check_refused(&[
        (
            "{ 200: a, '200': b }",
            "1:11: the member `200` occurs twice",
        ),
        (
            "a: 1\nb:\n  c: 1\n  c: 2",
            "4:3: the member `c` occurs twice",
        ),
        (
            "? [a]\n: b",
            "1:3: the name of a member must be a string, not a list",
        ),
        (
            "? { a: b }\n: b",
            "1:3: the name of a member must be a string, not a map",
        ),
    ]);
}

#[test]
fn a_file_is_one_document() {
    check(&[
        ("", json!(null)),
        ("# Nothing.\n", json!(null)),
        ("---\na: 1\n...\n", json!({ "a": 1 })),
        ("%YAML 1.2\n---\na: 1\n", json!({ "a": 1 })),
        ("\u{feff}a: 1\n", json!({ "a": 1 })),
    ]);
    check_refused(&[("a: 1\n---\nb: 2\n", "2:1: a second document begins here")]);
}

/// Short texts that expand to large or deep values take little time and memory.
#[test]
fn what_grows_beyond_its_file_is_refused() {
    let bomb: String = (1..40)
        .map(|level| format!("a{level}: &a{level} [*a{0}, *a{0}]\n", level - 1))
        .collect();
    let bomb = format!("a0: &a0 text\n{bomb}");
    let merges: String = (1..40)
        .map(|level| {
            format!(
                "a{level}: &a{level} {{ <<: *a{0}, x{level}: *a{0} }}\n",
                level - 1
            )
        })
        .collect();
    let merges = format!("a0: &a0 {{ x: 1 }}\n{merges}");
    let long = format!(
        "a: &a {}\nb: [{}]\n",
        "x".repeat(20_000),
        "*a, ".repeat(1_000)
    );
    let nested = format!(
        "{}{}{}",
        "&a [".repeat(100),
        "x".repeat(20_000),
        "]".repeat(100)
    );
    for text in [bomb, merges, long, nested] {
        let start = std::time::Instant::now();
        let refused = tree(&text).expect_err("the text is refused");
        assert!(
            refused.contains("the aliases of this file expand to"),
            "{refused}"
        );
        assert!(start.elapsed().as_secs() < 10);
    }
}

#[test]
fn depth_is_limited() {
    let lists = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let objects = |depth: usize| format!("{}1{}", "{a: ".repeat(depth), "}".repeat(depth));
    let blocks = |depth: usize| format!("{}1\n", "- ".repeat(depth));
    let aliases = |depth: usize| {
        let levels: String = (1..depth)
            .map(|level| format!("  - &a{level} [*a{}]\n", level - 1))
            .collect();
        format!("x:\n  - &a0 text\n{levels}")
    };
    for of in [lists, objects, blocks, aliases] as [fn(usize) -> String; 4] {
        assert!(tree(&of(100)).is_ok());
        for depth in [200, 100_000 / 8] {
            let refused = tree(&of(depth)).expect_err("it is too deep");
            assert!(refused.contains("deeper than 127 levels"), "{refused}");
        }
    }
    for (depth, is_fine) in [(127, true), (128, false), (100_000, false)] {
        for file in ["a.yaml", "a.json"] {
            let parsed = tree::parse(file, &lists(depth), &LIMITS);
            let why = parsed.as_ref().err().map(|error| error.why);
            assert_eq!(why, (!is_fine).then_some(Why::TooDeep), "{file} {depth}");
        }
    }
}
