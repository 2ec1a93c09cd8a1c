//! The documents of a checkout, by resource provider and API version.

use crate::{
    console,
    published::{self, Published},
    walk,
};
use armgen::load::{self, Folder};
use std::{
    cell::RefCell,
    collections::BTreeMap,
    path::{Path, PathBuf},
    rc::Rc,
};

/// A folder with definitions in the layout of the public repository:
/// `<service>/resource-manager/<provider>/…/stable|preview/<version>/`.
pub(super) struct Checkout {
    pub(super) root: PathBuf,
    file_size_limit: usize,
    documents: Vec<Document>,
    read: RefCell<BTreeMap<String, Rc<[Published]>>>,
}

/// A document of the checkout.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Document {
    /// Path below the root.
    pub(super) file: String,
    /// Namespace of the resource provider, in lower case.
    pub(super) provider: String,
    /// Folder between the provider and `stable`, for providers with several services.
    pub(super) part: String,
    /// API version: the name of its folder.
    pub(super) version: String,
    /// Whether the version is stable.
    pub(super) stable: bool,
}

impl Checkout {
    /// Lists the documents. Fails if the folder has none in that layout.
    pub(super) fn open(root: &Path, file_size_limit: usize) -> Result<Self, String> {
        let files =
            walk::definitions(root).map_err(|error| format!("{}: {error}", root.display()))?;
        let documents: Vec<Document> = files
            .iter()
            .filter_map(|file| document(&walk::relative(file, root)))
            .collect();
        if documents.is_empty() {
            return Err(format!(
                "{} has no definitions: name the folder `specification` of a checkout of the public definitions",
                root.display()
            ));
        }
        Ok(Self {
            root: root.to_owned(),
            file_size_limit,
            documents,
            read: RefCell::default(),
        })
    }

    /// The files below the root.
    pub(super) fn folder(&self) -> Folder {
        Folder::new(self.root.clone())
    }

    /// All documents, sorted by path.
    pub(super) fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// Pointer to the definition of this name in a document.
    pub(super) fn definition(&self, document: &Document, name: &str) -> Option<String> {
        let tree = load::tree(&self.folder(), &document.file, self.file_size_limit).ok()?;
        let places = ["/definitions/", "/components/schemas/"];
        let mut pointers = places.iter().map(|place| format!("{place}{name}"));
        pointers.find(|pointer| tree.pointer(pointer).is_some())
    }

    /// The operations of a document. Of one that cannot be read there are none, which is printed.
    pub(super) fn operations(&self, document: &Document) -> Rc<[Published]> {
        let mut read = self.read.borrow_mut();
        let known = read.entry(document.file.clone()).or_insert_with(|| {
            match load::tree(&self.folder(), &document.file, self.file_size_limit) {
                Ok(tree) => published::operations(&tree).into(),
                Err(error) => {
                    console::warn(format_args!("skipped {error}"));
                    Rc::default()
                }
            }
        });
        Rc::clone(known)
    }
}

fn document(file: &str) -> Option<Document> {
    let (_, below) = file.split_once("/resource-manager/")?;
    let parts: Vec<&str> = below.split('/').collect();
    let channel = parts
        .iter()
        .position(|part| ["stable", "preview"].contains(part))?;
    let version = parts
        .get(channel + 1)
        .filter(|_| channel + 2 < parts.len())?;
    let (provider, part) = parts[..channel].split_first()?;
    version.starts_with("20").then(|| Document {
        file: file.to_owned(),
        provider: provider.to_ascii_lowercase(),
        part: part.join("/"),
        version: (*version).to_owned(),
        stable: parts[channel] == "stable" && walk::is_plain(version),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_layout_of_the_public_repository() {
        let found =
            document("media/resource-manager/Microsoft.Media/Streaming/stable/2022-11-01/a/b.json");
        let expected = Document {
            file: "media/resource-manager/Microsoft.Media/Streaming/stable/2022-11-01/a/b.json"
                .into(),
            provider: "microsoft.media".into(),
            part: "Streaming".into(),
            version: "2022-11-01".into(),
            stable: true,
        };
        assert_eq!(found, Some(expected));
        let found =
            document("maps/resource-manager/Microsoft.Maps/stable/2017-01-01-preview/m.json");
        assert!(found.is_some_and(|document| !document.stable && document.part.is_empty()));
        for other in [
            "maps/data-plane/Microsoft.Maps/stable/2020-01-01/m.json",
            "common-types/resource-management/v1/types.json",
            "maps/resource-manager/Microsoft.Maps/stable/2020-01-01",
            "maps/resource-manager/Microsoft.Maps/stable/latest/m.json",
        ] {
            assert_eq!(document(other), None, "{other}");
        }
    }
}
