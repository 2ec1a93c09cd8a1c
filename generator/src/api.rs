//! The public API of a crate as a flat list of items with their paths, which can be saved and compared.

mod clients;
mod entry;
mod models;
mod services;

pub use entry::{Entry, Kind, Origin};

use crate::{load::Documents, surface::Surface};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The public items of a crate.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Api {
    /// Name of the crate in Rust code.
    pub name: String,
    /// Version in its `Cargo.toml`.
    pub version: String,
    /// The items by path, such as `maps::MapsClient::new`.
    pub entries: BTreeMap<String, Entry>,
}

impl Api {
    /// The items of a surface.
    pub fn of(surface: &Surface) -> Self {
        let mut api = Self {
            name: surface.name.clone(),
            version: surface.package.version.clone(),
            entries: BTreeMap::new(),
        };
        services::add(&mut api, surface);
        api
    }

    /// Replaces pointers into the definitions by files with lines and columns.
    pub fn locate(&mut self, documents: &Documents) {
        for entry in self.entries.values_mut() {
            entry.origin = entry.origin.take().map(|origin| origin.located(documents));
        }
    }

    fn add(&mut self, path: impl Into<String>, entry: Entry) {
        self.entries.insert(path.into(), entry);
    }
}
