//! Rotations in files. They contain no secrets: a rotation identifies keys by their fingerprints.

use super::{
    arm::{KeyPair, ResourceId, Rotation},
    beside,
    file_lock::FileLock,
    identity::Identity,
    store::{LockedRotation, RotationStore},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    error::Error,
    fs, io,
    path::{Path, PathBuf},
};

/// Saves rotations in a folder, one file per pair of keys, with a lock file beside it.
///
/// A file is replaced as a whole, and survives a crash of the machine. Only its owner can read it. A
/// file that belongs to another pair is an error.
#[derive(Clone, Debug)]
pub struct FileStore {
    folder: PathBuf,
}

/// Version of the file format.
const VERSION: u32 = 1;

/// The content of a file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Content {
    version: u32,
    resource_id: ResourceId,
    pair: String,
    rotation: Rotation,
}

/// The part that all versions share. It is read first, since other versions may have unknown members.
#[derive(Debug, Deserialize)]
struct Versioned {
    version: u32,
}

impl FileStore {
    /// A store in a folder, which is created if it is missing.
    pub fn open(folder: impl Into<PathBuf>) -> io::Result<Self> {
        let folder = folder.into();
        create_folder(&folder)?;
        Ok(Self { folder })
    }

    /// A store in a folder that need not exist, for reading.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Path of the file of a pair. It begins with the resource's name, and ends with a hash of the id
    /// and the pair.
    pub fn path(&self, pair: &dyn KeyPair) -> PathBuf {
        let name = pair.resource_id().name().chars().take(40);
        let name: String = name.map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect();
        let hash: String = Sha256::digest(Identity::of(pair).text())[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        self.folder.join(format!("{}-{hash}.json", name.to_ascii_lowercase()))
    }
}

#[cfg(unix)]
fn create_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn create_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

impl RotationStore for FileStore {
    fn read(&self, pair: &dyn KeyPair) -> Result<Option<Rotation>, Box<dyn Error + Send + Sync>> {
        read(&self.path(pair), pair.resource_id(), pair.name())
    }

    fn lock(&self, pair: &dyn KeyPair) -> Result<Box<dyn LockedRotation>, Box<dyn Error + Send + Sync>> {
        let path = self.path(pair);
        let lock = FileLock::of(&path)?;
        Ok(Box::new(Locked { path, resource_id: pair.resource_id().clone(), pair: pair.name().to_owned(), lock }))
    }
}

fn read(path: &Path, id: &ResourceId, pair: &str) -> Result<Option<Rotation>, Box<dyn Error + Send + Sync>> {
    let unreadable = |why: String| format!("the saved rotation {} cannot be read: {why}", path.display());
    let Some(text) = beside::read(path).map_err(|error| unreadable(error.to_string()))? else {
        return Ok(None);
    };
    let Versioned { version } = serde_json::from_slice(&text).map_err(|error| unreadable(error.to_string()))?;
    if version != VERSION {
        return Err(unreadable(format!("it has version {version}, and this crate knows version {VERSION}")).into());
    }
    let content: Content = serde_json::from_slice(&text).map_err(|error| unreadable(error.to_string()))?;
    let owner = Identity::new(&content.resource_id, &content.pair);
    if owner != Identity::new(id, pair) {
        return Err(unreadable(format!("it belongs to {owner}")).into());
    }
    Ok(Some(content.rotation))
}

#[derive(Debug)]
struct Locked {
    path: PathBuf,
    resource_id: ResourceId,
    pair: String,
    lock: FileLock,
}

impl LockedRotation for Locked {
    fn read(&self) -> Result<Option<Rotation>, Box<dyn Error + Send + Sync>> {
        read(&self.path, &self.resource_id, &self.pair)
    }

    fn save(&self, rotation: &Rotation) -> Result<(), Box<dyn Error + Send + Sync>> {
        let (resource_id, pair) = (self.resource_id.clone(), self.pair.clone());
        let content = Content { version: VERSION, resource_id, pair, rotation: rotation.clone() };
        let text = serde_json::to_vec(&content)?;
        beside::replace(&self.path, &text)
            .map_err(|error| format!("the rotation cannot be saved in {}: {error}", self.path.display()).into())
    }

    fn note_process(&self, process: Option<u32>) -> Result<(), Box<dyn Error + Send + Sync>> {
        self.lock.note(process).map_err(Into::into)
    }
}
