//! The differences between a service of the manifest and published documents.

use super::{
    checkout::{Checkout, Document},
    hidden::Hidden,
    write,
};
use crate::{console, generate, published::Key};
use armgen::{
    api::Api,
    changes::{self, Change, Changes, Side, What},
    load::{Documents, Files, Folder},
    manifest::{Manifest, ServiceEntry},
    model::Model,
    source::Place,
    surface::Surface,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

/// A selected operation.
#[derive(Clone)]
pub(super) struct Selected {
    /// Its id.
    pub(super) id: String,
    /// Its API version.
    pub(super) version: String,
    /// Namespace of its resource provider, in lower case.
    pub(super) provider: String,
}

/// A published document, and the selected operations for which it is used.
pub(super) struct Chosen<'c> {
    pub(super) document: &'c Document,
    pub(super) keys: BTreeSet<&'c Key>,
}

/// The differences between a service and published documents.
pub(super) struct Comparison {
    /// The documents, each with the published ids of the operations for which it is used.
    pub(super) documents: Vec<(Document, BTreeSet<String>)>,
    /// The manifest of the service with these documents.
    pub(super) manifest: Manifest,
    /// Ids of the selected operations: ours, and the published ones.
    pub(super) ids: BTreeMap<String, String>,
    /// Selected operations that they lack.
    pub(super) gone: Vec<String>,
    /// What differs for users, texts left out. `None` if the generator refuses the documents, which is printed.
    pub(super) changes: Option<Changes>,
}

/// Published documents as in [`Comparison`], and the manifest of a service with them.
pub(super) struct Published<'p> {
    pub(super) documents: &'p [(Document, BTreeSet<String>)],
    pub(super) manifest: &'p Manifest,
}

impl Comparison {
    pub(super) fn published(&self) -> Published<'_> {
        Published {
            documents: &self.documents,
            manifest: &self.manifest,
        }
    }

    /// The API versions of the documents.
    pub(super) fn versions(&self) -> BTreeSet<String> {
        self.documents
            .iter()
            .map(|(one, _)| one.version.clone())
            .collect()
    }

    /// Selected operations with other ids: ours, and the published one.
    pub(super) fn renamed(&self) -> impl Iterator<Item = (&String, &String)> {
        self.ids.iter().filter(|(ours, theirs)| ours != theirs)
    }
}

/// A service of the manifest.
pub(super) struct Ours<'a> {
    pub(super) manifest: &'a Manifest,
    pub(super) module: &'a str,
    pub(super) model: Model,
    pub(super) documents: Documents,
}

