//! The schema of manifests and the reference in `docs/manifest.md`: both have the keys that the parser accepts.

use armgen::{load::Documents, manifest::Manifest};
use jsonschema::Validator;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

fn read(path: &str) -> String {
    fs::read_to_string(project(path)).expect("the file can be read")
}

fn schema() -> Value {
    serde_json::from_str(&read("docs/manifest.schema.json")).expect("the schema is JSON")
}

const PACKAGE: &str = "[package]\nname = 'x'\nversion = '0.0.0'\ndescription = 'd'\n";

/// The keys of a table, by its name: those that the parser names when it refuses another one.
fn parsed() -> BTreeMap<&'static str, BTreeSet<String>> {
    let tables = [
        ("", "other = 1\n".to_owned() + PACKAGE),
        ("package", PACKAGE.to_owned() + "other = 1\n"),
        ("service", PACKAGE.to_owned() + "[services.a]\nother = 1\n"),
        (
            "except",
            PACKAGE.to_owned() + "[[services.a.except]]\nother = 1\n",
        ),
        (
            "key_pair",
            PACKAGE.to_owned() + "[[services.a.key_pairs]]\nother = 1\n",
        ),
        (
            "runtime",
            PACKAGE.to_owned() + "[package.runtime]\nother = 1\n",
        ),
    ];
    let keys = |text: &str| {
        let refused = Manifest::parse("m.toml", text)
            .expect_err("the key is unknown")
            .sorted();
        let message = &refused[0].message;
        let (_, known) = message
            .split_once("expected ")
            .expect("the message lists the keys");
        known
            .split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect()
    };
    tables
        .iter()
        .map(|(name, text)| (*name, keys(text)))
        .collect()
}

#[test]
fn the_schema_has_the_keys_of_the_parser() {
    let schema = schema();
    for (name, keys) in parsed() {
        let object = match name {
            "" => &schema,
            name => &schema["$defs"][name],
        };
        assert_eq!(object["additionalProperties"], false, "{name}");
        let properties = object["properties"].as_object().expect("it has properties");
        assert_eq!(
            properties.keys().cloned().collect::<BTreeSet<_>>(),
            keys,
            "{name}"
        );
        for (key, property) in properties {
            let described = property.get("description").or(property.get("$ref"));
            assert!(described.is_some(), "{name} {key} has a description");
        }
    }
    let mut version = parsed().remove("service").expect("it is a table");
    version.remove("versions");
    let properties = schema["$defs"]["version"]["properties"]
        .as_object()
        .expect("it has properties");
    assert_eq!(properties.keys().cloned().collect::<BTreeSet<_>>(), version);
}

/// The keys of the tables of the page, in order, each with whether it has an example.
fn documented() -> Vec<BTreeMap<String, String>> {
    let mut tables = Vec::new();
    for line in read("docs/manifest.md").lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        match cells.as_slice() {
            ["", head, "meaning", "example", ""] if head.starts_with("key") => {
                tables.push(BTreeMap::new());
            }
            ["", key, _, example, ""] if key.starts_with('`') => {
                let table = tables.last_mut().expect("the table has a head");
                table.insert(key.trim_matches('`').to_owned(), (*example).to_owned());
            }
            _ => {}
        }
    }
    tables
}

#[test]
fn the_reference_has_the_keys_of_the_parser_with_an_example_each() {
    let tables = documented();
    let parsed = parsed();
    let names = ["", "package", "service", "except", "key_pair", "runtime"];
    assert_eq!(tables.len(), names.len());
    for (name, table) in names.iter().zip(&tables) {
        assert_eq!(
            table.keys().cloned().collect::<BTreeSet<_>>(),
            parsed[name],
            "{name}"
        );
        for (key, example) in table {
            let starts = [
                format!("`{key} = "),
                format!("`[{key}"),
                "[below](#".to_owned(),
            ];
            assert!(
                starts.iter().any(|start| example.starts_with(start)),
                "{key}: {example}"
            );
        }
    }
}

/// The examples of one table are a table of a manifest that the parser accepts.
#[test]
fn the_examples_are_valid() {
    let tables = documented();
    let lines = |table: &BTreeMap<String, String>, but: &[&str]| {
        let of_toml = table
            .iter()
            .filter(|(key, example)| example.starts_with('`') && !but.contains(&key.as_str()));
        of_toml
            .map(|(_, example)| example.trim_matches('`').to_owned() + "\n")
            .collect::<String>()
    };
    let text = format!(
        "{}[package]\n{}[package.runtime]\n{}[services.maps]\n{}[[services.maps.except]]\n{}[[services.maps.key_pairs]]\n{}",
        lines(&tables[0], &["package", "services"]),
        lines(&tables[1], &[]),
        lines(&tables[5], &[]),
        lines(&tables[2], &[]),
        lines(&tables[3], &[]),
        lines(&tables[4], &[]),
    );
    parse("m.toml", &text);
    assert_eq!(faults(&text), [""; 0], "{text}");
}

