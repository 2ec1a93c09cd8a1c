//! Files that are written, and files that are kept.

use crate::project::{Project, header};
use std::fs;

#[test]
fn a_crate_is_written_to_a_new_folder() {
    let project = Project::new();
    let run = project.run(&[]);
    assert_eq!(run.code, 0, "{run:?}");
    let files = project.files();
    for path in [
        "Cargo.toml",
        "LICENSE",
        "README.md",
        "src/lib.rs",
        "src/things/clients/things.rs",
        "src/runtime/arm.rs",
    ] {
        assert!(files.contains_key(path), "{path} is missing");
    }
    let list = &files["armgen-files.txt"];
    let listed: Vec<&str> = list
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    assert_eq!(
        listed,
        files.keys().collect::<Vec<_>>(),
        "the list names all files and no other"
    );
    assert_eq!(
        project.beside(),
        ["generated", "specs"],
        "nothing stays beside the folder"
    );
}

/// Unchanged files keep their modification time, so that cargo does not rebuild them.
#[test]
fn a_second_run_writes_nothing() {
    let project = Project::new();
    project.run(&[]);
    let (files, times) = (project.files(), project.times());
    let run = project.run(&[]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.printed("wrote   nothing: all "), "{run:?}");
    assert_eq!((project.files(), project.times()), (files, times));
}

#[test]
fn the_report_lists_what_was_read_merged_and_written() {
    let project = Project::new();
    let run = project.run(&[]);
    let lines: Vec<&str> = run.stdout.lines().collect();
    let count = project.files().len();
    let [read, errors, merged, shared, wrote] = lines[..] else {
        panic!("{run:?}")
    };
    assert_eq!(
        read,
        "read    3 files: 4 operations of 4 selected, 6 definitions (1 emitted, 5 merged), 1 examples"
    );
    assert_eq!(
        errors,
        "merged  ErrorResponse: one type from others and things"
    );
    assert_eq!(merged, "merged  KeyType: one type from others and things");
    assert_eq!(shared, "merged  Which: one type from others and things");
    let expected = format!(
        "wrote   {count} files to {}, {count} of them changed (",
        project.out().display()
    );
    assert!(wrote.starts_with(&expected), "{wrote}");
    assert_eq!(run.stderr, "");
}

#[test]
fn a_changed_definition_changes_its_files_only() {
    let project = Project::new();
    project.run(&[]);
    let before = project.files();
    project.change_definition();
    let run = project.run(&[]);
    assert!(run.printed(", 1 of them changed ("), "{run:?}");
    let after = project.files();
    let changed: Vec<&String> = after
        .keys()
        .filter(|path| before.get(*path) != after.get(*path))
        .collect();
    assert_eq!(changed, ["src/shared/models.rs"]);
}

#[test]
fn entries_of_cargo_and_git_are_kept() {
    let project = Project::new();
    project.run(&[]);
    for path in ["target/debug/a", "Cargo.lock", ".git/HEAD"] {
        project.write(&format!("generated/{path}"), "mine");
    }
    project.change_definition();
    assert_eq!(project.run(&["--check"]).code, 1);
    assert_eq!(project.run(&[]).code, 0);
    for path in ["target/debug/a", "Cargo.lock", ".git/HEAD"] {
        assert_eq!(
            fs::read_to_string(project.out().join(path)).ok().as_deref(),
            Some("mine"),
            "{path}"
        );
    }
    assert_eq!(
        project.run(&["--check"]).code,
        0,
        "they are no difference either"
    );
}

#[test]
fn a_stale_file_is_removed() {
    let project = Project::new();
    project.run(&[]);
    project.write("generated/src/gone/models.rs", &header());
    let run = project.run(&[]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(!project.out().join("src/gone").exists());
}

/// Without one of the services, its files are removed, also those without a header.
#[test]
fn the_files_of_a_service_are_removed_with_it() {
    let project = Project::new();
    project.run(&[]);
    assert!(project.files().contains_key("src/replay/others.json"));
    let manifest = project.read("specs/manifest.toml");
    let end = manifest
        .find("[services.others]")
        .expect("the service is there");
    project.write("specs/manifest.toml", &manifest[..end]);
    let run = project.run(&[]);
    assert_eq!(run.code, 0, "{run:?}");
    let left: Vec<String> = project
        .files()
        .into_keys()
        .filter(|path| path.contains("others"))
        .collect();
    assert_eq!(left, [""; 0]);
}
