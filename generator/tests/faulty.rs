//! A tiny definition for each mistake that the generator reports, with the expected diagnostics.
//!
//! `tests/definitions/faulty` has one mistake in each `<code>-<what>.yaml` (or `.json`; or `.toml`, if the
//! mistake is in the manifest or needs several documents, which are in `more`), and in a `.txt` file the printed
//! diagnostics. `UPDATE_EXPECT=1` updates these.

use armgen::{
    diagnostic::{Code, Diagnostic, Diagnostics, Example},
    generate,
    load::{Documents, Folder},
    manifest::Manifest,
};
use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/definitions/faulty")
}

/// Names of the files in the folder with these extensions.
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

/// The diagnostics for a file of the folder, as the task prints them.
fn reported(folder: &Path, name: &str) -> String {
    let (documents, diagnostics) = match manifest(folder, name) {
        Ok(manifest) => {
            let generation = generate(&manifest, &Folder::new(folder.to_owned()));
            assert_eq!(
                generation.outputs.is_none(),
                generation.diagnostics.has_errors(),
                "{name}: an error generates nothing, a warning does not prevent that"
            );
            (generation.documents, generation.diagnostics)
        }
        Err(diagnostics) => (Documents::default(), diagnostics),
    };
    // These definitions describe little, which matters for one mistake alone.
    let is_shown =
        |one: &Diagnostic| one.code != Code::Undocumented || name.starts_with(one.code.name());
    let mut found = diagnostics.sorted();
    found.retain(is_shown);
    printed(&documents, found)
}

/// The file, if it is a manifest; otherwise a manifest with only this document.
fn manifest(folder: &Path, name: &str) -> Result<Manifest, Diagnostics> {
    if name.ends_with(".toml") {
        let text = fs::read_to_string(folder.join(name)).expect("the manifest can be read");
        return Manifest::parse(&format!("faulty/{name}"), &text);
    }
    let text = format!(
        "[package]\nname = 'x'\nversion = '0.0.0'\ndescription = 'd'\n[services.things]\ndocuments = ['{name}']\n"
    );
    Manifest::parse("faulty/manifest.toml", &text)
}

fn printed(documents: &Documents, diagnostics: Vec<Diagnostic>) -> String {
    let texts = diagnostics.into_iter().map(|diagnostic| {
        let place = documents.place(&diagnostic.source);
        diagnostic.printed(place).to_string()
    });
    texts.collect()
}

/// Codes of diagnostics, in the order in which they are printed.
fn codes(printed: &str) -> Vec<Code> {
    let heads = printed.lines().filter(|line| !line.starts_with(' '));
    let name = |head: &str| Some(head.split_once('[')?.1.split_once("]: ")?.0.to_owned());
    heads
        .map(|head| {
            let name = name(head).expect("a diagnostic begins with its code");
            name.parse().expect("the code is known")
        })
        .collect()
}

#[test]
fn every_mistake_is_reported() {
    let mut wrong = Vec::new();
    for name in names(&[".yaml", ".json", ".toml"]) {
        let reported = reported(&folder(), &name);
        let is_named_so = |code: &Code| name.starts_with(&format!("{code}-"));
        assert!(
            codes(&reported).first().is_some_and(is_named_so),
            "{name} is not named after its mistake:\n{reported}"
        );
        let expected = folder().join(&name).with_extension("txt");
        if env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&expected, &reported).expect("the expectation can be written");
        }
        if fs::read_to_string(&expected).ok().as_deref() != Some(&reported) {
            wrong.push(format!("{name} reports:\n{reported}"));
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

/// Each diagnostic is caused by some file, so that its text has been read once.
#[test]
fn every_code_has_its_mistake() {
    let caused: BTreeSet<Code> = names(&[".txt"])
        .iter()
        .flat_map(|name| codes(&fs::read_to_string(folder().join(name)).expect("it can be read")))
        .collect();
    let missing: Vec<&Code> = Code::ALL
        .iter()
        .filter(|code| !caused.contains(code))
        .collect();
    assert!(
        missing.is_empty(),
        "no file of {} causes {missing:#?}",
        folder().display()
    );
}

/// The example in the explanation of a code causes it, without other files.
#[test]
fn the_example_of_each_code_causes_it() {
    for code in Code::ALL {
        let Example { files, printed } = &code.explain().example;
        let alone = tempfile::tempdir().expect("a folder can be made");
        for file in *files {
            let path = alone.path().join(file.name);
            let folder = path.parent().expect("the file is in a folder");
            fs::create_dir_all(folder).expect("the folder can be made");
            fs::write(path, file.bytes).expect("the file can be written");
        }
        let first = files.first().expect("an example has a file");
        assert_eq!(reported(alone.path(), first.name), *printed, "{code}");
        assert_eq!(codes(printed).first(), Some(code));
    }
}
