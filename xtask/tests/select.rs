//! `cargo xtask select` of whole services: by the tags of their readme.md files, or by their newest versions.

#[path = "select/checkout.rs"]
mod checkout;
#[path = "select/published.rs"]
mod published;
#[path = "select/versions.rs"]
mod versions;

use checkout::{Checkout, xtask};

/// The documents of each service of a manifest.
pub(crate) fn services(manifest: &str) -> Vec<(String, Vec<String>)> {
    let manifest: toml::Table = toml::from_str(manifest).expect("it is TOML");
    let services = manifest["services"].as_table().expect("it is a table");
    let documents = |service: &toml::Value| {
        let documents = service["documents"].as_array().expect("it is a list");
        let documents = documents.iter().filter_map(toml::Value::as_str);
        documents.map(str::to_owned).collect()
    };
    services
        .iter()
        .map(|(module, service)| (module.clone(), documents(service)))
        .collect()
}

pub(crate) fn check(arguments: &[&str], expected: &[(&str, &[&str])]) {
    let checkout = Checkout::new();
    let run = checkout.select(arguments);
    assert_eq!(run.code, 0, "{run:?}");
    let found = services(&run.stdout);
    let expected: Vec<(String, Vec<String>)> = expected
        .iter()
        .map(|(module, documents)| {
            let documents = documents.iter().map(|one| (*one).to_owned());
            ((*module).to_owned(), documents.collect())
        })
        .collect();
    assert_eq!(found, expected);
    checkout.generate(&run.stdout);
}

pub(crate) const MAPS_NEW: &str =
    "maps/resource-manager/Microsoft.Maps/stable/2023-06-01/maps.json";
pub(crate) const MAPS_OLD: &str =
    "maps/resource-manager/Microsoft.Maps/stable/2021-02-01/maps.json";

#[test]
fn the_default_tag() {
    check(&["maps"], &[("maps", &[MAPS_NEW])]);
    check(&["maps/resource-manager"], &[("maps", &[MAPS_NEW])]);
}

#[test]
fn another_tag() {
    check(
        &["maps", "--tag", "package-2021-02"],
        &[("maps", &[MAPS_OLD])],
    );
}

#[test]
fn the_newest_of_all() {
    let preview = "maps/resource-manager/Microsoft.Maps/preview/2023-08-01-preview/maps.json";
    check(&["maps", "--preview"], &[("maps", &[preview])]);
}

/// A tag of two providers, with a file that is outside of its folder.
#[test]
fn several_providers() {
    check(
        &["web"],
        &[(
            "web",
            &[
                "web/resource-manager/Microsoft.Web/stable/2022-01-01/sites.json",
                "web/resource-manager/Microsoft.CertificateRegistration/stable/2022-01-01/certificates.json",
                "common/resource-manager/Microsoft.Web/stable/2022-01-01/plans.json",
            ],
        )],
    );
}

/// Without a readme.md, files without operations are left out.
#[test]
fn the_newest_stable_version_of_each_provider() {
    check(
        &["plain"],
        &[(
            "plain",
            &[
                "plain/resource-manager/Microsoft.One/stable/2022-01-01/one.json",
                "plain/resource-manager/Microsoft.Two/stable/2020-01-01/two.json",
            ],
        )],
    );
}

#[test]
fn several_services() {
    check(
        &["maps", "plain"],
        &[
            ("maps", &[MAPS_NEW]),
            (
                "plain",
                &[
                    "plain/resource-manager/Microsoft.One/stable/2022-01-01/one.json",
                    "plain/resource-manager/Microsoft.Two/stable/2020-01-01/two.json",
                ],
            ),
        ],
    );
}

/// One folder with a readme.md for each of its services.
#[test]
fn several_readmes() {
    check(
        &["containers"],
        &[
            (
                "containers_aks",
                &[
                    "containers/resource-manager/Microsoft.Containers/aks/stable/2022-01-01/aks.json",
                ],
            ),
            (
                "containers_fleet",
                &[
                    "containers/resource-manager/Microsoft.Containers/fleet/stable/2022-01-01/fleet.json",
                ],
            ),
        ],
    );
}

