//! Generates the crate of one or more documents, and records the result.

use super::{
    crates::Crate,
    refusal::{Refusal, refusals},
};
use armgen::{
    format::Output,
    generate_partly,
    load::Folder,
    manifest::{Manifest, Package, Runtime, RuntimePackage, ServiceEntry},
    passes::Count,
    source::Place,
};
use std::{
    any::Any,
    collections::BTreeMap,
    panic::{self, AssertUnwindSafe},
    path::PathBuf,
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

/// What is the same for all crates.
#[derive(Debug)]
pub(crate) struct Terms {
    /// Greatest size of a file in bytes.
    pub(crate) file_size_limit: usize,
    /// Whether the tests have twins of the models.
    pub(crate) twins: bool,
    /// Where the runtime of the crates is.
    pub(crate) runtime: Runtime,
}

/// Generates the crate in memory. A panic of the generator is recorded, and does not stop the survey.
pub(crate) fn survey(of: Crate, terms: &Terms) -> (Surveyed, Vec<Output>) {
    let start = Instant::now();
    let manifest = manifest(&of, terms);
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

fn manifest(of: &Crate, terms: &Terms) -> Manifest {
    Manifest {
        root: of.root.to_string_lossy().into_owned(),
        file_size_limit: terms.file_size_limit,
        package: Package {
            twins: terms.twins,
            ..package(
                of.name.clone(),
                format!("Clients of {}.", of.source),
                terms.runtime.clone(),
            )
        },
        services: BTreeMap::from([(of.module.clone(), entry(of))]),
    }
}

/// The package on which crates depend if they do not contain the runtime.
pub(crate) fn runtime(of: &RuntimePackage) -> Vec<Output> {
    let about = "What the clients in this workspace share.".to_owned();
    let manifest = Manifest {
        root: String::new(),
        file_size_limit: 0,
        package: package(of.name.clone(), about, Runtime::Alone),
        services: BTreeMap::new(),
    };
    let generation = generate_partly(&manifest, &Folder::new(PathBuf::new()));
    generation.outputs.unwrap_or_default()
}

fn package(name: String, description: String, runtime: Runtime) -> Package {
    Package {
        showcase: None,
        name,
        version: "0.0.0".to_owned(),
        description,
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
        twins: false,
        runtime,
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
