//! Files beside the state file. Others may write to its folder, and must not say where these lead.

use std::{
    fs::{File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

/// The path of a file beside another, whose name goes on with `suffix`.
pub(super) fn named(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(suffix);
    path.with_file_name(name)
}

/// Makes a file's new name last, should the machine fail. A file system that cannot do so for folders may be as good
/// as it gets.
#[cfg(unix)]
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let synced = File::open(folder.unwrap_or(Path::new(".")))?.sync_all();
    synced.or_else(|error| match error.kind() {
        io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported => Ok(()),
        _ => Err(error),
    })
}

/// Elsewhere folders cannot be opened, and a rename lasts by itself.
#[cfg(not(unix))]
pub(super) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Makes a file that only its owner reads. It fails if something of that name is there, be it a link.
pub(super) fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
