//! Tells generated files from others: a generated file has the header, or is in a list.

use super::{
    disk::{Disk, Kind},
    refused::{Refused, at},
};
use armgen::format::MARK;
use std::{collections::BTreeSet, path::Path};

/// Paths in the crate's folder that are in a list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Owned(BTreeSet<String>);

impl Owned {
    /// Reads the list at `path`. A missing list is empty.
    pub(crate) fn listed(disk: &dyn Disk, path: &Path) -> Result<Self, Refused> {
        match disk.kind(path).map_err(at(path))? {
            Some(Kind::File) => Ok(Self::parsed(&disk.read(path).map_err(at(path))?)),
            _ => Ok(Self::default()),
        }
    }

    /// A list without the header was not generated, and is ignored.
    fn parsed(list: &[u8]) -> Self {
        let text = String::from_utf8_lossy(list);
        let lines = text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        match has_header(list) {
            true => Self(lines.map(str::to_owned).collect()),
            false => Self::default(),
        }
    }

    pub(crate) fn extend<'p>(&mut self, paths: impl IntoIterator<Item = &'p str>) {
        self.0.extend(paths.into_iter().map(str::to_owned));
    }

    pub(crate) fn join(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The list as a file.
    pub(crate) fn text(&self) -> String {
        let paths: String = self.0.iter().map(|path| format!("{path}\n")).collect();
        format!("# {MARK}\n{paths}")
    }

    pub(crate) fn has(&self, path: &str, text: &[u8]) -> bool {
        self.0.contains(path) || has_header(text)
    }

    /// Removes the generated files below `folder`, and fails if others are left.
    pub(crate) fn remove(&self, disk: &dyn Disk, folder: &Path) -> Result<(), Refused> {
        let mut foreign = Vec::new();
        if disk.kind(folder).map_err(at(folder))? == Some(Kind::Folder) {
            self.remove_below(disk, folder, "", &mut foreign)?;
        }
        match foreign.is_empty() {
            true => Ok(()),
            false => Err(Refused::Left(folder.to_owned(), foreign)),
        }
    }

    fn remove_below(
        &self,
        disk: &dyn Disk,
        folder: &Path,
        prefix: &str,
        foreign: &mut Vec<String>,
    ) -> Result<(), Refused> {
        let before = foreign.len();
        for (name, kind) in disk.entries(folder).map_err(at(folder))? {
            let path = folder.join(&name);
            let below = format!("{prefix}{}", name.to_string_lossy());
            match kind {
                Kind::Folder => {
                    self.remove_below(disk, &path, &format!("{below}/"), foreign)?;
                }
                Kind::File if self.is_own(disk, &path, &below)? => {
                    disk.remove_file(&path).map_err(at(&path))?;
                }
                Kind::File | Kind::Other => foreign.push(below),
            }
        }
        match foreign.len() == before {
            true => disk.remove_folder(folder).map_err(at(folder)),
            false => Ok(()),
        }
    }

    fn is_own(&self, disk: &dyn Disk, path: &Path, below: &str) -> Result<bool, Refused> {
        Ok(self.0.contains(below) || has_header(&disk.read(path).map_err(at(path))?))
    }
}

pub(super) fn has_header(text: &[u8]) -> bool {
    let first = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    String::from_utf8_lossy(first).contains(MARK)
}
