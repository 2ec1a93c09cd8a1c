//! Steps for the definitions that Azure publishes. `AZURE_REST_API_SPECS` names their folder.

use super::{Outcome, Shell};
use crate::console;
use std::{env, fs};

/// Services of which all operations are generated, as crates that contain their runtime.
const ALONE: [&str; 4] = ["appconfiguration", "redis", "relay", "signalr"];

/// Services whose crates depend on one package with the runtime.
const SHARING: [&str; 2] = ["maps", "search"];

/// Paths of the operations that list or regenerate keys.
const KEY_OPERATIONS: &str = r"/(list\w*keys|listsecrets|(regenerate|rotate)\w*(/\{\w+\})?)$";

/// Surveys all files with a release build. `cargo test --workspace` surveys only some of them.
pub(super) fn survey(shell: &Shell) -> Outcome {
    fast_release(shell).cargo("test --release -p xtask --test published")
}

/// Compiles the newest stable versions of some services, and replays their examples.
pub(super) fn services(shell: &Shell) -> Outcome {
    let Some(specs) = specs()? else { return Ok(()) };
    replay(shell, &specs, &ALONE, "target/survey/some", "")?;
    replay(shell, &specs, &SHARING, "target/survey/shared", "--runtime")
}

/// Emits a workspace of services, and runs its tests.
fn replay(shell: &Shell, specs: &str, services: &[&str], out: &str, option: &str) -> Outcome {
    let folders = services.iter().map(|service| format!("{specs}/{service}"));
    let folders: Vec<String> = folders.collect();
    let emit =
        format!("run --quiet --release -p xtask -- survey --newest --emit {out} {option} --root");
    let arguments = emit.split_whitespace().chain([specs]);
    fast_release(shell).run("cargo", arguments.chain(folders.iter().map(String::as_str)))?;
    let target = shell.path("target/program").to_string_lossy().into_owned();
    let shell = shell.strict().with("CARGO_TARGET_DIR", target);
    shell.cargo(&format!(
        "test --manifest-path {out}/Cargo.toml --no-fail-fast"
    ))
}

/// Compiles every key operation, and replays its examples.
pub(super) fn key_operations(shell: &Shell) -> Outcome {
    let Some(specs) = specs()? else { return Ok(()) };
    let select = [
        "select",
        &specs,
        "--paths",
        KEY_OPERATIONS,
        "--all-versions",
        "--name",
        "azure-key-operations",
    ];
    let xtask = shell.xtask_path().to_string_lossy().into_owned();
    fs::create_dir_all(shell.path("target"))?;
    shell.write(&xtask, select, &shell.path("target/keys.toml"))?;
    shell.xtask("gen --manifest target/keys.toml --out target/key-operations")?;
    fs::copy(
        shell.path("Cargo.lock"),
        shell.path("target/key-operations/Cargo.lock"),
    )?;
    shell.strict().cargo(
        "test --manifest-path target/key-operations/Cargo.toml --target-dir target/program \
         --no-default-features --features all --lib -- --nocapture",
    )
}

/// Folder of the definitions. If there is none, prints that the step is skipped.
fn specs() -> Result<Option<String>, Box<dyn std::error::Error>> {
    match env::var("AZURE_REST_API_SPECS") {
        Ok(specs) if !specs.is_empty() => Ok(Some(specs)),
        _ => {
            console::line(
                "skipped: AZURE_REST_API_SPECS is not set to a checkout of the public definitions",
            )?;
            Ok(None)
        }
    }
}

/// Release builds that compile faster and are not as small.
fn fast_release(shell: &Shell) -> Shell {
    shell
        .with("CARGO_PROFILE_RELEASE_LTO", "off")
        .with("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .with("CARGO_PROFILE_RELEASE_DEBUG", "false")
}
