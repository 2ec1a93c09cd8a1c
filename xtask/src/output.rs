//! The folder of an emitted crate: what is in it, what should be, and the swap from one to the other.

use armgen::{emit::LIST, format};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
};

/// What cargo and git put beside the emitted files. It is neither looked at nor lost.
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
    folder: PathBuf,
    kept: Vec<&'static str>,
    files: BTreeMap<String, String>,
    differences: BTreeMap<String, Difference>,
}

/// Why nothing was written.
#[derive(Debug)]
pub(crate) enum Refused {
    /// The folder holds files of somebody else.
    Foreign(PathBuf, BTreeSet<String>),
    /// The path cannot be the folder of a crate.
    Folder(PathBuf),
    /// The file system failed.
    Io(PathBuf, io::Error),
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Foreign(folder, files) => {
                let names: Vec<&str> = files.iter().take(5).map(String::as_str).collect();
                let more = if files.len() > 5 { ", …" } else { "" };
                write!(
                    f,
                    "{} holds files that were not generated ({}{more}); nothing was written: move them away, or name another folder",
                    folder.display(),
                    names.join(", ")
                )
            }
            Self::Folder(path) => {
                write!(
                    f,
                    "{} cannot be the folder of a crate; nothing was written: name another folder",
                    path.display()
                )
            }
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
        }
    }
}

impl std::error::Error for Refused {}

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
        let kept = [&KEPT, others].concat();
        // A link is none, even if it leads nowhere: the swap would replace it.
        let is_folder = folder
            .symlink_metadata()
            .map_or(true, |there| there.is_dir());
        if !is_folder || folder.file_name().is_none() {
            return Err(Refused::Folder(folder.to_owned()));
        }
        let files: BTreeMap<String, String> = outputs
            .iter()
            .map(|output| (output.path.clone(), output.text.clone()))
            .collect();
        let present = present(folder, &kept)?;
        let listed = present
            .get(LIST)
            .map(|text| listed(text))
            .unwrap_or_default();
        let is_own =
            |(path, text): &(&String, &Vec<u8>)| listed.contains(path.as_str()) || has_header(text);
        let foreign: BTreeSet<String> = present
            .iter()
            .filter(|entry| !is_own(entry))
            .map(|(path, _)| path.clone())
            .collect();
        if !foreign.is_empty() {
            return Err(Refused::Foreign(folder.to_owned(), foreign));
        }
        let differences = differences(&files, &present);
        Ok(Self {
            folder: folder.to_owned(),
            kept,
            files,
            differences,
        })
    }

    /// Path of the folder.
    pub(crate) fn folder(&self) -> String {
        self.folder.display().to_string()
    }

    /// Number of files.
    pub(crate) fn len(&self) -> usize {
        self.files.len()
    }

    /// What is not as it should be.
    pub(crate) fn differences(&self) -> &BTreeMap<String, Difference> {
        &self.differences
    }

    /// Writes all files beside the folder, then swaps the two by renaming: all or nothing.
    pub(crate) fn write(&self) -> Result<(), Refused> {
        if self.differences.is_empty() {
            return Ok(());
        }
        let (new, old) = (self.beside("new"), self.beside("old"));
        remove(&new)?;
        remove(&old)?;
        for (path, text) in &self.files {
            let path = new.join(path);
            let parent = path.parent().unwrap_or(&new);
            fs::create_dir_all(parent).map_err(at(parent))?;
            fs::write(&path, text).map_err(at(&path))?;
        }
        let had = self.folder.exists();
        if had {
            fs::rename(&self.folder, &old).map_err(at(&self.folder))?;
        }
        if let Err(error) = fs::rename(&new, &self.folder) {
            if had {
                fs::rename(&old, &self.folder).map_err(at(&old))?;
            }
            return Err(Refused::Io(new, error));
        }
        for kept in self.kept.iter().filter(|kept| old.join(kept).exists()) {
            fs::rename(old.join(kept), self.folder.join(kept)).map_err(at(&old.join(kept)))?;
        }
        remove(&old)
    }

    fn beside(&self, word: &str) -> PathBuf {
        let name = self
            .folder
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        self.folder.with_file_name(format!(".{name}.armgen-{word}"))
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

/// Every file below the folder, but for those that are kept.
fn present(folder: &Path, kept: &[&str]) -> Result<BTreeMap<String, Vec<u8>>, Refused> {
    let mut files = BTreeMap::new();
    let mut pending = vec![String::new()];
    while let Some(path) = pending.pop() {
        let here = folder.join(&path);
        if !here.exists() {
            continue;
        }
        for entry in fs::read_dir(&here).map_err(at(&here))? {
            let entry = entry.map_err(at(&here))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_empty() && kept.contains(&name.as_str()) {
                continue;
            }
            let path = if path.is_empty() {
                name
            } else {
                format!("{path}/{name}")
            };
            match entry.file_type().map_err(at(&here))?.is_dir() {
                true => pending.push(path),
                false => {
                    drop(files.insert(path, fs::read(entry.path()).map_err(at(&entry.path()))?))
                }
            }
        }
    }
    Ok(files)
}

/// Files that the list of an earlier run names.
fn listed(list: &[u8]) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(list);
    match has_header(list) {
        true => text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .map(str::to_owned)
            .collect(),
        false => BTreeSet::new(),
    }
}

fn has_header(text: &[u8]) -> bool {
    let first = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    String::from_utf8_lossy(first).contains(format::MARK)
}

pub(crate) fn remove(folder: &Path) -> Result<(), Refused> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Refused::Io(folder.to_owned(), error))
        }
        _ => Ok(()),
    }
}

pub(crate) fn at(path: &Path) -> impl FnOnce(io::Error) -> Refused + use<> {
    let path = path.to_owned();
    move |error| Refused::Io(path, error)
}
