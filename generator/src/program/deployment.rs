//! Handing a new key to its consumers, with a command of the user's.

use super::{
    arm::{Key, KeyPair, KeyType},
    group::Group,
    masked::word,
    program::Run,
};
use std::{error::Error, fmt, io, process::{ExitStatus, Stdio}};
use tokio::process::Command;

/// Runs the command with the key in its environment, and without the access token. It fails if the command does.
pub(super) async fn deploy(
    command: &str,
    run: &Run,
    pair: &dyn KeyPair,
    which: KeyType,
    key: &Key,
) -> Result<(), Box<dyn Error + Send + Sync>> {
    let mut shell = shell(command);
    // Where the program cannot take its own place, its environment still has the token.
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
        // stdout is for the steps alone.
        .stdout(io::stderr());
    if let Some(connection_string) = &key.connection_string {
        shell.env("AZURE_CONNECTION_STRING", connection_string.secret());
    }
    let status = ended(shell, run).await?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("the command of --deploy ended with {status}").into()),
    }
}

/// Runs a command to its end. It ends, with all that it has started, if the run is given up. If the run is killed,
/// nobody ends it; so the lock says that it is there.
async fn ended(mut command: Command, run: &Run) -> io::Result<ExitStatus> {
    Group::lead(&mut command);
    run.note_deployment("begun")?;
    let mut child = command.spawn()?;
    let group = Group::of(&child);
    run.note_deployment(&child.id().unwrap_or_default().to_string())?;
    let status = child.wait().await?;
    group.ended();
    // If the note stays, the lock does not: it goes with the run.
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

/// Nobody has handed the new key to its consumers yet.
#[derive(Debug)]
pub(super) struct NotHandedOut;

impl fmt::Display for NotHandedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the new key has not been handed to its consumers")
    }
}

impl Error for NotHandedOut {}
