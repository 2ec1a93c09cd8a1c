//! What a run that was killed has left: first everything goes back to where it was, only then anything is removed.

use super::{
    disk::{Disk, Kind},
    owned::Owned,
    present,
    refused::{Refused, at},
    work::{WORK, Work},
};
use armgen::output::LIST;
use std::path::{Path, PathBuf};

/// Ends of the names of folders into which versions before this one moved the old crate, and wrote the new one.
const OLD: &str = ".armgen-old";
const NEW: &str = ".armgen-new";

/// Puts back what was set aside. Whoever calls this holds the lock.
pub(super) fn recover(disk: &dyn Disk, folder: &Path) -> Result<(), Refused> {
    let work = Work::of(folder);
    put_back(disk, &work, folder)?;
    let mut owned = Owned::listed(disk, &work.list())?;
    owned.join(Owned::listed(disk, &folder.join(LIST))?);
    work.clear(disk, &owned)
}

/// An entry that was set aside goes back if it is missing; if not, its successor has its place already.
fn put_back(disk: &dyn Disk, work: &Work, folder: &Path) -> Result<(), Refused> {
    let aside = work.aside();
    if disk.kind(&aside).map_err(at(&aside))?.is_none() {
        return Ok(());
    }
    for (name, _) in disk.entries(&aside).map_err(at(&aside))? {
        let (from, to) = (aside.join(&name), folder.join(&name));
        if disk.kind(&to).map_err(at(&to))?.is_none() {
            disk.rename(&from, &to).map_err(at(&from))?;
        }
    }
    Ok(())
}

/// Folders beside the crate's, into which versions before this one wrote, and moved what cargo and git keep there.
pub(super) fn beside(disk: &dyn Disk, folder: &Path) -> Result<Vec<PathBuf>, Refused> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let folders = [OLD, NEW].map(|word| folder.with_file_name(format!(".{name}{word}")));
    let mut there = Vec::new();
    for beside in folders {
        if disk.kind(&beside).map_err(at(&beside))? == Some(Kind::Folder) {
            there.push(beside);
        }
    }
    Ok(there)
}

/// Brings home what those folders hold of somebody else, and removes the rest of them.
pub(super) fn recover_beside(disk: &dyn Disk, folder: &Path, kept: &[&str]) -> Result<(), Refused> {
    let beside = beside(disk, folder)?;
    for from in &beside {
        let (work, list) = (Work::of(folder), from.join(LIST));
        let mut owned = Owned::listed(disk, &work.list())?;
        owned.join(Owned::listed(disk, &folder.join(LIST))?);
        owned.join(Owned::listed(disk, &list)?);
        work.note(disk, &owned)?;
        let is_new = from.to_string_lossy().ends_with(NEW);
        let there = disk.entries(folder).map_err(at(folder))?;
        // The run was killed when the folder was away: all of the old crate comes back.
        let is_away = there.iter().all(|(name, _)| name == WORK);
        bring_home(disk, from, folder, |name| {
            kept.contains(&name) || is_away && !is_new
        })?;
        if is_new {
            // Nothing else was ever written there, and a file may be half written.
            owned.extend(present::below(disk, from, kept)?.0.keys());
        }
        owned.remove(disk, from)?;
    }
    Ok(())
}

/// Moves entries that are wanted and missing.
fn bring_home(
    disk: &dyn Disk,
    from: &Path,
    folder: &Path,
    is_wanted: impl Fn(&str) -> bool,
) -> Result<(), Refused> {
    for (name, _) in disk.entries(from).map_err(at(from))? {
        let (old, home) = (from.join(&name), folder.join(&name));
        let is_missing = disk.kind(&home).map_err(at(&home))?.is_none();
        if is_missing && is_wanted(&name.to_string_lossy()) {
            disk.rename(&old, &home).map_err(at(&old))?;
        }
    }
    Ok(())
}
