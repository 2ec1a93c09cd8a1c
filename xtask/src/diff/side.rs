//! One of the two crates that are compared.

use super::revision::Revision;
use crate::{generate, progress, report};
use armgen::{
    api::Api,
    load::{Documents, Files, Folder},
    manifest::Manifest,
    surface::Surface,
};
use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
};

/// The public API of a crate, and the documents that it is made from.
pub(super) struct Side {
    pub(super) api: Api,
    pub(super) documents: Documents,
}

impl Side {
    /// The crate of a manifest, or a saved API. `None` if a definition is refused.
    pub(super) fn of(path: &Path) -> Result<Option<Self>, Box<dyn Error>> {
        let text = fs::read_to_string(path)
            .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            return Ok(Some(saved(path, &text)?));
        }
        Ok(generated(path, &text, &|root| {
            Box::new(Folder::new(PathBuf::from(root)))
        }))
    }

    /// The crate of a manifest at a git revision.
    pub(super) fn at(revision: &str, path: &Path) -> Result<Option<Self>, Box<dyn Error>> {
        let revision = Revision::open(revision)?;
        let text = revision.read(&path.to_string_lossy())?;
        Ok(generated(path, &text, &|root| {
            Box::new(revision.below(root))
        }))
    }
}

fn saved(path: &Path, text: &str) -> Result<Side, Box<dyn Error>> {
    let api = serde_json::from_str(text).map_err(|error| {
        let path = path.display();
        format!("{path} is no output of `cargo xtask gen --emit api`: {error}")
    })?;
    Ok(Side {
        api,
        documents: Documents::default(),
    })
}

fn generated<'f>(
    path: &Path,
    text: &str,
    files: &dyn Fn(&str) -> Box<dyn Files + 'f>,
) -> Option<Side> {
    let path = path.to_string_lossy().replace('\\', "/");
    let manifest = match Manifest::parse(&path, text) {
        Ok(manifest) => manifest,
        Err(refused) => {
            report::manifest(&path, text, refused);
            return None;
        }
    };
    let _progress = progress::spinner(&format!("reading {path}"));
    let (model, documents) =
        generate::model(&manifest, Some((&path, text)), &*files(&manifest.root))?;
    Some(Side {
        api: Api::of(&Surface::of(&model)),
        documents,
    })
}
