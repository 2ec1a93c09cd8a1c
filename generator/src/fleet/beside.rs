//! Replacing files atomically, with private ones. Other users may be able to write to the folder, so
//! links there are not followed.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

/// The path of a file next to another, with `suffix` appended to its name.
pub(super) fn named(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(suffix);
    path.with_file_name(name)
}

/// The folder of a file.
pub(super) fn folder(path: &Path) -> &Path {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// Writes a complete new file next to the old one, with the same owner, and then replaces the old one.
/// Only its owner can read it.
pub(super) fn replace(path: &Path, text: &[u8]) -> io::Result<()> {
    replace_as(path, text, |_, _| Ok(()))
}

/// The same, but its group can read it if it could read the old one.
pub(super) fn replace_for_group(path: &Path, text: &[u8]) -> io::Result<()> {
    replace_as(path, text, share)
}

fn replace_as(path: &Path, text: &[u8], share: fn(&File, &Path) -> io::Result<()>) -> io::Result<()> {
    let (beside, mut file) = begin(path, share)?;
    let replaced = write(&mut file, text).and_then(|()| fs::rename(&beside, path));
    if replaced.is_err() {
        // It would be replaced by the next run.
        let _ = fs::remove_file(&beside);
    }
    replaced.and_then(|()| sync_folder(path))
}

/// Whether [`replace_for_group`] could begin to replace a file.
pub(super) fn try_for_group(path: &Path) -> io::Result<()> {
    begin(path, share).and_then(|(beside, _)| fs::remove_file(beside))
}

/// Creates the new file next to the old one, and gives it the rights of that.
fn begin(path: &Path, share: fn(&File, &Path) -> io::Result<()>) -> io::Result<(PathBuf, File)> {
    let beside = named(path, ".new");
    // A killed run may have left such a file.
    let _ = fs::remove_file(&beside);
    let file = create(&beside)?;
    match own_as(&file, path).and_then(|()| share(&file, path)) {
        Ok(()) => Ok((beside, file)),
        Err(error) => {
            let _ = fs::remove_file(&beside);
            Err(error)
        }
    }
}

fn write(file: &mut File, text: &[u8]) -> io::Result<()> {
    file.write_all(text)?;
    file.sync_all()
}

/// Gives a new file the owner and the group of another one, if there is that: a run of another user,
/// such as root, must not take a file away from those who read it.
#[cfg(unix)]
pub(super) fn own_as(new: &File, other: &Path) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let about = match fs::symlink_metadata(other) {
        Ok(about) => about,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let (owner, group) = (about.uid(), about.gid());
    let now = new.metadata()?;
    if (now.uid(), now.gid()) == (owner, group) {
        return Ok(());
    }
    let failed = |error: io::Error| {
        let text = format!("this user cannot keep its owner {owner} and its group {group} ({error}): run as its owner");
        io::Error::new(error.kind(), text)
    };
    fchown(new, Some(owner), Some(group)).map_err(failed)
}

/// On other systems, files inherit the rights of their folder.
#[cfg(not(unix))]
pub(super) fn own_as(_: &File, _: &Path) -> io::Result<()> {
    Ok(())
}

/// Lets the group of a new file read it, if it can read the other one, whose group it has: that of a
/// service, for example. Everybody else never can.
#[cfg(unix)]
fn share(new: &File, other: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let Some(other) = open(other, OpenOptions::new().read(true))? else {
        return Ok(());
    };
    match other.metadata()?.permissions().mode() & 0o040 {
        0 => Ok(()),
        group => new.set_permissions(fs::Permissions::from_mode(0o600 | group)),
    }
}

/// On other systems, files inherit the rights of their folder.
#[cfg(not(unix))]
fn share(_: &File, _: &Path) -> io::Result<()> {
    Ok(())
}

/// Makes the new name of a file survive a crash of the machine. Some file systems cannot sync
/// folders, which is not an error.
#[cfg(unix)]
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    let synced = File::open(folder(path))?.sync_all();
    synced.or_else(|error| match error.kind() {
        io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported => Ok(()),
        _ => Err(error),
    })
}

/// On other systems, folders cannot be opened, and a rename needs no sync.
#[cfg(not(unix))]
pub(super) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Creates a file that only its owner can read. Fails if the name exists, even as a link.
pub(super) fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Opens a file, if there is one. A link that takes its place meanwhile is not followed: what was opened
/// has to be what stands there afterwards.
pub(super) fn open(path: &Path, options: &OpenOptions) -> io::Result<Option<File>> {
    for _ in 0..ATTEMPTS {
        if !is_there(path)? {
            return Ok(None);
        }
        match options.open(path) {
            Ok(file) if is_at(&file, path)? => return Ok(Some(file)),
            // Another run has just replaced it.
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("it is replaced again and again"))
}

/// How often to open a file that is replaced meanwhile.
const ATTEMPTS: usize = 10;

/// The content of a file, if there is one.
pub(super) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let Some(mut file) = open(path, OpenOptions::new().read(true))? else {
        return Ok(None);
    };
    let mut content = Vec::new();
    file.read_to_end(&mut content)?;
    Ok(Some(content))
}

/// Whether an open file is what stands at a path, and not what a link there leads to.
#[cfg(unix)]
pub(super) fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let own = file.metadata()?;
    match fs::symlink_metadata(path) {
        Ok(there) => Ok((there.dev(), there.ino()) == (own.dev(), own.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// On other systems, links need special rights.
#[cfg(not(unix))]
pub(super) fn is_at(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}

/// Whether there is a file. Anything but a regular file is an error: a pipe could block the run, and
/// a link would be replaced by a file.
fn is_there(path: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(path) {
        Ok(about) if about.is_file() => Ok(true),
        Ok(_) => Err(io::Error::other("it is not a regular file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}
