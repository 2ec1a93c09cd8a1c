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

/// Each of two pairs of a resource has a list and a regenerate operation of its own, in the sub-client `group`.
fn two_pairs(group: &str) -> String {
    let first = AMBIGUOUS
        .replace("listAdminKeys", "pause")
        .replace("Things_ListAdminKeys", "Things_Pause")
        .replace(
            "responses: *keys",
            "responses: { '204': { description: '' } }",
        );
    let (head, paths) = first.split_once("paths:\n").expect("it has paths");
    let second = paths
        .replace("/listKeys:", "/listOtherKeys:")
        .replace("/pause:", "/wait:")
        .replace("/regenerateKey/", "/regenerateOtherKey/")
        .replace("Things_ListKeys", &format!("{group}_ListOtherKeys"))
        .replace("Things_Pause", &format!("{group}_Wait"))
        .replace(
            "Things_RegenerateKey",
            &format!("{group}_RegenerateOtherKey"),
        )
        .replace("&names", "&others")
        .replace("*names", "*others")
        .replace("&keys", "&pairs");
    format!("{head}paths:\n{paths}{second}")
}

/// The keys of two pairs may be the same ones, so the entry that is printed says `none`.
#[test]
fn a_pair_can_have_another_name_than_one_of_the_same_resource() {
    for (group, name) in [("Others", "things"), ("Zones", "zones")] {
        let (project, run) = project(&two_pairs(group));
        let entries = entries(&run);
        passes(&project, entries);
        passes(&project, &chosen(entries, &format!("name = \"{name}\"")));
        let files = project.files();
        let is_named = |text: &String| text.contains(&format!("\"{name}\""));
        assert!(files.values().any(is_named), "{entries}");
    }
}

/// What the manifest already specifies is for its author to change: an entry more would be a pair more.
#[test]
fn an_entry_of_a_pair_with_the_name_of_another_is_not_printed_again() {
    let (project, _) = project(&two_pairs("Others"));
    let entry =
        |id: &str| format!("\n[[services.things.key_pairs]]\nregenerate = '{id}'\nname = 'same'\n");
    let both = entry("Things_RegenerateKey") + &entry("Others_RegenerateOtherKey");
    project.write("specs/manifest.toml", &format!("{MANIFEST}{both}"));
    let run = project.run(&[]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(!run.stderr.contains(ENTRIES), "{run:?}");
    let help = "give one of them another `name` in its `key_pairs` entry";
    assert!(run.stderr.contains(help), "{run:?}");
    let one = entry("Others_RegenerateOtherKey").replace("'same'", "'keys'");
    project.write("specs/manifest.toml", &format!("{MANIFEST}{one}"));
    let run = project.run(&[]);
    assert_eq!(run.code, 1, "{run:?}");
    let entries = entries(&run);
    project.write("specs/manifest.toml", &format!("{MANIFEST}{one}{entries}"));
    let run = project.run(&[]);
    assert_eq!(run.code, 0, "{entries}{run:?}");
}

/// An entry is for one of the pairs that an operation regenerates, so it specifies the keys, too.
#[test]
fn one_of_several_pairs_can_have_another_name_than_that_of_another_operation() {
    let keys = "key1: { type: string }, key2: { type: string }";
    let more = [
        "primaryKey",
        "secondaryKey",
        "primaryReadonlyKey",
        "secondaryReadonlyKey",
    ];
    let more = more.map(|name| format!("{name}: {{ type: string }}"));
    let definition = two_pairs("Zones");
    let at = definition.rfind(keys).expect("the second pair has keys");
    let (first, second) = definition.split_at(at);
    let second = second.replace(keys, &more.join(", ")).replace(
        "[key1, key2]",
        "[primary, secondary, primaryReadonly, secondaryReadonly]",
    );
    let (project, run) = project(&format!("{first}{second}"));
    let entries = entries(&run);
    passes(&project, entries);
    let choice = "keys = [\"primaryKey\", \"secondaryKey\"]";
    let chosen = chosen(entries, choice).replace("# name", "name");
    passes(&project, &chosen);
}
