//! Writes the surface as files. This cannot fail: every error was found by an earlier stage.

mod answer;
mod call;
mod client;
mod conversion;
mod definition;
mod docs;
mod features;
mod fleet;
mod headers;
mod key_pair;
mod key_table;
mod operations;
mod options;
mod package;
mod parts;
mod program;
mod readme;
mod registry;
mod replay;
mod root;
mod runtime;
mod runtime_package;
mod service;
mod shared;
mod showcase;
mod testing;
mod tokens;
mod twins;
mod versions;

use crate::{
    output::{Content, File, LIST, Locals, grouped},
    reserved::is_device,
    surface::Surface,
};
use proc_macro2::TokenStream;
use std::{collections::BTreeSet, rc::Rc};

/// Emits the crate.
pub fn emit(surface: &Surface) -> Vec<File> {
    let mut files = match surface.package.runtime.is_alone() {
        true => runtime_package::files(surface),
        false => clients(surface),
    };
    files.push(list(&files));
    let comments = Rc::new(docs::kept());
    for file in &mut files {
        if let Content::Rust(code) | Content::Importing(code, _) = &mut file.content {
            code.comments = Rc::clone(&comments);
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let paths = files.iter().map(|file| file.path.as_str());
    assert_eq!(unwritable(paths), None, "each file has a path of its own");
    files
}

/// The files of a crate of clients.
fn clients(surface: &Surface) -> Vec<File> {
    let mut files = vec![
        package::manifest(surface),
        readme::readme(surface),
        package::rustfmt(),
        root::root(surface),
    ];
    files.extend(registry::registry(surface));
    files.extend(package::license(surface));
    files.extend(fleet::files(surface));
    files.extend(program::files(surface));
    files.extend(runtime::files(surface));
    files.extend(shared::files(surface));
    files.extend(testing::files(surface));
    files.extend(versions::files(surface));
    for service in &surface.services {
        files.extend(service::files(service));
        files.extend(replay::files(surface, service));
    }
    files.push(replay::root(surface));
    files.extend(twins::files(surface, &files));
    files
}

/// The first path that some file system cannot hold. Windows and macOS ignore the case of names, and Windows reserves some
/// names for devices. The manifest refuses names of services that would lead to such a path.
fn unwritable<'p>(paths: impl Iterator<Item = &'p str>) -> Option<&'p str> {
    let mut known = BTreeSet::new();
    paths.into_iter().find(|path| {
        let mut names = path.split('/');
        let is_device = |name: &str| is_device(name.split('.').next().unwrap_or_default());
        !known.insert(path.to_lowercase()) || names.any(is_device)
    })
}

fn list(files: &[File]) -> File {
    let mut paths: Vec<&str> = files
        .iter()
        .map(|file| file.path.as_str())
        .chain([LIST])
        .collect();
    paths.sort_unstable();
    File {
        path: LIST.to_owned(),
        content: Content::Hash(paths.join("\n") + "\n"),
    }
}

fn rust(path: impl Into<String>, tokens: TokenStream) -> File {
    File {
        path: path.into(),
        content: Content::Rust(tokens.into()),
    }
}

fn importing(path: impl Into<String>, tokens: TokenStream, locals: Locals) -> File {
    File {
        path: path.into(),
        content: Content::Importing(tokens.into(), locals),
    }
}

#[cfg(test)]
mod tests;
