//! The forms of diagnostics and of other messages.

use crate::project::{MANIFEST, Project, Run, THINGS};
use serde_json::Value;

/// Runs the task on a definition with an error, and with the path of the folder left out of the messages.
fn refused(arguments: &[&str]) -> Run {
    let project = Project::new();
    let things = THINGS.replace("type: string, enum: [Key1, Key2]", "type: file");
    project.write("specs/things.yaml", &things);
    shown(&project, arguments)
}

fn shown(project: &Project, arguments: &[&str]) -> Run {
    let mut run = project.run(arguments);
    let specs = project.path("specs").display().to_string();
    run.stderr = run.stderr.replace(&specs, "specs");
    run.undocumented = run.undocumented.replace(&specs, "specs");
    run
}

#[test]
fn an_error_is_drawn_with_its_line() {
    let run = refused(&[]);
    let expected = "\
error[unsupported-schema]: `file` is not a type of OpenAPI 3.0
  --> specs/things.yaml:17:5
   |
17 |     Key: { type: file }
   |     ^^^
   |
   = help: correct the type
   = note: this leaves out `Things_Regenerate`
nothing was written
";
    assert!(run.stderr.starts_with(expected), "{}", run.stderr);
}

/// Neither text is in the tree of a definition.
#[test]
fn a_mistake_of_the_manifest_or_of_syntax_is_drawn_with_its_line() {
    let project = Project::new();
    let manifest = MANIFEST.replace("[services.others]", "[services.async]");
    project.write("specs/manifest.toml", &manifest);
    let run = shown(&project, &[]);
    let line = "10 | [services.async]\n   |           ^^^^^\n";
    assert!(run.stderr.contains(line), "{}", run.stderr);
    project.write("specs/manifest.toml", MANIFEST);
    project.write("specs/others.yaml", "a: 1\nopenapi: ]\n");
    let run = shown(&project, &[]);
    assert!(run.stderr.contains("\n2 | openapi: ]\n"), "{}", run.stderr);
}

#[test]
fn each_line_is_an_object_for_programs() {
    let run = refused(&["--message-format", "json"]);
    assert_eq!((run.code, run.stdout.is_empty()), (1, false), "{run:?}");
    let objects: Vec<Value> = run
        .stderr
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect();
    let expected = serde_json::json!({
        "code": "unsupported-schema",
        "severity": "error",
        "message": "`file` is not a type of OpenAPI 3.0",
        "help": "correct the type",
        "file": "specs/things.yaml",
        "line": 17,
        "column": 5,
        "left_out": ["Things_Regenerate"],
    });
    assert_eq!(objects[0], expected);
    assert_eq!(objects[1]["message"], "nothing was written");
    assert_eq!(objects[1]["severity"], "note");
    let members = |object: &Value| {
        object
            .as_object()
            .map(|members| members.keys().cloned().collect::<Vec<_>>())
    };
    assert!(
        objects
            .iter()
            .all(|object| members(object) == members(&expected))
    );
    // The error that ends a task is an object, too.
    let run = Project::new().run_in_place(&[
        "--message-format",
        "json",
        "--emit",
        "model",
        "--operation",
        "Gone",
    ]);
    let error: Value = serde_json::from_str(run.stderr.lines().last().expect("there is an error"))
        .expect("it is JSON");
    assert_eq!(error["severity"], "error");
}

#[test]
fn an_error_is_a_workflow_command() {
    let run = refused(&["--message-format", "github"]);
    let expected = "::error file=specs/things.yaml,line=17,col=5,title=unsupported-schema::`file` is not a type of OpenAPI 3.0%0Ahelp: correct the type%0Anote: this leaves out `Things_Regenerate`\n";
    assert!(run.stderr.starts_with(expected), "{}", run.stderr);
}

/// What has no description is a warning like any other.
#[test]
fn a_missing_description_has_its_line_for_each_program() {
    let project = Project::new();
    let run = shown(&project, &[]);
    assert!(
        run.undocumented
            .starts_with("warning[undocumented]: `Which.key` has no description\n"),
        "{run:?}"
    );
    let run = shown(&project, &["--message-format", "github"]);
    let start = "::warning file=specs/others.yaml,line=";
    let text = "title=undocumented::`Which.key` has no description%0Ahelp: ";
    let mut lines = run.undocumented.lines();
    assert!(
        lines.any(|line| line.starts_with(start) && line.contains(text)),
        "{run:?}"
    );
    let run = shown(&project, &["--message-format", "json"]);
    let mut lines = run.undocumented.lines().map(|line| {
        let line: Value = serde_json::from_str(line).expect("each line is JSON");
        line["code"] == "undocumented" && line["message"] == "`Which.key` has no description"
    });
    assert!(lines.any(|found| found), "{run:?}");
}

/// Five examples that lack a response's body.
#[test]
fn warnings_of_one_code_are_counted_unless_all_are_asked_for() {
    let project = Project::new();
    let examples: Vec<String> = (1..=5)
        .map(|n| format!("E{n}: {{ $ref: e{n}.json }}"))
        .collect();
    let examples = format!("x-ms-examples: {{ {} }}", examples.join(", "));
    let things = THINGS.replace(
        "x-ms-examples: { Regenerate: { $ref: example.json } }",
        &examples,
    );
    project.write("specs/things.yaml", &things);
    for n in 1..=5 {
        let text = r#"{ "parameters": { "body": { "key": 1 } }, "responses": { "204": {} } }"#;
        project.write(&format!("specs/e{n}.json"), text);
    }
    let run = shown(&project, &[]);
    assert_eq!(run.stderr.matches("-->").count(), 1, "{}", run.stderr);
    let end = "warning[broken-example]: 4 more, at specs/e2.json:1:19, specs/e3.json:1:19, specs/e4.json:1:19 and 1 other place (-v prints each)\n";
    assert!(run.stderr.ends_with(end), "{}", run.stderr);
    let run = shown(&project, &["-v"]);
    assert_eq!(run.stderr.matches("-->").count(), 5, "{}", run.stderr);
    let run = shown(&project, &["--message-format", "github"]);
    assert_eq!(
        run.stderr.matches("::warning file=").count(),
        5,
        "{}",
        run.stderr
    );
}

#[test]
fn a_type_of_many_services_is_one_short_line_unless_all_are_asked_for() {
    let project = Project::new();
    let mut manifest = MANIFEST.to_owned();
    for n in 1..=4 {
        manifest += &format!("[services.more{n}]\ndocuments = ['others.yaml']\n");
    }
    project.write("specs/manifest.toml", &manifest);
    let run = project.run(&[]);
    assert!(
        run.printed("merged  Which: one type from 6 services"),
        "{run:?}"
    );
    let run = project.run(&["-v"]);
    let line = "merged  Which: one type from more1, more2, more3, more4, others and things";
    assert!(run.printed(line), "{run:?}");
}
