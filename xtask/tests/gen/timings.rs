//! `--timings`: a table of the stages that ran, on standard error.

use crate::project::Project;

/// Names of the rows of the table. Each row has a time.
fn rows(stderr: &str) -> Vec<&str> {
    let times = stderr.lines().filter_map(|line| line.strip_suffix(" ms"));
    let rows = times.filter_map(|line| line.split_once(' '));
    rows.filter(|(_, time)| time.trim().parse::<f64>().is_ok())
        .map(|(name, _)| name)
        .collect()
}

const STAGES: [&str; 11] = [
    "load", "swagger", "lower", "passes", "examples", "surface", "emit", "format", "report",
    "write", "total",
];

#[test]
fn the_table_has_a_time_per_stage_and_the_output_is_the_same() {
    let project = Project::new();
    assert_eq!(rows(&project.run(&[]).stderr), [""; 0]);
    let files = project.files();
    let run = project.run(&["--timings"]);
    assert_eq!((run.code, rows(&run.stderr)), (0, STAGES.to_vec()));
    let run = project.run(&["--check", "--timings"]);
    assert_eq!((run.code, rows(&run.stderr)), (0, STAGES.to_vec()));
    assert_eq!(project.files(), files);
}

#[test]
fn the_table_of_a_refused_run_has_the_stages_that_ran() {
    let project = Project::new();
    project.write("specs/things.yaml", "openapi: 2.0.0\n");
    let run = project.run(&["--timings"]);
    assert_eq!((run.code, rows(&run.stderr)), (1, vec!["load", "total"]));
}
