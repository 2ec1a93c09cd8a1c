//! The state file. It contains no secrets: a rotation identifies keys by their fingerprints.

use super::{
    arm::{KeyPair, KeyStatus, KeyType, ResourceId, Rotation},
    beside,
    lock::Lock,
};
use serde::{Deserialize, Serialize};
use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};

/// The rotations of all runs with one state file, or in memory if there is none.
#[derive(Debug)]
pub(super) struct Saved {
    path: Option<PathBuf>,
    content: Content,
    /// The lock of a run that changes keys.
    lock: Option<Lock>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Content {
    version: u32,
    rotations: Vec<Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Entry {
    resource_id: ResourceId,
    pair: String,
    rotation: Rotation,
}

/// The part that all versions of the file share. It is read first, since other versions may have
/// unknown members.
#[derive(Debug, Deserialize)]
struct Versioned {
    version: u32,
}

/// Version of the file format.
const VERSION: u32 = 1;

impl Content {
    fn read(path: &Path) -> Result<Self, String> {
        let text = fs::read(path).map_err(|error| unreadable(path, &error.to_string()))?;
        let Versioned { version } = serde_json::from_slice(&text).map_err(|error| unreadable(path, &error.to_string()))?;
        if version != VERSION {
            let why = format!("it has version {version}, and this program knows version {VERSION}");
            return Err(unreadable(path, &why));
        }
        serde_json::from_slice(&text).map_err(|error| unreadable(path, &error.to_string()))
    }
}

fn unreadable(path: &Path, why: &str) -> String {
    format!("the state file {} cannot be read: {why}", path.display())
}

/// Whether the file exists. Anything but a regular file is an error: a pipe could block the run,
/// and would be replaced by a file.
fn is_there(path: &Path) -> Result<bool, String> {
    match fs::metadata(path) {
        Ok(about) if about.is_file() => Ok(true),
        Ok(_) => Err(unreadable(path, "it is not a regular file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(unreadable(path, &error.to_string())),
    }
}

impl Saved {
    /// Reads a file, which need not exist, and locks it if this run writes it.
    pub(super) fn open(path: Option<&Path>, is_written: bool) -> Result<Self, String> {
        let is_there = path.map(is_there).transpose()?.unwrap_or_default();
        let lock = path.filter(|_| is_written).map(Lock::of).transpose()?;
        let content = path.filter(|_| is_there).map(Content::read).transpose()?;
        let content = content.unwrap_or(Content { version: VERSION, rotations: Vec::new() });
        Ok(Self { path: path.map(Path::to_owned), content, lock })
    }

    /// Writes the process id of a deployment to the lock file, or an empty text if none is running.
    pub(super) fn note_deployment(&mut self, process: &str) -> io::Result<()> {
        self.lock.as_mut().map_or(Ok(()), |lock| lock.note_deployment(process))
    }

    /// The rotation that an earlier run started.
    fn find(&self, pair: &dyn KeyPair) -> Option<&Rotation> {
        let mut entries = self.content.rotations.iter();
        entries.find(|entry| entry.is_of(pair)).map(|entry| &entry.rotation)
    }

    /// The rotation to continue: the one that an earlier run started, or a new one.
    ///
    /// A completed rotation is only replaced if `in_use` names another key than when it started.
    /// The same applies to one that is as complete as `--keep-other` allows.
    pub(super) fn rotation(&self, pair: &dyn KeyPair, in_use: Option<KeyType>) -> Result<Rotation, String> {
        let Some(begun) = self.find(pair) else {
            return Ok(Rotation::new(in_use.unwrap_or(KeyType::Primary)));
        };
        match in_use {
            Some(key) if key != begun.in_use() && (begun.is_done() || is_kept(begun)) => Ok(Rotation::new(key)),
            Some(key) if key != begun.in_use() => Err(format!(
                "the rotation of {} began with the other key in use, as the state file says: leave --in-use out, \
                 and add --deployed if consumers use the new key",
                pair.resource_id()
            )),
            _ => Ok(begun.clone()),
        }
    }

    /// Stores the state of a rotation, and writes the file.
    pub(super) fn put(&mut self, pair: &dyn KeyPair, rotation: &Rotation) -> io::Result<()> {
        let entry =
            Entry { resource_id: pair.resource_id().clone(), pair: pair.name().to_owned(), rotation: rotation.clone() };
        match self.content.rotations.iter_mut().find(|entry| entry.is_of(pair)) {
            Some(known) => *known = entry,
            None => self.content.rotations.push(entry),
        }
        self.write()
    }

    /// Writes a complete new file next to the old one, and then replaces the old one.
    pub(super) fn write(&self) -> io::Result<()> {
        let Some(path) = &self.path else {
            return Ok(());
        };
        let beside = beside::named(path, ".new");
        // A killed run may have left such a file.
        let _ = fs::remove_file(&beside);
        let mut file = beside::create(&beside)?;
        file.write_all(&serde_json::to_vec_pretty(&self.content)?)?;
        file.sync_all()?;
        fs::rename(&beside, path)?;
        beside::sync_folder(path)
    }
}

impl Entry {
    fn is_of(&self, pair: &dyn KeyPair) -> bool {
        self.resource_id == *pair.resource_id() && self.pair == pair.name()
    }
}

/// Whether consumers use the new key, and the other one is unchanged.
fn is_kept(rotation: &Rotation) -> bool {
    let in_use = rotation.in_use();
    rotation.status(in_use.other()) == KeyStatus::Deployed && rotation.status(in_use) == KeyStatus::Unchanged
}
