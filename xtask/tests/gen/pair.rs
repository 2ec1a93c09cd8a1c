//! Two runs at the same time: one waits for the other.

use crate::project::Project;
use std::{
    collections::BTreeMap,
    process::{Child, Stdio},
};

const PAIRS: usize = 50;

/// The files that a run writes alone.
fn alone(manifest: &str) -> BTreeMap<String, String> {
    let project = pair();
    let run = project.run_manifest(manifest, &project.out());
    assert_eq!(run.code, 0, "{run:?}");
    project.files()
}

/// Another crate with other services, so that files are added and removed, and every text differs.
fn pair() -> Project {
    let project = Project::new();
    let manifest = project.read("specs/manifest.toml");
    let end = manifest.find("[services.others]").expect("it is there");
    let other = manifest[..end].replace("services.things", "services.more");
    project.write(
        "specs/other.toml",
        &other.replace("Things.", "Other things."),
    );
    project
}

#[test]
fn two_runs_at_once_do_not_mix() {
    let outcomes = ["manifest.toml", "other.toml"].map(alone);
    assert_ne!(outcomes[0], outcomes[1]);
    for number in 0..PAIRS {
        let project = pair();
        // In half of the cases, there is a crate before.
        if number % 2 == 1 {
            project.run(&[]);
        }
        let runs = ["other.toml", "manifest.toml"].map(|manifest| start(&project, manifest));
        for run in runs {
            let output = run.wait_with_output().expect("the run ends");
            assert!(output.status.success(), "{number}: {output:?}");
        }
        let files = project.files();
        assert!(outcomes.contains(&files), "{number}: {:?}", files.keys());
        assert_eq!(project.beside(), ["generated", "specs"], "{number}");
    }
}

fn start(project: &Project, manifest: &str) -> Child {
    let mut command = project.command(manifest, &project.out());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the run starts")
}
