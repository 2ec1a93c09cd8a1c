//! A lock, so that only one run at a time writes to a folder.

use super::{
    disk::{Disk, Real},
    refused::{Refused, at},
    work::Work,
};
use crate::console;
use fs4::{FileExt, TryLockError};
use same_file::Handle;
use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

/// How often a lock file is created again that another run has just removed.
const ATTEMPTS: usize = 1000;

/// The lock of a folder. The system releases it when the process ends, even if it is killed.
#[derive(Debug)]
pub(crate) struct Lock<'d> {
    disk: &'d dyn Disk,
    folder: PathBuf,
    /// Whether this run created the folder.
    is_new: bool,
    _file: File,
}

impl Lock<'static> {
    /// Waits until no other run writes to the folder of this machine.
    pub(crate) fn of_folder(folder: &Path) -> Result<Self, Refused> {
        Self::of(&Real, folder)
    }
}

impl<'d> Lock<'d> {
    /// Waits until no other run writes to the folder. A missing folder is created.
    pub(super) fn of(disk: &'d dyn Disk, folder: &Path) -> Result<Self, Refused> {
        let is_new = disk.kind(folder).map_err(at(folder))?.is_none();
        let work = Work::of(folder);
        match disk.lock(&work.lock()) {
            Ok(file) => Ok(Self {
                disk,
                folder: folder.to_owned(),
                is_new,
                _file: file,
            }),
            Err(error) => {
                remove_empty(disk, folder, is_new);
                Err(at(&work.lock())(error))
            }
        }
    }

    /// Path of the folder.
    pub(super) fn disk(&self) -> &'d dyn Disk {
        self.disk
    }
}

impl Drop for Lock<'_> {
    /// Errors are ignored: the next run removes what is left.
    fn drop(&mut self) {
        let _ = self.disk.remove_file(&Work::of(&self.folder).lock());
        remove_empty(self.disk, &self.folder, self.is_new);
    }
}

/// Removes the folder `.armgen`, and the crate's folder if it `is_new`. The system refuses to remove a folder that is not
/// empty.
fn remove_empty(disk: &dyn Disk, folder: &Path, is_new: bool) {
    let _ = disk.remove_folder(&Work::of(folder).folder);
    if is_new {
        let _ = disk.remove_folder(folder);
    }
}

/// Locks the file at `path`. Its previous holder may have removed it in the meantime; then it is created again.
pub(super) fn acquire(path: &Path) -> io::Result<File> {
    for _ in 0..ATTEMPTS {
        match opened(path) {
            Ok(file) => {
                wait(&file, path)?;
                if is_at(&file, path)? {
                    return Ok(file);
                }
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::ResourceBusy.into())
}

fn opened(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
}

fn wait(file: &File, path: &Path) -> io::Result<()> {
    match FileExt::try_lock(file) {
        Ok(()) => Ok(()),
        Err(TryLockError::Error(error)) => Err(error),
        Err(TryLockError::WouldBlock) => {
            console::warn(format_args!(
                "waiting for another run, which holds the lock {}",
                path.display()
            ));
            FileExt::lock(file)
        }
    }
}

fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    match Handle::from_path(path) {
        Ok(there) => Ok(there == Handle::from_file(file.try_clone()?)?),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}
