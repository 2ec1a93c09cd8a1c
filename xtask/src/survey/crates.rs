//! Assigns definitions to crates, and names these.

use super::definition::Definition;
use armgen::reserved;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

/// A crate with one service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Crate {
    /// Folder that references must not leave.
    pub(crate) root: PathBuf,
    /// Paths of its documents below the root.
    pub(crate) documents: Vec<String>,
    /// Its document, or the folder of its documents, for messages.
    pub(crate) source: String,
    /// Name of the package.
    pub(crate) name: String,
    /// Module of its service.
    pub(crate) module: String,
    /// Whether it is a whole service rather than documents of one folder.
    pub(crate) is_service: bool,
}

impl Crate {
    /// Its documents, each by itself.
    pub(crate) fn parts(&self) -> impl Iterator<Item = Self> {
        self.documents.iter().map(|document| Self {
            documents: vec![document.clone()],
            source: document.clone(),
            ..self.clone()
        })
    }
}

/// One crate per definition; or one per folder, if a definition refers to another in the same folder, so that shared
/// types are generated once.
pub(crate) fn of(definitions: &[Definition]) -> Vec<Crate> {
    let mut folders: BTreeMap<(&Path, &str), Vec<&Definition>> = BTreeMap::new();
    for definition in definitions {
        let folder = (definition.root.as_path(), definition.folder());
        folders.entry(folder).or_default().push(definition);
    }
    let mut taken = BTreeSet::new();
    let mut crates = Vec::new();
    for ((root, folder), definitions) in folders {
        let mut add = |source: &str, documents: Vec<String>| {
            let plain = name(source);
            let name = untaken(&plain, &mut taken);
            crates.push(Crate {
                root: root.to_owned(),
                documents,
                source: source.to_owned(),
                name,
                module: module(source),
                is_service: false,
            });
        };
        match refer_to_each_other(&definitions) {
            true => add(folder, documents(&definitions)),
            false => definitions
                .iter()
                .for_each(|one| add(&one.document, vec![one.document.clone()])),
        }
    }
    crates
}

fn refer_to_each_other(definitions: &[&Definition]) -> bool {
    let files: BTreeSet<&str> = definitions.iter().map(|one| one.file()).collect();
    let refers = |one: &Definition| {
        let mut others = one.beside.iter().filter(|name| *name != one.file());
        others.any(|name| files.contains(name.as_str()))
    };
    definitions.iter().any(|one| refers(one))
}

fn documents(definitions: &[&Definition]) -> Vec<String> {
    definitions.iter().map(|one| one.document.clone()).collect()
}

/// `arm-maps-microsoft-maps-stable-2021-02-01-creator` of
/// `maps/resource-manager/Microsoft.Maps/stable/2021-02-01/creator.json`: the whole path, so that the name
/// does not depend on other crates. With the prefix, it begins with a letter and differs from all dependencies.
pub(super) fn name(source: &str) -> String {
    let words: Vec<String> = parts(source).map(|part| words(part, "-")).collect();
    match words.is_empty() {
        true => "arm-definitions".to_owned(),
        false => format!("arm-{}", words.join("-")),
    }
}

/// Makes a name unique: two paths may differ only in characters that a name cannot have.
pub(super) fn untaken(plain: &str, taken: &mut BTreeSet<String>) -> String {
    let mut name = plain.to_owned();
    let mut count = 1;
    while !taken.insert(name.clone()) {
        count += 1;
        name = format!("{plain}-{count}");
    }
    name
}

/// `maps` of `maps/resource-manager/Microsoft.Maps`.
pub(super) fn module(source: &str) -> String {
    let first = parts(source).next().unwrap_or_default();
    let module = words(first, "_");
    [module.clone(), format!("service_{module}")]
        .into_iter()
        .find(|module| reserved::is_module(module))
        .unwrap_or_else(|| "service".to_owned())
}

/// The significant parts of a path, without the extension.
fn parts(source: &str) -> impl Iterator<Item = &str> {
    let extensions = [".json", ".yaml", ".yml"];
    let stem = extensions
        .iter()
        .find_map(|extension| source.strip_suffix(extension));
    let parts = stem.unwrap_or(source).split('/');
    parts.filter(|part| *part != "resource-manager" && part.contains(is_plain))
}

/// The letters and digits of a part in lower case. Other characters between them become one `joint`.
fn words(part: &str, joint: &str) -> String {
    let words: Vec<&str> = part
        .split(|c| !is_plain(c))
        .filter(|word| !word.is_empty())
        .collect();
    words.join(joint).to_ascii_lowercase()
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(paths: &[(&str, &[&str])], expected: &[(&str, &str, usize)]) {
        let definition = |(document, beside): &(&str, &[&str])| Definition {
            root: PathBuf::new(),
            document: (*document).to_owned(),
            beside: beside.iter().map(|name| (*name).to_owned()).collect(),
        };
        let definitions: Vec<_> = paths.iter().map(definition).collect();
        let crates = of(&definitions);
        let found: Vec<_> = crates
            .iter()
            .map(|one| (one.name.as_str(), one.module.as_str(), one.documents.len()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_document_is_a_crate() {
        check(
            &[
                (
                    "maps/resource-manager/Microsoft.Maps/stable/2021-02-01/maps.json",
                    &["maps.json"],
                ),
                (
                    "maps/resource-manager/Microsoft.Maps/stable/2021-02-01/creator.json",
                    &["absent.json"],
                ),
            ],
            &[
                ("arm-maps-microsoft-maps-stable-2021-02-01-maps", "maps", 1),
                (
                    "arm-maps-microsoft-maps-stable-2021-02-01-creator",
                    "maps",
                    1,
                ),
            ],
        );
    }

    #[test]
    fn a_folder_whose_documents_refer_to_each_other_is_a_crate() {
        check(
            &[
                ("web/2021/sites.json", &["common.json"]),
                ("web/2021/common.json", &[]),
                ("web/2021/plans.json", &[]),
                ("web/2020/plans.json", &[]),
            ],
            &[("arm-web-2020-plans", "web", 1), ("arm-web-2021", "web", 3)],
        );
    }

    #[test]
    fn names_are_unique_and_valid() {
        check(
            &[
                ("7/a.b.json", &[]),
                ("7/a_b.yaml", &[]),
                ("serde.json", &[]),
                ("shared/ü.json", &[]),
            ],
            &[
                ("arm-serde", "service_serde", 1),
                ("arm-7-a-b", "service_7", 1),
                ("arm-7-a-b-2", "service_7", 1),
                ("arm-shared", "service_shared", 1),
            ],
        );
    }
}
