//! `Cargo.toml` and `rustfmt.toml`.

use super::{Content, File, versions};
use crate::surface::Surface;
use toml::{Table, Value};

/// The package's `Cargo.toml`. It inherits nothing from a workspace, so that the crate can be published and used by path.
pub(super) fn manifest(surface: &Surface) -> File {
    let sections = [
        ("package", package(surface)),
        // With an explicit path, cargo loads a workspace (and can run the generator) while the sources are missing.
        ("lib", table([("path", "src/lib.rs")])),
        ("[bin]", bin(surface)),
        ("package.metadata.docs.rs", docs_rs(surface)),
        ("features", features(surface)),
        (
            "dependencies",
            of_runtime(
                surface,
                dependencies(surface.has_fleet, surface.has_program),
            ),
        ),
        (
            "dev-dependencies",
            match surface.package.runtime.is_alone() {
                true => Table::new(),
                false => dev_dependencies(),
            },
        ),
        (
            "lints.rust",
            table([("missing_docs", "warn"), ("unsafe_code", "forbid")]),
        ),
        ("lints.clippy", table([("all", "warn")])),
    ];
    let text = sections
        .iter()
        .filter(|(_, table)| !table.is_empty())
        .map(|(name, table)| format!("[{name}]\n{}", lines(table)))
        .collect::<Vec<_>>()
        .join("\n");
    File {
        path: "Cargo.toml".to_owned(),
        content: Content::Hash(text),
    }
}

/// `rustfmt.toml`: prettyplease has formatted the crate, and rustfmt would change it.
pub(super) fn rustfmt() -> File {
    File {
        path: "rustfmt.toml".to_owned(),
        content: Content::Hash(
            "# This crate is formatted by prettyplease.\ndisable_all_formatting = true\n"
                .to_owned(),
        ),
    }
}

/// `LICENSE`, if the manifest names one.
pub(super) fn license(surface: &Surface) -> Option<File> {
    let text = surface.license_text.clone()?;
    Some(File {
        path: "LICENSE".to_owned(),
        content: Content::Bare(text),
    })
}

fn lines(table: &Table) -> String {
    table
        .iter()
        .map(|(key, value)| format!("{key} = {value}\n"))
        .collect()
}

fn table<const N: usize>(entries: [(&str, &str); N]) -> Table {
    entries
        .into_iter()
        .map(|(key, value)| (key.to_owned(), Value::from(value)))
        .collect()
}

fn package(surface: &Surface) -> Table {
    let package = &surface.package;
    let mut table = table([
        ("name", package.name.as_str()),
        ("version", package.version.as_str()),
        ("description", package.description.as_str()),
        ("license", package.license.as_str()),
        ("readme", "README.md"),
        ("edition", "2024"),
        ("rust-version", "1.88"),
    ]);
    let list = |words: &[String]| {
        Value::Array(
            words
                .iter()
                .map(|word| Value::from(word.as_str()))
                .collect(),
        )
    };
    for (key, address) in [
        ("repository", &package.repository),
        ("homepage", &package.homepage),
        ("documentation", &package.documentation),
    ] {
        if let Some(address) = address {
            table.insert(key.to_owned(), address.as_str().into());
        }
    }
    if !package.include.is_empty() {
        table.insert("include".to_owned(), list(&package.include));
    }
    if !package.keywords.is_empty() {
        table.insert("keywords".to_owned(), list(&package.keywords));
    }
    if !package.categories.is_empty() {
        table.insert("categories".to_owned(), list(&package.categories));
    }
    table
}

/// The program, which only the feature `cli` builds. It has no documentation and no tests of its own.
fn bin(surface: &Surface) -> Table {
    if !surface.has_program {
        return Table::new();
    }
    let mut bin = table([
        ("name", surface.package.name.as_str()),
        ("path", "src/cli/main.rs"),
    ]);
    let required = Value::Array(vec![Value::from("cli")]);
    bin.insert("required-features".to_owned(), required);
    bin.extend(["doc", "test"].map(|key| (key.to_owned(), Value::Boolean(false))));
    bin
}

fn docs_rs(surface: &Surface) -> Table {
    if surface.package.runtime.is_alone() {
        return Table::new();
    }
    let fleet = surface.has_fleet.then_some("fleet");
    let features = ["all"].into_iter().chain(fleet).chain(["test"]);
    Table::from_iter([(
        "features".to_owned(),
        Value::Array(features.map(Value::from).collect()),
    )])
}

