//! The manifest: which crate to emit, and per service its module, documents and operations.

mod lines;
pub(crate) mod package;
mod raw;
mod runtime;
mod showcase;
mod versions;

use crate::{
    diagnostic::{Code, Diagnostics},
    nearest::perhaps,
    reserved,
    source::Place,
};
use lines::Lines;
pub use runtime::{Runtime, RuntimePackage};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;
pub use versions::{Version, order};

/// Default limit for the bytes of a file: many times the size of any published one.
pub const FILE_SIZE_LIMIT: usize = 16 << 20;

/// The contents of a manifest.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// Folder that the documents' paths are relative to, as the user gave it: the manifest's own, or its `root`.
    pub root: String,
    /// Greatest size in bytes of a document, or of any file that one refers to.
    pub file_size_limit: usize,
    /// Crate to emit.
    pub package: Package,
    /// Services by module. Each version of a service is one.
    pub services: BTreeMap<String, ServiceEntry>,
}

/// The emitted crate.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Package {
    /// Name of the package.
    pub name: String,
    /// Version of the package.
    pub version: String,
    /// One sentence for the registry.
    pub description: String,
    /// SPDX expression.
    pub license: String,
    /// Text of the licence file, relative to the manifest.
    pub license_file: Option<String>,
    /// Text of the README, relative to the manifest. Without it, the README is generated.
    pub readme: Option<String>,
    /// Address of the source code.
    pub repository: Option<String>,
    /// Address of the project.
    pub homepage: Option<String>,
    /// Address of the documentation.
    pub documentation: Option<String>,
    /// Patterns of the files that the package contains; all files if there are none.
    pub include: Vec<String>,
    /// Keywords for the registry, five at most.
    pub keywords: Vec<String>,
    /// Categories of the registry, five at most.
    pub categories: Vec<String>,
    /// Whether a crate with pairs of keys has the program of the feature `cli`. Only one crate of a workspace may
    /// have it: cargo would write all of them to the same file.
    pub program: bool,
    /// Whether the tests also read the published responses as twins of the models, which have serde's derives.
    pub twins: bool,
    /// The service whose calls the README and the crate's root show, or `None` for a choice by rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub showcase: Option<String>,
    /// Where the code that is the same for all services is.
    #[serde(skip_serializing_if = "Runtime::is_contained")]
    pub runtime: Runtime,
}

/// One service: a module and a feature of the emitted crate.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceEntry {
    /// The service and the version, if the manifest has several versions of it.
    pub version: Option<Version>,
    /// Display name; by default the first document's title.
    pub title: Option<String>,
    /// Paths of the documents, relative to the manifest.
    pub documents: Vec<(String, Place)>,
    /// Ids of the operations, or all if there is no list.
    pub operations: Option<Vec<(String, Place)>>,
    /// New names of definitions, by `file#/pointer`.
    pub rename: BTreeMap<String, (String, Place)>,
    /// What the definitions do not specify about pairs of keys.
    pub key_pairs: Vec<KeyPairEntry>,
    /// Operations that are left out, since they cannot be generated.
    pub except: Vec<Exception>,
}

/// An operation that is left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Exception {
    /// Id of the operation.
    pub operation: String,
    /// Where the entry is in the manifest.
    pub place: Place,
    /// Why the operation cannot be generated.
    pub because: String,
}

/// What the definitions do not specify about a pair of keys. Fields that are not given are derived.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyPairEntry {
    /// The operation that regenerates a key, or one for each key, primary first.
    pub regenerate: Vec<String>,
    /// Where the entry is in the manifest.
    pub place: Place,
    /// Why these operations form no pair of keys.
    pub none: Option<String>,
    /// Name of the pair.
    pub name: Option<String>,
    /// The operation that lists the keys.
    pub list: Option<String>,
    /// Properties of the response that hold the keys, or names of the list items that do: `keys` in the file.
    pub key_names: Option<[String; 2]>,
    /// Value of the selector for each key: `words` in the file.
    pub selector_values: Option<[String; 2]>,
    /// Member of the listed items that holds the selector's value: `words_from` in the file.
    pub selector_values_from: Option<String>,
}

impl ServiceEntry {
    /// Keys that lead to the entry in the manifest, such as `maps` or `maps.versions."2023-06-01"`.
    pub fn keys(&self, module: &str) -> String {
        match &self.version {
            None => module.to_owned(),
            Some(version) => format!("{}.versions.{:?}", version.service, version.text),
        }
    }

