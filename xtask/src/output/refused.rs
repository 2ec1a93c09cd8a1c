//! Errors of writing a crate.

use std::{
    error::Error,
    fmt, io,
    path::{Path, PathBuf},
};

/// Why a crate was not written, or not completely.
#[derive(Debug)]
pub(crate) enum Refused {
    /// The folder contains files that were not generated.
    Foreign(PathBuf, Vec<String>),
    /// The path cannot be the folder of a crate.
    Folder(PathBuf),
    /// A file system call failed. All changes were undone.
    Io(PathBuf, io::Error),
    /// A file system call failed, and undoing the changes failed, too.
    Mixed(PathBuf, Box<Refused>),
    /// The crate was written, but the working folder could not be removed.
    Unremoved(PathBuf, Box<Refused>),
    /// A killed run left files behind that were not generated, and they cannot be put back.
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
                "{} contains files that were not generated ({}); nothing was written: move them away, or choose another folder",
                folder.display(),
                some(files)
            ),
            Self::Folder(path) => write!(
                f,
                "{} cannot be the folder of a crate; nothing was written: choose another folder",
                path.display()
            ),
            Self::Io(path, error) => {
                write!(f, "{}: {error}; nothing was written", path.display())
            }
            Self::Mixed(folder, cause) => write!(
                f,
                "{cause}\n{} contains old and new files, since undoing failed: remove the cause, and run the task again",
                folder.display()
            ),
            Self::Unremoved(folder, cause) => write!(
                f,
                "{cause}\n{} is up to date except for this, which the next run removes",
                folder.display()
            ),
            Self::Left(folder, files) => write!(
                f,
                "{} was left behind by an earlier run, and contains files that were not generated ({}): move them away, and run the task again",
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
