//! Prevents a second run with the same state file while keys are changed: each run rewrites the
//! whole file.

use super::beside;
use std::{
    fs::{self, File},
    io::{self, Read, Seek, Write},
    path::{Path, PathBuf},
    process,
};

/// A lock file next to the state file, which is removed when this is dropped. Its first line is the
/// process id of the run, its second line that of the command of --deploy while one runs.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    file: File,
}

impl Lock {
    /// Locks a state file. The error names the process that has locked it.
    pub(super) fn of(state: &Path) -> Result<Self, String> {
        let path = beside::named(state, ".lock");
        let failed = |error| format!("the state file cannot be written: {error}");
        let file = beside::create(&path).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => held(state, &path),
            _ => failed(error),
        })?;
        let mut lock = Self { path, file };
        lock.note_deployment("").map_err(failed)?;
        Ok(lock)
    }

    /// Writes the process id of a deployment, or an empty text if none is running.
    pub(super) fn note_deployment(&mut self, deployment: &str) -> io::Result<()> {
        self.file.set_len(0)?;
        self.file.rewind()?;
        write!(self.file, "{}\n{deployment}", process::id())
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // If this fails, the next run reports the lock.
        let _ = fs::remove_file(&self.path);
    }
}

/// Error for a lock of another run. The user has to decide whether that run was killed: it may be
/// on another machine.
fn held(state: &Path, lock: &Path) -> String {
    let text = read(lock).unwrap_or_default();
    let (maker, deployment) = text.split_once('\n').unwrap_or((&text, ""));
    let maker = maker.parse::<u32>().map(|process| format!(", made by process {process},")).unwrap_or_default();
    let [state, path] = [state, lock].map(Path::display);
    format!(
        "another run with the state file {state} is changing keys: wait until it ends. \
         If it was killed, its lock{maker} is still there: {}delete {path} once no such run is left",
        orphan(deployment)
    )
}

/// Advice about the command of --deploy, which continues after its run is killed and may still hand
/// out a key.
fn orphan(deployment: &str) -> String {
    if deployment.is_empty() {
        return String::new();
    }
    let command = "its command of --deploy may still be running";
    match deployment.parse::<u32>() {
        Ok(process) if cfg!(unix) => {
            format!("{command} as process {process}, so wait for that or end it by `kill -s KILL -- -{process}`, then ")
        }
        Ok(process) => format!("{command} as process {process}, so wait for that or end it, then "),
        Err(_) => format!("{command}, so look for that, and wait for it or end it, then "),
    }
}

/// The text of a lock file. Another user may have replaced it with anything.
fn read(lock: &Path) -> Option<String> {
    let mut text = String::new();
    let file = fs::symlink_metadata(lock).ok().filter(fs::Metadata::is_file).and_then(|_| File::open(lock).ok());
    file?.take(100).read_to_string(&mut text).ok()?;
    Some(text)
}
