//! The two crates on a command line, compared.

use super::side::Side;
use crate::{console, generate::in_project};
use armgen::{
    api::Api,
    changes::{self, Changes},
};
use clap::Args;
use std::{error::Error, path::PathBuf};

/// The two crates to compare.
#[derive(Debug, Args)]
pub(crate) struct Crates {
    /// The old and the new crate: manifests, or what `cargo xtask gen --emit api` printed. With `--since`, one manifest.
    #[arg(value_name = "CRATE", num_args = 0..=2)]
    crates: Vec<PathBuf>,

    /// Compare a manifest with itself at this git revision, such as `main` or a tag.
    #[arg(long, value_name = "REVISION")]
    since: Option<String>,
}

/// Two crates, and what differs.
pub(crate) struct Compared {
    pub(crate) old: Api,
    pub(crate) new: Api,
    pub(crate) changes: Changes,
}

impl Crates {
    /// Compares the crates. `None` if a definition was refused, which is printed.
    pub(crate) fn compare(&self) -> Result<Option<Compared>, Box<dyn Error>> {
        let Some((old, new)) = self.sides()? else {
            console::warn("nothing was compared: correct the definitions above first");
            return Ok(None);
        };
        let mut changes = changes::compare(&old.api, &new.api);
        changes.locate(&old.documents, &new.documents);
        Ok(Some(Compared {
            old: old.api,
            new: new.api,
            changes,
        }))
    }

    fn sides(&self) -> Result<Option<(Side, Side)>, Box<dyn Error>> {
        let default = in_project("specs/azure-keys.toml");
        let (old, new) = match (&self.since, &self.crates[..]) {
            (Some(revision), []) => (Side::at(revision, &default)?, Side::of(&default)?),
            (Some(revision), [manifest]) => (Side::at(revision, manifest)?, Side::of(manifest)?),
            (Some(_), _) => return Err("with `--since`, name one manifest or none".into()),
            (None, [old, new]) => (Side::of(old)?, Side::of(new)?),
            (None, _) => {
                return Err("name the old and the new manifest, or use `--since REVISION`".into());
            }
        };
        Ok(old.zip(new))
    }
}
