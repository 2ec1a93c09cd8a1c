//! The verdicts of `cargo xtask diff` on consecutive versions of published definitions, with cargo-semver-checks as the
//! judge.
//!
//! It needs `AZURE_REST_API_SPECS` and cargo-semver-checks, else it is skipped, and prints that. `SEMVER_PAIRS` is the
//! number of pairs of versions; CONTRIBUTING.md has the command for all.

#[path = "published/files.rs"]
mod specs;

use serde_json::Value;
use specs::{files, print, specification};
use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::Path,
    process::{Command, Output},
};

/// Pairs that are compared by default.
const SAMPLE: usize = 2;

/// Why `diff` calls changes major that cargo-semver-checks accepts, by the reason in the report.
const STRICTER: [(&str, &str); 2] = [
    (
        "the code of users depends on the types",
        "cargo-semver-checks does not compare the types of fields, arguments and results",
    ),
    (
        "the code of users may need the trait",
        "it compares derived traits, not `Page` or `TryInto<RequestContent<_>>`",
    ),
];

/// Two consecutive stable versions of one document.
#[derive(Debug)]
struct Pair {
    name: String,
    old: String,
    new: String,
}

/// Pairs of all providers, one for each document that consecutive versions have in common.
fn pairs(root: &Path) -> Vec<Pair> {
    let mut versions: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for file in files(root) {
        let file = file
            .strip_prefix(root)
            .expect("it is below")
            .to_string_lossy()
            .into_owned();
        if let Some((provider, rest)) = file.split_once("/stable/")
            && let Some((version, name)) = rest.split_once('/')
            && !name.contains('/')
            && provider.contains("/resource-manager/")
            && version.starts_with("20")
        {
            let known = versions
                .entry((provider.to_owned(), name.to_owned()))
                .or_default();
            known.insert(version.to_owned());
        }
    }
    let pairs = versions.iter().flat_map(|((provider, name), versions)| {
        let path = move |version: &String| format!("{provider}/stable/{version}/{name}");
        let next = versions.iter().skip(1);
        versions.iter().zip(next).map(move |(old, new)| Pair {
            name: format!("{name} {old} {new}"),
            old: path(old),
            new: path(new),
        })
    });
    pairs.collect()
}

/// As many items, spread evenly.
fn spread<T>(items: Vec<T>, wanted: usize) -> Vec<T> {
    let count = items.len();
    let taken =
        |index: usize| (index * wanted) / count.max(1) != ((index + 1) * wanted) / count.max(1);
    items
        .into_iter()
        .enumerate()
        .filter(|(index, _)| taken(*index))
        .map(|(_, item)| item)
        .collect()
}

fn xtask(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .output()
        .expect("the task runs")
}

/// Emits the crate of one document. False if it is refused.
fn emit(root: &Path, document: &str, manifest: &Path, crate_folder: &Path) -> bool {
    let text = format!(
        "root = {:?}\n[package]\nname = 'judged'\nversion = '1.0.0'\ndescription = 'd'\n[services.judged]\ndocuments = [{document:?}]\n",
        root.to_string_lossy()
    );
    fs::write(manifest, text).expect("the manifest can be written");
    let (manifest, folder) = (manifest.to_string_lossy(), crate_folder.to_string_lossy());
    xtask(&["gen", "--manifest", &manifest, "--out", &folder])
        .status
        .success()
}

/// Whether cargo-semver-checks calls the change of a crate major, with its output. `None` if a crate does not build.
fn judge(old: &Path, new: &Path, target: &Path) -> Option<(bool, String)> {
    let output = Command::new("cargo-semver-checks")
        .args([
            "semver-checks",
            "--all-features",
            "--color",
            "never",
            "--manifest-path",
        ])
        .arg(new.join("Cargo.toml"))
        .arg("--baseline-root")
        .arg(old)
        .env("CARGO_TARGET_DIR", target)
        .output()
        .expect("cargo-semver-checks runs");
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text).into_owned();
    match text.contains("Summary semver requires new major version") {
        true => Some((true, text)),
        false => text
            .contains("Summary no semver update required")
            .then_some((false, text)),
    }
}

/// The report of `diff` on the manifests of two crates.
fn report(old: &Path, new: &Path) -> Value {
    let (old, new) = (old.to_string_lossy(), new.to_string_lossy());
    let output = xtask(&["diff", &old, &new, "--format", "json"]);
    serde_json::from_slice(&output.stdout).expect("the report is JSON")
}

fn is_available() -> bool {
    let version = Command::new("cargo-semver-checks")
        .args(["semver-checks", "--version"])
        .output();
    version.is_ok_and(|output| output.status.success())
}

#[test]
fn no_change_that_the_judge_calls_major_is_less() {
    let Some(root) = specification() else {
        return;
    };
    if !is_available() {
        return print("skipped: cargo-semver-checks is not installed");
    }
    let wanted = env::var("SEMVER_PAIRS").map_or(SAMPLE, |count| {
        count.parse().expect("SEMVER_PAIRS is a number")
    });
    let folder = tempfile::tempdir().expect("a folder can be made");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("semver");
    let [old, new] = ["old", "new"].map(|side| folder.path().join(side));
    let [old_manifest, new_manifest] =
        ["old.toml", "new.toml"].map(|name| folder.path().join(name));
    let (mut compared, mut major, mut stricter, mut refused) = (0, 0, 0, 0);
    for pair in spread(pairs(&root), wanted) {
        let is_emitted = emit(&root, &pair.old, &old_manifest, &old)
            && emit(&root, &pair.new, &new_manifest, &new);
        if !is_emitted {
            refused += 1;
            continue;
        }
        let Some((judged, text)) = judge(&old, &new, &target) else {
            panic!("{}: cargo-semver-checks fails", pair.name);
        };
        let report = report(&old_manifest, &new_manifest);
        let ours = report["verdict"] == "major";
        assert!(ours || !judged, "{}: {text}\n{report:#}", pair.name);
        compared += 1;
        major += usize::from(judged);
        if ours && !judged {
            stricter += 1;
            explained(&pair, &report);
        }
        print(&format!(
            "{}: {}, judged {}",
            pair.name,
            report["verdict"],
            if judged { "major" } else { "not major" }
        ));
    }
    print(&format!(
        "{compared} pairs: {major} are major, {stricter} only for diff; {refused} were refused"
    ));
    assert!(compared > 0, "no pair was compared");
}

/// Every major change that the judge accepts has a reason in [`STRICTER`].
fn explained(pair: &Pair, report: &Value) {
    let changes = report["list"].as_array().expect("it is a list");
    for change in changes.iter().filter(|change| change["effect"] == "major") {
        let reason = change["reason"].as_str().expect("it has a reason");
        let known = STRICTER.iter().any(|(known, _)| *known == reason);
        assert!(known, "{}: {change:#}", pair.name);
    }
}
