//! Where the documents of a service are in a checkout, and the names that follow from it.

use crate::walk;
use std::{collections::BTreeMap, path::Path};

/// The folders of `maps/resource-manager/Microsoft.Maps/aks/stable/2021-02-01`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// Folder of the service: `maps`.
    service: String,
    /// Resource provider, without the name of its owner: `Maps`.
    provider: String,
    /// Folders between the provider and the version: `aks`.
    part: String,
    /// API version: `2021-02-01`.
    version: String,
}

impl Place {
    /// The place of a file below a root, both as absolute paths.
    pub(super) fn of(root: &Path, file: &Path) -> Self {
        let folder = file.parent().unwrap_or(root);
        let (folder, version) = match walk::versioned(file) {
            Some((folder, version)) => (folder, version),
            None => (folder.to_owned(), String::new()),
        };
        let parts = parts(&folder);
        let plane = |part: &String| part == "resource-manager" || part == "data-plane";
        let (service, below) = match parts.iter().position(plane) {
            Some(index) if index > 0 => (parts[index - 1].clone(), &parts[index + 1..]),
            _ => {
                let inside = folder
                    .strip_prefix(root)
                    .ok()
                    .and_then(|below| below.iter().next());
                let service = inside.map(|name| name.to_string_lossy().into_owned());
                (
                    service.or(parts.last().cloned()).unwrap_or_default(),
                    &[][..],
                )
            }
        };
        let (provider, part) = below
            .split_first()
            .map_or(("", &[][..]), |(provider, part)| {
                (provider.rsplit('.').next().unwrap_or_default(), part)
            });
        Self {
            service,
            provider: provider.to_owned(),
            part: part.join("_"),
            version,
        }
    }

    /// Words that distinguish the place from others; more of them at each level.
    fn words(&self, level: usize, versions: bool) -> String {
        let version = (versions || level > 2).then_some(&self.version);
        let words = [&self.service, &self.provider, &self.part];
        let words = words.into_iter().take(level + 1).chain(version);
        let words: Vec<&str> = words
            .map(String::as_str)
            .filter(|word| !word.is_empty())
            .collect();
        words.join("_")
    }
}

/// As few words for each place as make it unique. `versions`: the API version is always one.
pub(super) fn words(places: &[&Place], versions: bool) -> Vec<String> {
    let mut levels = vec![0; places.len()];
    loop {
        let words: Vec<String> = places
            .iter()
            .zip(&levels)
            .map(|(place, level)| place.words(*level, versions))
            .collect();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for word in &words {
            *counts.entry(word.to_ascii_lowercase()).or_default() += 1;
        }
        let unclear: Vec<usize> = (0..words.len())
            .filter(|index| levels[*index] < 3 && counts[&words[*index].to_ascii_lowercase()] > 1)
            .collect();
        if unclear.is_empty() {
            return words;
        }
        for index in unclear {
            levels[index] += 1;
        }
    }
}

fn parts(path: &Path) -> Vec<String> {
    let parts = path.iter().map(|part| part.to_string_lossy().into_owned());
    parts.filter(|part| part != "/").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(root: &str, files: &[&str], versions: bool, expected: &[&str]) {
        let places: Vec<Place> = files
            .iter()
            .map(|file| Place::of(Path::new(root), Path::new(file)))
            .collect();
        let places: Vec<&Place> = places.iter().collect();
        assert_eq!(words(&places, versions), expected);
    }

    const MAPS: &str = "/s/maps/resource-manager/Microsoft.Maps/stable/2021-02-01/m.json";

    #[test]
    fn a_service_has_the_name_of_its_folder_whatever_the_root() {
        for root in [
            "/s",
            "/s/maps",
            "/s/maps/resource-manager/Microsoft.Maps/stable/2021-02-01",
        ] {
            check(root, &[MAPS], false, &["maps"]);
            check(root, &[MAPS], true, &["maps_2021-02-01"]);
        }
    }

    #[test]
    fn a_folder_in_another_layout_has_the_first_name_below_the_root() {
        check(
            "/s",
            &["/s/things/more/stable/2021-02-01/a.json"],
            false,
            &["things"],
        );
        check(
            "/s/things/stable",
            &["/s/things/stable/2021-02-01/a.json"],
            false,
            &["things"],
        );
        check("/s/things", &["/s/things/a.json"], false, &["things"]);
    }

    #[test]
    fn services_of_one_folder_have_the_names_of_their_providers() {
        let file =
            |provider: &str| format!("/s/web/resource-manager/{provider}/stable/2021-02-01/a.json");
        let (one, two) = (file("Microsoft.Web"), file("Microsoft.Domains"));
        let (aks, fleet) = (file("Microsoft.Web/aks"), file("Microsoft.Web/fleet"));
        check("/s", &[&one, &two], false, &["web_Web", "web_Domains"]);
        check(
            "/s",
            &[&aks, &fleet],
            false,
            &["web_Web_aks", "web_Web_fleet"],
        );
        check("/s", &[MAPS, &two], false, &["maps", "web"]);
    }
}
