//! The fields of the package: each is in the emitted `Cargo.toml`, or refused.

use crate::project::{MANIFEST, Project};

fn with(lines: &str) -> String {
    MANIFEST.replace("license_file = 'LICENSE'\n", lines)
}

#[test]
fn each_field_is_in_the_package() {
    let project = Project::new();
    let fields = "\
repository = 'https://example.com/code'
homepage = 'https://example.com'
documentation = 'https://docs.rs/things'
include = ['/src', '*.md']
readme = 'about.md'
";
    project.write("specs/manifest.toml", &with(fields));
    project.write("specs/about.md", "# About things\n");
    let run = project.run(&[]);
    assert_eq!(run.code, 0, "{run:?}");
    let package: toml::Table =
        toml::from_str(&project.read("generated/Cargo.toml")).expect("it is TOML");
    let expected: toml::Table =
        toml::from_str(&fields.replace("about.md", "README.md")).expect("it is TOML");
    for (key, value) in expected {
        assert_eq!(package["package"].get(&key), Some(&value), "{key}");
    }
    assert_eq!(project.read("generated/README.md"), "# About things\n");
    assert_eq!(project.run(&["--check"]).code, 0);
}

#[test]
fn what_cargo_would_refuse_is_refused() {
    for (field, message) in [
        (
            "repository = 'git@example.com:code'",
            "`git@example.com:code` is not the address of a page",
        ),
        (
            "homepage = 'https://'",
            "`https://` is not the address of a page",
        ),
        (
            "documentation = 'docs.rs/things'",
            "`docs.rs/things` is not the address of a page",
        ),
        (
            "homepage = 'https://a b'",
            "`https://a b` is not the address of a page",
        ),
        ("include = ['']", "`` is not a pattern of files"),
        ("include = ['[a']", "`[a` is not a pattern of files"),
    ] {
        let project = Project::new();
        project.write("specs/manifest.toml", &with(&format!("{field}\n")));
        let run = project.run(&[]);
        assert_eq!(run.code, 1, "{field}");
        let expected = format!("error[manifest-package]: {message}\n");
        assert!(run.stderr.starts_with(&expected), "{}", run.stderr);
        assert!(
            run.stderr.contains(&format!("5 | {field}\n")),
            "{}",
            run.stderr
        );
    }
}

/// Files, operations and keys that are mistyped.
#[test]
fn the_nearest_name_is_proposed() {
    for (from, to, expected) in [
        (
            "'LICENSE'",
            "'LICENCE'",
            "correct `license_file` in the manifest, perhaps to `LICENSE`",
        ),
        (
            "'others.yaml'",
            "'other.yaml'",
            "`, perhaps to `others.yaml`, or add the file there",
        ),
        (
            "license_file",
            "licence_file",
            "correct the key, perhaps to `license_file`; docs/manifest.md explains each key",
        ),
        (
            "[services.others]",
            "[service.others]",
            "correct the key, perhaps to `services`",
        ),
        (
            "documents = ['others.yaml']",
            "documents = ['others.yaml']\noperations = ['Others_Exsit']",
            "correct the id, perhaps to `Others_Exist`, or add the document",
        ),
        (
            "documents = ['others.yaml']",
            "documents = ['others.yaml']\nexcept = [{ operation = 'Others_Exists', because = 'b' }]",
            "correct the id, perhaps to `Others_Exist`, or remove the entry",
        ),
        (
            "documents = ['others.yaml']",
            "documents = ['others.yaml']\nkey_pairs = [{ regenerate = 'Others_Regenrate' }]",
            "correct the entry of `key_pairs`, perhaps to `Others_Regenerate`, or remove it",
        ),
    ] {
        let project = Project::new();
        let text = MANIFEST.replace(from, to);
        assert_ne!(text, MANIFEST);
        project.write("specs/manifest.toml", &text);
        let run = project.run(&[]);
        assert!(
            run.code == 1 && run.stderr.contains(expected),
            "{to}: {}",
            run.stderr
        );
    }
    let run = Project::new().run_in_place(&["--emit", "model", "--operation", "Things_Exists"]);
    assert!(
        run.stderr
            .ends_with("`Things_Exists`: correct the id, perhaps to `Things_Exist`\n"),
        "{run:?}"
    );
}

/// Cargo warns of a package without any of the three, and an address that nobody has made misleads users. docs.rs makes
/// its page when the package is published.
#[test]
fn our_own_package_has_the_address_that_publishing_it_makes() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let read = |file: &str| -> toml::Table {
        let text = std::fs::read_to_string(root.join(file)).expect("the file can be read");
        toml::from_str(&text).expect("it is TOML")
    };
    let package = &read("generated/Cargo.toml")["package"];
    let addresses = ["repository", "homepage", "documentation"];
    let given: Vec<&str> = addresses
        .iter()
        .filter_map(|key| package.get(key)?.as_str())
        .collect();
    assert_eq!(given, ["https://docs.rs/azure-keys"]);
    let shared = &read("Cargo.toml")["workspace"]["package"];
    assert!(
        addresses.iter().all(|key| shared.get(key).is_none()),
        "{shared}"
    );
}