fn features(surface: &Surface) -> Table {
    let http = || Value::from("azure_core/default");
    if surface.package.runtime.is_alone() {
        return Table::from_iter([("default".to_owned(), Value::Array(vec![http()]))]);
    }
    let none = || Value::Array(Vec::new());
    let modules = || surface.services.iter().map(|service| service.name.clone());
    // If there is only one service, it is on by default.
    let only = modules().filter(|_| surface.services.len() == 1);
    let default = [http()].into_iter().chain(only.map(Value::from));
    let mut table = Table::new();
    table.insert("default".to_owned(), Value::Array(default.collect()));
    table.insert(
        "all".to_owned(),
        Value::Array(modules().map(Value::from).collect()),
    );
    if surface.has_fleet {
        table.insert("fleet".to_owned(), Value::Array(vec!["dep:fs4".into()]));
    }
    if surface.has_program {
        let parts = PROGRAM.iter().map(|(name, ..)| format!("dep:{name}"));
        let needs = ["all", "fleet", "serde_json/preserve_order"].map(str::to_owned);
        let needs = needs.into_iter().chain(parts).map(Value::from);
        table.insert("cli".to_owned(), Value::Array(needs.collect()));
    }
    table.extend(modules().map(|module| (module, none())));
    // Fakes for the tests of users.
    table.insert("test".to_owned(), none());
    let newest = versions::features(surface);
    table.extend(newest.map(|(name, newest)| (name, Value::Array(vec![newest.into()]))));
    table
}

/// Dependencies of the program alone.
const PROGRAM: [(&str, &str, &[&str]); 6] = [
    ("azure_identity", "1", &["tokio"]),
    (
        "clap",
        "4.6",
        &[
            "derive",
            "error-context",
            "help",
            "std",
            "usage",
            "wrap_help",
        ],
    ),
    ("clap_complete", "4.6", &[]),
    ("clap_mangen", "0.3", &[]),
    ("indicatif", "0.18", &[]),
    ("tokio", "1", &["macros", "rt", "signal"]),
];

fn dependencies(has_fleet: bool, has_program: bool) -> Table {
    let mut table = Table::from_iter([
        ("async-trait".to_owned(), Value::from("0.1")),
        ("azure_core".to_owned(), dependency("1.1", &[])),
        ("event-listener".to_owned(), Value::from("5.4")),
        ("futures".to_owned(), dependency("0.3", &["std"])),
        ("regex-lite".to_owned(), Value::from("0.1")),
        (
            "serde".to_owned(),
            Value::Table(Table::from_iter([
                ("version".to_owned(), Value::from("1")),
                (
                    "features".to_owned(),
                    Value::Array(vec![Value::from("derive")]),
                ),
            ])),
        ),
        // azure_core uses it. With `float_roundtrip`, numbers keep all their digits.
        (
            "serde_json".to_owned(),
            dependency("1", &["float_roundtrip", "std"]),
        ),
        ("sha2".to_owned(), dependency("0.11", &[])),
    ]);
    if has_fleet {
        // The file locks of std need a newer Rust than the minimum of the crate.
        table.insert("fs4".to_owned(), optional("1.1", &["sync"]));
    }
    if has_program {
        let parts = PROGRAM.iter();
        table
            .extend(parts.map(|(name, version, features)| {
                ((*name).to_owned(), optional(version, features))
            }));
    }
    table
}

/// A dependency of a cargo feature.
fn optional(version: &str, features: &[&str]) -> Value {
    let mut dependency = dependency(version, features);
    if let Value::Table(table) = &mut dependency {
        table.insert("optional".to_owned(), Value::Boolean(true));
    }
    dependency
}

/// Dependencies that no file outside the runtime uses.
const RUNTIME_ONLY: [&str; 2] = ["event-listener", "regex-lite"];

/// The dependencies, with the package that consists of the runtime in place of those that only it uses, if the crate
/// depends on one.
fn of_runtime(surface: &Surface, mut dependencies: Table) -> Table {
    let Some(package) = surface.package.runtime.package() else {
        return dependencies;
    };
    for name in RUNTIME_ONLY {
        dependencies.remove(name);
    }
    let version = package.version.as_ref();
    let place = [
        ("version", version.map(|version| format!("={version}"))),
        ("path", package.path.clone()),
    ];
    let place = place
        .into_iter()
        .filter_map(|(key, value)| Some((key.to_owned(), value?.into())));
    let mut table: Table = place.collect();
    table.insert("default-features".to_owned(), Value::Boolean(false));
    let runtime = (package.name.clone(), Value::Table(table));
    [runtime].into_iter().chain(dependencies).collect()
}

/// What the examples in the documentation and the replay of published examples need.
fn dev_dependencies() -> Table {
    Table::from_iter([
        ("azure_identity".to_owned(), dependency("1", &["tokio"])),
        (
            "tokio".to_owned(),
            dependency("1", &["macros", "rt-multi-thread"]),
        ),
    ])
}

/// A dependency without its default features.
fn dependency(version: &str, features: &[&str]) -> Value {
    let mut table = Table::from_iter([
        ("version".to_owned(), Value::from(version)),
        ("default-features".to_owned(), Value::Boolean(false)),
    ]);
    if !features.is_empty() {
        table.insert(
            "features".to_owned(),
            Value::Array(features.iter().map(|name| Value::from(*name)).collect()),
        );
    }
    Value::Table(table)
}

/// Names of all dependencies, as Rust code spells them.
#[cfg(test)]
pub(super) fn crates() -> std::collections::BTreeSet<String> {
    let tables = [dependencies(true, true), dev_dependencies()];
    let names = tables.into_iter().flatten();
    names.map(|(name, _)| name.replace('-', "_")).collect()
}
