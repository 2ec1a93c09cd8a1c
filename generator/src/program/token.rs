//! An access token that the user brings, and that the command of --deploy must not find.

use super::arguments::Arguments;
use azure_core::credentials::Secret;
use std::{
    env,
    io::{self, Read},
};

/// No access token is as long as this.
const LONGEST: u64 = 1 << 20;

/// The token that the command line names, if it names one.
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

/// Takes the token out of the environment of this process.
///
/// As long as a process runs, its first environment can be read by every other one of the same user, such as in
/// `/proc/<id>/environ`, whatever it does with its variables. So the program takes its own place without the
/// variable, and finds the token in standard input.
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
    let stdin = OwnedFd::from(holding(&token).map_err(failed)?);
    anew.arg0(own_name).arg("--token-from-stdin").args(arguments).env_remove(name).stdin(stdin);
    // It returns only if it fails.
    Err(failed(anew.exec()))
}

/// One end of a connection whose other end has sent a text and was closed. The system keeps the text until it is
/// read; one that it has no room for is an error, since nobody reads yet.
#[cfg(unix)]
fn holding(text: &std::ffi::OsStr) -> io::Result<std::os::unix::net::UnixStream> {
    use std::{
        io::Write,
        os::unix::{ffi::OsStrExt, net::UnixStream},
    };
    let (mut sender, receiver) = UnixStream::pair()?;
    sender.set_nonblocking(true)?;
    sender.write_all(text.as_bytes())?;
    Ok(receiver)
}

/// Elsewhere a program cannot take its own place.
#[cfg(not(unix))]
pub(super) fn leave_environment(_: &Arguments) -> Result<(), String> {
    Ok(())
}
