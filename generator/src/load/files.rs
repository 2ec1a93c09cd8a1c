//! Reads files. Only regular files below the root, up to a size limit, are accepted.

use crate::{manifest::FILE_SIZE_LIMIT, nearest::nearest};
use std::{
    collections::BTreeMap,
    fmt, fs,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

/// The source of files: a folder, or texts in memory.
pub trait Files: Sync {
    /// Text of the file at `path`, which is relative and has `/` between its parts.
    fn read(&self, path: &str) -> io::Result<String>;

    /// Names of the files and folders in a folder, sorted. A source that cannot list them returns none.
    fn names(&self, _folder: &str) -> Vec<String> {
        Vec::new()
    }

    /// Like `read`, but returns an error of the kind `FileTooLarge` if the file has more than `limit` bytes.
    fn read_within(&self, path: &str, limit: usize) -> io::Result<String> {
        let text = self.read(path)?;
        match text.len() > limit {
            true => Err(too_large(limit)),
            false => Ok(text),
        }
    }
}

/// Files below a folder, which may itself be a symbolic link. Links below it must not lead out of it.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// Paths without symbolic links of folders, by the paths that led to them.
    real: Mutex<BTreeMap<PathBuf, PathBuf>>,
}

impl Files for Folder {
    fn names(&self, folder: &str) -> Vec<String> {
        let entries = self.inside(folder).and_then(fs::read_dir);
        let entries = entries.into_iter().flatten().filter_map(Result::ok);
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        names.sort();
        names
    }

    fn read(&self, path: &str) -> io::Result<String> {
        self.read_within(path, FILE_SIZE_LIMIT)
    }

    fn read_within(&self, path: &str, limit: usize) -> io::Result<String> {
        let file = self.inside(path)?;
        // This check comes first: opening a named pipe would block until another process writes to it.
        check_regular(&fs::symlink_metadata(&file)?)?;
        let file = fs::File::open(file)?;
        let metadata = file.metadata()?;
        check_regular(&metadata)?;
        // With more room than the file needs, it is read at once.
        let length = usize::try_from(metadata.len()).map_or(limit, |length| length.min(limit));
        let mut bytes = Vec::with_capacity(length + 64);
        file.take(limit as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() > limit {
            return Err(too_large(limit));
        }
        let no_text = |_| io::Error::new(io::ErrorKind::InvalidData, "the file is not UTF-8");
        String::from_utf8(bytes).map_err(no_text)
    }
}

impl Folder {
    /// The folder at `path`.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            real: Mutex::default(),
        }
    }

    /// The file's path without symbolic links, if it is below the folder. Only the manifest itself may use paths that
    /// begin with `..`, such as that of its licence; the file must then be below the folder that `..` leads to.
    fn inside(&self, path: &str) -> io::Result<PathBuf> {
        let mut root = self.path.clone();
        let mut below = path;
        while let Some(rest) = below.strip_prefix("../") {
            root.push("..");
            below = rest;
        }
        let root = match root.as_os_str().is_empty() {
            true => self.real(Path::new("."))?,
            false => self.real(&root)?,
        };
        let file = self.followed(&root.join(below))?;
        match file.starts_with(&root) {
            true => Ok(file),
            false => Err(io::Error::new(io::ErrorKind::PermissionDenied, LeadsOut)),
        }
    }

    /// A path without symbolic links. The entry must exist.
    fn followed(&self, path: &Path) -> io::Result<PathBuf> {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
            return path.canonicalize();
        };
        let file = self.real(folder)?.join(name);
        match fs::symlink_metadata(&file)?.is_symlink() {
            true => file.canonicalize(),
            false => Ok(file),
        }
    }

    /// The path of a folder without symbolic links. Many files are in the same folder.
    fn real(&self, folder: &Path) -> io::Result<PathBuf> {
        let mut known = self.real.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(real) = known.get(folder) {
            return Ok(real.clone());
        }
        let real = folder.canonicalize()?;
        known.insert(folder.to_owned(), real.clone());
        Ok(real)
    }
}

impl Files for BTreeMap<String, String> {
    fn read(&self, path: &str) -> io::Result<String> {
        self.get(path)
            .cloned()
            .ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }
}

/// The path that is nearest to one of which no file exists: its folders and its name, each as it is or the nearest one.
pub(super) fn nearest_path(files: &dyn Files, path: &str) -> Option<String> {
    let mut found = String::new();
    for part in path.split('/') {
        let names = files.names(&found);
        let name = match names.iter().any(|name| name == part) {
            true => part,
            false => nearest(part, names.iter().map(String::as_str))?,
        };
        if !found.is_empty() {
            found.push('/');
        }
        found += name;
    }
    Some(found)
}

/// The error for a file that exists, but outside the folder.
#[derive(Debug)]
pub(super) struct LeadsOut;

impl fmt::Display for LeadsOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a symbolic link leads out of the folder")
    }
}

impl std::error::Error for LeadsOut {}

fn check_regular(metadata: &fs::Metadata) -> io::Result<()> {
    match metadata.is_file() {
        true => Ok(()),
        false => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "it is not a regular file",
        )),
    }
}

fn too_large(limit: usize) -> io::Error {
    let message = format!("it has more than {limit} bytes");
    io::Error::new(io::ErrorKind::FileTooLarge, message)
}
