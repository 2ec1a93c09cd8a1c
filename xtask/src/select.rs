//! `cargo xtask select`: prints a manifest for the operations of a checkout whose paths match.

use crate::{console, walk};
use armgen::{
    load::{self, FILE_SIZE_LIMIT, Folder},
    reserved,
};
use clap::Args;
use regex_lite::Regex;
use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    path::PathBuf,
    process::ExitCode,
};
use toml::{Table, Value};

/// Options of `cargo xtask select`.
#[derive(Debug, Args)]
pub(crate) struct Select {
    /// Folder of the definitions, such as the `specification` folder of a checkout.
    root: PathBuf,

    /// Regular expression that the path of an operation must match. Case is ignored.
    #[arg(long, value_name = "REGEX")]
    paths: String,

    /// Maximum size of a file in bytes.
    #[arg(long, value_name = "BYTES", default_value_t = FILE_SIZE_LIMIT)]
    file_size_limit: usize,

    /// Name of the crate.
    #[arg(long, default_value = "azure-selection")]
    name: String,
}

/// Documents and operations of one folder: one service.
#[derive(Default)]
struct Service {
    documents: BTreeSet<String>,
    operations: BTreeSet<String>,
}

impl Select {
    /// Prints the manifest.
    pub(crate) fn run(&self) -> Result<ExitCode, Box<dyn Error>> {
        let paths = Regex::new(&format!("(?i){}", self.paths))
            .map_err(|error| format!("--paths: {error}"))?;
        let mut services: BTreeMap<String, Service> = BTreeMap::new();
        for file in walk::definitions(&self.root)
            .map_err(|error| format!("{}: {error}", self.root.display()))?
        {
            let document = walk::relative(&file, &self.root);
            let operations = self.operations(&document, &paths);
            if !operations.is_empty() {
                let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder);
                let service = services.entry(folder.to_owned()).or_default();
                service.documents.insert(document);
                service.operations.extend(operations);
            }
        }
        if services.is_empty() {
            return Err(self.nothing().into());
        }
        console::text(toml::to_string_pretty(&self.manifest(&services))?)?;
        Ok(ExitCode::SUCCESS)
    }

    /// The error if no operation matches: a manifest must have a service.
    fn nothing(&self) -> String {
        format!(
            "no definition below {} has an operation whose path matches `{}`: correct --paths, or choose another folder",
            self.root.display(),
            self.paths
        )
    }

    /// Ids of the operations of a document whose paths match.
    fn operations(&self, document: &str, paths: &Regex) -> Vec<String> {
        let folder = Folder(self.root.clone());
        let tree = match load::tree(&folder, document, self.file_size_limit) {
            Ok(tree) => tree,
            Err(error) => {
                console::warn(format_args!("skipped {error}"));
                return Vec::new();
            }
        };
        let items = ["paths", "x-ms-paths"]
            .into_iter()
            .filter_map(|key| tree.get(key)?.as_object())
            .flatten();
        items
            .filter(|(path, _)| paths.is_match(path))
            .flat_map(|(_, item)| item.as_object().into_iter().flatten())
            .filter_map(|(_, operation)| Some(operation.get("operationId")?.as_str()?.to_owned()))
            .collect()
    }

    fn manifest(&self, services: &BTreeMap<String, Service>) -> Table {
        let text = |text: &str| Value::String(text.to_owned());
        let list =
            |list: &BTreeSet<String>| Value::Array(list.iter().map(|entry| text(entry)).collect());
        let mut tables = Table::new();
        for (folder, service) in services {
            let mut module = module(folder);
            while tables.contains_key(&module) {
                module.push_str("_more");
            }
            let table = Table::from_iter([
                ("documents".to_owned(), list(&service.documents)),
                ("operations".to_owned(), list(&service.operations)),
            ]);
            tables.insert(module, Value::Table(table));
        }
        let package = Table::from_iter([
            ("name".to_owned(), text(&self.name)),
            ("version".to_owned(), text("0.1.0")),
            (
                "description".to_owned(),
                text("Clients of selected operations of Azure Resource Manager."),
            ),
        ]);
        Table::from_iter([
            ("root".to_owned(), text(&self.root.to_string_lossy())),
            ("package".to_owned(), Value::Table(package)),
            ("services".to_owned(), Value::Table(tables)),
        ])
    }
}

/// Module of a folder such as `maps/resource-manager/Microsoft.Maps/stable/2021-02-01`: `maps_2021_02_01`.
fn module(folder: &str) -> String {
    let parts: Vec<&str> = folder.split('/').collect();
    let (first, last) = (parts.first().unwrap_or(&""), parts.last().unwrap_or(&""));
    let text = format!("{first}_{last}").to_ascii_lowercase();
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let module = words.join("_");
    match reserved::is_module(&module) {
        true => module,
        false => format!("service_{module}").trim_end_matches('_').to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_folder_has_a_module() {
        for (folder, name) in [
            (
                "maps/resource-manager/Microsoft.Maps/stable/2021-02-01",
                "maps_2021_02_01",
            ),
            ("my--maps/stable/2021", "my_maps_2021"),
            ("7zip/2021", "service_7zip_2021"),
            ("", "service"),
            ("äö", "service"),
        ] {
            assert_eq!(module(folder), name);
            assert!(reserved::is_module(name), "{name}");
        }
    }
}
