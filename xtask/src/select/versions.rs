//! Several tags of a readme.md as versions of one service.

use super::manifest::Service;
use armgen::manifest::order;
use std::collections::BTreeSet;

/// Gives each service the newest API version of its documents.
pub(super) fn assign(services: &mut [Service]) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for service in services {
        let versions = service.documents.iter().filter_map(|path| version(path));
        let Some(version) = versions.max_by_key(|text| order(text)) else {
            return Err(format!(
                "the paths of the documents of `{}` show no API version: write `versions` by hand",
                service.words
            ));
        };
        if !seen.insert((service.words.clone(), version.to_owned())) {
            return Err(format!(
                "two of the tags have the API version {version}: select them one by one, and name the versions by hand"
            ));
        }
        service.version = Some(version.to_owned());
    }
    Ok(())
}

/// The folder with an API version in the path of a document: `stable/2023-06-01`.
fn version(path: &str) -> Option<&str> {
    let (_, version) = ["/stable/", "/preview/"]
        .iter()
        .find_map(|kind| path.split_once(kind))?;
    version
        .split('/')
        .next()
        .filter(|text| text.starts_with("20"))
}
