//! `cargo xtask update`: compares the definitions of a manifest with a checkout of the public ones.

mod checkout;
mod comparison;
mod hidden;
mod provenance;
mod report;
mod service;
mod unselected;
mod write;

use crate::{console, generate::in_project, progress, report as diagnostics};
use armgen::{manifest::Manifest, nearest::perhaps};
use checkout::Checkout;
use clap::Args;
use service::Outcome;
use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};
use write::Plan;

/// Options of `cargo xtask update`.
#[derive(Debug, Args)]
pub(crate) struct Update {
    /// Folder `specification` of a checkout of the public definitions.
    #[arg(env = "AZURE_REST_API_SPECS")]
    checkout: PathBuf,

    /// Services of the manifest. Without any, all are compared.
    services: Vec<String>,

    /// The manifest.
    #[arg(long, value_name = "FILE", default_value_os_t = in_project("specs/azure-keys.toml"))]
    manifest: PathBuf,

    /// Compare with the newest preview version if there is no newer stable one.
    #[arg(long)]
    preview: bool,

    /// Write the newer definitions of the services, with what the selected operations reach, and update the manifest. A
    /// service that is named is written again if it is up to date.
    #[arg(long)]
    write: bool,

    /// With `--write`: print what would be written, and write nothing.
    #[arg(long, requires = "write")]
    dry_run: bool,
}

impl Update {
    /// Runs the task. The exit code is 1 if a service cannot be compared.
    pub(crate) fn run(&self) -> Result<ExitCode, Box<dyn Error>> {
        let Some(manifest) = read(&self.manifest)? else {
            return Ok(ExitCode::FAILURE);
        };
        let services = self.chosen(&manifest)?;
        let checkout = Checkout::open(&self.checkout, manifest.file_size_limit)?;
        let mut outcomes = Vec::new();
        let progress = progress::bar("comparing", services.len());
        for module in services {
            let compared = service::compare(&manifest, module, &checkout, self.preview);
            outcomes.push(compared);
            progress.step();
        }
        drop(progress);
        report::services(&outcomes)?;
        if self.services.is_empty() {
            report::unselected(&unselected::find(&outcomes, &checkout))?;
        }
        if outcomes.iter().any(Outcome::is_refused) {
            return Ok(ExitCode::FAILURE);
        }
        match self.write {
            true => self.written(&manifest, &outcomes, &checkout),
            false => Ok(ExitCode::SUCCESS),
        }
    }

    /// Writes the newer definitions. Nothing is written if one service is refused.
    fn written(
        &self,
        manifest: &Manifest,
        outcomes: &[Outcome],
        checkout: &Checkout,
    ) -> Result<ExitCode, Box<dyn Error>> {
        let mut plan = Plan::new(manifest, fs::read_to_string(&self.manifest)?);
        for outcome in outcomes {
            let again = outcome.same.as_ref().filter(|_| !self.services.is_empty());
            if let Some(published) = outcome.newer.as_ref().or(again) {
                let entry = &manifest.services[&outcome.module];
                plan.service(&outcome.module, entry, published, checkout)?;
            }
        }
        if !plan.is_accepted(&self.manifest) {
            console::warn("nothing was written");
            return Ok(ExitCode::FAILURE);
        }
        plan.print()?;
        if !self.dry_run {
            plan.write(&self.manifest)?;
        }
        Ok(ExitCode::SUCCESS)
    }

    /// The services to compare. A name that the manifest lacks is an error.
    fn chosen<'m>(&self, manifest: &'m Manifest) -> Result<Vec<&'m str>, String> {
        let known = manifest.services.keys().map(String::as_str);
        let unknown = self
            .services
            .iter()
            .find(|name| !manifest.services.contains_key(*name));
        if let Some(name) = unknown {
            let known: Vec<&str> = known.collect();
            return Err(format!(
                "{} has no service `{name}`: correct the name{}; it has {}",
                self.manifest.display(),
                perhaps(name, known.iter().copied()),
                known.join(", ")
            ));
        }
        let is_chosen =
            |name: &&str| self.services.is_empty() || self.services.iter().any(|one| one == name);
        Ok(known.filter(is_chosen).collect())
    }
}

/// Reads a manifest. `None` if it is refused, which is printed.
fn read(path: &Path) -> Result<Option<Manifest>, String> {
    let text = fs::read_to_string(path)
        .map_err(|error| format!("the manifest {} cannot be read: {error}", path.display()))?;
    let shown = path.to_string_lossy().replace('\\', "/");
    match Manifest::parse(&shown, &text) {
        Ok(manifest) => Ok(Some(manifest)),
        Err(refused) => {
            diagnostics::manifest(&shown, &text, refused);
            console::warn("nothing was compared");
            Ok(None)
        }
    }
}
