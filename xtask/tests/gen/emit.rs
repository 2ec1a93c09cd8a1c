//! `--emit`: prints the model or the surface as JSON on standard output, and writes nothing.

use crate::project::{Project, Run, THINGS};
use serde_json::Value;

fn emitted(project: &Project, operations: &[&str]) -> Run {
    of_stage(project, "model", operations)
}

fn of_stage(project: &Project, stage: &str, operations: &[&str]) -> Run {
    let picked = operations.iter().flat_map(|id| ["--operation", id]);
    let arguments: Vec<&str> = ["--emit", stage].into_iter().chain(picked).collect();
    let run = project.run_in_place(&arguments);
    assert_eq!(project.beside(), ["specs"], "it wrote something");
    run
}

fn json(run: &Run) -> Value {
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stdout.ends_with("}\n"), "{run:?}");
    serde_json::from_str(&run.stdout).expect("it is JSON")
}

/// The strings at `pointer` in the items of a list.
fn texts<'v>(list: &'v Value, pointer: &str) -> Vec<&'v str> {
    let list = list.as_array().expect("it is a list");
    let texts = list.iter().filter_map(|one| one.pointer(pointer)?.as_str());
    texts.collect()
}

#[test]
fn the_whole_model_depends_on_the_input_alone() {
    let project = Project::new();
    // The fault of an example has places.
    project.write(
        "specs/example.json",
        r#"{ "parameters": { "body": { "key": 5 } }, "responses": { "204": {} } }"#,
    );
    let run = emitted(&project, &[]);
    let model = json(&run);
    assert_eq!(texts(&model["services"], "/module"), ["others", "things"]);
    assert_eq!(texts(&model["definitions"], "/name/wire"), ["Which"]);
    assert!(run.stdout.contains("example.json:1:"), "{run:?}");
    assert!(!run.stdout.contains(&*project.path("").to_string_lossy()));

    let key = THINGS.lines().last().expect("it has lines");
    let swapped = THINGS.replace(&format!("{key}\n"), "");
    let swapped = swapped.replace("  schemas:\n", &format!("  schemas:\n{key}\n"));
    assert_ne!(swapped, THINGS);
    project.write("specs/things.yaml", &swapped);
    assert_eq!(json(&emitted(&project, &[])), model);
}

#[test]
fn an_operation_is_printed_with_its_definitions() {
    let project = Project::new();
    let model = json(&emitted(&project, &["Others_Regenerate"]));
    assert_eq!(texts(&model["services"], "/module"), ["others"]);
    let operations = &model["services"][0]["groups"][0]["operations"];
    assert_eq!(texts(operations, "/id"), ["Others_Regenerate"]);
    assert_eq!(operations[0]["body"]["ty"]["Definition"], 0);
    assert_eq!(texts(&model["definitions"], "/name/wire"), ["Which"]);
    let field = &model["definitions"][0]["shape"]["kind"]["Struct"]["fields"][0];
    assert_eq!(field["ty"]["Key"], 0);
    assert_eq!(texts(&model["spellings"], "/values/Strings/0"), ["Key1"]);

    let model = json(&emitted(&project, &["Others_Exist", "Things_Exist"]));
    assert_eq!(texts(&model["services"], "/module"), ["others", "things"]);
    assert_eq!(texts(&model["definitions"], "/name/wire"), [""; 0]);
}

#[test]
fn the_surface_can_be_printed() {
    let project = Project::new();
    let surface = json(&of_stage(&project, "surface", &[]));
    assert_eq!(texts(&surface["services"], "/name"), ["others", "things"]);
    let regenerate = json(&of_stage(&project, "surface", &["Others_Regenerate"]));
    assert_eq!(texts(&regenerate["services"], "/name"), ["others"]);
    let clients = &regenerate["services"][0]["clients"];
    let paths: Vec<&str> = clients
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|client| texts(&client["methods"], "/item/paths/0"))
        .collect();
    assert_eq!(paths, ["others::OthersGroupClient::regenerate"]);
    let model = &regenerate["shared"][0]["model"]["Struct"];
    assert_eq!(model["item"]["paths"][0], "others::models::Which");
    assert_eq!(model["fields"][0]["ty"], "Option<KeyType>");
}

#[test]
fn nothing_is_printed_after_an_error() {
    let project = Project::new();
    let run = emitted(&project, &["Things_Gone"]);
    let message = "error: the manifest selects no operation `Things_Gone`: correct the id\n";
    assert_eq!((run.code, run.stderr.as_str()), (1, message));
    assert_eq!(run.stdout, "");

    project.write(
        "specs/things.yaml",
        &THINGS.replace("type: string", "type: text"),
    );
    let run = emitted(&project, &[]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.contains("things.yaml:"), "{run:?}");
    assert!(run.stderr.contains("\nnothing was written\n"), "{run:?}");
}

#[test]
fn hidden_characters_are_escaped() {
    let project = Project::new();
    let text = project.read("specs/others.yaml");
    let text = text.replace("Things of all kinds.", "\"\\u202e\\x9b\\U000e0001\\n\"");
    project.write("specs/others.yaml", &text);
    let run = emitted(&project, &["Others_Regenerate"]);
    assert!(run.stdout.contains(r"\u202e\u009b\udb40\udc01"), "{run:?}");
    let docs = &json(&run)["definitions"][0]["docs"]["text"];
    let docs = docs.as_str().expect("it has a text");
    assert!(docs.contains("\u{202e}\u{9b}\u{e0001}"), "{docs:?}");
}

#[test]
fn it_conflicts_with_options_that_write_or_compare() {
    let project = Project::new();
    assert_eq!(project.run(&["--emit", "model"]).code, 2);
    assert_eq!(
        project.run_in_place(&["--emit", "model", "--check"]).code,
        2
    );
    assert_eq!(
        project.run_in_place(&["--operation", "Things_Exist"]).code,
        2
    );
}
