//! Reads the documents of a manifest and every file that they refer to. The only reader of disk.

mod dialect;
mod fault;
mod files;
mod kind;
mod member;
mod place;
mod standing;
mod tree;
mod unreadable;
mod walk;
mod yaml;

pub use crate::manifest::FILE_SIZE_LIMIT;
pub(crate) use dialect::Dialect;
pub use fault::FAULTS;
pub(crate) use fault::Fault;
pub use files::{Files, Folder};
pub use walk::ORIGIN;

use crate::{
    diagnostic::{Code, Diagnostics},
    manifest::{Manifest, ServiceEntry},
    source::{Place, Pointer, Source, unescaped},
};
use files::LeadsOut;
use kind::Kind;
use place::Places;
use serde_json::Value;
use standing::Standing;
use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    sync::OnceLock,
};
use unreadable::{Limits, Unreadable, Why};
use walk::{POINTER_LIMIT, Reference, Walk};

/// How the names of what the generator notes in a tree begin.
const OURS: &str = "x-armgen-";

/// Everything that was read: texts for places, stamped trees for lowering.
#[derive(Debug, Default)]
pub struct Documents {
    root: String,
    files: BTreeMap<String, File>,
    license_text: Option<String>,
}

#[derive(Debug)]
struct File {
    text: String,
    tree: Value,
    /// Whether it holds definitions, or an example.
    is_definition: bool,
    /// Found when the first diagnostic asks.
    places: OnceLock<Places>,
}

impl File {
    fn new(text: String, tree: Value, is_definition: bool) -> Self {
        Self {
            text,
            tree,
            is_definition,
            places: OnceLock::new(),
        }
    }

    fn locate(&self, name: &str, path: &str) -> (usize, usize) {
        match path {
            "" => (1, 1),
            path => self
                .places
                .get_or_init(|| Places::of(name, &self.text))
                .find(path),
        }
    }
}

impl Documents {
    /// The value that `pointer` names.
    pub fn get(&self, pointer: &Pointer) -> Option<&Value> {
        let tree = &self.files.get(&pointer.file)?.tree;
        let mut members = pointer.path.split('/');
        let is_pointer = members.next().is_some_and(str::is_empty);
        members
            .try_fold(tree, |value, key| member(value, &unescaped(key)))
            .filter(|_| is_pointer)
    }

    /// Place of a diagnostic, for people.
    pub fn place(&self, source: &Source) -> Place {
        let pointer = match source {
            Source::Place(place) => return place.clone(),
            Source::Pointer(pointer) => pointer,
        };
        let file = match self.root.as_str() {
            "" => pointer.file.clone(),
            root => format!("{root}/{}", pointer.file),
        };
        match self.files.get(&pointer.file) {
            Some(read) => {
                let (line, column) = read.locate(&pointer.file, &pointer.path);
                Place { file, line, column }
            }
            None => Place {
                file,
                line: 0,
                column: 0,
            },
        }
    }

    /// Place of a pointer with the file's path below the root, so that output does not depend on where that is.
    pub fn below_root(&self, pointer: &Pointer) -> String {
        let mut place = self.place(&Source::Pointer(pointer.clone()));
        place.file.clone_from(&pointer.file);
        place.to_string()
    }

    /// Text of the licence that the manifest names.
    pub fn license_text(&self) -> Option<&str> {
        self.license_text.as_deref()
    }

    /// Trees of all definitions, to convert.
    pub(crate) fn trees_mut(&mut self) -> impl Iterator<Item = (&str, &mut Value)> {
        let definitions = self.files.iter_mut().filter(|(_, file)| file.is_definition);
        definitions.map(|(name, file)| (name.as_str(), &mut file.tree))
    }

    /// Names of all files, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Texts of all files, in order.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .map(|(name, file)| (name.as_str(), file.text.as_str()))
    }
}

/// Parses one file as the loader does, for measuring what parsing alone costs.
pub fn parse(file: &str, text: &str) -> Option<Value> {
    let limits = Limits {
        bytes: FILE_SIZE_LIMIT,
    };
    tree::parse(file, text, &limits).ok()
}

/// Reads and parses one file as the loader does, or says why it cannot.
pub fn tree(files: &dyn Files, file: &str, size_limit: usize) -> Result<Value, String> {
    let text = files
        .read_within(file, size_limit)
        .map_err(|error| format!("{file}: {error}"))?;
    tree::parse(file, &text, &Limits { bytes: size_limit })
        .map_err(|error| format!("{file}:{}:{}: {}", error.line, error.column, error.message))
}

