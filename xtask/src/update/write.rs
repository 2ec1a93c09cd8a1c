//! `update --write`: new files in `specs/` for the newest published definitions of a service.

mod became;
mod dropped;
mod equal;
mod extract;
mod manifest;
mod marks;
mod members;
mod old;
mod plan;
mod texts;
mod yaml;

pub(super) use plan::Plan;

use super::{
    checkout::Checkout,
    comparison::{Comparison, Published},
    provenance::Provenance,
};
use armgen::{
    convert,
    manifest::{Manifest, ServiceEntry},
};
use extract::Extract;
use manifest::Moved;
use old::Old;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
};

/// The author's names of definitions, by place.
type Names = BTreeMap<String, String>;

impl Plan {
    /// Plans the files for published definitions of a service.
    pub(super) fn service(
        &mut self,
        module: &str,
        entry: &ServiceEntry,
        published: &Comparison,
        checkout: &Checkout,
    ) -> Result<(), Box<dyn Error>> {
        let (documents, rename) =
            self.documents(module, entry, &published.published(), checkout)?;
        let moved = Moved {
            keys: keys(module, entry),
            documents,
            rename,
            excepted: entry.except.iter().map(|one| &*one.operation).collect(),
            ids: &published.ids,
        };
        self.manifest = moved.applied(&self.manifest)?;
        Ok(())
    }

    /// Plans the documents of a service. Returns their paths, and the author's names of definitions by their new places.
    fn documents(
        &mut self,
        module: &str,
        entry: &ServiceEntry,
        published: &Published<'_>,
        checkout: &Checkout,
    ) -> Result<(Vec<String>, Names), Box<dyn Error>> {
        let converted = convert(published.manifest, &checkout.folder())
            .map_err(|_| format!("the published definitions of `{module}` cannot be read"))?;
        let old = Old::read(&self.root, &entry.documents)?;
        let mut documents = Vec::new();
        let mut rename = BTreeMap::new();
        let mut written = Vec::new();
        for (version, selected) in by_version(published) {
            let extract = Extract::of(&converted, &selected)?;
            let files: Vec<&str> = selected.into_keys().collect();
            let provenance = Provenance::of(&checkout.root, &files);
            let (mut new, examples) = extract.document(old.info(version, &provenance));
            for (name, example) in examples {
                let own = self.example(module, &old.folder, version, &name, example)?;
                if own != name {
                    texts::replace(&mut new, &referred(&name), &referred(&own));
                }
            }
            let (new, unmarked) = old.carried(version, new);
            let file = format!("{}{version}.yaml", old.folder);
            self.unmarked(&file, unmarked);
            self.undocumented(&file, texts::missing(&new));
            rename.extend(renamed(entry, &file, &new));
            let text = old.head(version) + &yaml::text(&new)?;
            if let Some(other) = self.kept_for(module, &file, &text) {
                return Err(format!(
                    "`{module}` and `{other}` need the file {file} with different contents: give each its own folder"
                ))?;
            }
            self.add(file.clone(), text)?;
            documents.push(file);
            written.push(new);
        }
        self.dropped(module, old.dropped(&written));
        self.remove(module, &old.files);
        Ok((documents, rename))
    }

    /// Plans the file of an example, and returns its name: with the version if another document has the plain name.
    fn example(
        &mut self,
        module: &str,
        folder: &str,
        version: &str,
        name: &str,
        example: Value,
    ) -> Result<String, Box<dyn Error>> {
        let plain = format!("{folder}examples/{name}");
        let versioned = format!(
            "{}-{version}.json",
            name.strip_suffix(".json").unwrap_or(name)
        );
        let file = format!("{folder}examples/{versioned}");
        let known = old::example(&self.root, &file);
        let known = known.or_else(|| old::example(&self.root, &plain));
        let example = texts::ordered(example, known.as_ref());
        let text = serde_json::to_string_pretty(&example)? + "\n";
        let is_free =
            !self.is_taken(&plain, &text) && self.kept_for(module, &plain, &text).is_none();
        let (file, name) = match is_free {
            true => (plain, name.to_owned()),
            false => (file, versioned),
        };
        self.add(file, text)?;
        Ok(name)
    }
}

/// The files that an update to published definitions would write for a service, and the manifest with them.
pub(super) fn planned(
    ours: &Manifest,
    module: &str,
    published: &Published<'_>,
    checkout: &Checkout,
) -> Result<(Manifest, Plan), Box<dyn Error>> {
    let mut plan = Plan::new(ours, String::new());
    let entry = &ours.services[module];
    let (documents, rename) = plan.documents(module, entry, published, checkout)?;
    let mut manifest = published.manifest.clone();
    manifest.root.clone_from(&ours.root);
    if let Some(planned) = manifest.services.get_mut(module) {
        let place = entry.documents[0].1.clone();
        let with_place = |file| (file, place.clone());
        planned.documents = documents.into_iter().map(with_place).collect();
        let rename = rename.into_iter();
        planned.rename = rename
            .map(|(at, name)| (at, (name, place.clone())))
            .collect();
    }
    Ok((manifest, plan))
}

/// Keys that lead to the table of an entry below `services`.
fn keys<'e>(module: &'e str, entry: &'e ServiceEntry) -> Vec<&'e str> {
    match &entry.version {
        None => vec![module],
        Some(version) => vec![&version.service, "versions", &version.text],
    }
}

/// How a document refers to an example.
fn referred(name: &str) -> String {
    format!("./examples/{name}")
}

/// The author's names of definitions that a new document still has, by their new places.
fn renamed(entry: &ServiceEntry, file: &str, document: &Value) -> Names {
    let kept = entry.rename.iter().filter_map(|(key, (name, _))| {
        let (_, pointer) = key.split_once('#')?;
        document.pointer(pointer)?;
        Some((format!("{file}#{pointer}"), name.clone()))
    });
    kept.collect()
}

/// The published documents by version, each with the ids of its operations.
fn by_version<'p>(
    published: &Published<'p>,
) -> BTreeMap<&'p str, BTreeMap<&'p str, &'p BTreeSet<String>>> {
    let mut versions: BTreeMap<&str, BTreeMap<&str, &BTreeSet<String>>> = BTreeMap::new();
    for (document, ids) in published.documents {
        let files = versions.entry(&document.version).or_default();
        files.insert(&document.file, ids);
    }
    versions
}
