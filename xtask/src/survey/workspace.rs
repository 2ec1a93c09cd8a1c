//! The workspace of emitted crates. Each is written as soon as it is generated, to save memory.

use crate::output::{Lock, Output, Refused, at, resolved};
use armgen::{
    format::{self, format},
    output::{Content, File},
};
use std::{
    collections::BTreeSet,
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

/// Folder of the crates.
const CRATES: &str = "crates";

/// The lock file of this project, with tested versions of dependencies. Cargo removes the entries that are not needed.
const LOCK: &str = include_str!("../../../Cargo.lock");

/// A folder with a crate in each folder of `crates`.
#[derive(Debug)]
pub(crate) struct Workspace {
    folder: PathBuf,
    /// Prevents two surveys from removing each other's crates.
    lock: Lock<'static>,
    /// Entries of `crates` before this run.
    before: BTreeSet<String>,
}

impl Workspace {
    /// Opens the folder. One with files that were not generated is refused. Writes nothing but the lock.
    pub(crate) fn open(folder: &Path) -> Result<Self, Refused> {
        Output::plan_around(folder, &[CRATES], &[])?;
        let folder = resolved(folder)?;
        let lock = Lock::of_folder(&folder)?;
        let crates = folder.join(CRATES);
        let before = names(&crates)?;
        for name in before.iter().filter(|name| unfinished(name).is_none()) {
            Output::plan(&crates.join(name), &[])?;
        }
        Ok(Self {
            folder,
            lock,
            before,
        })
    }

    /// Writes a crate: all of it or nothing.
    pub(crate) fn add(&self, name: &str, outputs: &[format::Output]) -> Result<(), Refused> {
        Output::write(&self.folder.join(CRATES).join(name), outputs).map(drop)
    }

    /// Makes the crates `names` the members of the workspace, then removes former members.
    pub(crate) fn finish(&self, names: &BTreeSet<String>) -> Result<(), Refused> {
        let mut files = vec![manifest(names), config()];
        // Cargo adapts the lock file to the members, so that it is written only once.
        if !self.folder.join("Cargo.lock").exists() {
            files.push(File {
                path: "Cargo.lock".to_owned(),
                content: Content::Bare(LOCK.to_owned()),
            });
        }
        let outputs: Vec<format::Output> = files.into_iter().map(format).collect();
        Output::write_holding(&self.lock, &self.folder, &[CRATES], &outputs)?;
        let before = self.before.iter();
        let before = before.map(|name| unfinished(name).unwrap_or(name));
        let mut stale = before.filter(|name| !names.contains(*name));
        stale.try_for_each(|name| self.take(name))
    }

    /// Removes the files of a crate, and its folder if nothing else, such as `target`, is in it.
    fn take(&self, name: &str) -> Result<(), Refused> {
        let folder = self.folder.join(CRATES).join(name);
        Output::write(&folder, &[])?;
        match fs::remove_dir(&folder) {
            Err(error) if !is_gone_or_full(&error) => Err(at(&folder)(error)),
            _ => Ok(()),
        }
    }
}

fn is_gone_or_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::NotFound | ErrorKind::DirectoryNotEmpty
    )
}

/// The crate to which a folder belongs that a killed run of an earlier version left beside it.
fn unfinished(name: &str) -> Option<&str> {
    let (name, _) = name.strip_prefix('.')?.rsplit_once(".armgen-")?;
    Some(name)
}

fn names(folder: &Path) -> Result<BTreeSet<String>, Refused> {
    match folder.exists() {
        true => fs::read_dir(folder)
            .and_then(|entries| {
                entries
                    .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
                    .collect()
            })
            .map_err(at(folder)),
        false => Ok(BTreeSet::new()),
    }
}

/// `Cargo.toml`. Debug information is turned off, to compile hundreds of crates faster.
fn manifest(names: &BTreeSet<String>) -> File {
    let members: String = names
        .iter()
        .map(|name| format!("    \"{CRATES}/{name}\",\n"))
        .collect();
    File {
        path: "Cargo.toml".to_owned(),
        content: Content::Hash(format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\n{members}]\n\n[profile.dev]\ndebug = false\nincremental = false\n"
        )),
    }
}

/// `.cargo/config.toml`: workspaces in one folder share compiled dependencies. Compiler warnings are errors, since they
/// are bugs of the generator.
fn config() -> File {
    File {
        path: ".cargo/config.toml".to_owned(),
        content: Content::Hash(
            "[build]\ntarget-dir = \"../armgen-target\"\nrustflags = [\"-Dwarnings\"]\n".to_owned(),
        ),
    }
}
