//! What all public items have in common.

use crate::{model::Service, source::Pointer};
use serde::Serialize;

/// Name, paths and doc text of a public item.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    /// Its name.
    pub name: String,
    /// Its public paths in the crate, such as `maps::models::MapsAccount`: one per service for types that services share.
    pub paths: Vec<String>,
    /// Cargo features, one of which must be enabled.
    pub features: Vec<String>,
    /// Lines of its documentation, in Markdown.
    pub docs: Vec<String>,
    /// Further lines that follow from other parts of the surface, such as examples. Changes of those parts are reported
    /// themselves.
    #[serde(skip)]
    pub notes: Vec<String>,
    /// Its place in the definitions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<Pointer>,
}

impl Item {
    /// An item of one service, at `path` in the module of the service.
    pub(super) fn of_service(service: &Service, path: &str, name: &str, docs: Vec<String>) -> Self {
        let separator = if path.is_empty() { "" } else { "::" };
        Self {
            name: name.to_owned(),
            paths: vec![format!("{}::{path}{separator}{name}", service.path())],
            features: vec![service.module.clone()],
            docs,
            notes: Vec::new(),
            origin: None,
        }
    }

    /// All lines of its documentation.
    pub fn page(&self) -> Vec<String> {
        self.docs.iter().chain(&self.notes).cloned().collect()
    }

    /// The same with further lines.
    pub(super) fn noting(mut self, notes: Vec<String>) -> Self {
        self.notes.extend(notes);
        self
    }

    /// The same with its place in the definitions.
    pub(super) fn at(mut self, origin: &Pointer) -> Self {
        self.origin = Some(origin.clone());
        self
    }
}
