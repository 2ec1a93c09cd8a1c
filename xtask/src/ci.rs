//! `cargo xtask ci`: every check of the project, step by step, in the order of what fails fastest.

mod package;
mod program;
mod published;
mod shell;

use crate::say;
use clap::Args;
use shell::Shell;
use std::{error::Error, process::ExitCode, time::Instant};

/// Options of `cargo xtask ci`.
#[derive(Debug, Args)]
pub(crate) struct Ci {
    /// Steps to run, all by default.
    steps: Vec<String>,

    /// List the steps, and run none.
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
        about: "the emitted crates are what their definitions give",
        run: |shell| {
            shell.xtask("gen --check")?;
            shell.xtask(&format!("gen {EVERYTHING} --check"))
        },
    },
    Step {
        name: "explain",
        about: "docs/diagnostics.md explains every code as the generator does",
        run: |shell| shell.xtask("explain --check"),
    },
    Step {
        name: "clippy",
        about: "no lint fires",
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
        about: "all tests pass, by the command of the README",
        run: |shell| shell.cargo("test --workspace"),
    },
    Step {
        name: "debug",
        about: "no secret is shown with azure_core/debug, which shows the fields of every model",
        run: |shell| {
            shell.cargo(
                "test -p azure-keys-tests --features debug --test log --test secrets --test errors --test rotation",
            )
        },
    },
    Step {
        name: "features",
        about: "each feature of azure-keys compiles alone, and none",
        run: package::each_feature,
    },
    Step {
        name: "survey",
        about: "what of the published definitions can be generated, at the least",
        run: published::survey,
    },
    Step {
        name: "services",
        about: "whole published services compile and replay their examples",
        run: published::services,
    },
    Step {
        name: "key-operations",
        about: "every published key operation compiles and replays its examples",
        run: published::key_operations,
    },
    Step {
        name: "package",
        about: "the package holds what a registry needs",
        run: package::contents,
    },
    Step {
        name: "readme",
        about: "the program of the README compiles outside of the workspace",
        run: program::readme,
    },
    Step {
        name: "clean",
        about: "generating anew leaves no change behind",
        run: package::regenerated,
    },
];

/// Generates the crate with one of everything.
const EVERYTHING: &str = "--manifest tests/definitions/everything.toml --out tests/everything";

impl Ci {
    /// Runs the task. The exit code is 1 if a step fails; later steps are not run then.
    pub(crate) fn run(&self) -> Result<ExitCode, Box<dyn Error>> {
        if self.list {
            for Step { name, about, .. } in STEPS {
                say::line(format_args!("{name:<16}{about}"))?;
            }
            return Ok(ExitCode::SUCCESS);
        }
        let shell = Shell::new()?;
        for step in self.chosen()? {
            let start = Instant::now();
            say::line("")?;
            say::line(format_args!("== {}: {}", step.name, step.about))?;
            (step.run)(&shell)
                .map_err(|error| format!("the step `{}` failed: {error}", step.name))?;
            say::line(format_args!(
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
                    "no step is called `{name}`; the steps are {}",
                    names.join(", ")
                )
            })
        };
        self.steps.iter().map(step).collect()
    }
}
