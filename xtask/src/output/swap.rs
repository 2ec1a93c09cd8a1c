//! Replaces old entries of the crate's folder with new ones, each by one renaming.

use super::{
    disk::{Disk, Kind},
    refused::{Refused, at},
    work::Work,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

/// How an entry of the folder changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    /// It is new.
    Add,
    /// It is replaced.
    Swap,
    /// It is removed.
    Take,
}

/// An entry that changes, with the paths of its old and its new form.
#[derive(Debug)]
struct Entry {
    change: Change,
    live: PathBuf,
    new: PathBuf,
    aside: PathBuf,
    copy: PathBuf,
}

/// Writes the entries named `changed`, and swaps them with the old ones. On failure, all swaps are undone.
pub(super) fn write(
    disk: &dyn Disk,
    folder: &Path,
    files: &BTreeMap<&str, &str>,
    changed: &BTreeSet<&str>,
) -> Result<(), Refused> {
    let work = Work::of(folder);
    let staged = work.staged();
    let mut created = PathBuf::new();
    for (path, text) in files
        .iter()
        .filter(|(path, _)| changed.contains(first(path)))
    {
        let file = staged.join(path);
        let parent = file.parent().unwrap_or(folder);
        // Most files are in the same folder as the one before.
        if parent != created {
            disk.create_folder(parent).map_err(at(parent))?;
            parent.clone_into(&mut created);
        }
        disk.write(&file, text.as_bytes()).map_err(at(&file))?;
    }
    for folder in [staged, work.aside()] {
        disk.create_folder(&folder).map_err(at(&folder))?;
    }
    let entries = changed
        .iter()
        .map(|name| Entry::of(disk, folder, name, &work));
    let entries = entries.collect::<Result<Vec<_>, _>>()?;
    for (index, entry) in entries.iter().enumerate() {
        if let Err(error) = entry.apply(disk) {
            let cause = at(&entry.live)(error);
            return Err(undo(disk, folder, entry, &entries[..index], cause));
        }
    }
    Ok(())
}

/// Name of the entry in the crate's folder that contains a path.
pub(super) fn first(path: &str) -> &str {
    path.split_once('/').map_or(path, |(first, _)| first)
}

/// Undoes as many changes as possible, even if one of them fails.
fn undo(disk: &dyn Disk, folder: &Path, half: &Entry, done: &[Entry], cause: Refused) -> Refused {
    let settled = half.step_back(disk);
    let undone = done.iter().rev().map(|entry| entry.undo(disk));
    match undone.chain([settled]).filter(Result::is_err).count() {
        0 => cause,
        _ => Refused::Mixed(folder.to_owned(), Box::new(cause)),
    }
}

impl Entry {
    fn of(disk: &dyn Disk, folder: &Path, name: &str, work: &Work) -> Result<Self, Refused> {
        let (live, new) = (folder.join(name), work.staged().join(name));
        let is_there = |path: &Path| Ok(disk.kind(path).map_err(at(path))?.is_some());
        let change = match (is_there(&live)?, is_there(&new)?) {
            (true, true) => Change::Swap,
            (true, false) => Change::Take,
            (false, _) => Change::Add,
        };
        Ok(Self {
            change,
            live,
            new,
            aside: work.aside().join(name),
            copy: work.copy(),
        })
    }

    fn apply(&self, disk: &dyn Disk) -> io::Result<()> {
        match self.change {
            Change::Add => disk.rename(&self.new, &self.live),
            Change::Take => disk.rename(&self.live, &self.new),
            Change::Swap => self.swap(disk),
        }
    }

    fn undo(&self, disk: &dyn Disk) -> io::Result<()> {
        match self.change {
            Change::Add => disk.rename(&self.live, &self.new),
            Change::Take => disk.rename(&self.new, &self.live),
            // Renaming needs no free space on the disk.
            Change::Swap if self.are_files(disk)? => disk.rename(&self.new, &self.live),
            Change::Swap => self.swap(disk),
        }
    }

    fn are_files(&self, disk: &dyn Disk) -> io::Result<bool> {
        let is_file = |path: &Path| Ok::<_, io::Error>(disk.kind(path)? == Some(Kind::File));
        Ok(is_file(&self.live)? && is_file(&self.new)?)
    }

    /// Swaps old and new in one step. The same step undoes it.
    fn swap(&self, disk: &dyn Disk) -> io::Result<()> {
        match disk.exchange(&self.new, &self.live) {
            Err(error) if cannot_exchange(&error) => self.swap_by_steps(disk),
            done => done,
        }
    }

    /// Replaces in several steps. A file exists at any time; a folder is missing for a moment. Entries that are set aside are
    /// complete.
    fn swap_by_steps(&self, disk: &dyn Disk) -> io::Result<()> {
        if self.are_files(disk)? {
            disk.copy(&self.live, &self.copy)?;
            disk.rename(&self.copy, &self.aside)?;
        } else {
            disk.rename(&self.live, &self.aside)?;
        }
        disk.rename(&self.new, &self.live)?;
        disk.rename(&self.aside, &self.new)
    }

    /// Undoes those steps that were done.
    fn step_back(&self, disk: &dyn Disk) -> io::Result<()> {
        if disk.kind(&self.aside)?.is_none() {
            return Ok(());
        }
        let is_new = disk.kind(&self.new)?.is_none() && disk.kind(&self.live)?.is_some();
        if is_new {
            disk.rename(&self.live, &self.new)?;
        }
        disk.rename(&self.aside, &self.live)
    }
}

/// Whether an error means that the file system or the system cannot swap.
fn cannot_exchange(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::Unsupported | ErrorKind::InvalidInput
    )
}
