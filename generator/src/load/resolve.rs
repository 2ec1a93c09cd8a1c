//! Resolves references: makes them absolute, checks the kind of their targets, and removes those that must not be
//! followed.

use super::{
    dialect::Dialect,
    documents::Documents,
    fault::Fault,
    kind::Kind,
    read::Read,
    standing::Standing,
    walk::{ORIGIN, POINTER_LIMIT, Reference, Walk},
};
use crate::{
    diagnostic::{Code, Diagnostics},
    manifest::{Manifest, ServiceEntry},
    source::{Pointer, parts},
};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Stores trees, and returns the references that are still to be followed.
pub(super) struct Resolver<'a> {
    manifest: &'a Manifest,
    pub(super) documents: Documents,
    pending: Vec<Reference>,
    /// Kinds of objects at places that the specifications do not define.
    free: BTreeMap<Pointer, Kind>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(manifest: &'a Manifest) -> Self {
        Self {
            manifest,
            documents: Documents::below(&manifest.root),
            pending: Vec::new(),
            free: BTreeMap::new(),
        }
    }

    /// Stores a file, and walks it unless it is an example, which has no references.
    pub(super) fn add(
        &mut self,
        file: &str,
        read: Read,
        is_definition: bool,
        diagnostics: &mut Diagnostics,
    ) {
        self.documents
            .insert(file, read.text, read.tree, is_definition);
        if is_definition {
            self.walk(&Pointer::file(file), Kind::Document, diagnostics);
        }
    }

    /// The next reference to follow.
    pub(super) fn next(&mut self) -> Option<Reference> {
        self.pending.pop()
    }

    /// Checks the target of a reference, and walks it if it is at a place that no specification defines.
    pub(super) fn arrive(
        &mut self,
        reference: &Reference,
        target: &Pointer,
        diagnostics: &mut Diagnostics,
    ) {
        let Some(value) = self.documents.get(target) else {
            let message = format!("`{}` points to nothing", reference.text);
            let help = "correct the fragment, or add the definition";
            return diagnostics.report(Code::MissingFragment, reference.at(), message, help);
        };
        if reference.kind == Kind::Example {
            return;
        }
        let is_new = value.get(ORIGIN).is_none() && !is_walked_reference(value);
        let otherwise =
            (!value.is_object()).then(|| "leads to a value that is not an object".to_owned());
        match self.mismatch(target, reference.kind).or(otherwise) {
            Some(why) => self.forget(reference, &why),
            None if is_new => self.walk(target, reference.kind, diagnostics),
            None => {}
        }
    }

    fn walk(&mut self, at: &Pointer, kind: Kind, diagnostics: &mut Diagnostics) {
        let services = services(self.manifest, &at.file);
        let Some(tree) = self.documents.tree_mut(&at.file) else {
            return;
        };
        let dialect = Dialect::of_file(tree);
        let Some(value) = tree.pointer_mut(&at.path) else {
            return;
        };
        let selected = |id: &str| services.iter().any(|service| service.selects(id));
        let continuing = continuing(value, kind, &selected);
        let mut walk = Walk {
            dialect,
            absolute: &|text| absolute(&at.file, text),
            selects: &|id| selected(id) || continuing.contains(id),
            references: Vec::new(),
            too_long: Vec::new(),
        };
        walk.object(value, kind, at);
        self.pending.append(&mut walk.references);
        for at in walk.too_long {
            let message =
                format!("the JSON pointer to this object has more than {POINTER_LIMIT} bytes");
            diagnostics.report(Code::TooDeep, at, message, "shorten the names");
        }
    }

    /// Why `target` cannot be an object of `kind`. At a place that the specifications do not define, the first
    /// reference decides the kind.
    fn mismatch(&mut self, target: &Pointer, kind: Kind) -> Option<String> {
        let tree = self.documents.tree(&target.file)?;
        let standing = match Standing::of(tree, target) {
            Standing::Free => {
                let first = self.free.entry(target.clone()).or_insert(kind);
                Standing::Object(*first)
            }
            standing => standing,
        };
        standing.mismatch(kind)
    }

    /// Removes a reference that must not be followed, and stores a fault in its place.
    fn forget(&mut self, reference: &Reference, why: &str) {
        let Some(holder) = self.holder(reference) else {
            return;
        };
        let noun = reference.kind.noun();
        let fault = Fault {
            code: Code::MalformedReference,
            at: reference.at(),
            message: format!("`{}` {why}, where {noun} is expected", reference.text),
            help: format!("refer to {noun}"),
        };
        // If the schema had other members, the reference has become the first item of `allOf`.
        holder.shift_remove("$ref");
        fault.keep(holder);
        let stamp = reference.from.to_string();
        holder.entry(ORIGIN).or_insert_with(|| stamp.into());
    }

    fn holder(&mut self, reference: &Reference) -> Option<&mut Map<String, Value>> {
        let tree = self.documents.tree_mut(&reference.from.file)?;
        tree.pointer_mut(&reference.from.path)?.as_object_mut()
    }
}

