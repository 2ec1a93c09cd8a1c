//! Crates that depend on a package with the runtime, and that package.

use crate::{
    format::{Output, format},
    lower::tests::{HEAD, lowered},
    manifest::{Runtime, RuntimePackage},
    runtime::FILES,
    surface::Surface,
};

const SERVICE: &str = "[services.things]\ndocuments = ['a.yaml']\n";

fn outputs(runtime: Runtime) -> Vec<Output> {
    let text = format!("{HEAD}paths: {{}}\n");
    let (mut model, _, _) = lowered(SERVICE, &[("a.yaml", &text)]);
    if runtime == Runtime::Alone {
        model.services.clear();
    }
    model.package.runtime = runtime;
    let files = super::super::emit(&Surface::of(&model));
    files.into_iter().map(format).collect()
}

fn dependent() -> Vec<Output> {
    outputs(Runtime::Package(RuntimePackage {
        name: "arm-runtime".to_owned(),
        version: Some("0.1.0".to_owned()),
        path: Some("../arm-runtime".to_owned()),
    }))
}

fn text<'o>(outputs: &'o [Output], path: &str) -> &'o str {
    let file = outputs.iter().find(|output| output.path == path);
    &file.unwrap_or_else(|| panic!("{path} is emitted")).text
}

fn line<'o>(outputs: &'o [Output], path: &str, part: &str) -> &'o str {
    let mut lines = text(outputs, path).lines();
    let found = lines.find(|line| line.contains(part));
    found.unwrap_or_else(|| panic!("{path} has {part}")).trim()
}

#[test]
fn the_package_has_all_files_that_users_need() {
    let outputs = outputs(Runtime::Alone);
    for file in FILES {
        let path = format!("src/runtime/{}.rs", file.module);
        let is_there = outputs.iter().any(|output| output.path == path);
        assert_eq!(is_there, !file.test, "{path}");
    }
}

#[test]
fn other_crates_can_use_all_of_the_package() {
    let outputs = outputs(Runtime::Alone);
    for output in outputs.iter().filter(|one| one.path.ends_with(".rs")) {
        assert!(!output.text.contains("pub(crate)"), "{}", output.path);
        assert!(!output.text.contains("pub(super)"), "{}", output.path);
    }
    let enums = text(&outputs, "src/runtime/enums.rs");
    assert!(enums.contains("#[macro_export]\nmacro_rules! open_enum {\n"));
    // Macros of a file alone stay its own.
    let values = text(&outputs, "src/runtime/read_value.rs");
    assert!(values.contains("\nmacro_rules! ") && !values.contains("#[macro_export]"));
}

#[test]
fn a_dependent_crate_contains_only_what_its_tests_use() {
    let outputs = dependent();
    let test = |path: &str| {
        let module = path.strip_prefix("src/runtime/")?.strip_suffix(".rs")?;
        FILES.iter().find(|file| file.module == module)
    };
    let files: Vec<_> = outputs.iter().filter_map(|one| test(&one.path)).collect();
    assert!(
        !files.is_empty() && files.iter().all(|file| file.test),
        "{files:?}"
    );
    assert_eq!(
        line(&outputs, "Cargo.toml", "arm-runtime = "),
        r#"arm-runtime = { version = "=0.1.0", path = "../arm-runtime", default-features = false }"#
    );
    for (name, path) in [
        ("event-listener", "event_listener::"),
        ("regex-lite", "regex_lite::"),
    ] {
        assert!(!text(&outputs, "Cargo.toml").contains(name));
        let users = outputs.iter().filter(|one| one.text.contains(path));
        assert_eq!(users.map(|one| &one.path).next(), None);
    }
    assert!(text(&outputs, "src/lib.rs").contains("#[doc(inline)]\npub use ::arm_runtime::{"));
}

/// Both are emitted for the same files of the runtime.
#[test]
fn a_dependent_crate_names_the_text_of_the_package() {
    let digits = |line: &str| {
        let number = line.split_once("= ").map(|(_, rest)| rest.to_owned());
        number.map(|rest| rest.trim_matches(|c: char| !c.is_ascii_digit()).to_owned())
    };
    let package = outputs(Runtime::Alone);
    let package = line(&package, "src/runtime.rs", "const FINGERPRINT");
    let dependent = dependent();
    let dependent = line(&dependent, "src/runtime.rs", "FINGERPRINT ==");
    assert_eq!(digits(package), digits(dependent));
    assert!(
        digits(package).is_some_and(|number| number.len() > 10),
        "{package}"
    );
}

#[test]
fn the_package_has_one_feature_and_no_program() {
    let outputs = outputs(Runtime::Alone);
    let manifest = text(&outputs, "Cargo.toml");
    assert!(manifest.contains("[features]\ndefault = [\"azure_core/default\"]\n\n"));
    for part in ["[[bin]]", "dev-dependencies", "docs.rs"] {
        assert!(!manifest.contains(part), "{part}: {manifest}");
    }
}