pub(crate) fn check_error(arguments: &[&str], expected: &str) {
    let run = Checkout::new().select(arguments);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{run:?}");
    assert!(run.stderr.starts_with("error: "), "{run:?}");
    assert!(run.stderr.contains(expected), "{}", run.stderr);
}

#[test]
fn mistakes_are_explained() {
    check_error(
        &["maps", "--tag", "package-2022"],
        "has no documents for the tag `package-2022`; its tags are package-2023-06, package-2021-02, package-gone",
    );
    check_error(
        &["maps", "--tag", "package-gone"],
        "the document gone.json of the tag `package-gone` does not exist",
    );
    check_error(
        &["plain", "--tag", "a"],
        "has no readme.md that could have the tag `a`",
    );
    check_error(&["maps", "plain", "--tag", "a"], "--tag is for one service");
    check_error(
        &["maps", "plain", "--paths", "keys"],
        "--paths searches one folder",
    );
    check_error(&["gone"], "gone is not a folder: correct the path");
    check_error(
        &["mapz"],
        "mapz is not a folder: correct the path, perhaps to `maps`",
    );
    check_error(&["previews"], "--preview also takes preview versions");
}

#[test]
fn a_readme_without_a_default_tag_is_noted() {
    let checkout = Checkout::new();
    let run = checkout.select(&["tagless"]);
    assert_eq!(run.code, 0, "{run:?}");
    let expected = "has no default tag: took the newest stable version of each provider instead, or pass --tag with one of package-a";
    assert!(run.stderr.contains(expected), "{}", run.stderr);
    let document = "tagless/resource-manager/Microsoft.Tagless/stable/2022-01-01/tagless.json";
    assert_eq!(
        services(&run.stdout),
        [("tagless".to_owned(), vec![document.to_owned()])]
    );
}

#[test]
fn the_crate_has_the_name_of_the_service_or_another() {
    let checkout = Checkout::new();
    for (arguments, name) in [
        (vec!["maps"], "arm-maps"),
        (vec!["maps", "--name", "mine"], "mine"),
        (vec!["maps", "plain"], "azure-selection"),
    ] {
        let run = checkout.select(&arguments);
        assert!(
            run.stdout.contains(&format!("name = \"{name}\"")),
            "{run:?}"
        );
    }
}

/// The tags are modules of one service.
#[test]
fn several_tags() {
    let checkout = Checkout::new();
    let tags = [
        "maps",
        "--tag",
        "package-2021-02",
        "--tag",
        "package-2023-06",
    ];
    let run = checkout.select(&tags);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stdout.contains("name = \"arm-maps\""), "{run:?}");
    let manifest: toml::Table = toml::from_str(&run.stdout).expect("it is TOML");
    let versions = &manifest["services"]["maps"]["versions"];
    for (version, document) in [("2021-02-01", MAPS_OLD), ("2023-06-01", MAPS_NEW)] {
        let documents = versions[version]["documents"].as_array();
        let documents = documents.expect("it is a list");
        assert_eq!(documents[0].as_str(), Some(document));
    }
    checkout.generate(&run.stdout);
    check_error(
        &[
            "maps",
            "--tag",
            "package-2021-02",
            "--tag",
            "package-2021-02",
        ],
        "two of the tags have the API version 2021-02-01",
    );
}

/// The folder is the current one, or below it.
#[test]
fn relative_folders() {
    let checkout = Checkout::new();
    for (current, folder) in [("", "maps"), ("maps", "."), ("maps/resource-manager", ".")] {
        let run = checkout.select_in(current, folder);
        assert_eq!(run.code, 0, "{run:?}");
        let expected = [("maps".to_owned(), vec![MAPS_NEW.to_owned()])];
        assert_eq!(services(&run.stdout), expected, "{current} {folder}");
    }
}

#[test]
fn the_help_names_the_folders() {
    let run = xtask(&["select", "--help"]);
    assert!(run.stdout.contains("<FOLDERS>..."), "{run:?}");
}
