//! Operations that cannot be generated: the entries that leave them out are printed, and named when they apply.

use crate::project::{MANIFEST, Project, Run, THINGS};

const ENTRIES: &str = "to leave these operations out, add to the manifest";

/// A project in which both services have an operation that cannot be generated.
fn faulty() -> Project {
    let project = Project::new();
    let things = THINGS.replace("type: string, enum: [Key1, Key2]", "type: file");
    project.write("specs/things.yaml", &things);
    let others = project.read("specs/others.yaml");
    let others = others.replace(
        "  /things:\n",
        "  /more:\n    trace: { operationId: Others_Trace }\n  /things:\n",
    );
    project.write("specs/others.yaml", &others);
    project
}

/// What follows the line that introduces the entries.
fn entries(run: &Run) -> &str {
    let (_, entries) = run.stderr.split_once(ENTRIES).expect("entries are printed");
    entries.split_once('\n').map_or("", |(_, entries)| entries)
}

#[test]
fn the_printed_entries_make_it_pass() {
    let project = faulty();
    let run = project.run(&[]);
    assert_eq!(run.code, 1, "{run:?}");
    let text = format!("{MANIFEST}{}", entries(&run));
    project.write("specs/manifest.toml", &text);
    let run = project.run(&[]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(
        run.printed("3 operations of 5 selected (2 left out)"),
        "{run:?}"
    );
    assert!(
        run.printed("left    Others_Trace of others out: the method `trace` is not supported (unsupported-method at others.yaml:"),
        "{run:?}"
    );
    assert!(
        run.printed("left    Things_Regenerate of things out: `file`"),
        "{run:?}"
    );
    let files = project.files();
    let names = |id: &str| {
        files
            .values()
            .any(|text| text.contains(&format!("\"{id}\"")))
    };
    assert!(names("Things_Exist") && !names("Things_Regenerate"));
}

#[test]
fn entries_continue_a_list_that_the_manifest_has() {
    let project = faulty();
    let manifest = |more: &str| {
        let list = format!(
            "documents = ['others.yaml']\nexcept = [\n    {{ operation = 'Others_Trace', because = 'tracing' }},\n{more}]\n"
        );
        MANIFEST.replace("documents = ['others.yaml']\n", &list)
    };
    let others = project.read("specs/others.yaml");
    let others = others.replace("type: string, enum: [Key1, Key2]", "type: file");
    project.write("specs/others.yaml", &others);
    project.write("specs/things.yaml", THINGS);
    project.write("specs/manifest.toml", &manifest(""));
    let run = project.run(&[]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(!entries(&run).contains("Others_Trace"), "{run:?}");
    project.write("specs/manifest.toml", &manifest(entries(&run)));
    let run = project.run(&[]);
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn tables_follow_tables() {
    let project = faulty();
    let table = "[[services.others.except]]\noperation = 'Others_Trace'\nbecause = 'tracing'\n";
    let others = project.read("specs/others.yaml");
    let others = others.replace("type: string, enum: [Key1, Key2]", "type: file");
    project.write("specs/others.yaml", &others);
    project.write("specs/manifest.toml", &format!("{MANIFEST}{table}"));
    let run = project.run(&[]);
    let text = format!("{MANIFEST}{table}{}", entries(&run));
    project.write("specs/manifest.toml", &text);
    assert_eq!(project.run(&[]).code, 0, "{text}");
}

/// A file that cannot be read leaves out what refers to it.
#[test]
fn an_operation_with_a_file_that_is_missing_can_be_left_out() {
    let project = Project::new();
    let things = THINGS.replace(
        "schema: { $ref: '#/components/schemas/Which' }",
        "schema: { $ref: 'gone.yaml#/a' }",
    );
    project.write("specs/things.yaml", &things);
    let run = project.run(&[]);
    project.write(
        "specs/manifest.toml",
        &format!("{MANIFEST}{}", entries(&run)),
    );
    let run = project.run(&[]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(
        run.printed("left    Things_Regenerate of things out: `"),
        "{run:?}"
    );
}

#[test]
fn a_fault_of_more_than_operations_has_no_entry() {
    let project = Project::new();
    project.write("specs/others.yaml", "openapi: [3.0.3\n");
    let run = project.run(&[]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(!run.stderr.contains(ENTRIES), "{run:?}");
}

#[test]
fn the_other_errors_are_counted() {
    let project = faulty();
    let things = project.read("specs/things.yaml");
    let things = things.replace("head: { operationId: Things_Exist, ", "head: { ");
    project.write("specs/things.yaml", &things);
    let run = project.run(&[]);
    let heading = format!("{ENTRIES} (and correct the error that concerns more than operations):");
    assert!(run.stderr.contains(&heading), "{run:?}");
}
