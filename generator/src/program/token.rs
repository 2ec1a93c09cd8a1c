//! An access token from the user, which the command of --deploy must not be able to read.

use super::arguments::Arguments;
use azure_core::credentials::Secret;
use std::{
    env,
    io::{self, Read},
};

/// More than the length of any access token.
const LONGEST: u64 = 1 << 20;

/// Refuses a token of the user for a run that needs tokens for several services.
pub(super) fn check(arguments: &Arguments) -> Result<(), String> {
    let option = match (&arguments.token_from_env, arguments.token_from_stdin) {
        (Some(_), _) => "--token-from-env",
        (None, true) => "--token-from-stdin",
        (None, false) => return Ok(()),
    };
    match arguments.vault {
        None => Ok(()),
        Some(_) => Err(format!(
            "the argument '{option}' cannot be used with '--vault': its access token is for Azure Resource Manager, \
             and must not be sent to a vault; sign in with `az login` instead"
        )),
    }
}

/// The token that the command line selects, if any.
pub(super) fn given(arguments: &Arguments) -> Result<Option<Secret>, String> {
    let named = arguments.token_from_env.as_ref();
    let place = named.map_or("standard input".to_owned(), |name| format!("the environment variable {name}"));
    let text = match named.and_then(env::var_os) {
        Some(text) => text.into_string().map_err(|_| format!("{place} holds no access token"))?,
        None if arguments.token_from_stdin => read().map_err(|error| format!("{place} cannot be read: {error}"))?,
        None if named.is_some() => String::new(),
        None => return Ok(None),
    };
    match text.trim() {
        "" => Err(format!("{place} holds no access token")),
        token => Ok(Some(Secret::new(token.to_owned()))),
    }
}

fn read() -> io::Result<String> {
    let mut text = String::new();
    io::stdin().lock().take(LONGEST).read_to_string(&mut text)?;
    Ok(text)
}

/// Removes the token from the environment of this process.
///
/// Other processes of the same user can read the initial environment of a process as long as it
/// runs, for example in `/proc/<id>/environ`, even if the process changes its variables. So the
/// program executes itself again without the variable, with the token in standard input.
#[cfg(unix)]
pub(super) fn leave_environment(arguments: &Arguments) -> Result<(), String> {
    use std::os::{fd::OwnedFd, unix::process::CommandExt};
    let Some((name, token)) = arguments.token_from_env.as_ref().and_then(|name| Some((name, env::var_os(name)?))) else {
        return Ok(());
    };
    if arguments.token_from_stdin {
        return Err(format!("the access token comes from the environment variable {name} or from standard input"));
    }
    let failed = |error: io::Error| {
        format!("the access token cannot be taken out of the environment: {error}; use --token-from-stdin")
    };
    let mut arguments = env::args_os();
    let own_name = arguments.next().unwrap_or_default();
    let mut anew = std::process::Command::new(env::current_exe().map_err(failed)?);
    let stdin = OwnedFd::from(stream_with(&token).map_err(failed)?);
    anew.arg0(own_name).arg("--token-from-stdin").args(arguments).env_remove(name).stdin(stdin);
    // `exec` returns only if it fails.
    Err(failed(anew.exec()))
}

/// A stream that contains a text: the other end has sent it and is closed. The system buffers the
/// text until it is read. A text that does not fit into the buffer is an error, since there is no
/// reader yet.
#[cfg(unix)]
fn stream_with(text: &std::ffi::OsStr) -> io::Result<std::os::unix::net::UnixStream> {
    use std::{
        io::Write,
        os::unix::{ffi::OsStrExt, net::UnixStream},
    };
    let (mut sender, receiver) = UnixStream::pair()?;
    sender.set_nonblocking(true)?;
    sender.write_all(text.as_bytes())?;
    Ok(receiver)
}

/// On other systems, a program cannot replace itself.
#[cfg(not(unix))]
pub(super) fn leave_environment(_: &Arguments) -> Result<(), String> {
    Ok(())
}
