//! `cargo xtask new-service`: the files of a service that is not in `specs/` yet, with marks where facts are to be filled
//! in.

mod entry;
mod skeleton;
mod words;

use crate::{console, generate::in_project, together::Together};
use clap::Args;
use skeleton::Skeleton;
use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};
use words::Words;

/// What the author of a service replaces. No file with it can be committed, which a test checks.
const MARK: &str = "FILL IN";

/// Options of `cargo xtask new-service`.
#[derive(Debug, Args)]
pub(crate) struct NewService {
    /// Namespace of the resource provider, such as `Microsoft.Maps`.
    provider: String,

    /// Type of the resource that has the keys, without the namespace, such as `accounts` or `workspaces/endpoints`.
    #[arg(long, value_name = "TYPE")]
    resource: String,

    /// API version of the definition, such as `2023-06-01`.
    #[arg(long, value_name = "VERSION")]
    api_version: String,

    /// Name of the module and feature. The default follows from the namespace.
    #[arg(long, value_name = "NAME")]
    module: Option<String>,

    /// Last segment of the path that lists the keys.
    #[arg(long, value_name = "SEGMENT", default_value = "listKeys")]
    list: String,

    /// Last segment of the path that regenerates a key.
    #[arg(long, value_name = "SEGMENT", default_value = "regenerateKey")]
    regenerate: String,

    /// Folder of the project.
    #[arg(long, value_name = "DIR", hide = true, default_value_os_t = in_project("."))]
    project: PathBuf,
}

impl NewService {
    /// Writes the files. It is an error if one of them exists or cannot be written; then nothing is.
    pub(crate) fn run(&self) -> Result<ExitCode, Box<dyn Error>> {
        let words = Words::of(self)?;
        let skeleton = Skeleton::of(&words);
        let manifest = Changed::of(&self.project, "specs/azure-keys.toml", |text| {
            entry::manifest(text, &words)
        })?;
        let table = Changed::of(&self.project, "tests/src/simulator/table.rs", |text| {
            entry::table(text, &words.module)
        })?;
        for (file, _) in &skeleton.files {
            if fs::symlink_metadata(self.project.join(file)).is_ok() {
                return Err(format!("{file} exists, and nothing was written: correct it by hand, or choose another --module").into());
            }
        }
        let files = skeleton.files.iter().map(|(file, text)| (&**file, text));
        let changed = [&manifest, &table].map(|changed| (changed.file, &changed.text));
        let mut changes = Together::default();
        for (file, text) in files.chain(changed) {
            changes.write(self.project.join(file), text.clone());
        }
        changes.apply()?;
        self.report(&words, &skeleton)
    }

    fn report(&self, words: &Words, skeleton: &Skeleton) -> Result<ExitCode, Box<dyn Error>> {
        for (file, text) in &skeleton.files {
            let marks = text.matches(MARK).count();
            console::line(format_args!("new     {file} ({marks} marks `{MARK}`)"))?;
        }
        console::line("changed specs/azure-keys.toml")?;
        console::line("changed tests/src/simulator/table.rs")?;
        console::line(format_args!(
            "next    replace the marks, then run `cargo xtask gen` and the tests; with a checkout of the public definitions, \
             `cargo xtask update CHECKOUT {} --write` copies the facts",
            words.module
        ))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// An existing file with an addition.
struct Changed {
    file: &'static str,
    text: String,
}

impl Changed {
    fn of(
        project: &Path,
        file: &'static str,
        change: impl FnOnce(&str) -> Result<String, String>,
    ) -> Result<Self, String> {
        let path = project.join(file);
        let text = fs::read_to_string(&path)
            .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
        let text = change(&text).map_err(|error| format!("{file}: {error}"))?;
        Ok(Self { file, text })
    }
}
