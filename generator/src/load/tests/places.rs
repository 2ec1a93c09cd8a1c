//! Lines and columns of pointers, as an editor counts them.

use super::*;

const YAML: &str = "\
# A comment.
openapi: 3.0.3
paths:
  /a/{b}:
    get:
      parameters:
        - name: first
        - { name: second, schema: { type: string } }
        -
          name: third
  '/ä~b': { get: { operationId: \"Get\" } }
anchors:
  one: &one
    two: 3
  three: *one
block: |
  get:
    no: member
";

const JSON: &str = r#"{
  "openapi": "3.0.3",
  "paths": {
    "/a": { "get": {
      "parameters": [ { "name": "first" },
        { "name": "second" } ]
    } }
  }
}"#;

/// Asserts the places of pointers, each by the text at that place.
fn check(file: &str, text: &str, places: &[(&str, &str, &str)]) {
    let mut documents = Documents::below("specs");
    documents.insert(file, text.to_owned(), Value::Null, true);
    for (path, place, there) in places {
        let pointer = Pointer {
            file: file.to_owned(),
            path: (*path).to_owned(),
        };
        let found = documents.place(&pointer.into());
        assert_eq!(found.to_string(), format!("specs/{file}:{place}"), "{path}");
        let text = text.trim_start_matches('\u{feff}');
        let line = text.lines().nth(found.line - 1).unwrap_or_default();
        let rest: String = line.chars().skip(found.column - 1).collect();
        assert!(
            rest.starts_with(there),
            "{path}: `{rest}` does not start with `{there}`"
        );
    }
}

#[test]
fn yaml() {
    check(
        "a.yaml",
        YAML,
        &[
            ("", "1:1", "# A comment"),
            ("/paths", "3:1", "paths"),
            ("/paths/~1a~1{b}", "4:3", "/a/{b}"),
            ("/paths/~1a~1{b}/get/parameters", "6:7", "parameters"),
            ("/paths/~1a~1{b}/get/parameters/0", "7:11", "name: first"),
            ("/paths/~1a~1{b}/get/parameters/1", "8:11", "{ name: second"),
            (
                "/paths/~1a~1{b}/get/parameters/1/schema/type",
                "8:37",
                "type: string",
            ),
            ("/paths/~1a~1{b}/get/parameters/2", "10:11", "name: third"),
            ("/paths/~1ä~0b/get/operationId", "11:20", "operationId"),
        ],
    );
}

/// The text for a pointer into an alias is elsewhere; the alias is the nearest place.
#[test]
fn what_is_not_there_is_found_at_its_nearest_parent() {
    check(
        "a.yaml",
        YAML,
        &[
            ("/anchors/one/two", "14:5", "two"),
            ("/anchors/three/two", "15:3", "three"),
            ("/paths/~1a~1{b}/put", "4:3", "/a/{b}"),
            ("/paths/~1a~1{b}/get/parameters/7", "6:7", "parameters"),
            ("/block/get", "16:1", "block"),
            ("/get", "1:1", "# A comment"),
        ],
    );
}

#[test]
fn json() {
    check(
        "a.json",
        JSON,
        &[
            ("/paths/~1a/get", "4:13", "\"get\""),
            (
                "/paths/~1a/get/parameters/0/name",
                "5:25",
                "\"name\": \"first\"",
            ),
            (
                "/paths/~1a/get/parameters/1",
                "6:9",
                "{ \"name\": \"second\"",
            ),
        ],
    );
}

/// YAML allows no surrogates in escapes, and no tabs before a value.
#[test]
fn json_is_read_as_json() {
    check(
        "a.json",
        "{\n\t\"fire\": \"\\ud83d\\udd25\", \"\\ud83d\\udd25\": [-1.5e+3, true, \"a\\\"]\"],\n\t\"é\":\t{ \"a/b\": null, \"x\\u0041\": {} } }",
        &[
            ("/fire", "2:2", "\"fire\""),
            ("/\u{1f525}", "2:26", "\"\\ud83d"),
            ("/\u{1f525}/0", "2:43", "-1.5e+3"),
            ("/\u{1f525}/1", "2:52", "true"),
            ("/\u{1f525}/2", "2:58", "\"a\\\"]\""),
            ("/\u{1f525}/3", "2:26", "\"\\ud83d"),
            ("/é/a~1b", "3:9", "\"a/b\""),
            ("/é/xA", "3:22", "\"x\\u0041\""),
        ],
    );
}

/// An alias as the name of a member, and members of a merge key.
#[test]
fn names_by_aliases_are_found() {
    check(
        "a.yaml",
        "a: &a b\n*a : { c: 1 }\nd: &d { e: 1 }\nf:\n  <<: *d\n  g: 1\n",
        &[
            ("/b/c", "2:8", "c"),
            ("/d/e", "3:9", "e"),
            ("/f/e", "4:1", "f"),
            ("/f/g", "6:3", "g"),
        ],
    );
}

#[test]
fn a_byte_order_mark_and_carriage_returns_do_not_count() {
    let text = format!("\u{feff}{}", YAML.replace('\n', "\r\n"));
    check(
        "a.yaml",
        &text,
        &[
            ("/paths/~1a~1{b}/get/parameters/1/schema", "8:27", "schema"),
            ("/openapi", "2:1", "openapi"),
        ],
    );
}

/// The path of a manifest in the current folder has no folder part.
#[test]
fn a_file_is_named_from_where_the_command_runs() {
    let source = Source::Pointer(Pointer::file("maps/a.yaml"));
    for (root, name) in [("", "maps/a.yaml"), ("../specs", "../specs/maps/a.yaml")] {
        let documents = Documents::below(root);
        assert_eq!(documents.place(&source).to_string(), name);
    }
}
