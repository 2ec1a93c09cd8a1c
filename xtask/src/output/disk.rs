//! The file system calls that write a crate, as a trait, so that tests can make each of them fail.

use super::lock;
use std::{
    ffi::OsString,
    fmt::Debug,
    fs::{self, File, FileType},
    io,
    path::Path,
};

/// Kind of a directory entry. Links are not followed: a link is neither a file nor a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    File,
    Folder,
    Other,
}

/// A file system.
pub(crate) trait Disk: Debug + Sync {
    /// Kind of the entry at `path`, or `None` if there is none.
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>>;
    /// Names in a folder, sorted.
    fn entries(&self, folder: &Path) -> io::Result<Vec<(OsString, Kind)>>;
    fn read(&self, file: &Path) -> io::Result<Vec<u8>>;
    /// Creates a folder and its parents, if they are missing.
    fn create_folder(&self, folder: &Path) -> io::Result<()>;
    fn write(&self, file: &Path, text: &[u8]) -> io::Result<()>;
    fn copy(&self, from: &Path, to: &Path) -> io::Result<()>;
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Swaps two entries in one step, if the file system supports that.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()>;
    fn remove_file(&self, file: &Path) -> io::Result<()>;
    /// Removes an empty folder.
    fn remove_folder(&self, folder: &Path) -> io::Result<()>;
    /// Creates the file if it is missing, and waits until no other process holds its lock.
    fn lock(&self, file: &Path) -> io::Result<File>;
}

/// The file system of this machine.
#[derive(Debug)]
pub(crate) struct Real;

impl Disk for Real {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        match path.symlink_metadata() {
            Ok(there) => Ok(Some(Kind::of(there.file_type()))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<(OsString, Kind)>> {
        let entries = fs::read_dir(folder)?.map(|entry| {
            let entry = entry?;
            Ok((entry.file_name(), Kind::of(entry.file_type()?)))
        });
        let mut entries = entries.collect::<io::Result<Vec<_>>>()?;
        entries.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(entries)
    }

    fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        fs::read(file)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)
    }

    fn write(&self, file: &Path, text: &[u8]) -> io::Result<()> {
        fs::write(file, text)
    }

    fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::copy(from, to).map(drop)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    #[cfg(any(target_os = "linux", target_os = "macos"))]
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
    }

    #[cfg(not(any(target_os = "linux", target_os = "macos")))]
    fn exchange(&self, _: &Path, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn remove_file(&self, file: &Path) -> io::Result<()> {
        fs::remove_file(file)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        fs::remove_dir(folder)
    }

    fn lock(&self, file: &Path) -> io::Result<File> {
        lock::acquire(file)
    }
}

impl Kind {
    fn of(kind: FileType) -> Self {
        match (kind.is_file(), kind.is_dir()) {
            (true, _) => Self::File,
            (_, true) => Self::Folder,
            _ => Self::Other,
        }
    }
}
