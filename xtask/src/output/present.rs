//! Reads the folder of a crate.

use super::{
    disk::{Disk, Kind},
    owned::Owned,
    refused::{Refused, at},
    work::{WORK, Work},
};
use armgen::output::LIST;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// The generated files, and the lists of them.
pub(super) struct Present {
    pub(super) files: BTreeMap<String, Vec<u8>>,
    pub(super) owned: Owned,
}

impl Present {
    /// Reads all files below the folder, except `kept` entries. Files that were not generated are refused; links and pipes
    /// are not read.
    pub(super) fn of(disk: &dyn Disk, folder: &Path, kept: &[&str]) -> Result<Self, Refused> {
        let mut owned = Owned::listed(disk, &folder.join(LIST))?;
        owned.join(Owned::listed(disk, &Work::of(folder).list())?);
        let (files, mut foreign) = below(disk, folder, kept)?;
        let others = files.iter().filter(|(path, text)| !owned.has(path, text));
        foreign.extend(others.map(|(path, _)| path.clone()));
        foreign.sort();
        match foreign.is_empty() {
            true => Ok(Self { files, owned }),
            false => Err(Refused::foreign(folder, foreign)),
        }
    }
}

/// Texts of files by path, and paths of other entries.
type Found = (BTreeMap<String, Vec<u8>>, Vec<String>);

/// The entries below a folder, except kept ones.
pub(super) fn below(disk: &dyn Disk, folder: &Path, kept: &[&str]) -> Result<Found, Refused> {
    let mut look = Look {
        disk,
        files: BTreeMap::new(),
        foreign: Vec::new(),
    };
    if disk.kind(folder).map_err(at(folder))? == Some(Kind::Folder) {
        let is_looked_at = |name: &str| name != WORK && !kept.contains(&name);
        look.below(folder, "", &is_looked_at)?;
    }
    Ok((look.files, look.foreign))
}

struct Look<'d> {
    disk: &'d dyn Disk,
    files: BTreeMap<String, Vec<u8>>,
    foreign: Vec<String>,
}

impl Look<'_> {
    fn below(
        &mut self,
        folder: &Path,
        prefix: &str,
        is_looked_at: &dyn Fn(&str) -> bool,
    ) -> Result<(), Refused> {
        for (name, kind) in self.disk.entries(folder).map_err(at(folder))? {
            let path: PathBuf = folder.join(&name);
            let shown = format!("{prefix}{}", name.to_string_lossy());
            match (name.to_str(), kind) {
                (Some(name), _) if !is_looked_at(name) => {}
                (Some(_), Kind::Folder) => self.below(&path, &format!("{shown}/"), &|_| true)?,
                (Some(_), Kind::File) => {
                    let text = self.disk.read(&path).map_err(at(&path))?;
                    self.files.insert(shown, text);
                }
                // Other kinds of entries, or names that are not UTF-8. The generator creates neither.
                _ => self.foreign.push(shown),
            }
        }
        Ok(())
    }
}
