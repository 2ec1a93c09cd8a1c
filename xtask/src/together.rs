//! Files that change together: all of them, or none if one cannot be written or removed.

use std::{
    ffi::OsString,
    fmt::Display,
    fs, io,
    path::{Path, PathBuf},
};

/// Files to write and to remove.
#[derive(Default)]
pub(crate) struct Together {
    written: Vec<(PathBuf, String)>,
    removed: Vec<PathBuf>,
}

impl Together {
    /// Writes a file. What a symbolic link leads to is written in place of the link.
    pub(crate) fn write(&mut self, path: PathBuf, text: String) {
        let target = path.canonicalize().ok();
        let target = target.filter(|_| path.is_symlink());
        self.written.push((target.unwrap_or(path), text));
    }

    pub(crate) fn remove(&mut self, path: PathBuf) {
        self.removed.push(path);
    }

    /// Changes the files. After an error all of them, and the folders, are as they were.
    pub(crate) fn apply(&self) -> Result<(), String> {
        let mut done = Done::default();
        match self.stage(&mut done).and_then(|()| self.swap(&mut done)) {
            Ok(()) => {
                // What remains beside a file changes nothing.
                for path in done.saved.iter().chain(&done.moved) {
                    let _ = fs::remove_file(beside(path, OLD));
                }
                Ok(())
            }
            Err(cause) => match done.undo() {
                Ok(()) => Err(format!("{cause}; nothing was changed")),
                Err(error) => Err(format!("{cause}; not all could be undone: {error}")),
            },
        }
    }

    /// Writes the new texts, and copies of the old files, beside the files.
    fn stage(&self, done: &mut Done) -> Result<(), String> {
        for (path, text) in &self.written {
            let written = done.folders_of(path).and_then(|()| {
                done.staged.push(path.clone());
                fs::write(beside(path, NEW), text)
            });
            written.map_err(failed(path, "written"))?;
            if fs::symlink_metadata(path).is_ok() {
                done.saved.push(path.clone());
                let copied = fs::copy(path, beside(path, OLD));
                copied.map_err(failed(path, "replaced"))?;
            }
        }
        Ok(())
    }

    fn swap(&self, done: &mut Done) -> Result<(), String> {
        for (path, _) in &self.written {
            fs::rename(beside(path, NEW), path).map_err(failed(path, "written"))?;
            done.replaced.push(path.clone());
        }
        for path in &self.removed {
            fs::rename(path, beside(path, OLD)).map_err(failed(path, "removed"))?;
            done.moved.push(path.clone());
        }
        Ok(())
    }
}

const NEW: &str = ".xtask-new";
const OLD: &str = ".xtask-old";

/// What was done so far.
#[derive(Default)]
struct Done {
    /// New folders, each before those in it.
    folders: Vec<PathBuf>,
    /// Files with a new text beside them.
    staged: Vec<PathBuf>,
    /// Files with a copy beside them.
    saved: Vec<PathBuf>,
    /// Files that have their new text.
    replaced: Vec<PathBuf>,
    /// Files that were moved away.
    moved: Vec<PathBuf>,
}

impl Done {
    /// Makes the folders of a file.
    fn folders_of(&mut self, path: &Path) -> io::Result<()> {
        let folders = path.ancestors().skip(1);
        let missing = folders.take_while(|one| !one.as_os_str().is_empty() && !one.is_dir());
        let missing: Vec<PathBuf> = missing.map(Path::to_owned).collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(&folder)?;
            self.folders.push(folder);
        }
        Ok(())
    }

    /// Undoes as much as possible, and returns the first error.
    fn undo(&self) -> io::Result<()> {
        let mut all = Vec::new();
        for path in &self.moved {
            all.push(fs::rename(beside(path, OLD), path));
        }
        for path in &self.replaced {
            all.push(match self.saved.contains(path) {
                true => fs::rename(beside(path, OLD), path),
                false => fs::remove_file(path),
            });
        }
        for path in &self.staged {
            for suffix in [NEW, OLD] {
                // Most of them are gone already.
                let _ = fs::remove_file(beside(path, suffix));
            }
        }
        for folder in self.folders.iter().rev() {
            all.push(fs::remove_dir(folder));
        }
        all.into_iter().collect()
    }
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut beside: OsString = path.into();
    beside.push(suffix);
    beside.into()
}

fn failed<E: Display>(path: &Path, how: &str) -> impl FnOnce(E) -> String {
    move |error| format!("{} cannot be {how}: {error}", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use tempfile::TempDir;

    /// Files with their texts, and folders.
    fn all(folder: &Path) -> BTreeMap<PathBuf, Option<String>> {
        let mut all = BTreeMap::new();
        let mut pending = vec![folder.to_owned()];
        while let Some(path) = pending.pop() {
            if let Ok(entries) = fs::read_dir(&path) {
                pending.extend(entries.map(|entry| entry.expect("it can be read").path()));
            }
            all.insert(path.clone(), fs::read_to_string(&path).ok());
        }
        all
    }

    fn folder() -> TempDir {
        let folder = TempDir::new().expect("a folder can be made");
        fs::create_dir(folder.path().join("folder")).expect("a folder can be made");
        for file in ["old", "gone"] {
            fs::write(folder.path().join(file), "before").expect("it can be written");
        }
        folder
    }

    fn changes(folder: &TempDir) -> Together {
        let mut changes = Together::default();
        for file in ["old", "new", "a/b/c", "a/d"] {
            changes.write(folder.path().join(file), "after".to_owned());
        }
        changes
    }

    #[test]
    fn all_files_change() {
        let folder = folder();
        let mut changes = changes(&folder);
        changes.remove(folder.path().join("gone"));
        assert_eq!(changes.apply(), Ok(()));
        let found = all(folder.path()).into_iter();
        let files: Vec<(PathBuf, String)> = found
            .filter_map(|(path, text)| {
                let path = path.strip_prefix(folder.path()).ok()?.to_owned();
                Some((path, text?))
            })
            .collect();
        let expected = ["a/b/c", "a/d", "new", "old"];
        assert_eq!(
            files,
            expected.map(|file| (file.into(), "after".to_owned()))
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_one() {
        let folder = folder();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink("old", &link).expect("a link can be made");
        let mut changes = Together::default();
        changes.write(link.clone(), "after".to_owned());
        assert_eq!(changes.apply(), Ok(()));
        assert!(link.is_symlink());
        let text = fs::read_to_string(folder.path().join("old"));
        assert_eq!(text.expect("it can be read"), "after");
    }

    #[test]
    fn nothing_changes_if_one_fails() {
        type Fault = fn(&mut Together, &Path);
        let faults: [Fault; 3] = [
            |changes, root| changes.write(root.join("old/in-a-file"), String::new()),
            |changes, root| changes.write(root.join("folder"), String::new()),
            |changes, root| {
                changes.remove(root.join("gone"));
                changes.remove(root.join("missing"));
            },
        ];
        for fault in faults {
            let folder = folder();
            let before = all(folder.path());
            let mut changes = changes(&folder);
            fault(&mut changes, folder.path());
            let refused = changes.apply().expect_err("one file cannot change");
            assert!(refused.ends_with("; nothing was changed"), "{refused}");
            assert_eq!(all(folder.path()), before, "{refused}");
        }
    }
}
