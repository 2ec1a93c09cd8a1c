//! Generates the crate of one or more documents, and records the result.

use super::{
    crates::Crate,
    refusal::{Refusal, refusals},
};
use armgen::{
    format::Output,
    generate_partly,
    load::Folder,
    manifest::{Manifest, Package, ServiceEntry},
    passes::Count,
    source::Place,
};
use std::{
    any::Any,
    collections::BTreeMap,
    panic::{self, AssertUnwindSafe},
    time::{Duration, Instant},
};

/// The result for a document, or for several in one crate.
#[derive(Debug)]
pub(crate) struct Surveyed {
    /// The documents and the crate.
    pub(crate) of: Crate,
    /// Whether the crate was written.
    pub(crate) is_emitted: bool,
    /// Numbers of operations and definitions that were read and emitted.
    pub(crate) count: Count,
    /// Why parts of them are not generated.
    pub(crate) refusals: Vec<Refusal>,
    /// Message of a panic of the generator.
    pub(crate) broken: Option<String>,
    /// How long it took.
    pub(crate) took: Duration,
}

/// Generates the crate in memory. A panic of the generator is recorded, and does not stop the survey.
pub(crate) fn survey(of: Crate, file_size_limit: usize, twins: bool) -> (Surveyed, Vec<Output>) {
    let start = Instant::now();
    let manifest = manifest(&of, file_size_limit, twins);
    let folder = Folder::new(of.root.clone());
    let generated = panic::catch_unwind(AssertUnwindSafe(|| generate_partly(&manifest, &folder)));
    let mut surveyed = Surveyed {
        of,
        is_emitted: false,
        count: Count::default(),
        refusals: Vec::new(),
        broken: None,
        took: Duration::ZERO,
    };
    let mut outputs = Vec::new();
    match generated {
        Ok(mut generation) => {
            outputs = generation.outputs.take().unwrap_or_default();
            surveyed.count = generation.count;
            surveyed.refusals = refusals(generation);
        }
        Err(panic) => surveyed.broken = Some(message(&*panic)),
    }
    surveyed.took = start.elapsed();
    (surveyed, outputs)
}

fn manifest(of: &Crate, file_size_limit: usize, twins: bool) -> Manifest {
    Manifest {
        root: of.root.to_string_lossy().into_owned(),
        file_size_limit,
        package: Package {
            showcase: None,
            name: of.name.clone(),
            version: "0.0.0".to_owned(),
            description: format!("Clients of {}.", of.source),
            license: "MIT".to_owned(),
            license_file: None,
            readme: None,
            repository: None,
            homepage: None,
            documentation: None,
            include: Vec::new(),
            keywords: Vec::new(),
            categories: Vec::new(),
            // The crates are members of one workspace.
            program: false,
            twins,
        },
        services: BTreeMap::from([(of.module.clone(), entry(of))]),
    }
}

/// A manifest that selects all operations of the documents.
fn entry(of: &Crate) -> ServiceEntry {
    let place = |document: &String| Place {
        file: document.clone(),
        line: 0,
        column: 0,
    };
    let documents = of.documents.iter();
    ServiceEntry {
        version: None,
        title: None,
        documents: documents.map(|one| (one.clone(), place(one))).collect(),
        operations: None,
        rename: BTreeMap::new(),
        key_pairs: Vec::new(),
        except: Vec::new(),
    }
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("it panicked")
        .to_owned()
}
