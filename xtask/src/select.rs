//! `cargo xtask select`: prints a manifest of whole services of a checkout, or of its operations whose paths match.

mod condition;
mod manifest;
mod paths;
pub(crate) mod readme;
pub(crate) mod service;
mod versions;

use crate::{console, generate::in_project, walk};
use armgen::load::FILE_SIZE_LIMIT;
use clap::Args;
use manifest::{Package, Service, joined};
use paths::Versions;
use service::{Choice, Found};
use std::{
    error::Error,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Options of `cargo xtask select`.
#[derive(Debug, Args)]
pub(crate) struct Select {
    /// Folders of services, such as `specification/maps`: each is a service, with the documents of the default tag of
    /// its readme.md (or of the newest tag that has the same documents in stable versions, if it names previews), or
    /// with the newest stable version of each provider if it has no readme.md. With --paths, one folder of definitions.
    #[arg(required = true)]
    folders: Vec<PathBuf>,

    /// Take the documents of this tag of the readme.md. With several, each becomes a version of the service.
    #[arg(long, conflicts_with_all = ["preview", "paths"])]
    tag: Vec<String>,

    /// Take the newest version of each provider, even if it is a preview, whatever the readme.md names.
    #[arg(long)]
    preview: bool,

    /// Select only operations whose paths match this regular expression, of the newest stable version of each
    /// provider. Case is ignored.
    #[arg(long, value_name = "REGEX")]
    paths: Option<String>,

    /// With --paths, select the operations of all versions, each as a service of its own.
    #[arg(long, requires = "paths", conflicts_with = "preview")]
    all_versions: bool,

    /// Folder that references must not leave. The default is the folder of the services, such as `specification`.
    #[arg(long, value_name = "DIR", conflicts_with = "paths")]
    root: Option<PathBuf>,

    /// Maximum size of a file in bytes.
    #[arg(long, value_name = "BYTES", default_value_t = FILE_SIZE_LIMIT)]
    file_size_limit: usize,

    /// Name of the crate. The default is that of the service, or `azure-selection`.
    #[arg(long)]
    name: Option<String>,
}

impl Select {
    /// Prints the manifest.
    pub(crate) fn run(&self) -> Result<ExitCode, Box<dyn Error>> {
        let (root, services) = match &self.paths {
            Some(paths) => {
                let [root] = self.folders.as_slice() else {
                    return Err("--paths searches one folder".into());
                };
                let services = paths::services(root, paths, self.versions(), self.file_size_limit)?;
                (root.clone(), services)
            }
            None => self.whole()?,
        };
        let package = Package {
            name: &self.name(&services),
            description: match self.paths {
                Some(_) => "Clients of selected operations of Azure Resource Manager.",
                None => "Clients of resource providers of Azure Resource Manager.",
            },
            root: &root.to_string_lossy(),
        };
        let manifest = manifest::manifest(&package, &services);
        console::text(format!(
            "{}{}",
            schema(),
            toml::to_string_pretty(&manifest)?
        ))?;
        Ok(ExitCode::SUCCESS)
    }

    fn name(&self, services: &[Service]) -> String {
        match (&self.name, services) {
            (Some(name), _) => name.clone(),
            (None, [service, others @ ..])
                if self.paths.is_none() && others.iter().all(|one| one.words == service.words) =>
            {
                format!("arm-{}", joined(&service.words, "-"))
            }
            _ => "azure-selection".to_owned(),
        }
    }

    fn versions(&self) -> Versions {
        match (self.all_versions, self.preview) {
            (true, _) => Versions::All,
            (false, true) => Versions::Newest,
            (false, false) => Versions::NewestStable,
        }
    }

    fn choices(&self) -> Vec<Choice<'_>> {
        match self.tag.as_slice() {
            [] if self.preview => vec![Choice::Newest],
            [] => vec![Choice::Default],
            tags => tags.iter().map(|tag| Choice::Tag(tag)).collect(),
        }
    }

    /// The root and the services of all folders.
    fn whole(&self) -> Result<(PathBuf, Vec<Service>), String> {
        if !self.tag.is_empty() && self.folders.len() > 1 {
            return Err("--tag is for one service: readme.md files have different tags".to_owned());
        }
        let folders: Vec<PathBuf> = self.folders.iter().map(|folder| named(folder)).collect();
        let root = match &self.root {
            Some(root) => root.clone(),
            None => root_of(&folders)?,
        };
        let mut services = Vec::new();
        for choice in self.choices() {
            for folder in &folders {
                for found in service::find(folder, choice, self.file_size_limit)? {
                    services.push(below(&root, found)?);
                }
            }
        }
        if self.tag.len() > 1 {
            versions::assign(&mut services)?;
        }
        Ok((root, services))
    }
}

/// The line by which editors find the schema of manifests: in this project alone, where a manifest that is written to the
/// current folder is beside it.
fn schema() -> String {
    let path = in_project("docs/manifest.schema.json");
    match path.is_relative() && path.is_file() {
        true => format!("#:schema {}\n", path.display()),
        false => String::new(),
    }
}

/// A path with the name of the folder, which `.` and `..` do not have.
fn named(folder: &Path) -> PathBuf {
    match readme::normal(folder).file_name() {
        Some(_) => folder.to_owned(),
        None => folder.canonicalize().unwrap_or_else(|_| folder.to_owned()),
    }
}

/// The folder of the services. References between services, and to common types, do not leave it.
fn root_of(folders: &[PathBuf]) -> Result<PathBuf, String> {
    let mut roots = folders.iter().map(|folder| {
        let folder = readme::normal(folder);
        let inner = folder
            .ancestors()
            .find(|path| path.ends_with("resource-manager"));
        let service = inner.and_then(Path::parent).unwrap_or(&folder);
        let root = service.parent().unwrap_or(service);
        match root.as_os_str().is_empty() {
            true => PathBuf::from("."),
            false => root.to_owned(),
        }
    });
    let first = roots.next().unwrap_or_default();
    match roots.all(|root| root == first) {
        true => Ok(first),
        false => Err(
            "the services are in different folders: name one that holds all with --root".to_owned(),
        ),
    }
}

/// The service with paths of documents below the root.
fn below(root: &Path, found: Found) -> Result<Service, String> {
    let relative = |document: &PathBuf| {
        let (from, path) = (readme::normal(root), readme::normal(document));
        match path.strip_prefix(&from) {
            Ok(path) => Ok(walk::relative(path, Path::new(""))),
            Err(_) => Err(format!(
                "{} is not below {}: pass --root",
                document.display(),
                root.display()
            )),
        }
    };
    let documents: Result<Vec<String>, String> = found.documents.iter().map(relative).collect();
    Ok(Service {
        words: found.words,
        version: None,
        documents: documents?,
        operations: None,
    })
}
