//! `.armgen` in the folder of a crate: the working folder of a run. It exists while a run writes, or after a killed run.

use super::{
    disk::{Disk, Kind},
    owned::Owned,
    refused::{Refused, at},
};
use std::path::{Path, PathBuf};

/// Name of the folder.
pub(crate) const WORK: &str = ".armgen";

/// Names of the entries that may be in it.
const PARTS: [&str; 6] = ["lock", "files", "files.new", "new", "aside", "copy"];

/// The working folder.
#[derive(Clone, Debug)]
pub(crate) struct Work {
    pub(crate) folder: PathBuf,
}

impl Work {
    pub(crate) fn of(folder: &Path) -> Self {
        Self {
            folder: folder.join(WORK),
        }
    }

    /// The lock file.
    pub(crate) fn lock(&self) -> PathBuf {
        self.folder.join("lock")
    }

    /// List of the generated files, before and after this run. It exists as long as the crate may have old and new files.
    pub(crate) fn list(&self) -> PathBuf {
        self.folder.join("files")
    }

    /// New entries of the crate; after the swap, the old ones.
    pub(crate) fn staged(&self) -> PathBuf {
        self.folder.join("new")
    }

    /// Old entries that are set aside, if the file system cannot swap in one step.
    pub(crate) fn aside(&self) -> PathBuf {
        self.folder.join("aside")
    }

    /// A file while it is written: it may be incomplete.
    pub(crate) fn copy(&self) -> PathBuf {
        self.folder.join("copy")
    }

    /// Whether the folder exists. One that the generator did not create is refused.
    pub(crate) fn is_there(&self, disk: &dyn Disk) -> Result<bool, Refused> {
        let path = &self.folder;
        match disk.kind(path).map_err(at(path))? {
            None => Ok(false),
            Some(Kind::Folder) => {
                let foreign: Vec<String> = disk
                    .entries(path)
                    .map_err(at(path))?
                    .into_iter()
                    .map(|(name, _)| name.to_string_lossy().into_owned())
                    .filter(|name| !PARTS.contains(&name.as_str()))
                    .collect();
                match foreign.is_empty() {
                    true => Ok(true),
                    false => Err(Refused::foreign(path, foreign)),
                }
            }
            Some(_) => Err(Refused::Folder(path.clone())),
        }
    }

    /// Writes the list of generated files.
    pub(crate) fn note(&self, disk: &dyn Disk, owned: &Owned) -> Result<(), Refused> {
        let unfinished = self.list().with_extension("new");
        disk.write(&unfinished, owned.text().as_bytes())
            .map_err(at(&unfinished))?;
        disk.rename(&unfinished, &self.list())
            .map_err(at(&unfinished))
    }

    /// Removes the entries of this run or an earlier one, except the list and the lock.
    pub(crate) fn clear(&self, disk: &dyn Disk, owned: &Owned) -> Result<(), Refused> {
        remove(disk, &self.copy())?;
        owned.remove(disk, &self.staged())?;
        owned.remove(disk, &self.aside())
    }

    /// Removes the list: the crate is consistent again.
    pub(crate) fn forget(&self, disk: &dyn Disk) -> Result<(), Refused> {
        remove(disk, &self.list().with_extension("new"))?;
        remove(disk, &self.list())
    }
}

fn remove(disk: &dyn Disk, file: &Path) -> Result<(), Refused> {
    match disk.kind(file).map_err(at(file))? {
        Some(_) => disk.remove_file(file).map_err(at(file)),
        None => Ok(()),
    }
}
