//! Reads the documents of a manifest and every file that they refer to. No other module reads files.
//!
//! ```text
//! text ─ read ─▶ tree ─ resolve ─▶ tree with pointers and absolute references ─▶ files to read next
//! ```
//!
//! A file is read once, when a reference first leads to it. Files that no selected operation needs are not read.

mod concern;
mod dialect;
mod documents;
mod fault;
mod files;
mod kind;
mod member;
mod place;
mod read;
mod resolve;
mod standing;
mod tree;
mod unreadable;
mod walk;
mod yaml;

pub use crate::manifest::FILE_SIZE_LIMIT;
pub(crate) use dialect::Dialect;
pub use documents::Documents;
pub use fault::FAULTS;
pub(crate) use fault::Fault;
pub use files::{Files, Folder};
pub use read::{parse, tree};
pub use walk::ORIGIN;

use crate::{
    diagnostic::{Causes, Code, Diagnostics},
    manifest::Manifest,
    source::{Pointer, Source},
};
use kind::Kind;
use read::Reader;
use resolve::Resolver;
use std::collections::BTreeMap;

/// Prefix of the members that the generator itself adds to a tree.
pub const OURS: &str = "x-armgen-";

/// Reads all files that `manifest` and the documents refer to.
///
/// Documents are Swagger 2.0 or OpenAPI 3.0, in JSON or YAML; `$ref`s follow RFC 3986 and RFC 6901.
pub fn load(manifest: &Manifest, files: &dyn Files) -> Result<Documents, (Documents, Diagnostics)> {
    let mut loader = Loader {
        reader: Reader { manifest, files },
        resolver: Resolver::new(manifest),
        missing: BTreeMap::new(),
        diagnostics: Diagnostics::default(),
    };
    for service in manifest.services.values() {
        for (document, place) in &service.documents {
            if loader.open(document, Kind::Document, &place.clone().into()) {
                loader.check_version(document);
            }
        }
    }
    let license = loader.reader.license(&mut loader.diagnostics);
    let readme = loader.reader.readme(&mut loader.diagnostics);
    loader.resolver.documents.set_texts(license, readme);
    loader.follow();
    loader.concern(manifest);
    let documents = loader.resolver.documents;
    match loader.diagnostics.has_errors() {
        true => Err((documents, loader.diagnostics)),
        false => Ok(documents),
    }
}

struct Loader<'a> {
    reader: Reader<'a>,
    resolver: Resolver<'a>,
    /// Files that cannot be read, with the errors.
    missing: BTreeMap<String, Causes>,
    diagnostics: Diagnostics,
}

impl Loader<'_> {
    /// Reads a file once, and resolves its references. `by` is the place that refers to the file.
    ///
    /// Between the two steps, the tree is as it was published: a step that corrects definitions would go there.
    fn open(&mut self, file: &str, kind: Kind, by: &Source) -> bool {
        if self.resolver.documents.has(file) {
            return true;
        }
        if self.missing.contains_key(file) {
            return false;
        }
        let moment = self.diagnostics.now();
        let Some(read) = self.reader.read(
            file,
            by,
            &mut self.resolver.documents,
            &mut self.diagnostics,
        ) else {
            let causes = self.diagnostics.since(moment);
            self.missing.insert(file.to_owned(), causes);
            return false;
        };
        self.resolver
            .add(file, read, kind != Kind::Example, &mut self.diagnostics);
        true
    }

    /// Opens the files that references lead to, until no reference is left.
    fn follow(&mut self) {
        while let Some(reference) = self.resolver.next() {
            let Some(target) = reference.target(&mut self.diagnostics) else {
                continue;
            };
            if self.open(&target.file, reference.kind, &reference.at().into()) {
                self.resolver
                    .arrive(&reference, &target, &mut self.diagnostics);
            }
        }
    }

    fn check_version(&mut self, file: &str) {
        let tree = self.resolver.documents.tree(file);
        let Some(Err((key, message))) = tree.map(Dialect::of_document) else {
            return;
        };
        let at = match key {
            "" => Pointer::file(file),
            key => Pointer::file(file).join(key),
        };
        self.diagnostics.report(
            Code::UnsupportedVersion,
            at,
            message,
            "convert the document to OpenAPI 3.0, or to Swagger 2.0",
        );
    }
}

#[cfg(test)]
mod tests;
