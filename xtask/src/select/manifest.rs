//! The manifest of selected services.

use armgen::reserved;
use toml::{Table, Value};

/// A service to select.
#[derive(Debug)]
pub(super) struct Service {
    /// Words of its module.
    pub(super) words: String,
    /// Its API version, if it is one of several of the service.
    pub(super) version: Option<String>,
    /// Paths of its documents below the root.
    pub(super) documents: Vec<String>,
    /// Ids of its operations, or all.
    pub(super) operations: Option<Vec<String>>,
}

/// The crate of a manifest.
#[derive(Debug)]
pub(super) struct Package<'p> {
    pub(super) name: &'p str,
    pub(super) description: &'p str,
    /// Folder of the documents.
    pub(super) root: &'p str,
}

/// The manifest.
pub(super) fn manifest(package: &Package<'_>, services: &[Service]) -> Table {
    let mut tables = Table::new();
    for service in services {
        let mut module = module(&service.words);
        while service.version.is_none() && tables.contains_key(&module) {
            module.push_str("_more");
        }
        let mut table = Table::from_iter([("documents".to_owned(), list(&service.documents))]);
        if let Some(operations) = &service.operations {
            table.insert("operations".to_owned(), list(operations));
        }
        match &service.version {
            None => drop(tables.insert(module, Value::Table(table))),
            Some(version) => {
                let empty = || {
                    Value::Table(Table::from_iter([(
                        "versions".to_owned(),
                        Value::Table(Table::new()),
                    )]))
                };
                let service = tables.entry(module).or_insert_with(empty);
                let versions = service.get_mut("versions").and_then(Value::as_table_mut);
                if let Some(versions) = versions {
                    versions.insert(version.clone(), Value::Table(table));
                }
            }
        }
    }
    let fields = [
        ("name", package.name),
        ("version", "0.1.0"),
        ("description", package.description),
    ];
    let fields = fields.map(|(key, value)| (key.to_owned(), value.into()));
    Table::from_iter([
        ("root".to_owned(), package.root.into()),
        (
            "package".to_owned(),
            Value::Table(fields.into_iter().collect()),
        ),
        ("services".to_owned(), Value::Table(tables)),
    ])
}

fn list(all: &[String]) -> Value {
    Value::Array(all.iter().map(|one| one.as_str().into()).collect())
}

/// The letters and digits of a text in lower case, with `joint` between its words.
pub(super) fn joined(text: &str, joint: &str) -> String {
    let text = text.to_ascii_lowercase();
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(joint)
}

/// Module for a service with these words.
fn module(words: &str) -> String {
    let module = joined(words, "_");
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
        for (words, name) in [
            ("maps_2021-02-01", "maps_2021_02_01"),
            ("my--maps_2021", "my_maps_2021"),
            ("7zip_2021", "service_7zip_2021"),
            ("_", "service"),
            ("äö", "service"),
        ] {
            assert_eq!(module(words), name);
            assert!(reserved::is_module(name), "{name}");
        }
    }
}