fn parse(path: &str, text: &str) -> Manifest {
    Manifest::parse(path, text).unwrap_or_else(|refused| {
        let documents = Documents::default();
        let printed: String = refused
            .sorted()
            .iter()
            .map(|one| one.printed(documents.place(&one.source)).to_string())
            .collect();
        panic!("{text}\n{printed}")
    })
}

/// What the schema refuses in a manifest.
fn faults(text: &str) -> Vec<String> {
    let table: toml::Table = toml::from_str(text).expect("it is TOML");
    let value = serde_json::to_value(table).expect("it has no dates");
    let validator = Validator::new(&schema()).expect("the schema is valid");
    validator
        .iter_errors(&value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// Each manifest of the project that the parser accepts.
#[test]
fn the_schema_accepts_what_the_parser_accepts() {
    let mut count = 0;
    for folder in ["specs", "tests/definitions", "tests/definitions/faulty"] {
        let entries = fs::read_dir(project(folder)).expect("the folder is there");
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            if path.extension().is_none_or(|extension| extension != "toml") {
                continue;
            }
            let text = fs::read_to_string(&path).expect("the manifest can be read");
            if Manifest::parse("m.toml", &text).is_ok() {
                assert_eq!(faults(&text), [""; 0], "{}", path.display());
                count += 1;
            }
        }
    }
    assert!(count > 10, "{count} manifests were checked");
}

#[test]
fn the_schema_refuses_mistakes() {
    for mistake in [
        "",
        "[services]\n",
        "[services.a]\ndocuments = ['a.yaml']\ntitel = 'A'\n",
        "[services.a]\ntitle = 'A'\n",
        "[services.A]\ndocuments = ['a.yaml']\n",
        "[services.a]\ndocuments = []\n",
        "[services.a]\ndocuments = ['a.yaml']\noperations = []\n",
        "[services.a.versions.2020-01-01]\ntitle = 'A'\n",
        "repository = 'git@example.com:code'\n",
        "is_runtime = true\n[services.a]\ndocuments = ['a.yaml']\n",
        "is_runtime = true\nruntime = { name = 'y', path = '../y' }\n",
        "runtime = { name = 'y' }\n[services.a]\ndocuments = ['a.yaml']\n",
        "runtime = { name = 'y', path = '' }\n[services.a]\ndocuments = ['a.yaml']\n",
        "keywords = ['a b']\n",
        "[services.a]\ndocuments = ['a.yaml']\n[[services.a.except]]\noperation = 'A'\n",
        "[services.a]\ndocuments = ['a.yaml']\n[[services.a.key_pairs]]\nregenerate = ['A']\n",
    ] {
        let text = PACKAGE.to_owned() + mistake;
        assert_ne!(faults(&text), [""; 0], "{mistake}");
        assert!(Manifest::parse("m.toml", &text).is_err(), "{mistake}");
    }
}

#[test]
fn the_schema_accepts_a_package_that_is_a_runtime() {
    let text = PACKAGE.to_owned() + "is_runtime = true\n";
    assert_eq!(faults(&text), [""; 0]);
    parse("m.toml", &text);
}

/// Without one key of a table, the schema accepts a manifest if the parser does.
#[test]
fn the_schema_requires_what_the_parser_requires() {
    let whole = PACKAGE.to_owned()
        + "[services.a]\ndocuments = ['a.yaml']\n[[services.a.except]]\noperation = 'A'\nbecause = 'b'\n\
           [[services.a.key_pairs]]\nregenerate = 'B'\nname = 'B'\n\
           [services.b.versions.2020-01-01]\ndocuments = ['b.yaml']\ntitle = 'B'\n\
           [package.runtime]\nname = 'y'\nversion = '0.1.0'\n";
    assert_eq!(faults(&whole), [""; 0]);
    parse("m.toml", &whole);
    let whole: Value = toml::from_str(&whole).expect("it is TOML");
    let tables = [
        "",
        "/package",
        "/package/runtime",
        "/services",
        "/services/a",
        "/services/a/except/0",
        "/services/a/key_pairs/0",
        "/services/b",
        "/services/b/versions",
        "/services/b/versions/2020-01-01",
    ];
    let mut required = 0;
    for table in tables {
        let keys = whole.pointer(table).and_then(Value::as_object);
        for key in keys.expect("it is a table").keys() {
            let mut part = whole.clone();
            let table = part.pointer_mut(table).and_then(Value::as_object_mut);
            table.and_then(|table| table.remove(key));
            let text = toml::to_string(&part).expect("it is TOML");
            let is_required = Manifest::parse("m.toml", &text).is_err();
            assert_eq!(!faults(&text).is_empty(), is_required, "{text}");
            required += usize::from(is_required);
        }
    }
    assert_eq!(required, 14);
}

/// Editors find the schema from the manifest.
#[test]
fn the_manifest_of_the_crate_names_the_schema() {
    let text = read("specs/azure-keys.toml");
    let schema = text
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("#:schema "));
    let schema = schema.expect("the first line names the schema");
    assert!(project("specs").join(schema).is_file(), "{schema}");
}
