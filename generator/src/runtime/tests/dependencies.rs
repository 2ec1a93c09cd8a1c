//! Which files of the runtime a crate needs.

use crate::runtime::{EXPORTS, FILES, Form, NAMED, closure, module_of, needed, siblings, used};
use std::collections::{BTreeMap, BTreeSet};
use syn::{UseTree, visit::Visit};

fn modules(forms: &[Form]) -> BTreeSet<&'static str> {
    let forms = forms.iter().copied().collect();
    let needed = needed(&forms).into_iter().filter(|one| !one.test);
    needed.map(|one| one.file.module).collect()
}

/// The first names after `super::` in the imports of a file, as syn reads them.
struct Imports(BTreeSet<String>);

impl Imports {
    fn add(&mut self, tree: &UseTree) {
        match tree {
            UseTree::Path(path) => self.0.extend([path.ident.to_string()]),
            UseTree::Name(name) => self.0.extend([name.ident.to_string()]),
            UseTree::Group(group) => group.items.iter().for_each(|item| self.add(item)),
            UseTree::Glob(_) | UseTree::Rename(_) => {
                panic!("a file of the runtime imports by name")
            }
        }
    }
}

impl Visit<'_> for Imports {
    fn visit_item_use(&mut self, item: &syn::ItemUse) {
        if let UseTree::Path(path) = &item.tree
            && path.ident == "super"
        {
            self.add(&path.tree);
        }
    }
}

#[test]
fn the_imports_of_each_file_are_found() {
    for file in FILES {
        let parsed = syn::parse_file(file.text).expect("a file of the runtime is Rust");
        let mut imports = Imports(BTreeSet::new());
        imports.visit_file(&parsed);
        let found: BTreeSet<&str> = siblings(file.text).collect();
        for name in &imports.0 {
            assert!(found.contains(name.as_str()), "{}: {name}", file.module);
            let module = module_of(name);
            let module = module.unwrap_or_else(|| panic!("{}: no file has {name}", file.module));
            assert!(
                used(file.module).contains(&module),
                "{}: {module}",
                file.module
            );
        }
    }
}

#[test]
fn some_form_needs_each_file() {
    let named = NAMED
        .iter()
        .flat_map(|(_, modules)| modules.iter().copied());
    let reached = closure(&named.collect::<Vec<_>>(), true, &mut BTreeMap::new());
    for file in FILES {
        assert!(
            reached.contains(file.module),
            "no form of NAMED needs {}",
            file.module
        );
    }
}

#[test]
fn only_tests_need_the_files_of_tests() {
    let forms: Vec<Form> = NAMED.iter().map(|(form, _)| *form).collect();
    let reached = modules(&forms);
    for file in FILES {
        assert_eq!(reached.contains(file.module), !file.test, "{}", file.module);
    }
}

#[test]
fn a_crate_without_pairs_of_keys_has_no_rotations() {
    let reached = modules(&[Form::Operation, Form::LongRunning, Form::Pages]);
    assert!(reached.contains("operation_status"));
    let of_keys = |module: &&&str| module.starts_with("rotation") || module.starts_with("key");
    assert_eq!(reached.iter().find(of_keys), None);
    assert!(modules(&[Form::Operation, Form::KeyPair]).contains("rotation_run"));
}

/// What users of any crate name.
#[test]
fn each_crate_exports_errors_options_and_ids() {
    let reached = modules(&[Form::Operation]);
    let exports = EXPORTS
        .iter()
        .filter(|export| reached.contains(export.module));
    let names: BTreeSet<&str> = exports.flat_map(|export| export.names).copied().collect();
    let expected = [
        "ArmClientOptions",
        "ArmError",
        "DeadlineExceeded",
        "ErrorAdditionalInfo",
        "ErrorDetail",
        "ErrorResponse",
        "Json",
        "OutcomeUnknown",
        "ResourceId",
        "ResourceManager",
        "TimeLimit",
    ];
    assert_eq!(names, BTreeSet::from(expected));
}
