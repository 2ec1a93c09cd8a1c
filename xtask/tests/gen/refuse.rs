//! Errors: nothing is written, and the message has the place of the mistake.

use crate::project::{MANIFEST, Project, THINGS, header};
use std::{collections::BTreeSet, fs};

/// Runs the task on an existing crate, after a change that it must refuse.
fn check(change: impl FnOnce(&Project), expected: &[&str]) {
    let project = Project::new();
    project.run(&[]);
    let before = (project.files(), project.times());
    change(&project);
    for arguments in [&[][..], &["--check"]] {
        let run = project.run(arguments);
        assert_eq!(run.code, 1, "{run:?}");
        let specs = project.path("specs").display().to_string();
        let printed = undrawn(&run.stderr.replace(&specs, "specs"));
        // Entries for the manifest may follow.
        let lines: Vec<&str> = printed.lines().collect();
        let (lines, rest) = lines.split_at(expected.len());
        assert_eq!(lines, expected);
        assert_eq!(rest.first(), Some(&explanation(expected).as_str()));
        assert_eq!(
            (project.files(), project.times()),
            before,
            "something was written"
        );
        assert_eq!(project.beside(), ["generated", "specs"]);
    }
}

/// Diagnostics without the lines of the definitions and the marks below them.
fn undrawn(printed: &str) -> String {
    let lines = printed.lines().filter_map(|line| {
        let trimmed = line.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit());
        match trimmed.split_once(' ') {
            _ if trimmed == "|" => None,
            Some(("|", _)) => None,
            Some(("-->", place)) => Some(format!("  --> {place}\n")),
            Some(("=", note)) => Some(format!("  {note}\n")),
            _ => Some(format!("{line}\n")),
        }
    });
    lines.collect()
}

/// The line that names the command which explains the errors.
fn explanation(lines: &[&str]) -> String {
    let codes: BTreeSet<&str> = lines
        .iter()
        .filter_map(|line| line.strip_prefix("error[")?.split("]: ").next())
        .collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    let codes = codes.join(" ");
    format!("for examples and what to do, run `cargo xtask explain {codes}`")
}

#[test]
fn a_refused_definition_leaves_the_folder_as_it_was() {
    check(
        |project| {
            project.write(
                "specs/things.yaml",
                &THINGS.replace("type: string, enum: [Key1, Key2]", "type: file"),
            )
        },
        &[
            "error[unsupported-schema]: `file` is not a type of OpenAPI 3.0",
            "  --> specs/things.yaml:17:5",
            "  help: correct the type",
            "  note: this leaves out `Things_Regenerate`",
            "nothing was written",
        ],
    );
}

#[test]
fn several_mistakes_are_explained_by_one_command() {
    let missing = MANIFEST.replace("documents = ['things.yaml']", "documents = ['gone.yaml']");
    check(
        |project| {
            project.write("specs/manifest.toml", &missing);
            project.write("specs/others.yaml", "openapi: [3.0.3\n");
        },
        &[
            "error[missing-file]: `specs/gone.yaml` cannot be read: No such file or directory (os error 2)",
            "  --> specs/manifest.toml:8:14",
            "  help: correct the path below `specs`, or add the file there",
            "error[syntax]: while parsing a flow sequence, expected ',' or ']'",
            "  --> specs/others.yaml:2:1",
            "  help: correct the file's syntax",
            "nothing was written",
        ],
    );
}

#[test]
fn a_document_with_a_mistake_in_its_syntax_is_refused() {
    check(
        |project| project.write("specs/others.yaml", "openapi: [3.0.3\n"),
        &[
            "error[syntax]: while parsing a flow sequence, expected ',' or ']'",
            "  --> specs/others.yaml:2:1",
            "  help: correct the file's syntax",
            "nothing was written",
        ],
    );
}

/// Replaces a part of the manifest.
fn check_manifest(part: &str, with: &str, message: &str, place: &str, help: &str) {
    let text = MANIFEST.replace(part, with);
    assert_ne!(text, MANIFEST);
    check(
        |project| project.write("specs/manifest.toml", &text),
        &[
            message,
            &format!("  --> specs/{place}"),
            &format!("  help: {help}"),
            "nothing was written",
        ],
    );
}

const OF_MANIFEST: &str = "the manifest has [package] with name, version and description, and [services.<module>] with documents and operations";

#[test]
fn a_manifest_with_a_mistake_in_its_syntax_is_refused() {
    check_manifest(
        "[services.things]",
        "[services.things",
        "error[manifest]: unclosed table, expected `]`",
        "manifest.toml:7:17",
        OF_MANIFEST,
    );
}

#[test]
fn a_manifest_with_an_unknown_key_is_refused() {
    check_manifest(
        "license_file",
        "licence_file",
        "error[manifest]: unknown field `licence_file`, expected one of `name`, `version`, `description`, `license`, `license_file`, `readme`, `repository`, `homepage`, `documentation`, `include`, `keywords`, `categories`, `program`, `twins`, `showcase`, `runtime`, `is_runtime`",
        "manifest.toml:5:1",
        "correct the key, perhaps to `license_file`; docs/manifest.md explains each key",
    );
}

#[test]
fn a_manifest_with_a_bad_module_name_is_refused() {
    check_manifest(
        "[services.others]",
        "[services.async]",
        "error[manifest-module]: `async` cannot be the name of a service's module",
        "manifest.toml:10:11",
        "use lower-case words joined by single `_`, no keyword, no name of a device or of a crate that clients need, and none of all, bin, cli, default, fleet, key_pairs, lib, main, registry, replay, runtime, shared, test, twins",
    );
}

