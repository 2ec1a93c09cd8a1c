//! The refusals of two states of the public definitions. Each is a fault of a definition, which its message proves.

use serde_json::Value;
use std::{collections::BTreeSet, path::Path};

/// A refusal.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Fault {
    document: String,
    /// Line and column in the document.
    place: String,
    code: String,
}

/// Document, line and column, code, and why the definition is at fault.
type Known = [(
    &'static str,
    &'static [&'static str],
    &'static str,
    &'static str,
)];

const NO_LIST: &str = "it pages an object that holds no list";
const NO_EXAMPLE: &str = "its examples are not there";

/// 100 services, as published in July 2021.
const OF_2021: &Known = &[
    (
        "appconfiguration/resource-manager/Microsoft.AppConfiguration/preview/2021-03-01-preview/appconfiguration.json",
        &["65:7", "107:7"],
        "unsupported-answer",
        "it declares no response but that of an error",
    ),
    (
        "intune/resource-manager/Microsoft.Intune/preview/2015-01-14-preview/intune.json",
        &["1531:9"],
        "unsupported-flow",
        NO_LIST,
    ),
    (
        "intune/resource-manager/Microsoft.Intune/preview/2015-01-14-privatepreview/intune.json",
        &["1531:9"],
        "unsupported-flow",
        NO_LIST,
    ),
    (
        "iotspaces/resource-manager/Microsoft.IoTSpaces/preview/2017-10-01-preview/iotspaces.json",
        &[
            "330:13", "247:13", "367:13", "287:13", "199:13", "49:13", "145:13", "91:13",
        ],
        "missing-file",
        NO_EXAMPLE,
    ),
];

/// 133 services, as published in February 2024.
const OF_2024: &Known = &[
    (
        "azsadmin/resource-manager/deployment/Microsoft.Deployment.Admin/preview/2019-01-01/ProductSecret.json",
        &["65:13"],
        "missing-file",
        NO_EXAMPLE,
    ),
    (
        "commerce/resource-manager/Microsoft.Commerce/preview/2015-06-01-preview/commerce.json",
        &["96:11"],
        "unsupported-answer",
        "it pages its list, but answers 202 with an error",
    ),
    (
        "compute/resource-manager/Microsoft.Compute/GalleryRP/stable/2022-08-03/communityGallery.json",
        &["298:5"],
        "unsupported-schema",
        "it declares a text with properties",
    ),
    (
        "compute/resource-manager/Microsoft.Compute/GalleryRP/stable/2023-07-03/communityGallery.json",
        &["298:5"],
        "unsupported-schema",
        "it declares a text with properties",
    ),
    (
        "intune/resource-manager/Microsoft.Intune/preview/2015-01-14-preview/intune.json",
        &["1531:9"],
        "unsupported-flow",
        NO_LIST,
    ),
    (
        "intune/resource-manager/Microsoft.Intune/preview/2015-01-14-privatepreview/intune.json",
        &["1531:9"],
        "unsupported-flow",
        NO_LIST,
    ),
];

/// Asserts that the refusals are the known ones of the state with so many files, as far as its documents were surveyed.
/// There is no list for any other state.
pub(crate) fn check(root: &Path, files: usize, documents: &[Value]) {
    let known = match files {
        1760 => OF_2021,
        4717 => OF_2024,
        _ => return super::print("no list of faults: the definitions are of another day"),
    };
    let surveyed: BTreeSet<String> = documents
        .iter()
        .map(|document| below(root, &document["document"]))
        .collect();
    let known = known
        .iter()
        .filter(|(document, ..)| surveyed.contains(*document));
    let known: BTreeSet<Fault> = known
        .flat_map(|(document, places, code, _)| {
            places.iter().map(|place| Fault {
                document: (*document).to_owned(),
                place: (*place).to_owned(),
                code: (*code).to_owned(),
            })
        })
        .collect();
    let found = documents
        .iter()
        .flat_map(|document| found(root, document))
        .collect();
    let new: Vec<_> = known.symmetric_difference(&found).collect();
    assert_eq!(known, found, "the list grows or shrinks by {new:#?}");
}

fn found(root: &Path, document: &Value) -> Vec<Fault> {
    let refusals = super::list(document, "refusals").iter();
    let found = refusals.map(|refusal| {
        let place = below(root, &refusal["place"]);
        let (file, place) = place.split_once(".json:").expect("a place has a line");
        Fault {
            document: format!("{file}.json"),
            place: place.to_owned(),
            code: refusal["code"].as_str().unwrap_or_default().to_owned(),
        }
    });
    found.collect()
}

/// A path below the root.
fn below(root: &Path, path: &Value) -> String {
    let path = path.as_str().unwrap_or_default();
    let below = Path::new(path)
        .strip_prefix(root)
        .unwrap_or(Path::new(path));
    below.to_string_lossy().into_owned()
}
