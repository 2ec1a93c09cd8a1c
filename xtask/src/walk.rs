//! Finds definitions below a folder.

use std::{
    collections::BTreeMap,
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
};

/// JSON and YAML files below `root`, sorted. Folders of examples and linked folders are left out.
pub(crate) fn definitions(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut pending = vec![root.to_owned()];
    while let Some(path) = pending.pop() {
        if !path.is_dir() {
            found.extend(is_definition(&path).then_some(path));
            continue;
        }
        for entry in fs::read_dir(&path)? {
            let entry = entry?;
            // A linked folder is elsewhere below the root, or outside, or an ancestor, which would be a cycle.
            let is_link = entry.file_type()?.is_symlink();
            let path = entry.path();
            if !(is_examples(&path) || is_link && path.is_dir()) {
                pending.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The files of the newest stable API version of each resource provider: those in `<provider>/stable/<version>/`.
pub(crate) fn newest(files: Vec<PathBuf>) -> Vec<PathBuf> {
    let mut versions: BTreeMap<PathBuf, OsString> = BTreeMap::new();
    for (provider, version) in files.iter().filter_map(|file| version(file)) {
        let newest = versions.entry(provider).or_default();
        if *newest < version {
            *newest = version;
        }
    }
    let is_newest = |file: &PathBuf| {
        version(file).is_some_and(|(provider, version)| versions.get(&provider) == Some(&version))
    };
    files.into_iter().filter(is_newest).collect()
}

/// Folder of the resource provider, and stable API version, of a file.
fn version(file: &Path) -> Option<(PathBuf, OsString)> {
    let stable = file
        .ancestors()
        .find(|folder| folder.file_name().is_some_and(|name| name == "stable"))?;
    let version = file.strip_prefix(stable).ok()?.iter().next()?;
    let is_dated = version.to_string_lossy().starts_with("20");
    is_dated.then(|| (stable.to_owned(), version.to_owned()))
}

fn is_definition(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("json" | "yaml" | "yml"))
}

fn is_examples(path: &Path) -> bool {
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    path.is_dir() && (name.eq_ignore_ascii_case("examples") || name.starts_with('.'))
}

/// Path relative to `root`, with `/` as separator.
pub(crate) fn relative(path: &Path, root: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .to_string_lossy()
        .replace('\\', "/")
}
