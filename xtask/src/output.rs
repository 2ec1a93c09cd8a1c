//! The folder of an emitted crate: what is in it, what should be, and the way from one to the other.
//!
//! A run holds the folder's lock, writes the new entries into `.armgen` in the folder itself, swaps them with the old
//! ones by renaming, and removes these last. What is not the generator's own is never moved, so that it cannot be
//! lost. A run that fails undoes what it did; what a killed one has left goes with the next.

mod disk;
mod lock;
mod owned;
mod present;
mod recover;
mod refused;
mod swap;
mod work;

pub(crate) use {lock::Lock, refused::Refused, refused::at};

use armgen::format;
use disk::{Disk, Real};
use owned::Owned;
use present::Present;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
};
use work::Work;

/// What cargo and git put beside the emitted files. It is neither looked at nor touched.
const KEPT: [&str; 3] = [".git", "Cargo.lock", "target"];

/// How a file is not as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Difference {
    /// Its text is another.
    Changed,
    /// It is not there.
    Missing,
    /// It was generated once, and is no more.
    Stale,
}

/// A folder and the files that it should hold.
#[derive(Debug)]
pub(crate) struct Output {
    /// Path as the user gave it.
    shown: PathBuf,
    /// The same without links.
    folder: PathBuf,
    kept: Vec<&'static str>,
    files: BTreeMap<String, String>,
    differences: BTreeMap<String, Difference>,
    /// Folders that a killed run has left.
    left: Vec<PathBuf>,
}

impl Output {
    /// Compares the folder with what it should hold, in both directions.
    pub(crate) fn plan(folder: &Path, outputs: &[format::Output]) -> Result<Self, Refused> {
        Self::plan_around(folder, &[], outputs)
    }

