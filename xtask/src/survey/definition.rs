//! Finds out which files are definitions, and to which files of their folder they refer.

use crate::walk;
use armgen::load::{self, Folder};
use serde_json::Value;
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// A file that declares its OpenAPI version; or one that cannot be read, which the survey reports.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Definition {
    /// Folder that its references must not leave.
    pub(crate) root: PathBuf,
    /// Path below the root.
    pub(crate) document: String,
    /// Names of files in its folder to which it refers.
    pub(crate) beside: BTreeSet<String>,
}

impl Definition {
    /// Reads the file. Returns `None` if it is not a definition.
    pub(crate) fn read(root: &Path, file: &Path, size_limit: usize) -> Option<Self> {
        let document = walk::relative(file, root);
        let tree = load::tree(&Folder::new(root.to_owned()), &document, size_limit).ok();
        let mut beside = BTreeSet::new();
        if let Some(tree) = &tree {
            let has = |key: &str| tree.get(key).is_some();
            if !has("swagger") && !has("openapi") {
                return None;
            }
            gather(tree, &mut beside);
        }
        Some(Self {
            root: root.to_owned(),
            document,
            beside,
        })
    }

    /// Folder below the root.
    pub(crate) fn folder(&self) -> &str {
        self.document
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder)
    }

    /// File name.
    pub(crate) fn file(&self) -> &str {
        self.document.rsplit('/').next().unwrap_or_default()
    }
}

/// Collects the files of `./a.json#/definitions/A`, and not those of `../a.json`.
fn gather(value: &Value, beside: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            let reference = members.get("$ref").and_then(Value::as_str);
            beside.extend(reference.and_then(name));
            members.values().for_each(|value| gather(value, beside));
        }
        Value::Array(items) => items.iter().for_each(|value| gather(value, beside)),
        _ => {}
    }
}

fn name(reference: &str) -> Option<String> {
    let (path, _) = reference.split_once('#').unwrap_or((reference, ""));
    let path = path.strip_prefix("./").unwrap_or(path);
    (!path.is_empty() && !path.contains('/')).then(|| path.to_owned())
}
