//! `.armgen` in the folder of a crate: it is there while a run writes, or after one that was killed.

use super::{
    disk::{Disk, Kind},
    owned::Owned,
    refused::{Refused, at},
};
use std::path::{Path, PathBuf};

/// Name of the folder.
pub(crate) const WORK: &str = ".armgen";

/// What may be in it.
const PARTS: [&str; 6] = ["lock", "files", "files.new", "new", "aside", "copy"];

/// The folder of work in the folder of a crate.
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

    /// Who holds it writes.
    pub(crate) fn lock(&self) -> PathBuf {
        self.folder.join("lock")
    }

    /// Files that are the generator's own, before and after this run. It is there as long as the crate may be mixed.
    pub(crate) fn list(&self) -> PathBuf {
        self.folder.join("files")
    }

    /// Entries of the crate that are to be, and then those that were.
    pub(crate) fn staged(&self) -> PathBuf {
        self.folder.join("new")
    }

    /// Entries that wait to be swapped, where the file system cannot swap in one step.
    pub(crate) fn aside(&self) -> PathBuf {
        self.folder.join("aside")
    }

    /// Copy of a file on its way there: it may be half of it.
    pub(crate) fn copy(&self) -> PathBuf {
        self.folder.join("copy")
    }

    /// Whether there is such a folder. One of somebody else is refused.
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

    /// Writes down which files are the generator's own.
    pub(crate) fn note(&self, disk: &dyn Disk, owned: &Owned) -> Result<(), Refused> {
        let unfinished = self.list().with_extension("new");
        disk.write(&unfinished, owned.text().as_bytes())
            .map_err(at(&unfinished))?;
        disk.rename(&unfinished, &self.list())
            .map_err(at(&unfinished))
    }

    /// Removes the entries of this run or an earlier one. The list and the lock stay.
    pub(crate) fn clear(&self, disk: &dyn Disk, owned: &Owned) -> Result<(), Refused> {
        remove(disk, &self.copy())?;
        owned.remove(disk, &self.staged())?;
        owned.remove(disk, &self.aside())
    }

    /// Removes the list: the crate is one again.
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
