//! Why nothing was written.

use std::{
    error::Error,
    fmt, io,
    path::{Path, PathBuf},
};

/// Why nothing was written, or not all that should be.
#[derive(Debug)]
pub(crate) enum Refused {
    /// The folder holds files of somebody else.
    Foreign(PathBuf, Vec<String>),
    /// The path cannot be the folder of a crate.
    Folder(PathBuf),
    /// The file system failed. What was done was undone.
    Io(PathBuf, io::Error),
    /// The file system failed, and again when what was done was to be undone.
    Mixed(PathBuf, Box<Refused>),
    /// The crate is as it should be, but work on it could not be removed.
    Unremoved(PathBuf, Box<Refused>),
    /// An earlier run has left what was not generated, and it cannot be put back.
    Left(PathBuf, Vec<String>),
}

impl Refused {
    pub(crate) fn foreign(folder: &Path, files: impl IntoIterator<Item = String>) -> Self {
        Self::Foreign(folder.to_owned(), files.into_iter().collect())
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign(folder, files) => write!(
                f,
                "{} holds files that were not generated ({}); nothing was written: move them away, or name another folder",
                folder.display(),
                some(files)
            ),
            Self::Folder(path) => write!(
                f,
                "{} cannot be the folder of a crate; nothing was written: name another folder",
                path.display()
            ),
            Self::Io(path, error) => {
                write!(f, "{}: {error}; nothing was written", path.display())
            }
            Self::Mixed(folder, cause) => write!(
                f,
                "{cause}\n{} holds old files and new ones, since this could not be undone: mend the cause and run the task again",
                folder.display()
            ),
            Self::Unremoved(folder, cause) => write!(
                f,
                "{cause}\n{} is as it should be but for this, which the next run removes",
                folder.display()
            ),
            Self::Left(folder, files) => write!(
                f,
                "{} is left of an earlier run, and holds what was not generated ({}): move that away, and run the task again",
                folder.display(),
                some(files)
            ),
        }
    }
}

impl Error for Refused {}

fn some(files: &[String]) -> String {
    let more = if files.len() > 5 { ", …" } else { "" };
    let first = &files[..files.len().min(5)];
    format!("{}{more}", first.join(", "))
}

pub(crate) fn at(path: &Path) -> impl FnOnce(io::Error) -> Refused + use<> {
    let path = path.to_owned();
    move |error| Refused::Io(path, error)
}
