//! Steps for the emitted package.

use super::{EVERYTHING, Outcome, Shell};
use std::fs;
use toml::Table;

/// Files that the package must contain.
const FILES: [&str; 5] = [
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "src/lib.rs",
    "src/cli/main.rs",
];

/// Runs clippy with each feature alone, and without features.
pub(super) fn each_feature(shell: &Shell) -> Outcome {
    let manifest: Table = fs::read_to_string(shell.path("generated/Cargo.toml"))?.parse()?;
    let features = manifest
        .get("features")
        .and_then(|features| features.get("all")?.as_array());
    let features: Vec<&str> = features
        .into_iter()
        .flatten()
        .filter_map(|feature| feature.as_str())
        .collect();
    if features.len() < 2 {
        return Err("generated/Cargo.toml lists no features".into());
    }
    for feature in ["", "fleet"].into_iter().chain(features) {
        let arguments = [
            "clippy",
            "--quiet",
            "-p",
            "azure-keys",
            "--no-default-features",
        ];
        let lints = ["--features", feature, "--", "-D", "warnings"];
        shell.run("cargo", arguments.into_iter().chain(lints))?;
    }
    Ok(())
}

/// Checks the list of files in the package.
pub(super) fn contents(shell: &Shell) -> Outcome {
    let list = ["package", "--list", "--allow-dirty", "-p", "azure-keys"];
    let packaged = shell.read("cargo", list)?;
    match FILES
        .iter()
        .find(|file| packaged.lines().all(|line| line != **file))
    {
        Some(file) => Err(format!("the package lacks {file}").into()),
        None => Ok(()),
    }
}

/// Generates again, also with missing sources, and checks that git reports no change.
pub(super) fn regenerated(shell: &Shell) -> Outcome {
    shell.xtask("gen")?;
    fs::remove_dir_all(shell.path("generated/src"))?;
    shell.xtask("gen")?;
    shell.xtask(&format!("gen {EVERYTHING}"))?;
    let changes = shell.read("git", ["status", "--porcelain"])?;
    match changes.is_empty() {
        true => Ok(()),
        false => Err(format!(
            "the checks changed files, or there were uncommitted changes before:\n{changes}"
        )
        .into()),
    }
}
