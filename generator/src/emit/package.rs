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
        ("package.metadata.docs.rs", docs_rs()),
        ("features", features(surface)),
        ("dependencies", dependencies()),
        ("dev-dependencies", dev_dependencies(surface.has_program)),
        (
            "lints.rust",
            table([("missing_docs", "warn"), ("unsafe_code", "forbid")]),
        ),
        ("lints.clippy", table([("all", "warn")])),
    ];
    let text = sections
        .iter()
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

fn docs_rs() -> Table {
    Table::from_iter([(
        "features".to_owned(),
        Value::Array(vec![Value::from("all"), Value::from("test")]),
    )])
}

fn features(surface: &Surface) -> Table {
    let none = || Value::Array(Vec::new());
    let modules = || surface.services.iter().map(|service| service.name.clone());
    // If there is only one service, it is on by default.
    let only = modules().filter(|_| surface.services.len() == 1);
    let default = ["azure_core/default".to_owned()].into_iter().chain(only);
    let mut table = Table::new();
    table.insert(
        "default".to_owned(),
        Value::Array(default.map(Value::from).collect()),
    );
    table.insert(
        "all".to_owned(),
        Value::Array(modules().map(Value::from).collect()),
    );
    table.extend(modules().map(|module| (module, none())));
    // Fakes for the tests of users.
    table.insert("test".to_owned(), none());
    let newest = versions::features(surface);
    table.extend(newest.map(|(name, newest)| (name, Value::Array(vec![newest.into()]))));
    table
}

fn dependencies() -> Table {
    Table::from_iter([
        ("async-trait".to_owned(), Value::from("0.1")),
        ("azure_core".to_owned(), dependency("1.1", &[])),
        ("event-listener".to_owned(), Value::from("5.4")),
        ("futures".to_owned(), dependency("0.3", &[])),
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
    ])
}

fn dev_dependencies(has_program: bool) -> Table {
    let mut table = Table::new();
    let mut add = |name: &str, version: &str, features: &[&str]| {
        table.insert(name.to_owned(), dependency(version, features));
    };
    add("azure_identity", "1", &["tokio"]);
    if has_program {
        let clap = [
            "derive",
            "error-context",
            "help",
            "std",
            "usage",
            "wrap_help",
        ];
        add("clap", "4.6", &clap);
        add("serde_json", "1", &["preserve_order", "std"]);
        add(
            "tokio",
            "1",
            &["macros", "process", "rt-multi-thread", "signal"],
        );
    } else {
        add("tokio", "1", &["macros", "rt-multi-thread"]);
    }
    table
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
    let tables = [dependencies(), dev_dependencies(true)];
    let names = tables.into_iter().flatten();
    names.map(|(name, _)| name.replace('-', "_")).collect()
}