    /// Name of the service, without its version.
    pub fn service<'s>(&'s self, module: &'s str) -> &'s str {
        self.version
            .as_ref()
            .map_or(module, |version| &version.service)
    }

    /// Whether the manifest selects the operation.
    pub fn selects(&self, operation: &str) -> bool {
        self.operations
            .as_ref()
            .is_none_or(|list| list.iter().any(|(id, _)| id == operation))
    }
}

impl Manifest {
    /// Parses the text of the manifest at `path`, which diagnostics show unchanged.
    pub fn parse(path: &str, text: &str) -> Result<Self, Diagnostics> {
        let mut diagnostics = Diagnostics::default();
        let lines = Lines::of(path, text);
        let raw: raw::Manifest = match toml::from_str(text) {
            Ok(raw) => raw,
            Err(error) => return Err(unreadable(&error, &lines)),
        };
        let at = |spanned: Spanned<String>| {
            let place = lines.place(spanned.span().start);
            (spanned.into_inner(), place)
        };
        if raw.services.is_empty() && !raw.package.is_runtime {
            diagnostics.report(
                Code::ManifestEmpty,
                lines.place(text.len()),
                "the manifest names no service",
                "add [services.<module>] with documents",
            );
        }
        runtime::without_services(&raw, &lines, &mut diagnostics);
        let mut services = BTreeMap::new();
        for (module, service) in raw.services {
            let (module, place) = at(module);
            check_module(&module, place.clone(), &mut diagnostics);
            let versions = versions::of(&module, &place, service, &at, &mut diagnostics);
            for (module, place, version, service) in versions {
                check_lists(&service, &lines, &mut diagnostics);
                let entry = entry(service, version, &at, &mut diagnostics);
                if services.insert(module.clone(), entry).is_some() {
                    versions::taken(&module, place, &mut diagnostics);
                }
            }
        }
        let place = |offset| lines.place(offset);
        showcase::check(&raw.package, &services, &at, &mut diagnostics);
        let runtime = runtime::runtime(&raw.package, &place, &mut diagnostics);
        let package = Package {
            runtime,
            ..package::package(raw.package, &place, &mut diagnostics)
        };
        check_operations(&services, &mut diagnostics);
        match diagnostics.has_errors() {
            true => Err(diagnostics),
            false => Ok(Self {
                root: root(path, raw.root),
                file_size_limit: raw.file_size_limit,
                package,
                services,
            }),
        }
    }
}

fn unreadable(error: &toml::de::Error, lines: &Lines<'_>) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    let help = unknown_key(error.message()).unwrap_or_else(|| {
        "the manifest has [package] with name, version and description, and [services.<module>] with documents and operations".to_owned()
    });
    let place = lines.place(error.span().map_or(0, |span| span.start));
    diagnostics.report(Code::Manifest, place, error.message(), help);
    diagnostics
}

/// The help for an unknown key, from serde's message: "unknown field `a`, expected one of `b`, `c`".
fn unknown_key(message: &str) -> Option<String> {
    let mut names = message
        .strip_prefix("unknown field ")?
        .split('`')
        .skip(1)
        .step_by(2);
    let perhaps = perhaps(names.next()?, names);
    Some(format!(
        "correct the key{perhaps}; docs/manifest.md explains each key"
    ))
}

/// Folder that the documents' paths are relative to: the `root` in the manifest at `path`, or the manifest's own.
fn root(path: &str, root: Option<String>) -> String {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    match root {
        None => folder.to_owned(),
        Some(root) if folder.is_empty() || root.starts_with('/') => root,
        Some(root) => format!("{folder}/{root}"),
    }
}

fn entry(
    raw: raw::Service,
    version: Option<Version>,
    at: &impl Fn(Spanned<String>) -> (String, Place),
    diagnostics: &mut Diagnostics,
) -> ServiceEntry {
    let documents = raw.documents.map(Spanned::into_inner).unwrap_or_default();
    let documents = documents.into_iter().map(at);
    let documents = documents.filter_map(|(document, place)| match below_root(&document) {
        Some(document) => Some((document, place)),
        None => {
            leads_out(&document, place, diagnostics);
            None
        }
    });
    let ids = |list: Spanned<Vec<_>>| list.into_inner().into_iter().map(at).collect();
    let rename = raw.rename.into_iter();
    let key_pairs = raw.key_pairs.into_iter();
    ServiceEntry {
        version,
        title: raw.title,
        documents: documents.collect(),
        operations: raw.operations.map(ids),
        rename: rename.map(|(to, name)| (to, at(name))).collect(),
        key_pairs: key_pairs.map(|pair| key_pair(pair, at)).collect(),
        except: exceptions(raw.except, at, diagnostics),
    }
}