/// Reads all that `manifest` names.
///
/// Documents are OpenAPI 3.0, in JSON or YAML; `$ref`s follow RFC 3986 and RFC 6901.
pub fn load(manifest: &Manifest, files: &dyn Files) -> Result<Documents, (Documents, Diagnostics)> {
    let mut loader = Loader {
        manifest,
        files,
        documents: Documents {
            root: manifest.root.clone(),
            ..Documents::default()
        },
        missing: BTreeSet::new(),
        pending: Vec::new(),
        free: BTreeMap::new(),
        diagnostics: Diagnostics::default(),
    };
    for service in manifest.services.values() {
        for (document, place) in &service.documents {
            if loader.open(document, Kind::Document, &place.clone().into()) {
                loader.check_version(document);
            }
        }
    }
    loader.license();
    while let Some(reference) = loader.pending.pop() {
        loader.follow(&reference);
    }
    match loader.diagnostics.has_errors() {
        true => Err((loader.documents, loader.diagnostics)),
        false => Ok(loader.documents),
    }
}

const RAISE: &str = "raise `file_size_limit` in the manifest if you trust the file";

struct Loader<'a> {
    manifest: &'a Manifest,
    files: &'a dyn Files,
    documents: Documents,
    missing: BTreeSet<String>,
    pending: Vec<Reference>,
    /// What stands in places of which the specifications say nothing.
    free: BTreeMap<Pointer, Kind>,
    diagnostics: Diagnostics,
}

