//! `README.md` of the emitted crate.

use super::{Content, File, key_table, showcase};
use crate::surface::{ServiceModule, Surface};
use std::collections::BTreeSet;

/// How to run the example program.
const PROGRAM: &str = "\nIn a copy of this crate, the example program lists and rotates the keys of resources, or shows what a rotation would do:\n\n\
    ```console\n\
    cargo run --features all --example rotate -- <resource-id> --list\n\
    cargo run --features all --example rotate -- --help\n\
    ```\n";

/// What users may rely on.
const STABILITY: &str = "\n## Stability\n\n\
    These changes are not breaking, and come with a new minor version (before 1.0: a patch):\n\n\
    - new services, operations, models, optional parameters and optional properties. Write models and options with \
    `..Default::default()`, or `..Model::new(…)` if a model has required properties;\n\
    - new values of enums with a variant `UnknownValue`. Match them with `_`;\n\
    - a newer API version of a service, if the types stay compatible.\n\n\
    These are breaking: a removed or renamed item, another type, a new required parameter or property, a new value of an \
    enum without `UnknownValue`, and a higher minimum version of Rust.\n";

/// The README: the author's own, or an example, the services and their features.
pub(super) fn readme(surface: &Surface) -> File {
    if let Some(text) = &surface.readme_text {
        return File {
            path: "README.md".to_owned(),
            content: Content::Bare(text.clone()),
        };
    }
    let package = &surface.package;
    let mut text = format!(
        "# {}\n\n{}\n\n",
        package.name,
        surface.description.join("\n")
    );
    if let Some(shown) = &surface.showcase {
        text += &dependencies(&package.name, &package.version, &shown.feature);
        text += "```rust\n";
        let lines = showcase::program(shown, &surface.name);
        for line in lines.iter().filter(|line| !line.starts_with("# ")) {
            text += line;
            text.push('\n');
        }
        text += "```\n\n";
    }
    text += &services(&surface.services);
    if !surface.key_table.is_empty() {
        text += "\n## Keys that can be rotated\n\n`key_pairs` returns the pairs of keys of a resource id. `Rotation` regenerates both keys of a pair without downtime.\n\n";
        text += &key_table::table(&surface.key_table);
    }
    if surface.has_program {
        text += PROGRAM;
    }
    text += STABILITY;
    text += "\nThe feature `all` enables all services. The documentation of the crate lists what its clients guarantee.\n";
    File {
        path: "README.md".to_owned(),
        content: Content::Markdown(text),
    }
}

fn dependencies(name: &str, version: &str, feature: &str) -> String {
    format!(
        "```toml\n[dependencies]\n{name} = {{ version = \"{version}\", features = [\"{feature}\"] }}\nazure_core = \"1.1\"\nazure_identity = \"1\"\ntokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n```\n\n"
    )
}

/// The table of services. It has a column for dates if definitions record any.
fn services(services: &[ServiceModule]) -> String {
    let is_dated = services.iter().any(|one| !one.retrieved.is_empty());
    let mut columns = vec!["service", "cargo feature", "API version", "operations"];
    if is_dated {
        columns.insert(3, "retrieved");
    }
    let mut text = format!(
        "| {} |\n|{}\n",
        columns.join(" | "),
        "---|".repeat(columns.len())
    );
    for service in services {
        text += &format!("| {} |\n", cells(service, is_dated).join(" | "));
    }
    text
}

fn cells(service: &ServiceModule, is_dated: bool) -> Vec<String> {
    let joined = |texts: &BTreeSet<String>| texts.iter().cloned().collect::<Vec<_>>().join(", ");
    let mut cells = vec![
        service.title.clone(),
        format!("`{}`", service.name),
        joined(&service.api_versions),
        service.operations.join(", "),
    ];
    if is_dated {
        cells.insert(3, joined(&service.retrieved));
    }
    cells
}
