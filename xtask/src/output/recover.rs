//! Recovers from a killed run: first puts everything back, and only then removes anything.

use super::{
    disk::{Disk, Kind},
    owned::Owned,
    present,
    refused::{Refused, at},
    work::{WORK, Work},
};
use armgen::output::LIST;
use std::path::{Path, PathBuf};

/// Suffixes of the folders into which earlier versions moved the old crate and wrote the new one.
const OLD: &str = ".armgen-old";
const NEW: &str = ".armgen-new";

/// Puts back entries that were set aside. The caller holds the lock.
pub(super) fn recover(disk: &dyn Disk, folder: &Path) -> Result<(), Refused> {
    let work = Work::of(folder);
    put_back(disk, &work, folder)?;
    let mut owned = Owned::listed(disk, &work.list())?;
    owned.join(Owned::listed(disk, &folder.join(LIST))?);
    work.clear(disk, &owned)
}

/// Puts an entry back if it is missing; otherwise the new entry is in its place already.
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

/// Folders beside the crate's, into which earlier versions wrote, and moved the entries of cargo and git.
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

/// Moves files that were not generated back from those folders, and removes the rest.
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
        // The run was killed while the crate was moved away: the old crate is put back.
        let is_away = there.iter().all(|(name, _)| name == WORK);
        bring_home(disk, from, folder, |name| {
            kept.contains(&name) || is_away && !is_new
        })?;
        if is_new {
            // Only the generator wrote there, and a file may be incomplete.
            owned.extend(
                present::below(disk, from, kept)?
                    .0
                    .keys()
                    .map(String::as_str),
            );
        }
        owned.remove(disk, from)?;
    }
    Ok(())
}

/// Moves entries that pass the filter, if they are missing at the target.
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
