//! Which documents define a service: those of a tag of its readme.md, or the newest of each provider.

mod stable;

use super::readme::{Readme, normal};
use crate::{console, walk};
use armgen::{
    load::{self, Folder},
    nearest::perhaps,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Which documents of a service are chosen.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Choice<'t> {
    /// Those of the default tag of the readme.md, or of the newest tag that has them in stable versions; without a
    /// readme.md, the newest stable version of each provider.
    Default,
    /// Those of a tag.
    Tag(&'t str),
    /// The newest stable version of each provider.
    NewestStable,
    /// The newest version of each provider, which may be a preview.
    Newest,
}

/// A service of a checkout.
#[derive(Debug)]
pub(crate) struct Found {
    /// Words of its module.
    pub(crate) words: String,
    /// Its documents.
    pub(crate) documents: Vec<PathBuf>,
}

/// The services of a folder: one for each readme.md, or the folder itself if there is none.
pub(crate) fn find(folder: &Path, choice: Choice<'_>, limit: usize) -> Result<Vec<Found>, String> {
    if !folder.is_dir() {
        let names = nearby(folder);
        let perhaps = perhaps(&name(folder), names.iter().map(String::as_str));
        return Err(format!(
            "{} is not a folder: correct the path{perhaps}",
            folder.display()
        ));
    }
    let readmes = match choice {
        Choice::NewestStable | Choice::Newest => Vec::new(),
        Choice::Default | Choice::Tag(_) => readmes(folder)?,
    };
    if readmes.is_empty() {
        if let Choice::Tag(tag) = choice {
            let folder = folder.display();
            return Err(format!(
                "{folder} has no readme.md that could have the tag `{tag}`"
            ));
        }
        return Ok(vec![newest(folder, folder, choice, limit)?]);
    }
    let found = readmes
        .iter()
        .map(|readme| of_readme(readme, folder, choice, limit));
    found.collect()
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Names of the folders beside one that does not exist.
fn nearby(folder: &Path) -> Vec<String> {
    let beside = entries(normal(&folder.join("..")).as_path()).unwrap_or_default();
    let mut names: Vec<String> = beside
        .iter()
        .filter(|path| path.is_dir())
        .map(|path| name(path))
        .collect();
    names.sort();
    names
}

/// The readme.md of the service; otherwise all that are further below.
fn readmes(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let near = [folder.to_owned(), folder.join("resource-manager")];
    for folder in &near {
        if let Some(readme) = entries(folder)?.into_iter().find(|path| is_readme(path)) {
            return Ok(vec![readme]);
        }
    }
    let mut found = Vec::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(folder) = pending.pop() {
        let entries = entries(&folder)?;
        match entries.iter().find(|path| is_readme(path)) {
            Some(readme) => found.push(readme.clone()),
            None => {
                let folders = entries.into_iter().filter(|path| path.is_dir());
                pending.extend(folders.filter(|path| !walk::is_examples(path)));
            }
        }
    }
    found.sort();
    Ok(found)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect())
}

fn is_readme(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.eq_ignore_ascii_case("readme.md") && path.is_file()
}

fn of_readme(
    path: &Path,
    service: &Path,
    choice: Choice<'_>,
    limit: usize,
) -> Result<Found, String> {
    let shown = path.display();
    let text = fs::read(path).map_err(|error| format!("{shown}: {error}"))?;
    let readme = Readme::parse(&String::from_utf8_lossy(&text));
    let folder = path.parent().unwrap_or(Path::new(""));
    let tag = match choice {
        Choice::Tag(tag) => Some(tag.to_owned()),
        _ => readme
            .default_tag()
            .map(|tag| stable::tag(&readme, tag, folder, &shown)),
    };
    let Some(tag) = tag else {
        console::warn(format_args!(
            "{shown} has no default tag: took the newest stable version of each provider instead{}",
            listed(", or pass --tag with one of", &readme.tags()),
        ));
        return newest(folder, service, choice, limit);
    };
    let documents = readme.documents(&tag);
    if documents.is_empty() {
        let tags = listed("; its tags are", &readme.tags());
        return Err(format!(
            "{shown} has no documents for the tag `{tag}`{tags}"
        ));
    }
    let documents: Vec<PathBuf> = documents
        .iter()
        .map(|one| normal(&folder.join(one)))
        .collect();
    if let Some(missing) = documents.iter().find(|document| !document.is_file()) {
        return Err(format!(
            "{shown}: the document {} of the tag `{tag}` does not exist",
            missing.display()
        ));
    }
    Ok(Found {
        words: words(folder, service),
        documents,
    })
}

/// A text and the tags, if there are any.
fn listed(text: &str, tags: &[String]) -> String {
    match tags.is_empty() {
        true => String::new(),
        false => format!("{text} {}", tags.join(", ")),
    }
}

/// The newest version of each provider below a folder.
fn newest(
    folder: &Path,
    service: &Path,
    choice: Choice<'_>,
    limit: usize,
) -> Result<Found, String> {
    let all =
        walk::definitions(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let newest = match choice {
        Choice::Newest => walk::newest_of_all(all),
        _ => walk::newest(all),
    };
    let documents: Vec<PathBuf> = newest
        .into_iter()
        .filter(|file| has_operations(file, limit))
        .collect();
    if documents.is_empty() {
        let help = match choice {
            Choice::Newest => "stable/<version> or preview/<version>",
            _ => "stable/<version>; --preview also takes preview versions",
        };
        return Err(format!(
            "{} has no definitions with operations in a folder {help}",
            folder.display()
        ));
    }
    Ok(Found {
        words: words(folder, service),
        documents,
    })
}

fn has_operations(file: &Path, limit: usize) -> bool {
    let folder = Folder::new(file.parent().unwrap_or(Path::new("")).to_owned());
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    // A file that cannot be read is an error of the generator, not a reason to leave it out.
    load::tree(&folder, &name, limit).map_or(true, |tree| {
        let is_definition = tree.get("swagger").or(tree.get("openapi")).is_some();
        let mut paths = ["paths", "x-ms-paths"].into_iter();
        let has_path = paths.any(|key| {
            tree.get(key)
                .and_then(|paths| paths.as_object())
                .is_some_and(|paths| !paths.is_empty())
        });
        is_definition && has_path
    })
}

/// Words of a service's module: its folder's name, and that of the readme.md's folder if there are several.
fn words(folder: &Path, service: &Path) -> String {
    let name = |path: &Path| {
        let absolute = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let parts = absolute
            .components()
            .map(|part| part.as_os_str().to_string_lossy());
        let parts = parts.map(std::borrow::Cow::into_owned);
        parts.collect::<Vec<String>>()
    };
    let (folder, service) = (name(folder), name(service));
    let after = folder.get(service.len()..).unwrap_or_default();
    let own = match service.iter().position(|part| part == "resource-manager") {
        Some(index) => &service[..index],
        None => &service,
    };
    let inner = after
        .iter()
        .filter(|part| *part != "resource-manager" && !part.contains('.'));
    let words = own.iter().next_back().into_iter().chain(inner);
    words.map(String::as_str).collect::<Vec<&str>>().join("_")
}
