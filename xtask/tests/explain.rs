//! `cargo xtask explain`: the explanation of a code, and the page with all codes.

use armgen::diagnostic::Code;
use std::{
    fs,
    process::{Command, Output},
};

fn explain(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("explain")
        .args(arguments)
        .output()
        .expect("the task runs")
}

fn printed(arguments: &[&str]) -> String {
    let output = explain(arguments);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("it is a text")
}

#[test]
fn a_code_is_explained_by_an_example_and_what_it_prints() {
    let text = printed(&["unsupported-flow", "not-utf-8"]);
    for part in [
        "### unsupported-flow (error)\n\nThe description of a paged or a long-running operation",
        "`unsupported-flow-no-list.yaml`:\n\n```yaml\nopenapi: 3.0.3\n",
        "```text\nerror[unsupported-flow]: the response, whose schema is at",
        "\n\n### not-utf-8 (error)\n",
        "title: Th\\xefngs",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn every_code_has_a_line_in_the_list() {
    let text = printed(&[]);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), Code::ALL.len());
    for (code, line) in Code::ALL.iter().zip(lines) {
        let words: Vec<&str> = line.split_whitespace().take(2).collect();
        assert_eq!(words, [code.name(), &code.severity().to_string()]);
        assert!(line.len() > 50 && line.ends_with('.'), "{line}");
    }
}

#[test]
fn an_unknown_code_names_the_nearest() {
    for arguments in [&["unsuported-flow"][..], &["syntax", "unsuported-flow"]] {
        let output = explain(arguments);
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && output.stdout.is_empty());
        assert!(
            text.contains("the most similar are `unsupported-flow`"),
            "{text}"
        );
    }
}

#[test]
fn the_page_is_up_to_date() {
    let output = explain(&["--check"]);
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn a_page_that_differs_fails_and_is_written() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let page = folder.path().join("page.md");
    let path = page.to_str().expect("the path is a text");
    assert_eq!(explain(&["--check", "--page", path]).status.code(), Some(1));
    fs::write(&page, "# Diagnostics\n").expect("the page can be written");
    let output = explain(&["--check", "--page", path]);
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(text.contains("run `cargo xtask explain --write"), "{text}");
    printed(&["--write", "--page", path]);
    printed(&["--check", "--page", path]);
    let page = fs::read_to_string(&page).expect("the page can be read");
    for code in Code::ALL {
        let heading = format!("\n### {code} (");
        assert_eq!(page.matches(&heading).count(), 1, "{code}");
    }
}
