//! The target of new keys.

use super::{
    arguments::Arguments,
    arm::fleet::{Deploy, DeployCommand, EnvironmentFile, VaultSecret},
    connection,
};
use azure_core::{credentials::TokenCredential, http::ClientOptions};
use std::{error::Error, fmt, sync::Arc};

/// The target that the command line selects, if any.
pub(super) fn target(
    arguments: &Arguments,
    credential: Arc<dyn TokenCredential>,
) -> Result<Option<Box<dyn Deploy>>, String> {
    if let Some(command) = &arguments.deploy {
        let command = DeployCommand::new(command.clone());
        // On Windows, the program's own environment still contains the token.
        let name = arguments.token_from_env.iter();
        return Ok(Some(Box::new(name.fold(command, |command, name| command.without_variable(name)))));
    }
    if let (Some(path), Some(variable)) = (&arguments.env_file, &arguments.variable) {
        let file = EnvironmentFile::new(path, variable.clone());
        return Ok(Some(Box::new(if arguments.connection_string { file.connection_string() } else { file })));
    }
    let (Some(vault), Some(secret)) = (&arguments.vault, &arguments.secret) else {
        return Ok(None);
    };
    let cloud = connection::options(arguments).client_options.cloud;
    let options = ClientOptions { cloud, ..Default::default() };
    let vault = VaultSecret::new(vault, secret.clone(), credential, Some(options)).map_err(|error| error.to_string())?;
    Ok(Some(Box::new(if arguments.connection_string { vault.connection_string() } else { vault })))
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

/// Another pair has failed, and `--stop-at-failure` asks to begin no other rotation.
#[derive(Debug)]
pub(super) struct Stopped;

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the rotation of another pair has failed")
    }
}

impl Error for Stopped {}
