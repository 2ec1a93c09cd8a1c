//! Finds definitions below a folder.

use std::{
    collections::BTreeMap,
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

/// The files of the newest stable API version of each resource provider: those in `<provider>/stable/<version>/`. A
/// version that is more than a date is none, wherever it is.
pub(crate) fn newest(files: Vec<PathBuf>) -> Vec<PathBuf> {
    of_newest(files.into_iter().filter(|file| is_stable(file)).collect())
}

/// The files of the newest API version of each resource provider, which may be in `<provider>/preview/<version>/`.
pub(crate) fn newest_of_all(files: Vec<PathBuf>) -> Vec<PathBuf> {
    of_newest(files)
}

/// Whether a file is in the folder of an API version.
pub(crate) fn is_versioned(file: &Path) -> bool {
    version(file).is_some()
}

/// Whether a file is in the folder of a stable API version.
pub(crate) fn is_stable(file: &Path) -> bool {
    version(file).is_some_and(|(_, (_, stable, _))| stable)
}

/// Folder of the resource provider, and API version, of a file that is in the folder of one.
pub(crate) fn versioned(file: &Path) -> Option<(PathBuf, String)> {
    let (provider, (_, _, name)) = version(file)?;
    Some((provider, name))
}

fn of_newest(files: Vec<PathBuf>) -> Vec<PathBuf> {
    let mut newest: BTreeMap<PathBuf, Version> = BTreeMap::new();
    for (provider, version) in files.iter().filter_map(|file| version(file)) {
        let newest = newest.entry(provider).or_insert_with(|| version.clone());
        if *newest < version {
            *newest = version;
        }
    }
    let is_newest = |file: &PathBuf| {
        version(file).is_some_and(|(provider, version)| newest.get(&provider) == Some(&version))
    };
    files.into_iter().filter(is_newest).collect()
}

/// Date of an API version, whether it is stable, and its name, in the order of time.
type Version = (String, bool, String);

/// Folder of the resource provider, and API version, of a file.
fn version(file: &Path) -> Option<(PathBuf, Version)> {
    let kind = file.ancestors().find(|folder| {
        let name = folder.file_name().map(|name| name.to_string_lossy());
        name.is_some_and(|name| ["stable", "preview"].contains(&name.as_ref()))
    })?;
    let version = file.strip_prefix(kind).ok()?.iter().next()?;
    let version = version.to_string_lossy().into_owned();
    let date: String = version.chars().take("2023-06-01".len()).collect();
    let is_dated = date.starts_with("20");
    is_dated.then(|| {
        let provider = kind.parent().unwrap_or(Path::new("")).to_owned();
        let stable = kind.ends_with("stable") && is_plain(&version);
        (provider, (date, stable, version))
    })
}

/// Whether an API version is a date alone, without `-preview` or `-beta` after it.
pub(crate) fn is_plain(version: &str) -> bool {
    version.len() == "2023-06-01".len()
}

fn is_definition(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("json" | "yaml" | "yml"))
}

/// Whether a path is a folder of published examples, or hidden.
pub(crate) fn is_examples(path: &Path) -> bool {
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
