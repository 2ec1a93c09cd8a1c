//! Our own marks of secrets, which published definitions lack.

use super::{definition, folder, own_files, read, update};
use std::fs;
use tempfile::TempDir;

/// The definition with other schemas.
fn of(version: &str, schemas: &str) -> String {
    let text = definition(version);
    let (paths, _) = text.split_once("    Keys:").expect("it has schemas");
    format!("{paths}{schemas}")
}

/// A folder with our schemas, and a checkout with those of a version.
fn with(ours: &str, version: &str, theirs: &str) -> TempDir {
    let folder = folder(&[(&format!("stable/{version}"), &of(version, theirs))]);
    let own = folder.path().join("things.yaml");
    fs::write(own, of("2026-01-01", ours)).expect("the file can be written");
    folder
}

const NOTE: &str = "    Keys: { type: object, properties: { note: { type: string, description: N., x-ms-secret: true } } }\n";

#[test]
fn a_secret_that_a_parent_declares_now_stays_one() {
    let theirs = "    Keys: { type: object, allOf: [{ $ref: '#/components/schemas/Base' }] }\n    Base: { type: object, properties: { note: { type: string } } }\n";
    let folder = with(NOTE, "2026-02-01", theirs);
    let output = update(&folder, &["--write"]);
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!text.contains("Keys::note"), "{text}");
    let written = read(&folder, "2026-02-01.yaml");
    assert_eq!(written.matches("x-ms-secret: true").count(), 1, "{written}");
}

#[test]
fn a_mark_without_a_place_stops_the_update() {
    let folder = with(
        NOTE,
        "2026-02-01",
        &NOTE
            .replace("note:", "other:")
            .replace(", x-ms-secret: true", ""),
    );
    let files = own_files(&folder);
    let report = update(&folder, &[]);
    let text = String::from_utf8_lossy(&report.stdout).into_owned();
    assert!(text.contains("Keys::note: removed"), "{text}");
    let output = update(&folder, &["--write"]);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        errors.contains("2026-02-01.yaml has nothing at the place of the secret /components/schemas/Keys/properties/note"),
        "{errors}"
    );
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(own_files(&folder), files);
}

#[test]
fn no_mark_of_our_own_is_a_difference() {
    let ours = "    Keys: { type: object, properties: { pin: { type: integer, x-ms-secret: true }, list: { type: array, items: { type: string, x-ms-secret: true } }, map: { type: object, additionalProperties: { type: string }, x-ms-secret: true }, text: { $ref: '#/components/schemas/Text' }, all: { $ref: '#/components/schemas/All' }, time: { type: string, format: date-time, x-ms-secret: true } } }
    Text: { type: string, x-ms-secret: true }
    All: { type: object, x-ms-secret: true, properties: { z: { type: string } } }
";
    let folder = with(ours, "2026-01-01", &ours.replace(", x-ms-secret: true", ""));
    let output = update(&folder, &[]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(text, "things 2026-01-01: up to date\n", "{output:?}");
}

/// A response may contain an heir although no reference leads there.
#[test]
fn an_heir_of_an_heir_is_written_with_its_secret() {
    let ours = "    Keys: { type: object, discriminator: { propertyName: kind }, required: [kind], properties: { kind: { type: string } } }
    Mid: { type: object, allOf: [{ $ref: '#/components/schemas/Keys' }], properties: { m: { type: string } } }
    Leaf: { type: object, allOf: [{ $ref: '#/components/schemas/Mid' }], properties: { leaf: { type: string, x-ms-secret: true } } }
";
    let folder = with(ours, "2026-02-01", &ours.replace(", x-ms-secret: true", ""));
    let output = update(&folder, &["--write"]);
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        !text.contains("Leaf: removed") && !text.contains("::leaf"),
        "{text}"
    );
    let written = read(&folder, "2026-02-01.yaml");
    assert!(written.contains("    Leaf:\n"), "{written}");
    assert_eq!(written.matches("x-ms-secret: true").count(), 1, "{written}");
}

/// Two properties became references to one schema: each keeps its text, and that of a third one has no place.
#[test]
fn no_text_goes_to_another_property_or_is_lost_unseen() {
    let ours = "    Keys: { type: object, description: Ks., properties: { a: { type: string, description: First. }, b: { type: string, description: Second. }, c: { type: string, description: Third. } } }\n";
    let theirs = "    Keys: { type: object, properties: { a: { $ref: '#/components/schemas/Key' }, b: { $ref: '#/components/schemas/Key' } } }\n    Key: { type: string }\n";
    let folder = with(ours, "2026-02-01", theirs);
    let output = update(&folder, &["--write"]);
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    for line in [
        "  without a place for the old text in things: /components/schemas/Keys/properties/c\n",
        "Key\n",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    let written = read(&folder, "2026-02-01.yaml");
    for (name, text) in [("a", "First."), ("b", "Second.")] {
        let expected = format!(
            "{name}:\n          $ref: '#/components/schemas/Key'\n          description: {text}\n"
        );
        assert!(written.contains(&expected), "{written}");
    }
}
