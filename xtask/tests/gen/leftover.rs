//! The run after a killed one removes its leftovers, and puts files back that were not generated.

use crate::project::{Project, header};
use std::fs;

const MINE: [&str; 3] = [".git/HEAD", "Cargo.lock", "target/debug/a"];

/// A crate with the files `left` by a killed run; then the next run, with or without changes to write.
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
fn an_old_crate_that_was_moved_away_is_put_back() {
    check(|project| rename(project, "generated", OLD));
}

#[test]
fn entries_of_cargo_and_git_in_an_old_crate_are_put_back() {
    check(|project| {
        let out = project.out();
        rename(project, "generated", OLD);
        project.run(&[]);
        // The run has put all files back. They are moved away again, together with the generated files.
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
fn an_incomplete_new_crate_is_removed() {
    check(|project| {
        project.write(&format!("{NEW}/Cargo.toml"), &header());
        project.write(&format!("{NEW}/src/replay/things.json"), "{");
    });
}

#[test]
fn an_incomplete_working_folder_is_removed() {
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

/// Two files of one name, neither of them generated: only the user knows which is right.
#[test]
fn files_that_cannot_be_put_back_are_kept() {
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
                "{OLD} was left behind by an earlier run, and contains files that were not generated (target/debug/a)"
            )),
            "{run:?}"
        );
        assert_eq!(project.read("generated/target/debug/a"), "mine");
        assert_eq!(project.read(&format!("{OLD}/target/debug/a")), "mine, too");
    }
}

#[test]
fn a_check_lists_leftovers() {
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

/// The crate is written to the target of the link, and the link is kept.
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

/// Replacing a file needs write permission for the folder, not for the file.
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
