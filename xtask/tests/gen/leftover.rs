//! What a killed run has left goes with the next one, and what is not generated comes back.

use crate::project::{Project, header};
use std::fs;

const MINE: [&str; 3] = [".git/HEAD", "Cargo.lock", "target/debug/a"];

/// A crate whose run was killed, as `left` has it; then the next run, with something to write or without.
fn check(left: impl Fn(&Project)) {
    for changes in [true, false] {
        let project = Project::new();
        project.run(&[]);
        for path in MINE {
            project.write(&format!("generated/{path}"), "mine");
        }
        let before = project.files();
        left(&project);
        if changes {
            project.change_definition();
        }
        let run = project.run(&[]);
        assert_eq!(run.code, 0, "{run:?}");
        for path in MINE {
            assert_eq!(project.read(&format!("generated/{path}")), "mine", "{path}");
        }
        assert_eq!(project.beside(), ["generated", "specs"]);
        assert_eq!(project.files() == before, !changes);
        assert_eq!(project.run(&["--check"]).code, 0);
    }
}

fn rename(project: &Project, from: &str, to: &str) {
    fs::rename(project.path(from), project.path(to)).expect("it can be renamed");
}

const OLD: &str = ".generated.armgen-old";
const NEW: &str = ".generated.armgen-new";

#[test]
fn an_old_crate_that_is_away_comes_back() {
    check(|project| rename(project, "generated", OLD));
}

#[test]
fn what_was_kept_in_an_old_crate_comes_back() {
    check(|project| {
        let out = project.out();
        rename(project, "generated", OLD);
        project.run(&[]);
        // The run has brought all of it back: take it away again, with what was generated.
        fs::create_dir_all(project.path(OLD).join("src")).expect("it can be made");
        for kept in [".git", "Cargo.lock", "target"] {
            rename(
                project,
                &format!("generated/{kept}"),
                &format!("{OLD}/{kept}"),
            );
        }
        fs::copy(out.join("src/lib.rs"), project.path(OLD).join("src/lib.rs"))
            .expect("it can be copied");
    });
}

#[test]
fn a_new_crate_that_is_half_written_goes() {
    check(|project| {
        project.write(&format!("{NEW}/Cargo.toml"), &header());
        project.write(&format!("{NEW}/src/replay/things.json"), "{");
    });
}

#[test]
fn work_that_is_half_done_goes() {
    check(|project| {
        project.write(
            "generated/.armgen/files",
            &format!("{}src/replay/more.json\n", header().replace("//", "#")),
        );
        project.write("generated/.armgen/lock", "");
        project.write("generated/.armgen/new/src/replay/more.json", "{");
        fs::create_dir(project.out().join(".armgen/aside")).expect("it can be made");
        rename(project, "generated/src", "generated/.armgen/aside/src");
    });
}

/// Two files of one name, both of somebody else: nobody but them knows which is the right one.
#[test]
fn what_cannot_come_back_stays_where_it_is() {
    let project = Project::new();
    project.run(&[]);
    project.write("generated/target/debug/a", "mine");
    project.write(&format!("{OLD}/target/debug/a"), "mine, too");
    project.change_definition();
    for _ in 0..2 {
        let run = project.run(&[]);
        assert_eq!(run.code, 1, "{run:?}");
        assert!(
            run.stderr.contains(&format!(
                "{OLD} is left of an earlier run, and holds what was not generated (target/debug/a)"
            )),
            "{run:?}"
        );
        assert_eq!(project.read("generated/target/debug/a"), "mine");
        assert_eq!(project.read(&format!("{OLD}/target/debug/a")), "mine, too");
    }
}

#[test]
fn a_check_names_what_was_left() {
    let project = Project::new();
    project.run(&[]);
    project.write("generated/.armgen/lock", "");
    let run = project.run(&["--check"]);
    assert!(
        run.code == 1 && run.stderr.contains("generated/.armgen\n"),
        "{run:?}"
    );
    assert_eq!(project.run(&[]).code, 0);
    assert_eq!(project.run(&["--check"]).code, 0);
}

/// The folder is the one that the link leads to, and the link stays.
#[cfg(unix)]
#[test]
fn a_linked_folder_is_the_same_folder() {
    let project = Project::new();
    project.run(&[]);
    project.write("generated/target/debug/a", "mine");
    project.write("generated/.armgen/lock", "");
    std::os::unix::fs::symlink(project.out(), project.path("link")).expect("a link can be made");
    for changes in [false, true] {
        if changes {
            project.change_definition();
        }
        let run = project.run_to(&project.path("link"), &[]);
        assert_eq!(run.code, 0, "{run:?}");
        assert!(project.path("link").is_symlink());
        assert_eq!(project.beside(), ["generated", "link", "specs"]);
        assert_eq!(project.read("generated/target/debug/a"), "mine");
        assert_eq!(project.run(&["--check"]).code, 0);
    }
}

/// Who may write to the folder may replace its files, whatever these allow.
#[test]
fn files_that_are_read_only_are_replaced() {
    let project = Project::new();
    project.run(&[]);
    for path in ["Cargo.toml", "src/shared/models.rs"] {
        let path = project.out().join(path);
        let mut permissions = fs::metadata(&path).expect("it is there").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(path, permissions).expect("it can be set");
    }
    project.change_definition();
    assert_eq!(project.run(&[]).code, 0);
    assert_eq!(project.run(&["--check"]).code, 0);
    assert_eq!(project.beside(), ["generated", "specs"]);
}
