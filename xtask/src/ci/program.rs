//! The step for the program in the README.

use super::{Outcome, Shell};
use std::fs;

/// The program's `Cargo.toml` without its dependencies.
const PACKAGE: &str =
    "[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n";

/// Compiles the program in the README, with the dependencies in the README, outside the workspace.
pub(super) fn readme(shell: &Shell) -> Outcome {
    let readme = fs::read_to_string(shell.path("README.md"))?;
    let folder = shell.path("target/readme-program");
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("src/main.rs"), fenced(&readme, "rust")?)?;
    let crate_folder = shell.path("generated").to_string_lossy().into_owned();
    let dependencies = fenced(&readme, "toml")?.replace("../azure-keys/generated", &crate_folder);
    fs::write(
        folder.join("Cargo.toml"),
        PACKAGE.to_owned() + &dependencies,
    )?;
    fs::copy(shell.path("Cargo.lock"), folder.join("Cargo.lock"))?;
    shell
        .strict()
        .cargo("check --manifest-path target/readme-program/Cargo.toml --target-dir target/program")
}

/// The first block of code in a language.
fn fenced(text: &str, language: &str) -> Result<String, String> {
    let start = format!("```{language}\n");
    let block = text
        .split_once(&start)
        .and_then(|(_, rest)| rest.split_once("```\n"));
    let block = block.map(|(block, _)| block.to_owned());
    block.ok_or_else(|| format!("README.md has no code in {language}"))
}
