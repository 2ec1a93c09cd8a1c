//! The manifest as TOML. Entries that are checked later keep their offsets in the text.

use super::FILE_SIZE_LIMIT;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    /// Folder that the documents' paths are relative to, itself relative to the manifest.
    pub(super) root: Option<String>,
    #[serde(default = "file_size_limit")]
    pub(super) file_size_limit: usize,
    pub(super) package: Package,
    #[serde(default)]
    pub(super) services: BTreeMap<Spanned<String>, Service>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Service {
    pub(super) title: Option<String>,
    pub(super) documents: Option<Spanned<Vec<Spanned<String>>>>,
    pub(super) operations: Option<Spanned<Vec<Spanned<String>>>>,
    #[serde(default)]
    pub(super) rename: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    pub(super) key_pairs: Vec<KeyPair>,
    #[serde(default)]
    pub(super) except: Vec<Exception>,
    #[serde(default)]
    pub(super) versions: BTreeMap<Spanned<String>, Service>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Exception {
    pub(super) operation: Spanned<String>,
    pub(super) because: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeyPair {
    pub(super) regenerate: Spanned<OneOrTwo>,
    pub(super) none: Option<String>,
    pub(super) name: Option<String>,
    pub(super) list: Option<String>,
    pub(super) keys: Option<[String; 2]>,
    pub(super) words: Option<[String; 2]>,
    pub(super) words_from: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrTwo {
    One(String),
    Two([String; 2]),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Package {
    pub(super) name: Spanned<String>,
    pub(super) version: Spanned<String>,
    pub(super) description: Spanned<String>,
    pub(super) license: Option<Spanned<String>>,
    pub(super) license_file: Option<String>,
    pub(super) readme: Option<String>,
    pub(super) repository: Option<Spanned<String>>,
    pub(super) homepage: Option<Spanned<String>>,
    pub(super) documentation: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) include: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) keywords: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) categories: Vec<Spanned<String>>,
    #[serde(default = "yes")]
    pub(super) program: bool,
    #[serde(default)]
    pub(super) twins: bool,
    pub(super) showcase: Option<Spanned<String>>,
    pub(super) runtime: Option<Spanned<RuntimePackage>>,
    #[serde(default)]
    pub(super) is_runtime: bool,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuntimePackage {
    pub(super) name: Spanned<String>,
    pub(super) version: Option<Spanned<String>>,
    pub(super) path: Option<String>,
}

fn file_size_limit() -> usize {
    FILE_SIZE_LIMIT
}

fn yes() -> bool {
    true
}