impl Loader<'_> {
    /// Reads, parses and walks a file once. `by` is what names it. Examples hold no definitions to walk.
    fn open(&mut self, file: &str, kind: Kind, by: &Source) -> bool {
        if self.documents.files.contains_key(file) {
            return true;
        }
        if self.missing.contains(file) {
            return false;
        }
        let opened = self.read(file, kind != Kind::Example, by);
        match opened {
            true if kind != Kind::Example => self.walk(&Pointer::file(file), Kind::Document),
            true => {}
            false => drop(self.missing.insert(file.to_owned())),
        }
        opened
    }

    fn read(&mut self, file: &str, is_definition: bool, by: &Source) -> bool {
        let limit = self.manifest.file_size_limit;
        let text = match self.files.read_within(file, limit) {
            Ok(text) => text,
            Err(error) => {
                self.refuse_file(file, by.clone(), &error);
                return false;
            }
        };
        match tree::parse(file, &text, &Limits { bytes: limit }) {
            Ok(tree) => {
                let read = File::new(text, tree, is_definition);
                self.documents.files.insert(file.to_owned(), read);
                true
            }
            Err(error) => {
                self.refuse_text(file, error);
                false
            }
        }
    }

    fn refuse_file(&mut self, file: &str, by: Source, error: &io::Error) {
        let path = self.documents.place(&Pointer::file(file).into()).file;
        let message = format!("`{path}` cannot be read: {error}");
        let leads_out = error.get_ref().is_some_and(|inner| inner.is::<LeadsOut>());
        match error.kind() {
            io::ErrorKind::FileTooLarge => {
                self.diagnostics.report(Code::TooLarge, by, message, RAISE);
            }
            _ if leads_out => {
                let help = "put the file itself into the folder of the definitions";
                self.diagnostics
                    .report(Code::OutsideReference, by, message, help);
            }
            io::ErrorKind::InvalidData => {
                let help = "save the file as UTF-8, without which no text of it can be read";
                self.diagnostics.report(Code::NotUtf8, by, message, help);
            }
            _ => {
                let help = match self.manifest.root.as_str() {
                    "" => "correct the path, or add the file".to_owned(),
                    root => format!("correct the path below `{root}`, or add the file there"),
                };
                self.diagnostics
                    .report(Code::MissingFile, by, message, help);
            }
        }
    }

    fn refuse_text(&mut self, file: &str, error: Unreadable) {
        let mut place = self.documents.place(&Pointer::file(file).into());
        (place.line, place.column) = (error.line, error.column);
        let message = error.message;
        match error.why {
            Why::Syntax => {
                self.diagnostics
                    .report(Code::Syntax, place, message, "correct the file's syntax");
            }
            Why::TooDeep => {
                let help = "take inner schemas out into definitions of their own";
                self.diagnostics.report(Code::TooDeep, place, message, help);
            }
            Why::TooLarge => self
                .diagnostics
                .report(Code::TooLarge, place, message, RAISE),
        }
    }

    fn license(&mut self) {
        let Some(path) = &self.manifest.package.license_file else {
            return;
        };
        match self.files.read_within(path, self.manifest.file_size_limit) {
            Ok(text) => self.documents.license_text = Some(text),
            Err(error) => {
                let message = format!("the licence cannot be read: {error}");
                let help = "correct `license_file` in the manifest";
                self.diagnostics
                    .report(Code::MissingFile, Pointer::file(path), message, help);
            }
        }
    }

    fn walk(&mut self, at: &Pointer, kind: Kind) {
        let manifest = self.manifest;
        let is_document = |service: &ServiceEntry| {
            let mut documents = service.documents.iter();
            documents.any(|(document, _)| *document == at.file)
        };
        // A path item may stand in a file that is no document of its own.
        let is_common = !manifest.services.values().any(is_document);
        let selects = |operation: &str| {
            let mut services = manifest.services.values();
            services
                .any(|service| (is_common || is_document(service)) && service.selects(operation))
        };
        let Some(file) = self.documents.files.get_mut(&at.file) else {
            return;
        };
        let dialect = Dialect::of_file(&file.tree);
        let Some(value) = file.tree.pointer_mut(&at.path) else {
            return;
        };
        let mut walk = Walk {
            dialect,
            absolute: &|text| absolute(&at.file, text),
            selects: &selects,
            references: Vec::new(),
            too_long: Vec::new(),
        };
        walk.object(value, kind, at);
        self.pending.append(&mut walk.references);
        for at in walk.too_long {
            let message =
                format!("the names that lead here have more than {POINTER_LIMIT} bytes together");
            self.diagnostics
                .report(Code::TooDeep, at, message, "shorten the names");
        }
    }

    fn check_version(&mut self, file: &str) {
        let tree = &self.documents.files[file].tree;
        let Err((key, message)) = Dialect::of_document(tree) else {
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

    /// Opens the file that a reference names, and walks a target that stands where no rule looks.
    fn follow(&mut self, reference: &Reference) {
        let at = reference.from.join("$ref");
        let Some(target) = absolute(&reference.from.file, &reference.text) else {
            let message = format!("`{}` leaves the folder of the manifest", reference.text);
            return self.diagnostics.report(
                Code::OutsideReference,
                at,
                message,
                "refer to a file below that folder",
            );
        };
        if !self.open(&target.file, reference.kind, &at.clone().into()) {
            return;
        }
        let Some(value) = self.documents.get(&target) else {
            let message = format!("`{}` points to nothing", reference.text);
            return self.diagnostics.report(
                Code::MissingFragment,
                at,
                message,
                "correct the fragment, or add the definition",
            );
        };
        if reference.kind == Kind::Example {
            return;
        }
        let is_new = value.get(ORIGIN).is_none() && !is_walked_reference(value);
        match self.mismatch(&target, reference.kind) {
            Some(why) => self.forget(reference, &why),
            None if is_new => self.walk(&target, reference.kind),
            None => {}
        }
    }

    /// Why `target` is no object of `kind`. What it is where the specifications say nothing, the first reference says.
    fn mismatch(&mut self, target: &Pointer, kind: Kind) -> Option<String> {
        let tree = &self.documents.files.get(&target.file)?.tree;
        let standing = match Standing::of(tree, target) {
            Standing::Free => {
                let first = self.free.entry(target.clone()).or_insert(kind);
                Standing::Object(*first)
            }
            standing => standing,
        };
        let is_object = self.documents.get(target).is_some_and(Value::is_object);
        let otherwise = (!is_object).then(|| "leads to what is no object".to_owned());
        standing.mismatch(kind).or(otherwise)
    }

    /// Takes out a reference that must not be followed. Whatever needs it is refused.
    fn forget(&mut self, reference: &Reference, why: &str) {
        let holder = self.documents.files.get_mut(&reference.from.file);
        let holder = holder.and_then(|file| file.tree.pointer_mut(&reference.from.path));
        let Some(Value::Object(holder)) = holder else {
            return;
        };
        let noun = reference.kind.noun();
        let fault = Fault {
            code: Code::MalformedReference,
            at: reference.from.join("$ref"),
            message: format!("`{}` {why}, where {noun} is expected", reference.text),
            help: format!("refer to {noun}"),
        };
        // Beside other members of a schema, the reference has become the first of `allOf`.
        holder.shift_remove("$ref");
        fault.keep(holder);
        let stamp = reference.from.to_string();
        holder.entry(ORIGIN).or_insert_with(|| stamp.into());
    }
}

/// A member as a JSON pointer names it. `Value::pointer` does the same, but copies every name on the way.
fn member<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    match value {
        Value::Object(members) => members.get(key),
        Value::Array(items) => {
            let index = key
                .parse()
                .ok()
                .filter(|index: &usize| index.to_string() == key);
            items.get(index?)
        }
        _ => None,
    }
}

/// Whether a value refers to another, and the pass over its file has seen it.
fn is_walked_reference(value: &Value) -> bool {
    let reference = value.get("$ref").and_then(Value::as_str);
    reference.is_some_and(|reference| Pointer::parse_absolute(reference).is_some())
}

/// Absolute form of a reference in `file`: percent-decoded, without `.` and `..`. `None` if it leaves the root.
fn absolute(file: &str, reference: &str) -> Option<Pointer> {
    if let Some(pointer) = Pointer::parse_absolute(reference) {
        // The loader has made it, or a file that tries to.
        let is_below = !pointer
            .file
            .split('/')
            .any(|part| matches!(part, "" | ".."));
        return is_below.then_some(pointer);
    }
    let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let mut folders: Vec<&str> = file.split('/').collect();
    let path = percent_decoded(path);
    if !path.is_empty() {
        if path.contains("://") || path.starts_with('/') {
            return None;
        }
        folders.pop();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => drop(folders.pop()?),
                name => folders.push(name),
            }
        }
    }
    Some(Pointer {
        file: folders.join("/"),
        path: percent_decoded(fragment),
    })
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

#[cfg(test)]
mod tests;