    /// The same, but for some entries of the folder that somebody else looks after.
    pub(crate) fn plan_around(
        folder: &Path,
        others: &[&'static str],
        outputs: &[format::Output],
    ) -> Result<Self, Refused> {
        let mut output = Self::new(folder, others, outputs)?;
        output.compare(&Real)?;
        Ok(output)
    }

    /// Makes the folder what it should be: all of it or nothing.
    pub(crate) fn write(folder: &Path, outputs: &[format::Output]) -> Result<Self, Refused> {
        let mut output = Self::new(folder, &[], outputs)?;
        output.write_on(&Real)?;
        Ok(output)
    }

    /// The same for whoever holds the folder's lock already.
    pub(crate) fn write_holding(
        lock: &Lock<'_>,
        folder: &Path,
        others: &[&'static str],
        outputs: &[format::Output],
    ) -> Result<(), Refused> {
        Self::new(folder, others, outputs)?.renew(lock)
    }

    fn new(
        folder: &Path,
        others: &[&'static str],
        outputs: &[format::Output],
    ) -> Result<Self, Refused> {
        let files = outputs
            .iter()
            .map(|output| (output.path.clone(), output.text.clone()));
        Ok(Self {
            shown: folder.to_owned(),
            folder: resolved(folder)?,
            kept: [&KEPT, others].concat(),
            files: files.collect(),
            differences: BTreeMap::new(),
            left: Vec::new(),
        })
    }

    /// Path of the folder.
    pub(crate) fn folder(&self) -> String {
        self.shown.display().to_string()
    }

    /// Number of files.
    pub(crate) fn len(&self) -> usize {
        self.files.len()
    }

    /// What is not as it should be, or was not before it was written.
    pub(crate) fn differences(&self) -> &BTreeMap<String, Difference> {
        &self.differences
    }

    /// What a killed run has left.
    pub(crate) fn left(&self) -> &[PathBuf] {
        &self.left
    }

    /// Looks first without the lock, so that nothing is touched if nothing is to be done. Another run may be writing
    /// meanwhile, so that only a look under the lock counts for anything else.
    fn write_on(&mut self, disk: &dyn Disk) -> Result<(), Refused> {
        match self.compare(disk) {
            Ok(_) if self.differences.is_empty() && self.left.is_empty() => return Ok(()),
            Err(refused) if !self.was_generated(disk)? => return Err(refused),
            Ok(_) | Err(_) => {}
        }
        let lock = Lock::of(disk, &self.folder)?;
        self.renew(&lock)
    }

    fn was_generated(&self, disk: &dyn Disk) -> Result<bool, Refused> {
        let list = self.folder.join(armgen::output::LIST);
        Ok(
            Work::of(&self.folder).is_there(disk)?
                || disk.kind(&list).map_err(at(&list))?.is_some(),
        )
    }

    /// Recovers first, and removes last.
    fn renew(&mut self, lock: &Lock<'_>) -> Result<(), Refused> {
        let (disk, work) = (lock.disk(), Work::of(&self.folder));
        work.is_there(disk)?;
        recover::recover(disk, &self.folder)?;
        recover::recover_beside(disk, &self.folder, &self.kept)?;
        let owned = self.compare(disk)?;
        if !self.differences.is_empty() {
            self.swap(disk, &work, &owned)?;
        }
        let cleared = work.clear(disk, &owned).and_then(|()| work.forget(disk));
        cleared.map_err(|cause| Refused::Unremoved(self.folder.clone(), Box::new(cause)))
    }

    fn swap(&self, disk: &dyn Disk, work: &Work, owned: &Owned) -> Result<(), Refused> {
        let changed: BTreeSet<&str> = self
            .differences
            .keys()
            .map(|path| swap::first(path))
            .collect();
        let swapped = work
            .note(disk, owned)
            .and_then(|()| swap::write(disk, &self.folder, &self.files, &changed));
        if let Err(cause) = &swapped
            && !matches!(cause, Refused::Mixed(..))
            && work.clear(disk, owned).is_ok()
        {
            // The list goes last, and not at all if there is still something that it names.
            let _ = work.forget(disk);
        }
        swapped
    }

    /// Compares the folder with what it should hold. Gives the files that are the generator's own, then and now.
    fn compare(&mut self, disk: &dyn Disk) -> Result<Owned, Refused> {
        let Present { files, mut owned } = Present::of(disk, &self.folder, &self.kept)?;
        self.differences = differences(&self.files, &files);
        self.left = recover::beside(disk, &self.folder)?;
        let work = Work::of(&self.folder);
        if work.is_there(disk)? {
            self.left.push(work.folder);
        }
        owned.extend(self.files.keys());
        owned.extend(files.keys());
        Ok(owned)
    }
}

/// The folder itself, if the path leads there by links. There may be none yet.
pub(crate) fn resolved(folder: &Path) -> Result<PathBuf, Refused> {
    let refused = || Refused::Folder(folder.to_owned());
    let resolved = match fs::metadata(folder) {
        Ok(there) if there.is_dir() => folder.canonicalize().map_err(at(folder))?,
        Ok(_) => return Err(refused()),
        Err(_) if folder.is_symlink() => return Err(refused()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => folder.to_owned(),
        Err(error) => return Err(at(folder)(error)),
    };
    match resolved.file_name() {
        Some(_) => Ok(resolved),
        None => Err(refused()),
    }
}

fn differences(
    files: &BTreeMap<String, String>,
    present: &BTreeMap<String, Vec<u8>>,
) -> BTreeMap<String, Difference> {
    let mut differences = BTreeMap::new();
    for (path, text) in files {
        match present.get(path) {
            None => differences.insert(path.clone(), Difference::Missing),
            Some(there) if there != text.as_bytes() => {
                differences.insert(path.clone(), Difference::Changed)
            }
            Some(_) => None,
        };
    }
    let stale = present.keys().filter(|path| !files.contains_key(*path));
    differences.extend(stale.map(|path| (path.clone(), Difference::Stale)));
    differences
}

#[cfg(test)]
mod tests;
