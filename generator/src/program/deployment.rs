//! Deploying a new key to its consumers with the user's command.

use super::{
    arm::{Key, KeyPair, KeyType},
    group::Group,
    masked::word,
    program::Run,
};
use std::{error::Error, fmt, io, process::{ExitStatus, Stdio}};
use tokio::process::Command;

/// Runs the command with the key in its environment, and without the access token. Fails if the
/// command fails.
pub(super) async fn deploy(
    command: &str,
    run: &Run,
    pair: &dyn KeyPair,
    which: KeyType,
    key: &Key,
) -> Result<(), Box<dyn Error + Send + Sync>> {
    let mut shell = shell(command);
    // On Windows, the program's own environment still contains the token.
    if let Some(variable) = &run.arguments.token_from_env {
        shell.env_remove(variable);
    }
    shell
        .env("AZURE_KEY", key.value.secret())
        .env("AZURE_KEY_TYPE", word(which))
        .env("AZURE_KEY_PAIR", pair.name())
        .env("AZURE_RESOURCE_ID", pair.resource_id().to_string())
        .env_remove("AZURE_CONNECTION_STRING")
        .stdin(Stdio::null())
        // stdout contains only the steps.
        .stdout(io::stderr());
    if let Some(connection_string) = &key.connection_string {
        shell.env("AZURE_CONNECTION_STRING", connection_string.secret());
    }
    let status = run_to_end(shell, run).await?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("the command of --deploy ended with {status}").into()),
    }
}

/// Runs a command to its end. If the run is cancelled, the command ends with all processes that it
/// started. If the run is killed, the command continues; the lock file then contains its process
/// id.
async fn run_to_end(mut command: Command, run: &Run) -> io::Result<ExitStatus> {
    Group::lead(&mut command);
    run.note_deployment("begun")?;
    let mut child = command.spawn()?;
    let group = Group::of(&child);
    run.note_deployment(&child.id().unwrap_or_default().to_string())?;
    let status = child.wait().await?;
    group.ended();
    // A failure does not matter: the lock file is deleted at the end of the run.
    let _ = run.note_deployment("");
    Ok(status)
}

#[cfg(not(windows))]
fn shell(command: &str) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", command]);
    shell
}

#[cfg(windows)]
fn shell(command: &str) -> Command {
    let mut shell = Command::new("cmd");
    shell.arg("/C").raw_arg(command);
    shell
}

/// The new key has not been handed to its consumers yet.
#[derive(Debug)]
pub(super) struct NotHandedOut;

impl fmt::Display for NotHandedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the new key has not been handed to its consumers")
    }
}

impl Error for NotHandedOut {}
