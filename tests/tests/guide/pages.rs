//! The pages of the guide: all are in the table of contents, and show programs that the tests run.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

fn guide() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/guide/src")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What stands between `before` and `after` in a text, each time.
fn between<'t>(text: &'t str, before: &str, after: &str) -> Vec<&'t str> {
    let parts = text.split(before).skip(1);
    parts
        .filter_map(|part| Some(part.split_once(after)?.0))
        .collect()
}

#[test]
fn the_table_of_contents_has_every_page() {
    let summary = read(&guide().join("SUMMARY.md"));
    let listed: BTreeSet<&str> = between(&summary, "](", ")").into_iter().collect();
    let files = fs::read_dir(guide()).expect("the guide is a folder");
    let files = files.map(|file| file.expect("its entries can be read").file_name());
    let files: Vec<String> = files
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    let pages = files
        .iter()
        .map(String::as_str)
        .filter(|name| *name != "SUMMARY.md");
    assert_eq!(listed, pages.collect());
    assert!(listed.len() > 6);
}

#[test]
fn each_link_leads_to_a_page() {
    let summary = read(&guide().join("SUMMARY.md"));
    let mut links = 0;
    for page in between(&summary, "](", ")") {
        let text = read(&guide().join(page));
        for link in between(&text, "](", ")") {
            assert!(guide().join(link).is_file(), "{page}: {link}");
            links += 1;
        }
    }
    assert!(links > 1);
}

#[test]
fn each_program_is_shown_and_short() {
    let summary = read(&guide().join("SUMMARY.md"));
    let pages = between(&summary, "](", ")").into_iter();
    let text: String = pages.map(|page| read(&guide().join(page))).collect();
    let shown: BTreeSet<&str> = between(&text, "{{#include ", "}}").into_iter().collect();
    for program in [
        "errors",
        "first_key",
        "local_server",
        "rotate",
        "settings",
        "test_your_code",
    ] {
        let path = format!("../../../tests/tests/guide/{program}.rs");
        assert!(shown.contains(path.as_str()), "no page shows {program}.rs");
        let lines = read(&guide().join(&path)).lines().count();
        assert!(lines < 40, "{program}.rs has {lines} lines");
    }
    for path in shown {
        read(&guide().join(path));
    }
}

/// A dependency that is copied from a page has the path of the README, and features that the crate has.
#[test]
fn each_dependency_on_the_crate_can_be_copied() {
    let root = guide().join("../../..");
    let start = "azure-keys = { path = \"../azure-keys/generated\", features = [";
    assert!(read(&root.join("README.md")).contains(start));
    let crate_manifest = read(&root.join("generated/Cargo.toml"));
    let summary = read(&guide().join("SUMMARY.md"));
    let pages = between(&summary, "](", ")").into_iter();
    let text: String = pages.map(|page| read(&guide().join(page))).collect();
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("azure-keys ="))
        .collect();
    assert!(lines.len() > 2, "{lines:?}");
    for line in lines {
        let rest = line.strip_prefix(start).unwrap_or_else(|| panic!("{line}"));
        for feature in rest.split('"').skip(1).step_by(2) {
            assert!(
                crate_manifest.contains(&format!("\n{feature} = [")),
                "{line}"
            );
        }
    }
}

/// A page, and the first one, whose dependencies hold for all pages, name each crate that a program uses, and each
/// cargo feature.
#[test]
fn each_program_has_its_dependencies() {
    let summary = read(&guide().join("SUMMARY.md"));
    let first = read(&guide().join("first-key.md"));
    for page in between(&summary, "](", ")") {
        let text = read(&guide().join(page));
        let dependencies = between(&format!("{first}{text}"), "```toml", "```").concat();
        for path in between(&text, "{{#include ", "}}") {
            let program = read(&guide().join(path));
            let names = between(&program, "\nuse ", "::").into_iter();
            let crates = names.map(|name| name.replace("azure_keys", "azure-keys"));
            for name in crates.filter(|name| name != "std") {
                assert!(
                    dependencies.contains(&format!("\n{name} = ")),
                    "{page}: {name}"
                );
            }
            for (module, feature) in [("fleet::", "fleet"), ("test::", "test")] {
                let is_used = between(&program, "use azure_keys::", ";")
                    .concat()
                    .contains(module);
                let is_named = dependencies.contains(&format!("\"{feature}\""));
                assert!(is_named || !is_used, "{page}: {feature}");
            }
        }
    }
}
