//! A small checkout of definitions in a temporary folder.

use std::{fs, path::Path, process::Command};
use tempfile::TempDir;

/// The result of a run.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

pub(crate) fn xtask(arguments: &[&str]) -> Run {
    run(Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments))
}

fn run(command: &mut Command) -> Run {
    let output = command.output().expect("the task runs");
    Run {
        code: output.status.code().expect("the task ends by itself"),
        stdout: String::from_utf8(output.stdout).expect("it is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("it is UTF-8"),
    }
}

/// A `specification` folder.
pub(crate) struct Checkout(TempDir);

const MAPS: &str = "# Maps
``` yaml
title: Maps
tag: package-2023-06
```
``` yaml $(tag) == 'package-2023-06'
input-file:
  - Microsoft.Maps/stable/2023-06-01/maps.json
```
``` yaml $(tag) == 'package-2021-02' && !$(java)
input-file:
  - $(this-folder)/Microsoft.Maps/stable/2021-02-01/maps.json
```
``` yaml $(tag) == 'package-2021-02' && $(java)
input-file: java.json
```
``` yaml $(tag) == 'package-gone'
input-file: gone.json
```
";

const WEB: &str = "``` yaml
tag: package-2022
```
``` yaml $(tag) == 'package-2022'
input-file:
- Microsoft.Web/stable/2022-01-01/sites.json
- Microsoft.CertificateRegistration/stable/2022-01-01/certificates.json
- ../../common/resource-manager/Microsoft.Web/stable/2022-01-01/plans.json
```
";

/// The default tag names a preview; the newest other ones lack its document, have an old one, or a preview in the folder of
/// stable versions.
const FRESH: &str = "``` yaml
tag: package-preview
```
``` yaml $(tag) == 'package-preview'
input-file: Microsoft.Fresh/preview/2023-01-01-preview/fresh.json
```
``` yaml $(tag) == 'package-part'
input-file: ../../plain/resource-manager/Microsoft.One/stable/2022-01-01/one.json
```
``` yaml $(tag) == 'package-2021-12-composite'
input-file:
- Microsoft.Fresh/stable/2021-01-01/fresh.json
- Microsoft.Fresh/stable/2023-06-01/other.json
```
``` yaml $(tag) == 'package-beta'
input-file: Microsoft.Fresh/stable/2023-06-01-preview.2/fresh.json
```
``` yaml $(tag) == 'package-2021'
input-file: Microsoft.Fresh/stable/2021-01-01/fresh.json
```
``` yaml $(tag) == 'package-2022'
input-file: Microsoft.Fresh/stable/2022-01-01/fresh.json
```
";

/// Documents with the provider of each.
const DOCUMENTS: [&str; 19] = [
    "maps/resource-manager/Microsoft.Maps/stable/2023-06-01/maps.json",
    "maps/resource-manager/Microsoft.Maps/stable/2021-02-01/maps.json",
    "maps/resource-manager/Microsoft.Maps/preview/2023-08-01-preview/maps.json",
    "maps/resource-manager/Microsoft.Maps/preview/2020-02-01-preview/maps.json",
    "web/resource-manager/Microsoft.Web/stable/2022-01-01/sites.json",
    "web/resource-manager/Microsoft.CertificateRegistration/stable/2022-01-01/certificates.json",
    "common/resource-manager/Microsoft.Web/stable/2022-01-01/plans.json",
    "plain/resource-manager/Microsoft.One/stable/2022-01-01/one.json",
    "plain/resource-manager/Microsoft.One/stable/2021-01-01/one.json",
    "plain/resource-manager/Microsoft.Two/stable/2020-01-01/two.json",
    "plain/resource-manager/Microsoft.Two/preview/2023-01-01-preview/two.json",
    "containers/resource-manager/Microsoft.Containers/aks/stable/2022-01-01/aks.json",
    "containers/resource-manager/Microsoft.Containers/fleet/stable/2022-01-01/fleet.json",
    "tagless/resource-manager/Microsoft.Tagless/stable/2022-01-01/tagless.json",
    "fresh/resource-manager/Microsoft.Fresh/stable/2022-01-01/fresh.json",
    "fresh/resource-manager/Microsoft.Fresh/stable/2021-01-01/fresh.json",
    "fresh/resource-manager/Microsoft.Fresh/stable/2023-06-01/other.json",
    "fresh/resource-manager/Microsoft.Fresh/stable/2023-06-01-preview.2/fresh.json",
    "fresh/resource-manager/Microsoft.Fresh/preview/2023-01-01-preview/fresh.json",
];

impl Checkout {
    pub(crate) fn new() -> Self {
        let checkout = Self(TempDir::new().expect("a folder can be made"));
        for document in DOCUMENTS {
            checkout.write(document, &definition(document));
        }
        let types = "plain/resource-manager/Microsoft.One/stable/2022-01-01/types.json";
        checkout.write(
            types,
            r#"{ "swagger": "2.0", "info": { "title": "Types", "version": "1" }, "paths": {} }"#,
        );
        checkout.write(
            "previews/resource-manager/Microsoft.New/preview/2022-01-01-preview/a.json",
            "{}",
        );
        checkout.write("maps/resource-manager/readme.md", MAPS);
        checkout.write("fresh/resource-manager/readme.md", FRESH);
        let example = "``` yaml\ntag: package-of-an-example\n```\n";
        checkout.write(
            "plain/resource-manager/Microsoft.One/stable/2022-01-01/examples/readme.md",
            example,
        );
        checkout.write("web/resource-manager/README.md", WEB);
        let tagless =
            "``` yaml $(package-a)\ntag: package-a\n```\n``` yaml $(tag) == 'package-a'\n```\n";
        checkout.write("tagless/resource-manager/readme.md", tagless);
        for service in ["aks", "fleet"] {
            let readme = format!(
                "```yaml\ntag: a\n```\n```yaml $(tag) == 'a'\ninput-file: [stable/2022-01-01/{service}.json]\n```\n"
            );
            let folder = "containers/resource-manager/Microsoft.Containers";
            checkout.write(&format!("{folder}/{service}/readme.md"), &readme);
        }
        checkout
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        let folder = path.parent().expect("it is in a folder");
        fs::create_dir_all(folder).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }

    /// Runs the task with folders of this checkout: all arguments up to the first option.
    pub(crate) fn select(&self, arguments: &[&str]) -> Run {
        let root = self.0.path().to_string_lossy().into_owned();
        let options = arguments.iter().position(|one| one.starts_with("--"));
        let (folders, options) = arguments.split_at(options.unwrap_or(arguments.len()));
        let folders: Vec<String> = folders.iter().map(|one| format!("{root}/{one}")).collect();
        let mut all = vec!["select"];
        all.extend(folders.iter().map(String::as_str));
        all.extend(options);
        let mut run = xtask(&all);
        run.stderr = run
            .stderr
            .replace(&format!("{root}/maps/resource-manager/"), "");
        run
    }

    /// Runs the task in a folder of this checkout.
    pub(crate) fn select_in(&self, current: &str, folder: &str) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        let current = self.0.path().join(current);
        run(command.args(["select", folder]).current_dir(current))
    }

    /// Generates the crate of a manifest.
    pub(crate) fn generate(&self, manifest: &str) {
        generate(self.0.path(), manifest);
    }
}

/// Generates the crate of a manifest in a folder, with the entries of `except` that it needs.
pub(crate) fn generate(folder: &Path, manifest: &str) -> Run {
    let path = folder.join("manifest.toml");
    let out = folder.join("crate");
    let (path_text, out) = (path.to_string_lossy(), out.to_string_lossy());
    let arguments = ["gen", "--manifest", &path_text, "--out", &out];
    fs::write(&path, manifest).expect("the manifest can be written");
    let run = xtask(&arguments);
    let Some((_, entries)) = run.stderr.split_once("to leave these operations out") else {
        assert_eq!(run.code, 0, "{}", run.stderr);
        return run;
    };
    let (_, entries) = entries.split_once('\n').expect("entries follow");
    fs::write(&path, format!("{manifest}{entries}")).expect("the manifest can be written");
    let run = xtask(&arguments);
    assert_eq!(run.code, 0, "{}", run.stderr);
    run
}

/// A definition with one operation, whose id has the name of the file.
fn definition(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    let name = name.trim_end_matches(".json");
    let provider = path.split('/').find(|part| part.starts_with("Microsoft."));
    let provider = provider.unwrap_or_default();
    format!(
        r#"{{
            "swagger": "2.0",
            "info": {{ "title": "{name}", "version": "2022-01-01" }},
            "host": "management.azure.com",
            "paths": {{ "/providers/{provider}/{name}": {{ "get": {{
                "operationId": "{name}_Get",
                "responses": {{ "204": {{ "description": "" }} }}
            }} }} }}
        }}"#
    )
}