/// Path of a document without `.` and `..`, so that each file has one name. `None` if it is outside the root folder.
fn below_root(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" if parts.is_empty() => return None,
            "" | "." => {}
            ".." => drop(parts.pop()?),
            name => parts.push(name),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

fn leads_out(document: &str, place: Place, diagnostics: &mut Diagnostics) {
    diagnostics.report(
        Code::OutsideReference,
        place,
        format!("`{document}` is not the path of a file below the folder of the definitions"),
        "name a file below it, or set `root` to a folder that holds all documents",
    );
}

fn key_pair(raw: raw::KeyPair, at: &impl Fn(Spanned<String>) -> (String, Place)) -> KeyPairEntry {
    let span = raw.regenerate.span();
    let (_, place) = at(Spanned::new(span, String::new()));
    let regenerate = match raw.regenerate.into_inner() {
        raw::OneOrTwo::One(operation) => vec![operation],
        raw::OneOrTwo::Two(operations) => operations.to_vec(),
    };
    KeyPairEntry {
        regenerate,
        place,
        none: raw.none,
        name: raw.name,
        list: raw.list,
        key_names: raw.keys,
        selector_values: raw.words,
        selector_values_from: raw.words_from,
    }
}

fn exceptions(
    raw: Vec<raw::Exception>,
    at: &impl Fn(Spanned<String>) -> (String, Place),
    diagnostics: &mut Diagnostics,
) -> Vec<Exception> {
    let mut seen = BTreeSet::new();
    let mut exceptions = Vec::new();
    for entry in raw {
        let (operation, place) = at(entry.operation);
        let (because, place_of_reason) = at(entry.because);
        let mut refuse = |place: &Place, message: String, help: &str| {
            diagnostics.report(Code::ManifestExcept, place.clone(), message, help);
        };
        if because.trim().is_empty() {
            let message = format!("no reason is given for leaving `{operation}` out");
            let help = "write why the operation cannot be generated";
            refuse(&place_of_reason, message, help);
        }
        if !seen.insert(operation.clone()) {
            let message = format!("the operation `{operation}` is left out twice");
            refuse(&place, message, "remove one of the two entries");
        }
        exceptions.push(Exception {
            operation,
            place,
            because,
        });
    }
    exceptions
}

fn check_module(module: &str, place: Place, diagnostics: &mut Diagnostics) {
    if !reserved::is_module(module) {
        diagnostics.report(
            Code::ManifestModule,
            place,
            format!("`{module}` cannot be the name of a service's module"),
            format!(
                "use lower-case words joined by single `_`, no keyword, no name of a device or of a crate that clients need, and none of {}",
                reserved::MODULES.join(", ")
            ),
        );
    }
}

/// An empty list would generate a service without operations, which is always a mistake.
fn check_lists(service: &raw::Service, lines: &Lines<'_>, diagnostics: &mut Diagnostics) {
    let mut refuse = |span: std::ops::Range<usize>, message: &str, help: &str| {
        diagnostics.report(Code::ManifestEmpty, lines.place(span.start), message, help);
    };
    if let Some(documents) = &service.documents
        && documents.get_ref().is_empty()
    {
        let help = "name the documents that define the service, or remove the service";
        refuse(documents.span(), "the service has no document", help);
    }
    if let Some(operations) = &service.operations
        && operations.get_ref().is_empty()
    {
        let help = "name the operations, or remove the list to select all of the documents";
        refuse(operations.span(), "the list selects no operation", help);
    }
}

/// An operation that is listed twice would be counted twice.
fn check_operations(services: &BTreeMap<String, ServiceEntry>, diagnostics: &mut Diagnostics) {
    for service in services.values() {
        let mut seen = BTreeSet::new();
        for (id, place) in service.operations.iter().flatten() {
            if !seen.insert(id) {
                diagnostics.report(
                    Code::Manifest,
                    place.clone(),
                    format!("the operation `{id}` is listed twice"),
                    "remove one of the two",
                );
            }
        }
    }
}

#[cfg(test)]
mod tests;
