//! Keeps a second run away from a state file while keys are changed, since each run writes all that it knows.

use super::beside;
use std::{
    fs::{self, File},
    io::{self, Read, Seek, Write},
    path::{Path, PathBuf},
    process,
};

/// A file beside the state file, which is removed when this is dropped. It holds the number of the process, and in a
/// second line that of the command of --deploy, as long as one runs.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    file: File,
}

impl Lock {
    /// Locks a state file, or says who has.
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

    /// Notes the process of a deployment; nothing, if none is under way.
    pub(super) fn note_deployment(&mut self, deployment: &str) -> io::Result<()> {
        self.file.set_len(0)?;
        self.file.rewind()?;
        write!(self.file, "{}\n{deployment}", process::id())
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // If it stays, the next run says that it is there.
        let _ = fs::remove_file(&self.path);
    }
}

/// What to do about a lock. Whether its run was killed is for people to say: its process may be another machine's.
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

/// The command of --deploy outlives a run that is killed, and may still hand out a key.
fn orphan(deployment: &str) -> String {
    if deployment.is_empty() {
        return String::new();
    }
    let command = "its command of --deploy may go on without it";
    match deployment.parse::<u32>() {
        Ok(process) if cfg!(unix) => {
            format!("{command} as process {process}, so wait for that or end it by `kill -s KILL -- -{process}`, then ")
        }
        Ok(process) => format!("{command} as process {process}, so wait for that or end it, then "),
        Err(_) => format!("{command}, so look for that, and wait for it or end it, then "),
    }
}

/// The text of a lock. Others may have put anything in its place.
fn read(lock: &Path) -> Option<String> {
    let mut text = String::new();
    let file = fs::symlink_metadata(lock).ok().filter(fs::Metadata::is_file).and_then(|_| File::open(lock).ok());
    file?.take(100).read_to_string(&mut text).ok()?;
    Some(text)
}
