//! Pairs of keys that are ambiguous: the entries that decide them are printed.

use crate::project::{MANIFEST, Project, Run};

const ENTRIES: &str = "to generate no such pair of keys, add to the manifest";

const AMBIGUOUS: &str =
    include_str!("../../../tests/definitions/faulty/ambiguous-key-pair-two-lists.yaml");

fn project(definition: &str) -> (Project, Run) {
    let project = Project::new();
    project.write("specs/things.yaml", definition);
    let run = project.run(&[]);
    assert_eq!(run.code, 1, "{run:?}");
    (project, run)
}

/// What follows the line that introduces the entries.
fn entries(run: &Run) -> &str {
    let (_, entries) = run.stderr.split_once(ENTRIES).expect("entries are printed");
    entries.split_once('\n').map_or("", |(_, entries)| entries)
}

/// The entries with `choice` in place of `none`.
fn chosen(entries: &str, choice: &str) -> String {
    let lines = entries.lines().filter(|line| !line.starts_with("none"));
    let lines: Vec<&str> = lines.collect();
    let text = lines.join("\n") + "\n";
    assert!(text.contains(&format!("# {choice}\n")), "{entries}");
    text.replace(&format!("# {choice}"), choice)
}

#[track_caller]
fn passes(project: &Project, entries: &str) {
    project.write("specs/manifest.toml", &format!("{MANIFEST}{entries}"));
    let run = project.run(&[]);
    assert_eq!(run.code, 0, "{entries}{run:?}");
}

#[test]
fn an_operation_that_lists_the_keys_can_be_chosen() {
    let (project, run) = project(AMBIGUOUS);
    let entries = entries(&run);
    passes(&project, entries);
    passes(&project, &chosen(entries, "list = \"Things_ListKeys\""));
    assert!(
        project
            .files()
            .values()
            .any(|text| text.contains("KeyPair"))
    );
}

#[test]
fn the_properties_with_the_keys_can_be_chosen() {
    let names = [
        "primaryKey",
        "secondaryKey",
        "primaryReadonlyKey",
        "secondaryReadonlyKey",
    ];
    let keys = names
        .map(|name| format!("{name}: {{ type: string }}"))
        .join(", ");
    let definition = AMBIGUOUS
        .replace("key1: { type: string }, key2: { type: string }", &keys)
        .replace("listAdminKeys", "pause")
        .replace("ListAdminKeys", "Pause")
        .replace(
            "responses: *keys",
            "responses: { '204': { description: '' } }",
        );
    let (project, run) = project(&definition);
    let entries = entries(&run);
    passes(&project, entries);
    let choice = "keys = [\"primaryReadonlyKey\", \"secondaryReadonlyKey\"]";
    passes(&project, &chosen(entries, choice));
}

/// TOML does not let tables continue a list.
#[test]
fn entries_continue_a_list_that_the_manifest_has() {
    let second = AMBIGUOUS.split_once("paths:\n").expect("it has paths").1;
    let second = second
        .replace("Things_", "Others_")
        .replace("/things/", "/others/")
        .replace("&names", "&others")
        .replace("*names", "*others")
        .replace("&keys", "&pairs")
        .replace("*keys", "*pairs");
    let (project, _) = project(&format!("{AMBIGUOUS}{second}"));
    let manifest = |more: &str| {
        let list = format!(
            "documents = ['things.yaml']\nkey_pairs = [\n    {{ regenerate = 'Things_RegenerateKey', none = 'two' }},\n{more}]\n"
        );
        MANIFEST.replace("documents = ['things.yaml']\n", &list)
    };
    project.write("specs/manifest.toml", &manifest(""));
    let run = project.run(&[]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(
        !entries(&run).contains("\"Things_RegenerateKey\""),
        "{run:?}"
    );
    project.write("specs/manifest.toml", &manifest(entries(&run)));
    let run = project.run(&[]);
    assert_eq!(run.code, 0, "{run:?}");
}
