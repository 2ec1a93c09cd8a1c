//! Every mistake that the generator tells: a tiny definition with it, and what is told, on disk.
//!
//! `tests/definitions/faulty` holds one mistake in each `<code>-<what>.yaml` (or `.json`; or `.toml`, if the
//! mistake is in the manifest or needs several documents, which stand in `more`), and beside it as `.txt` the
//! diagnostics as they are printed. `UPDATE_EXPECT=1` writes these anew.

use armgen::{
    diagnostic::Diagnostics,
    generate,
    load::{Documents, Folder},
    manifest::Manifest,
};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::{Path, PathBuf},
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/definitions/faulty")
}

/// Names of the files in the folder that end so.
fn names(extensions: &[&str]) -> Vec<String> {
    let entries = fs::read_dir(folder()).expect("the folder is there");
    let names = entries.map(|entry| {
        let name = entry.expect("the entry can be read").file_name();
        name.into_string().expect("names are UTF-8")
    });
    let ends = |name: &String| extensions.iter().any(|end| name.ends_with(end));
    let mut names: Vec<String> = names.filter(ends).collect();
    names.sort();
    names
}

/// What is told about one file, as the task prints it.
fn told(name: &str) -> String {
    let (documents, diagnostics) = match manifest(name) {
        Ok(manifest) => {
            let generation = generate(&manifest, &Folder(folder()));
            assert_eq!(
                generation.outputs.is_none(),
                generation.diagnostics.has_errors(),
                "{name}: a refusal writes nothing, a warning does not hinder"
            );
            (generation.documents, generation.diagnostics)
        }
        Err(diagnostics) => (Documents::default(), diagnostics),
    };
    printed(&documents, diagnostics)
}

/// The file itself, or a manifest with the document and nothing else.
fn manifest(name: &str) -> Result<Manifest, Diagnostics> {
    if name.ends_with(".toml") {
        let text = fs::read_to_string(folder().join(name)).expect("the manifest can be read");
        return Manifest::parse(&format!("faulty/{name}"), &text);
    }
    let text = format!(
        "[package]\nname = 'x'\nversion = '0.0.0'\ndescription = 'd'\n[services.things]\ndocuments = ['{name}']\n"
    );
    Manifest::parse("faulty/manifest.toml", &text)
}

fn printed(documents: &Documents, diagnostics: Diagnostics) -> String {
    let texts = diagnostics.sorted().into_iter().map(|diagnostic| {
        let place = documents.place(&diagnostic.source);
        diagnostic.printed(place).to_string()
    });
    texts.collect()
}

/// Code of the first diagnostic.
fn code(told: &str) -> &str {
    let code = told
        .split_once('[')
        .and_then(|(_, rest)| rest.split_once(']'));
    code.map_or("", |(code, _)| code)
}

#[test]
fn every_mistake_is_told() {
    let mut wrong = Vec::new();
    for name in names(&[".yaml", ".json", ".toml"]) {
        let told = told(&name);
        assert!(
            name.starts_with(&format!("{}-", code(&told))),
            "{name} is not named after its mistake:\n{told}"
        );
        let expected = folder().join(&name).with_extension("txt");
        if env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&expected, &told).expect("the expectation can be written");
        }
        if fs::read_to_string(&expected).ok().as_deref() != Some(&told) {
            wrong.push(format!("{name} tells:\n{told}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_expectation_has_its_mistake() {
    let stem = |name: &String| name.rsplit_once('.').map(|(stem, _)| stem.to_owned());
    let mistakes: BTreeSet<_> = names(&[".yaml", ".json", ".toml"])
        .iter()
        .map(stem)
        .collect();
    let expectations: BTreeSet<_> = names(&[".txt"]).iter().map(stem).collect();
    assert_eq!(mistakes, expectations);
}

/// A mistake that nobody has made yet may be told badly.
#[test]
fn every_code_has_its_mistake() {
    let mut codes = BTreeMap::new();
    gather_files(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut codes,
    );
    let told: BTreeSet<String> = names(&[".txt"])
        .iter()
        .flat_map(|name| fs::read_to_string(folder().join(name)))
        .flat_map(|text| {
            text.split("]: ")
                .filter_map(|part| Some(part.rsplit_once('[')?.1.to_owned()))
                .collect::<Vec<_>>()
        })
        .collect();
    codes.retain(|code, _| !told.contains(code));
    assert!(
        codes.is_empty(),
        "no file of {} tells {codes:#?}",
        folder().display()
    );
}

/// Finds the codes in the sources: the first argument of `error` and `warning`, and what is named `malformed-…`.
fn gather_files(path: &Path, codes: &mut BTreeMap<String, PathBuf>) {
    for entry in fs::read_dir(path).expect("the folder can be read") {
        let path = entry.expect("the entry can be read").path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        // What is copied into the emitted crate has other errors, and tests make up some.
        let is_apart = matches!(name, "tests" | "tests.rs" | "runtime" | "runtime.rs");
        if path.is_dir() && !is_apart {
            gather_files(&path, codes);
        } else if name.ends_with(".rs") && !is_apart {
            let text = fs::read_to_string(&path).expect("the source can be read");
            let mut found = BTreeSet::new();
            gather(text.parse().expect("the source is Rust"), &mut found);
            codes.extend(found.into_iter().map(|code| (code, path.clone())));
        }
    }
}

fn gather(tokens: TokenStream, codes: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => {
                let called = index
                    .checked_sub(1)
                    .map(|before| tokens[before].to_string());
                let tells = matches!(called.as_deref(), Some("error" | "warning"));
                if let (true, Delimiter::Parenthesis, Some(TokenTree::Literal(first))) =
                    (tells, group.delimiter(), group.stream().into_iter().next())
                {
                    codes.extend(text(&first.to_string()));
                }
                gather(group.stream(), codes);
            }
            TokenTree::Literal(literal) => {
                let text = text(&literal.to_string());
                codes.extend(
                    text.filter(|text| text.starts_with("malformed-") && !text.ends_with('-')),
                );
            }
            _ => {}
        }
    }
}

/// Text of a literal, if it is one.
fn text(literal: &str) -> Option<String> {
    let text = literal.strip_prefix('"')?.strip_suffix('"')?;
    Some(text.to_owned())
}
