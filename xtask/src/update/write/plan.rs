//! The files that an update writes and removes.

use super::old;
use crate::{console, together::Together};
use armgen::{
    generate,
    load::{Files, Folder},
    manifest::{Manifest, ServiceEntry},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    fs, io,
    path::{Path, PathBuf},
};

/// The files that change.
pub(crate) struct Plan {
    pub(super) root: PathBuf,
    /// The documents of each entry of the manifest that is not updated.
    entries: BTreeMap<String, Vec<String>>,
    /// Texts by path below the root.
    files: BTreeMap<String, String>,
    removed: BTreeSet<String>,
    /// Places without a text, by file.
    undocumented: Vec<(String, Vec<String>)>,
    /// Places of texts in old documents that no new one has, by service.
    dropped: Vec<(String, Vec<String>)>,
    /// Marks of secrets in old documents that have no place, by file.
    unmarked: Vec<(String, Vec<String>)>,
    /// Text of the manifest.
    pub(super) manifest: String,
}

impl Plan {
    /// No change of a manifest, whose text is given, and its documents.
    pub(crate) fn new(manifest: &Manifest, text: String) -> Self {
        let files = |entry: &ServiceEntry| {
            let documents = entry.documents.iter();
            documents.map(|(file, _)| file.clone()).collect()
        };
        let entries = manifest.services.iter();
        Self {
            root: PathBuf::from(&manifest.root),
            entries: entries
                .map(|(module, entry)| (module.clone(), files(entry)))
                .collect(),
            files: BTreeMap::new(),
            removed: BTreeSet::new(),
            undocumented: Vec::new(),
            dropped: Vec::new(),
            unmarked: Vec::new(),
            manifest: text,
        }
    }

    /// Adds a file. Two services that need different texts in one file are an error.
    pub(super) fn add(&mut self, file: String, text: String) -> Result<(), String> {
        self.removed.remove(&file);
        match self.files.insert(file.clone(), text.clone()) {
            Some(other) if other != text => Err(format!(
                "two services need the file {file} with different contents: give each its own folder"
            )),
            _ => Ok(()),
        }
    }

    pub(super) fn undocumented(&mut self, file: &str, places: Vec<String>) {
        if !places.is_empty() {
            self.undocumented.push((file.to_owned(), places));
        }
    }

    pub(super) fn dropped(&mut self, module: &str, places: Vec<String>) {
        if !places.is_empty() {
            self.dropped.push((module.to_owned(), places));
        }
    }

    pub(super) fn unmarked(&mut self, file: &str, places: Vec<String>) {
        self.unmarked.push((file.to_owned(), places));
    }

    /// Removes old files of an updated entry that are not written again, and that no other entry refers to.
    pub(super) fn remove(&mut self, module: &str, old: &BTreeSet<String>) {
        self.entries.remove(module);
        let gone = old.iter().filter(|file| !self.files.contains_key(*file));
        let mut gone: BTreeSet<String> = gone.cloned().collect();
        if !gone.is_empty() {
            let others = self.others(module);
            gone.retain(|file| !others.contains_key(file));
            self.removed.extend(gone);
        }
    }

    /// The files to which other entries of the manifest refer, with the modules of these entries.
    fn others(&self, module: &str) -> BTreeMap<String, String> {
        let others = self.entries.iter().filter(|(other, _)| *other != module);
        let files = others.flat_map(|(other, documents)| {
            let files = documents.iter();
            let files = files.flat_map(|document| old::files(&self.root, document));
            files.map(|file| (file, other.clone()))
        });
        files.collect()
    }

    /// The entry that needs a file as it is, if the text differs.
    pub(super) fn kept_for(&self, module: &str, file: &str, text: &str) -> Option<String> {
        match fs::read_to_string(self.root.join(file)) {
            Ok(old) if old != text => self.others(module).remove(file),
            _ => None,
        }
    }

    /// Whether another text is planned for a file.
    pub(super) fn is_taken(&self, file: &str, text: &str) -> bool {
        self.files.get(file).is_some_and(|known| known != text)
    }

    /// Generates from the planned files. False if they are refused, or would lose a mark of a secret, which is printed.
    pub(crate) fn is_accepted(&self, manifest: &Path) -> bool {
        for (file, places) in &self.unmarked {
            for place in places {
                console::warn(format_args!(
                    "{file} has nothing at the place of the secret {place} of the old document: remove its mark there, and mark what replaces it in the new one"
                ));
            }
        }
        if self.unmarked.iter().any(|(_, places)| !places.is_empty()) {
            return false;
        }
        let parsed = match Manifest::parse(&manifest.to_string_lossy(), &self.manifest) {
            Ok(parsed) => parsed,
            Err(refused) => {
                crate::report::manifest(&manifest.to_string_lossy(), &self.manifest, refused);
                return false;
            }
        };
        let generation = generate(&parsed, self);
        let is_accepted = generation.outputs.is_some();
        if !is_accepted {
            crate::report::diagnostics(&generation.documents, generation.diagnostics);
        }
        is_accepted
    }

    /// Prints what the plan changes.
    pub(crate) fn print(&self) -> io::Result<()> {
        for file in self.files.keys() {
            let state = match fs::read_to_string(self.root.join(file)) {
                Ok(old) if old == self.files[file] => "same   ",
                Ok(_) => "changed",
                Err(_) => "new    ",
            };
            console::line(format_args!("  {state} {file}"))?;
        }
        for file in &self.removed {
            console::line(format_args!("  removed {file}"))?;
        }
        for (file, places) in &self.undocumented {
            console::line(format_args!(
                "  without a description in {file}: {}",
                places.join(", ")
            ))?;
        }
        for (module, places) in &self.dropped {
            console::line(format_args!(
                "  without a place for the old text in {module}: {}",
                places.join(", ")
            ))?;
        }
        Ok(())
    }

    /// Writes the files and the manifest, and removes old files: all of it, or nothing.
    pub(crate) fn write(&self, manifest: &Path) -> Result<(), Box<dyn Error>> {
        let mut changes = Together::default();
        for (file, text) in &self.files {
            changes.write(self.root.join(file), text.clone());
        }
        changes.write(manifest.to_owned(), self.manifest.clone());
        for file in &self.removed {
            changes.remove(self.root.join(file));
        }
        Ok(changes.apply()?)
    }
}

/// The planned files, and the others as they are.
impl Files for Plan {
    fn read(&self, path: &str) -> io::Result<String> {
        match self.files.get(path) {
            Some(text) => Ok(text.clone()),
            None if self.removed.contains(path) => Err(io::ErrorKind::NotFound.into()),
            None => Folder::new(self.root.clone()).read(path),
        }
    }
}