impl Ours<'_> {
    /// Compares some operations of the service with published documents.
    pub(super) fn against(
        &self,
        checkout: &Checkout,
        chosen: &[Chosen<'_>],
        operations: &BTreeMap<Key, Selected>,
    ) -> Comparison {
        let mut published = BTreeMap::new();
        let mut documents = Vec::new();
        for one in chosen {
            let all = checkout.operations(one.document);
            let used = all.iter().filter(|all| one.keys.contains(&all.key()));
            let used: BTreeMap<Key, String> = used.map(|one| (one.key(), one.id.clone())).collect();
            documents.push((one.document.clone(), used.values().cloned().collect()));
            published.extend(used);
        }
        let gone = operations
            .iter()
            .filter(|(key, _)| !published.contains_key(*key));
        let ids: BTreeMap<&str, &str> = operations
            .iter()
            .filter_map(|(key, one)| Some((&*one.id, &**published.get(key)?)))
            .collect();
        let manifest = self.moved(checkout, &documents, &ids);
        let published = Published {
            documents: &documents,
            manifest: &manifest,
        };
        Comparison {
            gone: gone.map(|(_, one)| one.id.clone()).collect(),
            changes: self.changes(operations, &published, checkout),
            manifest,
            ids: ids
                .into_iter()
                .map(|(ours, theirs)| (ours.to_owned(), theirs.to_owned()))
                .collect(),
            documents,
        }
    }

    /// What differs for users after an update, which keeps our own marks. Places are those in the published documents.
    fn changes(
        &self,
        operations: &BTreeMap<Key, Selected>,
        published: &Published<'_>,
        checkout: &Checkout,
    ) -> Option<Changes> {
        let ids: Vec<String> = operations.values().map(|one| one.id.clone()).collect();
        let ours = self.model.clone().only(&ids).ok()?;
        let ours = Api::of(&Surface::of(&ours));
        let against = |(model, documents): (Model, Documents)| {
            let mut changes = changes::compare(&ours, &Api::of(&Surface::of(&model)));
            changes.retain(|change| change.what != What::Documentation);
            changes.locate(&self.documents, &documents);
            changes
        };
        let files = hidden(checkout, published.documents);
        let theirs = against(generated(published.manifest, &files)?);
        let (manifest, plan) = match write::planned(self.manifest, self.module, published, checkout)
        {
            Ok(planned) => planned,
            Err(error) => {
                console::warn(format_args!(
                    "{} is compared without our own marks: {error}",
                    self.module
                ));
                return Some(theirs);
            }
        };
        let mut planned = against(generated(&manifest, &plan)?);
        for change in &mut planned.list {
            let same = |one: &&Change| {
                (&one.path, &one.what) == (&change.path, &change.what)
                    && text(&one.new) == text(&change.new)
            };
            if let Some(same) = theirs.list.iter().find(same) {
                change.new.clone_from(&same.new);
            }
        }
        Some(planned)
    }

    /// Our names of definitions, by their places in published documents that have definitions of these names.
    fn renamed(
        &self,
        checkout: &Checkout,
        documents: &[(Document, BTreeSet<String>)],
    ) -> BTreeMap<String, (String, Place)> {
        let mut renamed = BTreeMap::new();
        for (key, name) in &self.manifest.services[self.module].rename {
            let definition = key.rsplit('/').next().unwrap_or_default();
            let place = documents.iter().find_map(|(document, _)| {
                let pointer = checkout.definition(document, definition)?;
                Some(format!("{}#{pointer}", document.file))
            });
            renamed.extend(place.map(|place| (place, name.clone())));
        }
        renamed
    }

    /// The manifest of the service with published documents and ids.
    fn moved(
        &self,
        checkout: &Checkout,
        documents: &[(Document, BTreeSet<String>)],
        ids: &BTreeMap<&str, &str>,
    ) -> Manifest {
        let mut entry = self.manifest.services[self.module].clone();
        let place = entry.documents[0].1.clone();
        let at_place = |text: &str| (text.to_owned(), place.clone());
        entry.documents = documents
            .iter()
            .map(|(one, _)| at_place(&one.file))
            .collect();
        entry.operations = Some(ids.values().map(|id| at_place(id)).collect());
        entry.except.clear();
        entry.rename = self.renamed(checkout, documents);
        entry.key_pairs.retain_mut(|pair| {
            let known = |id: &String| Some((*ids.get(&**id)?).to_owned());
            let regenerate: Option<Vec<String>> = pair.regenerate.iter().map(known).collect();
            pair.list = pair.list.as_ref().and_then(known);
            regenerate.map(|ids| pair.regenerate = ids).is_some()
        });
        let mut manifest = alone(self.manifest, self.module, entry);
        manifest.root = checkout.root.to_string_lossy().replace('\\', "/");
        manifest.package.license_file = None;
        manifest.package.readme = None;
        manifest
    }
}

fn text(side: &Option<Side>) -> Option<&str> {
    side.as_ref().map(|side| &*side.text)
}

/// The files of a checkout, in which each of the documents has no operation that another one gives.
fn hidden(checkout: &Checkout, documents: &[(Document, BTreeSet<String>)]) -> Hidden {
    let all: BTreeSet<&String> = documents.iter().flat_map(|(_, ids)| ids).collect();
    let others = documents.iter().map(|(document, own)| {
        let others = all.iter().copied().filter(|id| !own.contains(*id));
        (document.file.clone(), others.cloned().collect())
    });
    Hidden {
        folder: checkout.folder(),
        ids: others.collect(),
    }
}

/// The model of one service of the manifest, and its documents. `None` if it is refused, which is printed.
pub(super) fn own(manifest: &Manifest, module: &str) -> Option<(Model, Documents)> {
    let alone = alone(manifest, module, manifest.services[module].clone());
    let files = Folder::new(PathBuf::from(&alone.root));
    generated(&alone, &files)
}

/// The manifest with one service alone.
fn alone(manifest: &Manifest, module: &str, entry: ServiceEntry) -> Manifest {
    Manifest {
        services: BTreeMap::from([(module.to_owned(), entry)]),
        ..manifest.clone()
    }
}

fn generated(manifest: &Manifest, files: &dyn Files) -> Option<(Model, Documents)> {
    generate::model(manifest, None, files)
}