#[test]
fn a_version_that_cargo_would_refuse_is_refused() {
    check_manifest(
        "'0.0.0'",
        "'one'",
        "error[manifest-package]: `one` is not a valid version: unexpected character 'o' while parsing major version number",
        "manifest.toml:3:11",
        "write three numbers, as in `1.2.3` or `1.2.3-beta.1`",
    );
}

#[test]
fn an_unknown_operation_is_refused() {
    check_manifest(
        "documents = ['others.yaml']",
        "documents = ['others.yaml']\noperations = ['Others_Exist', 'Others_Gone']",
        "error[unknown-operation]: no document of `others` defines the operation `Others_Gone`",
        "manifest.toml:12:31",
        "correct the id, or add the document that defines it",
    );
}

#[test]
fn a_missing_document_is_refused() {
    check_manifest(
        "others.yaml",
        "gone.yaml",
        "error[missing-file]: `specs/gone.yaml` cannot be read: No such file or directory (os error 2)",
        "manifest.toml:11:14",
        "correct the path below `specs`, or add the file there",
    );
}

#[test]
fn the_error_for_a_missing_manifest_names_it() {
    let project = Project::new();
    fs::remove_file(project.path("specs/manifest.toml")).expect("the file can be removed");
    let run = project.run(&[]);
    assert_eq!(run.code, 1);
    let start = format!(
        "error: the manifest {} cannot be read: ",
        project.path("specs/manifest.toml").display()
    );
    assert!(run.stderr.starts_with(&start), "{run:?}");
    assert_eq!(project.beside(), ["specs"]);
}

/// A typing error in `--out` must not delete other files.
#[test]
fn a_folder_with_a_foreign_file_is_left_alone() {
    let project = Project::new();
    project.run(&[]);
    project.write("generated/src/mine.rs", "// Not generated.\n");
    project.write("generated/notes/mine.txt", "");
    project.change_definition();
    let before = (project.files(), project.times());
    for arguments in [&[][..], &["--check"]] {
        let run = project.run(arguments);
        assert_eq!(run.code, 1, "{run:?}");
        let expected = format!(
            "error: {} contains files that were not generated (notes/mine.txt, src/mine.rs); nothing was written: move them away, or choose another folder\n",
            project.out().display()
        );
        assert_eq!(run.stderr, expected);
        assert_eq!((project.files(), project.times()), before);
    }
}

/// A file counts as generated only if the header is at its start.
#[test]
fn a_file_that_quotes_the_header_is_foreign() {
    let project = Project::new();
    project.write(
        "generated/mine.rs",
        &format!("// My own file.\n{}", header()),
    );
    let run = project.run(&[]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(project.path("generated/mine.rs").exists());
}

#[test]
fn a_file_is_refused_as_folder() {
    let project = Project::new();
    project.write("file", "mine");
    let run = project.run_to(&project.path("file"), &[]);
    assert_eq!(run.code, 1);
    let expected = format!(
        "error: {} cannot be the folder of a crate; nothing was written: choose another folder\n",
        project.path("file").display()
    );
    assert_eq!(run.stderr, expected);
    assert_eq!(project.read("file"), "mine");
}

/// The link leads to a missing path, or to a file.
#[cfg(unix)]
#[test]
fn a_link_to_anything_but_a_folder_is_refused() {
    let project = Project::new();
    project.write("file", "mine");
    for target in ["gone", "file", "link-to-link-to-itself"] {
        let link = project.path(&format!("link-to-{target}"));
        std::os::unix::fs::symlink(project.path(target), &link).expect("a link can be made");
        if target.ends_with("itself") {
            std::os::unix::fs::symlink(&link, project.path(target)).expect("a link can be made");
        }
        let run = project.run_to(&link, &[]);
        assert_eq!(run.code, 1, "{target}: {run:?}");
        assert!(
            run.stderr
                .contains("cannot be the folder of a crate; nothing was written"),
            "{run:?}"
        );
        assert!(link.is_symlink(), "{target}");
        fs::remove_file(link).expect("the link can be removed");
        assert!(!project.path("gone").exists());
    }
    assert_eq!(project.read("file"), "mine");
}

/// The generator creates only files and folders. Reading a pipe would block.
#[cfg(unix)]
#[test]
fn a_link_in_the_folder_is_foreign() {
    for path in ["src/link.rs", "src/linked", "link"] {
        let project = Project::new();
        project.run(&[]);
        project.write("mine/lib.rs", &header());
        let target = if path == "src/linked" {
            "mine"
        } else {
            "mine/lib.rs"
        };
        std::os::unix::fs::symlink(project.path(target), project.out().join(path))
            .expect("a link can be made");
        project.change_definition();
        let run = project.run(&[]);
        let expected =
            format!("contains files that were not generated ({path}); nothing was written");
        assert!(run.code == 1 && run.stderr.contains(&expected), "{run:?}");
        assert!(project.path("mine/lib.rs").exists() && project.out().join(path).is_symlink());
    }
}

/// A folder with the name of the working folder, but with other files in it.
#[test]
fn a_working_folder_with_other_files_is_refused() {
    let project = Project::new();
    project.run(&[]);
    project.write("generated/.armgen/mine.txt", "mine");
    project.change_definition();
    let run = project.run(&[]);
    assert!(
        run.code == 1
            && run
                .stderr
                .contains(".armgen contains files that were not generated (mine.txt)"),
        "{run:?}"
    );
    assert_eq!(project.read("generated/.armgen/mine.txt"), "mine");
}
