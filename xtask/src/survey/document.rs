//! One definition as a crate of its own.

use crate::walk;
use armgen::{
    Generation,
    diagnostic::{Place, Severity},
    generate_partly,
    load::Folder,
    manifest::{Manifest, Package, ServiceEntry},
    share::Count,
};
use std::{
    collections::BTreeMap,
    panic::{self, AssertUnwindSafe},
    path::Path,
    time::{Duration, Instant},
};

/// What came of a definition.
#[derive(Debug)]
pub(crate) struct Surveyed {
    /// Path below the folder that is surveyed.
    pub(crate) document: String,
    /// What it holds and what is emitted.
    pub(crate) count: Count,
    /// Refusals: code and place.
    pub(crate) refusals: Vec<(&'static str, String)>,
    /// What the generator said when it broke.
    pub(crate) broken: Option<String>,
    /// How long it took.
    pub(crate) took: Duration,
}

/// Generates the definition in memory. A panic of the generator is told, and stops nothing else.
pub(crate) fn survey(folder: &Path, file: &Path) -> Surveyed {
    let start = Instant::now();
    let document = walk::relative(file, folder);
    let manifest = manifest(folder, &document);
    let generated = panic::catch_unwind(AssertUnwindSafe(|| {
        generate_partly(&manifest, &Folder(folder.to_owned()))
    }));
    let (count, refusals, broken) = match generated {
        Ok(generation) => (generation.count, refusals(generation), None),
        Err(panic) => (Count::default(), Vec::new(), Some(message(&*panic))),
    };
    Surveyed {
        document,
        count,
        refusals,
        broken,
        took: start.elapsed(),
    }
}

fn manifest(folder: &Path, document: &str) -> Manifest {
    let place = Place {
        file: document.to_owned(),
        line: 0,
        column: 0,
    };
    let entry = ServiceEntry {
        title: None,
        documents: vec![(document.to_owned(), place)],
        operations: None,
        rename: BTreeMap::new(),
        key_pairs: Vec::new(),
    };
    Manifest {
        root: folder.to_string_lossy().into_owned(),
        package: Package {
            name: "surveyed".to_owned(),
            version: "0.0.0".to_owned(),
            description: "A definition by itself.".to_owned(),
            license: "MIT".to_owned(),
            license_file: None,
            keywords: Vec::new(),
            categories: Vec::new(),
        },
        services: BTreeMap::from([("service".to_owned(), entry)]),
    }
}

fn refusals(generation: Generation) -> Vec<(&'static str, String)> {
    let documents = generation.documents;
    let errors = generation
        .diagnostics
        .sorted()
        .into_iter()
        .filter(|one| one.severity == Severity::Error);
    errors
        .map(|one| (one.code, documents.place(&one.source).to_string()))
        .collect()
}

fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("it panicked")
        .to_owned()
}
