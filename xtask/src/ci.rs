//! `cargo xtask ci`: all checks of the project. Steps that fail fast come first.

mod package;
mod program;
mod published;
mod shell;

use crate::console;
use clap::Args;
use shell::Shell;
use std::{error::Error, process::ExitCode, time::Instant};

/// Options of `cargo xtask ci`.
#[derive(Debug, Args)]
pub(crate) struct Ci {
    /// Steps to run, all by default.
    steps: Vec<String>,

    /// List the steps without running them.
    #[arg(long)]
    list: bool,
}

type Outcome = Result<(), Box<dyn Error>>;

/// A check with its name.
struct Step {
    name: &'static str,
    about: &'static str,
    run: fn(&Shell) -> Outcome,
}

const STEPS: &[Step] = &[
    Step {
        name: "fmt",
        about: "the hand-written code is formatted",
        run: |shell| shell.cargo("fmt --all --check"),
    },
    Step {
        name: "generated",
        about: "the emitted crates are up to date",
        run: |shell| {
            shell.xtask("gen --check")?;
            shell.xtask(&format!("gen {EVERYTHING} --check"))
        },
    },
    Step {
        name: "explain",
        about: "docs/diagnostics.md is up to date",
        run: |shell| shell.xtask("explain --check"),
    },
    Step {
        name: "clippy",
        about: "clippy reports nothing",
        run: |shell| shell.cargo("clippy --workspace --all-targets --all-features -- -D warnings"),
    },
    Step {
        name: "doc",
        about: "the documentation builds without a warning",
        run: |shell| {
            let shell = shell.with("RUSTDOCFLAGS", "-D warnings");
            shell.cargo("doc --workspace --all-features --no-deps")
        },
    },
    Step {
        name: "test",
        about: "all tests pass",
        run: |shell| shell.cargo("test --workspace"),
    },
    Step {
        name: "debug",
        about: "azure_core/debug, which shows the fields of all models, shows no secret",
        run: |shell| {
            let test = "test -p azure-keys-tests --features debug";
            shell.cargo(&format!("{test} --test log"))?;
            shell.cargo(&format!(
                "{test} --test client -- secrets:: errors:: rotation::"
            ))
        },
    },
    Step {
        name: "features",
        about: "azure-keys compiles with each feature alone, and without features",
        run: package::each_feature,
    },
    Step {
        name: "survey",
        about: "the expected part of the published definitions can be generated",
        run: published::survey,
    },
    Step {
        name: "services",
        about: "some published services compile and replay their examples",
        run: published::services,
    },
    Step {
        name: "key-operations",
        about: "every published key operation compiles and replays its examples",
        run: published::key_operations,
    },
    Step {
        name: "package",
        about: "the package contains all files that a registry needs",
        run: package::contents,
    },
    Step {
        name: "readme",
        about: "the program in the README compiles outside the workspace",
        run: program::readme,
    },
    Step {
        name: "clean",
        about: "generating again changes no file",
        run: package::regenerated,
    },
];

/// Arguments that generate the crate with every supported form.
const EVERYTHING: &str = "--manifest tests/definitions/everything.toml --out tests/everything";

impl Ci {
    /// Runs the task. The exit code is 1 if a step fails; later steps are not run then.
    pub(crate) fn run(&self) -> Result<ExitCode, Box<dyn Error>> {
        if self.list {
            for Step { name, about, .. } in STEPS {
                console::line(format_args!("{name:<16}{about}"))?;
            }
            return Ok(ExitCode::SUCCESS);
        }
        let shell = Shell::new()?;
        for step in self.chosen()? {
            let start = Instant::now();
            console::line("")?;
            console::line(format_args!("== {}: {}", step.name, step.about))?;
            (step.run)(&shell)
                .map_err(|error| format!("the step `{}` failed: {error}", step.name))?;
            console::line(format_args!(
                "== {} passed in {:.0?}",
                step.name,
                start.elapsed()
            ))?;
        }
        Ok(ExitCode::SUCCESS)
    }

    fn chosen(&self) -> Result<Vec<&'static Step>, String> {
        if self.steps.is_empty() {
            return Ok(STEPS.iter().collect());
        }
        let step = |name: &String| {
            STEPS.iter().find(|step| step.name == name).ok_or_else(|| {
                let names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
                format!(
                    "there is no step `{name}`; the steps are {}",
                    names.join(", ")
                )
            })
        };
        self.steps.iter().map(step).collect()
    }
}