impl Reference {
    /// Its own place.
    pub(super) fn at(&self) -> Pointer {
        self.from.join("$ref")
    }

    /// Its target, if that is below the root.
    pub(super) fn target(&self, diagnostics: &mut Diagnostics) -> Option<Pointer> {
        let target = absolute(&self.from.file, &self.text);
        if target.is_none() {
            let message = format!("`{}` leads out of the folder of the definitions", self.text);
            let help = "refer to a file below that folder";
            diagnostics.report(Code::OutsideReference, self.at(), message, help);
        }
        target
    }
}

/// Ids of the operations that return the further pages of selected ones.
fn continuing(value: &Value, kind: Kind, selected: &dyn Fn(&str) -> bool) -> BTreeSet<String> {
    let is_document = kind == Kind::Document;
    let maps = ["paths", "x-ms-paths"].into_iter();
    let maps = maps.filter_map(|key| value.get(key).filter(|_| is_document)?.as_object());
    let operations = maps.flat_map(|items| items.values().filter_map(Value::as_object));
    let operations = operations.flat_map(|item| item.values());
    let next = operations.filter_map(|operation| {
        let id = operation.get("operationId")?.as_str()?;
        let next = operation.get("x-ms-pageable")?.get("operationName")?;
        Some(next.as_str()?.to_owned()).filter(|_| selected(id))
    });
    next.collect()
}

/// The services with a document at this path; if there are none, all services, since any file may have path items.
fn services<'m>(manifest: &'m Manifest, file: &str) -> Vec<&'m ServiceEntry> {
    let is_of = |service: &&ServiceEntry| {
        let mut documents = service.documents.iter();
        documents.any(|(document, _)| document == file)
    };
    let own: Vec<&ServiceEntry> = manifest.services.values().filter(is_of).collect();
    match own.is_empty() {
        true => manifest.services.values().collect(),
        false => own,
    }
}

/// Whether a value is a reference that the walk over its file has already found.
fn is_walked_reference(value: &Value) -> bool {
    let reference = value.get("$ref").and_then(Value::as_str);
    reference.is_some_and(|reference| Pointer::parse_absolute(reference).is_some())
}

/// Absolute form of a reference in `file`: percent-decoded, without `.` and `..`. `None` if it is outside the root.
fn absolute(file: &str, reference: &str) -> Option<Pointer> {
    if let Some(pointer) = Pointer::parse_absolute(reference) {
        // Either the loader has made it, or a file imitates the form.
        let is_below = !parts(&pointer.file).any(|part| matches!(part, "" | ".."));
        return is_below.then_some(pointer);
    }
    let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    Some(Pointer {
        file: beside(file, &percent_decoded(path))?,
        path: percent_decoded(fragment),
    })
}

/// The file at a path relative to the folder of `file`, or `file` itself if the path is empty.
fn beside(file: &str, path: &str) -> Option<String> {
    if path.is_empty() {
        return Some(file.to_owned());
    }
    if path.contains("://") || path.starts_with('/') {
        return None;
    }
    let mut folders: Vec<&str> = file.split('/').collect();
    folders.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(folders.pop()?),
            name => folders.push(name),
        }
    }
    Some(folders.join("/"))
}

fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = (*first == b'%')
            .then(|| std::str::from_utf8(tail.get(..2)?).ok())
            .flatten();
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
