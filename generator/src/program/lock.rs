//! Keeps a second run away from a state file while keys are changed, since each run writes all that it knows.

use super::beside;
use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
    process,
};

/// A file beside the state file, which is removed when this is dropped. It holds the number of the process.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
}

impl Lock {
    /// Locks a state file, or says who has.
    pub(super) fn of(state: &Path) -> Result<Self, String> {
        let path = beside::named(state, ".lock");
        let failed = |error| format!("the state file cannot be written: {error}");
        let mut file = beside::create(&path).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => held(state, &path),
            _ => failed(error),
        })?;
        let lock = Self { path };
        write!(file, "{}", process::id()).map_err(failed)?;
        Ok(lock)
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
    let [state, path] = [state, lock].map(Path::display);
    let maker = fs::read_to_string(lock).ok().and_then(|text| text.parse::<u32>().ok());
    let maker = maker.map(|process| format!(", made by process {process},")).unwrap_or_default();
    format!(
        "another run with the state file {state} is changing keys: wait until it ends. \
         If it was killed, its lock{maker} is still there: delete {path} once no such run is left"
    )
}
