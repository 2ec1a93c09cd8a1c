//! The order of the generator's modules: each uses only those before it, and files of one folder do not depend on each
//! other in a cycle.

#[path = "layers/lengths.rs"]
mod lengths;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};
use syn::{UseTree, visit::Visit};

/// Modules of the library, from the lowest up. A module may use those before it.
const ORDER: [&str; 26] = [
    "visible",
    "nearest",
    "naming",
    "reserved",
    "stack",
    "stage",
    "source",
    "diagnostic",
    "manifest",
    "load",
    "swagger",
    "model",
    "keys",
    "lower",
    "passes",
    "examples",
    "runtime",
    "fleet",
    "program",
    "testing",
    "surface",
    "api",
    "changes",
    "output",
    "emit",
    "format",
];

/// Names of nested modules, outermost first.
type Module = Vec<String>;

/// The paths in a file, resolved from the root of the crate.
struct Paths {
    file: Module,
    found: BTreeSet<Module>,
}

impl Paths {
    fn add(&mut self, path: &[String]) {
        let up = path
            .iter()
            .skip_while(|name| *name == "self")
            .take_while(|name| *name == "super")
            .count();
        let base = match path[0].as_str() {
            "crate" => &[][..],
            "super" => &self.file[..self.file.len().saturating_sub(up)],
            "self" => &self.file[..],
            _ => return,
        };
        let own = path
            .iter()
            .filter(|name| !["crate", "super", "self"].contains(&name.as_str()));
        self.found.insert(base.iter().chain(own).cloned().collect());
    }

    fn add_tree(&mut self, before: &[String], tree: &UseTree) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.add_tree(&with(&path.ident), &path.tree),
            UseTree::Group(group) => group
                .items
                .iter()
                .for_each(|tree| self.add_tree(before, tree)),
            UseTree::Name(name) => self.add(&with(&name.ident)),
            UseTree::Rename(name) => self.add(&with(&name.ident)),
            UseTree::Glob(_) => self.add(before),
        }
    }
}

impl<'f> Visit<'f> for Paths {
    fn visit_item_use(&mut self, item: &'f syn::ItemUse) {
        self.add_tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'f syn::Path) {
        let names: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        self.add(&names);
        syn::visit::visit_path(self, path);
    }

    /// Test modules are exempt.
    fn visit_item_mod(&mut self, item: &'f syn::ItemMod) {
        if item.ident != "tests" {
            syn::visit::visit_item_mod(self, item);
        }
    }
}

/// The modules that each module uses.
fn uses() -> BTreeMap<Module, BTreeSet<Module>> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files: BTreeMap<Module, PathBuf> = files(&source)
        .into_iter()
        .map(|file| (module(&file, &source), file))
        .filter(|(module, _)| !module.iter().any(|name| name == "tests") && module != &["lib"])
        .collect();
    let uses = files.iter().map(|(module, path)| {
        let text = fs::read_to_string(path).expect("the file can be read");
        let mut paths = Paths {
            file: module.clone(),
            found: BTreeSet::new(),
        };
        paths.visit_file(&syn::parse_file(&text).expect("the file is Rust"));
        let used = paths.found.iter().filter_map(|path| {
            (1..=path.len())
                .rev()
                .map(|end| path[..end].to_vec())
                .find(|module| files.contains_key(module))
        });
        (module.clone(), used.filter(|used| used != module).collect())
    });
    uses.collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let files = paths.flat_map(|path| {
        if path.is_dir() {
            files(&path)
        } else {
            vec![path]
        }
    });
    files
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

fn module(file: &Path, source: &Path) -> Module {
    let path = file
        .strip_prefix(source)
        .expect("the file is in the folder")
        .with_extension("");
    path.iter()
        .map(|name| name.to_string_lossy().into_owned())
        .collect()
}

#[test]
fn a_module_uses_those_before_it() {
    let mut wrong = Vec::new();
    for (module, used) in uses() {
        let place = |name: &str| {
            let place = ORDER.iter().position(|known| *known == name);
            place.unwrap_or_else(|| panic!("`{name}` has no place in the order of modules"))
        };
        let up = used
            .iter()
            .filter(|used| place(&used[0]) > place(&module[0]));
        wrong.extend(up.map(|used| format!("{} uses {}", module.join("/"), used.join("/"))));
    }
    assert!(
        wrong.is_empty(),
        "uses of a later module:\n{}",
        wrong.join("\n")
    );
}

/// `emit` depends on the surface and on no model: it makes no decisions about names or types.
#[test]
fn emit_knows_the_surface_alone() {
    let known = [
        "emit", "fleet", "output", "program", "reserved", "runtime", "surface", "testing",
    ];
    let uses = uses().into_iter().filter(|(module, _)| module[0] == "emit");
    let mut others = uses.flat_map(|(module, used)| {
        let others = used
            .into_iter()
            .filter(|used| !known.contains(&used[0].as_str()));
        others.map(move |other| format!("{} uses {}", module.join("/"), other.join("/")))
    });
    assert_eq!(others.next(), None);
}

#[test]
fn no_two_files_beside_each_other_use_one_another() {
    let mut beside: BTreeMap<Module, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for (module, used) in uses() {
        for used in used {
            let shared = module.iter().zip(&used).take_while(|(a, b)| a == b).count();
            // A module and its submodules count as one: they may use each other.
            if let (Some(from), Some(to)) = (module.get(shared), used.get(shared)) {
                let folder = beside.entry(module[..shared].to_vec()).or_default();
                folder.entry(from.clone()).or_default().insert(to.clone());
            }
        }
    }
    let circles: Vec<String> = beside
        .iter()
        .flat_map(|(folder, arrows)| {
            circle(arrows).map(|circle| format!("{}: {}", folder.join("/"), circle.join(", ")))
        })
        .collect();
    assert!(
        circles.is_empty(),
        "files that use each other:\n{}",
        circles.join("\n")
    );
}

/// The files of a cycle: those that are left after repeatedly removing files that use none of the others.
fn circle(arrows: &BTreeMap<String, BTreeSet<String>>) -> Option<Vec<String>> {
    let mut left = arrows.clone();
    loop {
        let before = left.len();
        let names: BTreeSet<String> = left.keys().cloned().collect();
        left.retain(|_, used| used.iter().any(|used| names.contains(used)));
        if left.len() == before {
            return (before > 0).then(|| left.into_keys().collect());
        }
    }
}
