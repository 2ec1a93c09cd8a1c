//! Locks between processes. The system releases a lock when its process ends, even if that is
//! killed. But a process that a killed one has started may still run, so the lock file names it.

use super::beside;
use fs4::{FileExt, TryLockError};
use std::{
    error::Error,
    fs::{File, OpenOptions},
    io::{self, Read, Seek, Write},
    path::Path,
    sync::{Mutex, PoisonError},
};

/// A locked file next to another one. It stays when the lock is released: to delete it could leave
/// two processes with a lock each.
#[derive(Debug)]
pub(super) struct FileLock {
    held: Mutex<Held>,
}

impl FileLock {
    /// Locks a file, without waiting.
    pub(super) fn of(locked: &Path) -> Result<Self, Box<dyn Error + Send + Sync>> {
        let path = beside::named(locked, ".lock");
        let failed = |error: io::Error| failed(&path, &error);
        let file = open(&path, locked).map_err(failed)?;
        FileExt::try_lock(&file).map_err(|error| match error {
            TryLockError::WouldBlock => format!("another run uses {}: wait until it ends", locked.display()),
            TryLockError::Error(error) => failed(error),
        })?;
        let held = Held(file);
        if !beside::is_at(&held.0, &path).map_err(failed)? {
            // Another run may have a lock on the new one.
            return Err(failed(io::Error::other("it was replaced meanwhile")).into());
        }
        let mut left = String::new();
        (&held.0).take(100).read_to_string(&mut left).map_err(failed)?;
        match left.trim() {
            "" => Ok(Self { held: Mutex::new(held) }),
            process => Err(orphan(process, &path).into()),
        }
    }

    /// Refuses a lock file that this user cannot use, and changes nothing. A missing one is accepted.
    pub(super) fn check(locked: &Path) -> Result<(), String> {
        let path = beside::named(locked, ".lock");
        existing(&path).map(drop).map_err(|error| failed(&path, &error))
    }

    /// Records a process that uses the lock, or that there is none any more.
    pub(super) fn note(&self, process: Option<u32>) -> io::Result<()> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let mut file = &held.0;
        file.set_len(0)?;
        file.rewind()?;
        process.map_or(Ok(()), |process| write!(file, "{process}"))
    }
}

impl Drop for FileLock {
    /// A run that ends by itself has ended its deployment, too.
    fn drop(&mut self) {
        // If this fails, the next run warns about a process that has ended.
        let _ = self.note(None);
    }
}

/// A file with a lock.
#[derive(Debug)]
struct Held(File);

impl Drop for Held {
    /// Closing the file would not be enough: a process that another thread is starting holds a copy of
    /// its descriptor until it executes its program, and the lock with it.
    fn drop(&mut self) {
        // If this fails, the lock ends with the last copy.
        let _ = FileExt::unlock(&self.0);
    }
}

/// Opens a lock file. A new one gets the owner of the file that it is for, who could not lock that
/// otherwise.
fn open(path: &Path, locked: &Path) -> io::Result<File> {
    if let Some(file) = existing(path)? {
        return Ok(file);
    }
    match beside::create(path) {
        Ok(new) => beside::own_as(&new, locked).map(|()| new),
        // Another process has just created it.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => existing(path)?.ok_or(error),
        Err(error) => Err(error),
    }
}

/// A lock file that is there.
fn existing(path: &Path) -> io::Result<Option<File>> {
    beside::open(path, OpenOptions::new().read(true).write(true))
}

fn failed(path: &Path, error: &io::Error) -> String {
    format!("{} cannot be locked: {error}", path.display())
}

/// Error for the lock of a killed run whose deployment may still hand out a key. The user has to
/// decide whether it still runs: its process id may have been reused.
fn orphan(process: &str, lock: &Path) -> String {
    let found = match process.parse::<u32>() {
        Ok(0) | Err(_) => ": look for it, and wait for it or end it".to_owned(),
        Ok(process) if cfg!(unix) => {
            format!(" as process {process}: wait for that or end it by `kill -s KILL -- -{process}`")
        }
        Ok(process) => format!(" as process {process}: wait for that or end it"),
    };
    let lock = lock.display();
    format!("an earlier run was killed, and its deployment may still be running{found}, then delete {lock}")
}
