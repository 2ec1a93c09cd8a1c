//! Files to trees, in which references are not resolved yet.

use super::{
    documents::{Documents, path_below},
    files::{Files, LeadsOut, nearest_path},
    unreadable::{Limits, Unreadable, Why},
};
use crate::{
    diagnostic::{Code, Diagnostics},
    manifest::{FILE_SIZE_LIMIT, Manifest},
    source::{Place, Pointer, Source},
};
use serde_json::Value;
use std::io;

const RAISE: &str = "raise `file_size_limit` in the manifest if you trust the file";

/// A file as it was read.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) text: String,
    pub(super) tree: Value,
}

/// Parses one file as the loader does, to measure the cost of parsing.
pub fn parse(file: &str, text: &str) -> Option<Value> {
    let limits = Limits {
        bytes: FILE_SIZE_LIMIT,
    };
    super::tree::parse(file, text, &limits).ok()
}

/// Reads and parses one file as the loader does. The error is a message.
pub fn tree(files: &dyn Files, file: &str, size_limit: usize) -> Result<Value, String> {
    let text = files
        .read_within(file, size_limit)
        .map_err(|error| format!("{file}: {error}"))?;
    super::tree::parse(file, &text, &Limits { bytes: size_limit })
        .map_err(|error| format!("{file}:{}:{}: {}", error.line, error.column, error.message))
}

/// Reads the files of a manifest, and reports errors.
pub(super) struct Reader<'a> {
    pub(super) manifest: &'a Manifest,
    pub(super) files: &'a dyn Files,
}

impl Reader<'_> {
    /// Reads and parses a file. `by` is the place that refers to it.
    pub(super) fn read(
        &self,
        file: &str,
        by: &Source,
        documents: &mut Documents,
        diagnostics: &mut Diagnostics,
    ) -> Option<Read> {
        let limit = self.manifest.file_size_limit;
        let text = match self.files.read_within(file, limit) {
            Ok(text) => text,
            Err(error) => {
                self.refuse_file(file, by.clone(), &error, diagnostics);
                return None;
            }
        };
        match super::tree::parse(file, &text, &Limits { bytes: limit }) {
            Ok(tree) => Some(Read { text, tree }),
            Err(error) => {
                let path = path_below(&self.manifest.root, file);
                documents.keep(&path, &text);
                refuse_text(path, error, diagnostics);
                None
            }
        }
    }

    /// Reads the licence that the manifest names.
    pub(super) fn license(&self, diagnostics: &mut Diagnostics) -> Option<String> {
        let path = self.manifest.package.license_file.as_ref()?;
        self.text(path, "the licence", "license_file", diagnostics)
    }

    /// Reads the README that the manifest names.
    pub(super) fn readme(&self, diagnostics: &mut Diagnostics) -> Option<String> {
        let path = self.manifest.package.readme.as_ref()?;
        self.text(path, "the README", "readme", diagnostics)
    }

    /// Reads a file that is copied, which a key of the manifest names.
    fn text(
        &self,
        path: &str,
        what: &str,
        key: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<String> {
        match self.files.read_within(path, self.manifest.file_size_limit) {
            Ok(text) => Some(text),
            Err(error) => {
                let message = format!("{what} cannot be read: {error}");
                let help = format!("correct `{key}` in the manifest{}", self.perhaps(path));
                diagnostics.report(Code::MissingFile, Pointer::file(path), message, help);
                None
            }
        }
    }

    /// A file with a similar path, as a part of a help.
    fn perhaps(&self, path: &str) -> String {
        match nearest_path(self.files, path).filter(|known| known != path) {
            Some(known) => format!(", perhaps to `{known}`"),
            None => String::new(),
        }
    }

    fn refuse_file(
        &self,
        file: &str,
        by: Source,
        error: &io::Error,
        diagnostics: &mut Diagnostics,
    ) {
        let message = format!(
            "`{}` cannot be read: {error}",
            path_below(&self.manifest.root, file)
        );
        let leads_out = error.get_ref().is_some_and(|inner| inner.is::<LeadsOut>());
        match error.kind() {
            io::ErrorKind::FileTooLarge => diagnostics.report(Code::TooLarge, by, message, RAISE),
            _ if leads_out => {
                let help = "put the file itself into the folder of the definitions";
                diagnostics.report(Code::OutsideReference, by, message, help);
            }
            io::ErrorKind::InvalidData => {
                let help = "save the file as UTF-8";
                diagnostics.report(Code::NotUtf8, by, message, help);
            }
            _ => {
                let perhaps = self.perhaps(file);
                let help = match self.manifest.root.as_str() {
                    "" => format!("correct the path{perhaps}, or add the file"),
                    root => {
                        format!("correct the path below `{root}`{perhaps}, or add the file there")
                    }
                };
                diagnostics.report(Code::MissingFile, by, message, help);
            }
        }
    }
}

fn refuse_text(file: String, error: Unreadable, diagnostics: &mut Diagnostics) {
    let place = Place {
        file,
        line: error.line,
        column: error.column,
    };
    let (code, help) = match error.why {
        Why::Syntax => (Code::Syntax, "correct the file's syntax"),
        Why::TooDeep => (
            Code::TooDeep,
            "move inner schemas into definitions of their own",
        ),
        Why::TooLarge => (Code::TooLarge, RAISE),
    };
    diagnostics.report(code, place, error.message, help);
}
