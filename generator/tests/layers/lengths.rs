//! Limits for the lengths of functions and files.

use super::files;
use std::{fs, path::Path};
use syn::{spanned::Spanned, visit::Visit};

/// Maximum lines of a function.
const FUNCTION: usize = 60;

/// Maximum lines of 95 % of the functions.
const MOST_FUNCTIONS: usize = 30;

/// Maximum lines of a file.
const FILE: usize = 400;

/// Functions that only contain a table, and may be longer.
const TABLES: [(&str, &str); 1] = [
    // Members of each kind of object, in both specifications.
    ("generator/src/load/member.rs", "defined"),
];

/// A function and where it is: `load/read.rs`, `tree`.
type Function = (String, String);

/// Names and lengths of the functions in a file, except tests.
#[derive(Default)]
struct Functions {
    found: Vec<(String, usize)>,
}

impl Functions {
    fn add(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let lines = signature.span().start().line..=block.span().end().line;
        self.found
            .push((signature.ident.to_string(), lines.count()));
    }
}

impl<'f> Visit<'f> for Functions {
    fn visit_item_fn(&mut self, function: &'f syn::ItemFn) {
        self.add(&function.sig, &function.block);
        syn::visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'f syn::ImplItemFn) {
        self.add(&function.sig, &function.block);
        syn::visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'f syn::TraitItemFn) {
        if let Some(block) = &function.default {
            self.add(&function.sig, block);
        }
        syn::visit::visit_trait_item_fn(self, function);
    }

    fn visit_item_mod(&mut self, module: &'f syn::ItemMod) {
        if module.ident != "tests" {
            syn::visit::visit_item_mod(self, module);
        }
    }
}

/// The source files of the generator and of xtask, except tests.
fn texts() -> Vec<(String, String)> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let sources = ["generator/src", "xtask/src"].map(|folder| project.join(folder));
    let files = sources.iter().flat_map(|source| files(source));
    let named = files.map(|file| {
        let name = file.strip_prefix(&project).expect("it is in the project");
        (name.to_string_lossy().replace('\\', "/"), file)
    });
    let code = named.filter(|(name, _)| !name.contains("/tests/") && !name.ends_with("/tests.rs"));
    code.map(|(name, file)| {
        (
            name,
            fs::read_to_string(file).expect("the file can be read"),
        )
    })
    .collect()
}

/// All functions with their lengths, the longest first.
fn functions() -> Vec<(usize, Function)> {
    let mut all = Vec::new();
    for (file, text) in texts() {
        let mut functions = Functions::default();
        functions.visit_file(&syn::parse_file(&text).expect("the file is Rust"));
        let named = functions.found.into_iter();
        all.extend(named.map(|(name, lines)| (lines, (file.clone(), name))));
    }
    all.sort_by(|a, b| b.cmp(a));
    all
}

fn listed(functions: &[(usize, Function)]) -> String {
    let lines = functions
        .iter()
        .map(|(lines, (file, name))| format!("{lines} lines: {file}: {name}\n"));
    lines.collect()
}

#[test]
fn no_function_is_too_long() {
    let mut long = functions();
    long.retain(|(lines, (file, name))| {
        let function = (file.as_str(), name.as_str());
        *lines > FUNCTION && !TABLES.contains(&function)
    });
    assert!(long.is_empty(), "over {FUNCTION} lines:\n{}", listed(&long));
}

#[test]
fn most_functions_are_short() {
    let functions = functions();
    let rare = functions.len() / 20;
    let (lines, _) = functions[rare];
    assert!(
        lines <= MOST_FUNCTIONS,
        "more than 5 % of functions have over {MOST_FUNCTIONS} lines:\n{}",
        listed(&functions[..=rare])
    );
}

#[test]
fn no_file_is_too_long() {
    let texts = texts().into_iter();
    let files: Vec<String> = texts
        .map(|(file, text)| (text.lines().count(), file))
        .filter(|(lines, _)| *lines > FILE)
        .map(|(lines, file)| format!("{lines} lines: {file}"))
        .collect();
    assert!(files.is_empty(), "over {FILE} lines:\n{}", files.join("\n"));
}
