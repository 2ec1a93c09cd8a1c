//! The text of the pull request that `.github/workflows/update.yml` opens.

use serde_json::Value;
use std::{fs, path::Path, process::Command};

/// Runs the step with a report of `update`, and changes that `diff` prints.
fn body(report: &str, changes: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.github/workflows/update.yml");
    let text = fs::read_to_string(path).expect("the workflow can be read");
    let workflow: Value = serde_yaml::from_str(&text).expect("it is YAML");
    let steps = workflow["jobs"]["update"]["steps"]
        .as_array()
        .expect("it has steps");
    let step = steps
        .iter()
        .find(|step| step["name"] == "List what changes for users");
    let script = step.and_then(|step| step["run"].as_str());
    let folder = tempfile::tempdir().expect("a folder can be made");
    fs::create_dir(folder.path().join("target")).expect("a folder can be made");
    for (file, text) in [("update.txt", report), ("diff.md", changes)] {
        fs::write(folder.path().join("target").join(file), text).expect("it can be written");
    }
    let script = script.expect("it is a script");
    let script = format!("set -eo pipefail; cargo() {{ cat target/diff.md; }}; {script}");
    let output = Command::new("bash")
        .args(["-c", &script])
        .current_dir(folder.path())
        .output()
        .expect("the shell runs");
    assert!(output.status.success(), "{output:?}");
    fs::read_to_string(folder.path().join("target/changes.md")).expect("it is UTF-8")
}

#[test]
fn a_report_does_not_end_its_block() {
    let report = "things: newer\n```\n# Heading\n<script>\n";
    let expected = "- a change\n\n## What the update found\n\n    things: newer\n    ```\n    # Heading\n    <script>\n";
    assert_eq!(body(report, "- a change\n"), expected);
}

#[test]
fn a_long_text_is_cut() {
    let long = "é".repeat(99) + "\n";
    for (report, changes) in [(500, 500), (1, 500), (500, 1)] {
        let body = body(&long.repeat(report), &long.repeat(changes));
        assert!(body.chars().count() < 65_536);
        assert_eq!(body.contains("too long"), changes > 1);
        assert_eq!(
            body.ends_with("(the rest is in the log of this run)\n"),
            report > 1
        );
    }
}
