//! `update --write`: new files in `specs/` for the newest published definitions of a service.

mod extract;
mod manifest;
mod members;
mod old;
mod plan;
mod texts;
mod yaml;

pub(super) use plan::Plan;

use super::{checkout::Checkout, comparison::Comparison, provenance::Provenance};
use armgen::{convert, manifest::ServiceEntry};
use extract::Extract;
use old::Old;
use std::{collections::BTreeMap, error::Error};

impl Plan {
    /// Plans the files for published definitions of a service.
    pub(super) fn service(
        &mut self,
        module: &str,
        entry: &ServiceEntry,
        published: &Comparison,
        checkout: &Checkout,
    ) -> Result<(), Box<dyn Error>> {
        let converted = convert(&published.manifest, &checkout.folder())
            .map_err(|_| format!("the published definitions of `{module}` cannot be read"))?;
        let old = Old::read(&self.root, &entry.documents)?;
        let mut documents = Vec::new();
        for (version, files) in by_version(published) {
            let ids = published.ids.values().map(String::as_str).collect();
            let extract = Extract::of(&converted, &files, &ids)?;
            let provenance = Provenance::of(&checkout.root, &files);
            let (new, examples) = extract.document(old.info(version, &provenance));
            let new = old.carried(new);
            let file = format!("{}{version}.yaml", old.folder);
            for (name, example) in examples {
                let text = serde_json::to_string_pretty(&example)? + "\n";
                self.add(format!("{}examples/{name}", old.folder), text);
            }
            self.undocumented(&file, texts::missing(&new));
            self.add(file.clone(), old.head(version) + &yaml::text(&new)?);
            documents.push(file);
        }
        self.remove(&old.files);
        self.manifest = manifest::moved(&self.manifest, module, &documents, &published.ids)?;
        Ok(())
    }
}

/// The published documents by version.
fn by_version(published: &Comparison) -> BTreeMap<&str, Vec<&str>> {
    let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for document in &published.documents {
        let files = versions.entry(&document.version).or_default();
        files.push(&document.file);
    }
    versions
}
