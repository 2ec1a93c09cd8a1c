//! Measures each stage with the definitions of this repository.
//!
//! `parse` only reads the same files into trees, for comparison.

use armgen::{
    diagnostic::Diagnostics,
    emit, format,
    load::{self, Documents, Folder},
    lower,
    manifest::Manifest,
    model::Model,
    output::File,
    passes,
    surface::Surface,
};
use divan::Bencher;
use std::{fs, path::PathBuf};

fn main() {
    divan::main();
}

fn specs() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../specs")
}

fn manifest() -> Manifest {
    let text = fs::read_to_string(specs().join("azure-keys.toml")).expect("the manifest is there");
    Manifest::parse("specs/azure-keys.toml", &text).expect("the manifest is correct")
}

fn documents() -> Documents {
    load::load(&manifest(), &Folder::new(specs()))
        .map_err(|(_, diagnostics)| diagnostics)
        .expect("the definitions load")
}

fn lowered() -> Model {
    lower::lower(&manifest(), &documents(), &mut Diagnostics::default())
}

fn shared() -> Model {
    passes::run(lowered(), &mut Diagnostics::default())
}

fn emitted() -> Vec<File> {
    let model = shared();
    emit::emit(&Surface::of(&model))
}

#[divan::bench]
fn parse(bencher: Bencher<'_, '_>) {
    let documents = documents();
    let texts: Vec<(&str, &str)> = documents.texts().collect();
    bencher.bench_local(|| {
        texts
            .iter()
            .map(|(file, text)| load::parse(file, text))
            .collect::<Vec<_>>()
    });
}

#[divan::bench]
fn load(bencher: Bencher<'_, '_>) {
    let manifest = manifest();
    bencher.bench_local(|| load::load(&manifest, &Folder::new(specs())));
}

#[divan::bench]
fn lower(bencher: Bencher<'_, '_>) {
    let (manifest, documents) = (manifest(), documents());
    bencher.bench_local(|| lower::lower(&manifest, &documents, &mut Diagnostics::default()));
}

#[divan::bench]
fn passes(bencher: Bencher<'_, '_>) {
    bencher
        .with_inputs(lowered)
        .bench_local_values(|model| passes::run(model, &mut Diagnostics::default()));
}

#[divan::bench]
fn surface(bencher: Bencher<'_, '_>) {
    let model = shared();
    bencher.bench_local(|| Surface::of(&model));
}

#[divan::bench]
fn emit(bencher: Bencher<'_, '_>) {
    let model = shared();
    let surface = Surface::of(&model);
    bencher.bench_local(|| emit::emit(&surface));
}

#[divan::bench]
fn format(bencher: Bencher<'_, '_>) {
    bencher
        .with_inputs(emitted)
        .bench_local_values(|files| files.into_iter().map(format::format).collect::<Vec<_>>());
}

#[divan::bench]
fn generate(bencher: Bencher<'_, '_>) {
    let manifest = manifest();
    bencher.bench_local(|| armgen::generate(&manifest, &Folder::new(specs())));
}
