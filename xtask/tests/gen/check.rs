//! `--check`: reports every difference, and writes nothing.

use crate::project::{Project, header};
use std::fs;

/// Runs `--check` on a crate after a change: it names the file and the command to run, and writes nothing.
fn check_difference(word: &str, path: &str, change: impl FnOnce(&Project)) {
    let project = Project::new();
    project.run(&[]);
    change(&project);
    let (files, times) = (project.files(), project.times());
    let run = project.run(&["--check"]);
    assert_eq!(run.code, 1, "{run:?}");
    let out = project.out();
    let lines: Vec<&str> = run.stderr.lines().collect();
    assert_eq!(
        lines,
        [
            format!("{word:8}{}/{path}", out.display()),
            format!(
                "error: {out} is out of date; run `cargo xtask gen --manifest {} --out {out}`",
                project.path("specs/manifest.toml").display(),
                out = out.display(),
            ),
        ]
    );
    assert_eq!(
        (project.files(), project.times()),
        (files, times),
        "--check wrote something"
    );
    assert_eq!(project.beside(), ["generated", "specs"]);
}

#[test]
fn a_changed_byte_is_a_difference() {
    check_difference("differs", "src/things/clients.rs", |project| {
        let text = project.read("generated/src/things/clients.rs");
        project.write("generated/src/things/clients.rs", &(text + " "));
    });
}

#[test]
fn a_changed_file_without_a_header_is_a_difference() {
    check_difference("differs", "LICENSE", |project| {
        project.write("generated/LICENSE", "None.")
    });
}

#[test]
fn a_missing_file_is_a_difference() {
    check_difference("missing", "src/shared/models.rs", |project| {
        fs::remove_file(project.out().join("src/shared/models.rs"))
            .expect("the file can be removed");
    });
}

#[test]
fn a_stale_file_is_a_difference() {
    check_difference("stale", "src/gone.rs", |project| {
        project.write("generated/src/gone.rs", &header())
    });
}

#[test]
fn an_up_to_date_crate_passes() {
    let project = Project::new();
    project.run(&[]);
    let times = project.times();
    let run = project.run(&["--check"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(
        run.printed(&format!("checked all {} files of ", project.files().len())),
        "{run:?}"
    );
    assert_eq!(project.times(), times);
}

/// There is no crate yet: every file is missing, and none is written.
#[test]
fn a_check_creates_no_folder() {
    let project = Project::new();
    let run = project.run(&["--check"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("missing "), "{run:?}");
    assert_eq!(project.beside(), ["specs"]);
}
