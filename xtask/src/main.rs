//! Tasks of this repository: `cargo xtask <task>`.

mod changelog;
mod ci;
mod console;
mod cost;
mod diagnostics;
mod diff;
mod explain;
mod generate;
mod git;
mod new_service;
mod output;
mod progress;
mod published;
mod report;
mod select;
mod survey;
mod timings;
mod together;
mod update;
mod walk;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Parsing and printing allocate millions of small objects, for which it needs fewer instructions than the system's
/// allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Tasks of this repository.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
struct Arguments {
    #[command(subcommand)]
    task: Task,

    #[command(flatten)]
    console: console::Options,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Propose the next version of a crate, and the entries of its changelog.
    Changelog(changelog::Changelog),
    /// Run all checks of the project, or some of them.
    Ci(ci::Ci),
    /// Measure the compile time of crates in turn, and compare it with that of the first.
    Cost(cost::Cost),
    /// Compare two crates, and report what differs for their users.
    Diff(diff::Diff),
    /// Explain codes of diagnostics, or list them.
    Explain(explain::Explain),
    /// Generate a crate from the definitions that a manifest names.
    Gen(generate::Gen),
    /// Write the files of a service that is not in `specs/` yet, to be filled in.
    NewService(new_service::NewService),
    /// Print a manifest of services of a checkout, or of operations that it selects by their paths.
    Select(select::Select),
    /// Try to generate every definition below some folders, and report the refusals.
    Survey(survey::Survey),
    /// Compare the definitions with a checkout of the public ones.
    Update(update::Update),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    console::configure(arguments.console);
    let done = match arguments.task {
        Task::Changelog(task) => task.run(),
        Task::Ci(task) => task.run(),
        Task::Cost(task) => task.run(),
        Task::Diff(task) => task.run(),
        Task::Explain(task) => task.run(),
        Task::Gen(task) => task.run(),
        Task::NewService(task) => task.run(),
        Task::Select(task) => task.run(),
        Task::Survey(task) => task.run(),
        Task::Update(task) => task.run(),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            console::error(error);
            ExitCode::FAILURE
        }
    }
}
