//! Tasks of this repository: `cargo xtask gen`.

mod generate;
mod output;
mod report;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Tasks of this repository.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Generate a crate from the definitions that a manifest names.
    Gen(generate::Gen),
}

fn main() -> ExitCode {
    let Task::Gen(task) = Arguments::parse().task;
    match task.run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
