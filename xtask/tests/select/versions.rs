//! Which versions `cargo xtask select` takes.

use super::{MAPS_NEW, MAPS_OLD, check, check_error, checkout::Checkout, services};

const MAPS_PREVIEW: &str =
    "maps/resource-manager/Microsoft.Maps/preview/2023-08-01-preview/maps.json";
const FRESH: &str = "fresh/resource-manager/Microsoft.Fresh/stable/2022-01-01/fresh.json";

#[test]
fn the_operations_of_the_newest_stable_version() {
    check(&[".", "--paths", "Maps/maps$"], &[("maps", &[MAPS_NEW])]);
}

#[test]
fn the_operations_of_the_newest_version_of_all() {
    let arguments = [".", "--paths", "Maps/maps$", "--preview"];
    check(&arguments, &[("maps", &[MAPS_PREVIEW])]);
}

#[test]
fn the_operations_of_all_versions() {
    let old = "maps/resource-manager/Microsoft.Maps/preview/2020-02-01-preview/maps.json";
    check(
        &[".", "--paths", "Maps/maps$", "--all-versions"],
        &[
            ("maps_2020_02_01_preview", &[old]),
            ("maps_2021_02_01", &[MAPS_OLD]),
            ("maps_2023_06_01", &[MAPS_NEW]),
            ("maps_2023_08_01_preview", &[MAPS_PREVIEW]),
        ],
    );
}

/// Two providers of one folder, and another folder.
#[test]
fn services_have_as_few_words_as_distinguish_them() {
    let run = Checkout::new().select(&[".", "--paths", "(one|two|maps)$"]);
    let names: Vec<String> = services(&run.stdout)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names, ["maps", "plain_one", "plain_two"], "{run:?}");
}

/// The folder is that of a version, whose path below itself has no words.
#[test]
fn a_narrow_folder_has_the_name_of_its_service() {
    for folder in [
        "maps/resource-manager/Microsoft.Maps/stable",
        "maps/resource-manager/Microsoft.Maps/stable/2023-06-01",
    ] {
        let run = Checkout::new().select(&[folder, "--paths", "maps$"]);
        assert!(run.stdout.contains("[services.maps]"), "{run:?}");
        let run = Checkout::new().select(&[folder]);
        assert!(run.stdout.contains("[services.maps]"), "{run:?}");
    }
}

#[test]
fn a_version_that_is_not_searched_is_hinted_at() {
    check_error(
        &["previews", "--paths", "keys"],
        "or search others with --preview or --all-versions",
    );
}

#[test]
fn the_newest_tag_with_stable_versions_of_the_documents_of_a_default_tag_with_previews() {
    let checkout = Checkout::new();
    let run = checkout.select(&["fresh"]);
    assert_eq!(
        services(&run.stdout),
        [("fresh".to_owned(), vec![FRESH.to_owned()])],
        "{run:?}"
    );
    let note = "took the tag `package-2022`, since the default tag `package-preview` has previews; --tag package-preview takes these";
    assert!(run.stderr.contains(note), "{run:?}");
    let run = checkout.select(&["fresh", "--tag", "package-preview"]);
    assert!(run.stdout.contains("2023-01-01-preview"), "{run:?}");
    assert_eq!(run.stderr, "");
}
