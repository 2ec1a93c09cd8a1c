//! `cargo xtask ci`: the names of its steps.

use std::process::{Command, Output};

fn ci(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("ci")
        .args(arguments)
        .output()
        .expect("the task runs")
}

#[test]
fn every_step_is_listed_with_what_it_checks() {
    let output = ci(&["--list"]);
    let text = String::from_utf8(output.stdout).expect("the list is a text");
    for step in [
        "fmt",
        "generated",
        "explain",
        "clippy",
        "test",
        "package",
        "readme",
        "clean",
    ] {
        let line = text
            .lines()
            .find(|line| line.split_whitespace().next() == Some(step));
        assert!(line.is_some_and(|line| line.len() > 20), "{step}: {text}");
    }
}

#[test]
fn the_error_for_an_unknown_step_lists_all_steps() {
    let output = ci(&["fmt", "format"]);
    let text = String::from_utf8(output.stderr).expect("the error is a text");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text.contains("there is no step `format`; the steps are fmt, generated, explain, clippy"),
        "{text}"
    );
    assert!(output.stdout.is_empty(), "no step was run");
}

#[test]
fn a_single_step_can_be_run() {
    let output = ci(&["package"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{output:?}");
    let heading = "\n== package: the package contains all files that a registry needs\n";
    assert!(text.contains(heading), "{text}");
    assert!(text.contains("== package passed"), "{text}");
}
