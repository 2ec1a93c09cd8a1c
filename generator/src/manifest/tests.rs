//! Parses manifests, valid and invalid ones.

use super::*;
use crate::source::Source;
use expect_test::{Expect, expect};

const PACKAGE: &str =
    "[package]\nname = 'keys'\nversion = '0.1.0'\ndescription = 'Keys of resources.'\n";

const MAPS: &str = "[services.maps]\ndocuments = ['a.yaml']\n";

fn parse(services: &str) -> Result<Manifest, Diagnostics> {
    Manifest::parse("specs/keys.toml", &format!("{PACKAGE}{services}"))
}

/// Prints every error as `cargo xtask` does. The package is in the first four lines.
fn check_refused(services: &str, expected: Expect) {
    let diagnostics = parse(services).expect_err("the manifest is refused");
    let lines = diagnostics.sorted().into_iter().map(|diagnostic| {
        let Source::Place(place) = diagnostic.source else {
            panic!("the places of a manifest are known")
        };
        format!("{}: {place}: {}\n", diagnostic.code, diagnostic.message)
    });
    expected.assert_eq(&lines.collect::<String>());
}

#[test]
fn all_members_of_a_manifest() {
    let manifest = parse(
        "license = 'Apache-2.0'
license_file = '../LICENSE'
showcase = 'maps'
keywords = ['azure']
categories = ['authentication']

[services.maps]
title = 'Azure Maps'
documents = ['maps/a.yaml', 'maps/b.yaml']
operations = ['Accounts_ListKeys']
rename.'maps/a.yaml#/components/schemas/Key' = 'MapsKey'
",
    );
    expect![[r#"
        Manifest {
            root: "specs",
            file_size_limit: 16777216,
            package: Package {
                name: "keys",
                version: "0.1.0",
                description: "Keys of resources.",
                license: "Apache-2.0",
                license_file: Some(
                    "../LICENSE",
                ),
                readme: None,
                repository: None,
                homepage: None,
                documentation: None,
                include: [],
                keywords: [
                    "azure",
                ],
                categories: [
                    "authentication",
                ],
                program: true,
                twins: false,
                showcase: Some(
                    "maps",
                ),
                runtime: Contained,
            },
            services: {
                "maps": ServiceEntry {
                    version: None,
                    title: Some(
                        "Azure Maps",
                    ),
                    documents: [
                        (
                            "maps/a.yaml",
                            Place {
                                file: "specs/keys.toml",
                                line: 13,
                                column: 14,
                            },
                        ),
                        (
                            "maps/b.yaml",
                            Place {
                                file: "specs/keys.toml",
                                line: 13,
                                column: 29,
                            },
                        ),
                    ],
                    operations: Some(
                        [
                            (
                                "Accounts_ListKeys",
                                Place {
                                    file: "specs/keys.toml",
                                    line: 14,
                                    column: 15,
                                },
                            ),
                        ],
                    ),
                    rename: {
                        "maps/a.yaml#/components/schemas/Key": (
                            "MapsKey",
                            Place {
                                file: "specs/keys.toml",
                                line: 15,
                                column: 48,
                            },
                        ),
                    },
                    key_pairs: [],
                    except: [],
                },
            },
        }
    "#]]
    .assert_debug_eq(&manifest.expect("the manifest is fine"));
}

#[test]
fn defaults_of_a_manifest() {
    let manifest =
        parse("[services.maps]\ndocuments = ['a.yaml']\n").expect("the manifest is fine");
    assert_eq!(manifest.package.license, "MIT");
    assert_eq!(manifest.package.license_file, None);
    let maps = &manifest.services["maps"];
    assert_eq!((&maps.title, &maps.operations), (&None, &None));
    assert!(
        maps.selects("Accounts_ListKeys"),
        "no list stands for all operations"
    );
}

#[test]
fn a_list_selects_its_operations_alone() {
    let manifest = parse("[services.maps]\ndocuments = ['a.yaml']\noperations = ['A_B']\n")
        .expect("the manifest is fine");
    let maps = &manifest.services["maps"];
    assert_eq!(
        ["A_B", "A_b", "A", ""].map(|id| maps.selects(id)),
        [true, false, false, false]
    );
}

/// The order of services in a manifest does not matter.
#[test]
fn services_have_no_order() {
    let [maps, redis] = [
        "[services.maps]\ndocuments = ['a.yaml']\n",
        "[services.redis]\ndocuments = ['a.yaml']\n",
    ];
    let [one, other] = [format!("{maps}{redis}"), format!("{redis}{maps}")].map(|text| {
        let services = parse(&text).expect("the manifest is fine").services;
        services.into_keys().collect::<Vec<_>>()
    });
    assert_eq!(one, other);
}

#[test]
fn documents_are_found_from_the_folder_of_the_manifest() {
    for (path, root) in [
        ("keys.toml", ""),
        ("specs/keys.toml", "specs"),
        ("/a/b/keys.toml", "/a/b"),
    ] {
        assert_eq!(
            Manifest::parse(path, &format!("{PACKAGE}{MAPS}"))
                .expect("the manifest is fine")
                .root,
            root
        );
    }
}

/// Different spellings of one path must not become two files with the same operations.
#[test]
fn a_document_has_one_name() {
    let manifest = parse("[services.maps]\ndocuments = ['./a.yaml', 'b/../c//d.yaml']\n");
    let documents = &manifest.expect("the manifest is fine").services["maps"].documents;
    let names: Vec<&str> = documents.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["a.yaml", "c/d.yaml"]);
    for outside in ["../a.yaml", "a/../../b.yaml", "/etc/passwd", "", "."] {
        let refused = parse(&format!("[services.maps]\ndocuments = ['{outside}']\n"));
        let codes = refused.map_err(|list| list.sorted()[0].code).err();
        assert_eq!(codes, Some(Code::OutsideReference), "{outside}");
    }
}

#[test]
fn the_size_of_files_has_a_limit_that_can_be_raised() {
    let limit = |line: &str| {
        let text = format!("{line}\n{PACKAGE}{MAPS}");
        let manifest = Manifest::parse("keys.toml", &text).expect("the manifest is fine");
        manifest.file_size_limit
    };
    assert_eq!(limit(""), 16 << 20);
    assert_eq!(limit("file_size_limit = 100_000_000"), 100_000_000);
}

#[test]
fn mistakes_are_refused_at_their_places() {
    check_refused(
        "[services.maps",
        expect![[r#"
        manifest: specs/keys.toml:5:15: unclosed table, expected `]`
    "#]],
    );
    check_refused(
        "[services.maps]\ndocuments = ['a.yaml']\noperation = []\n",
        expect![[r#"
            manifest: specs/keys.toml:7:1: unknown field `operation`, expected one of `title`, `documents`, `operations`, `rename`, `key_pairs`, `except`, `versions`
        "#]],
    );
    check_refused(
        "[services.maps]\ntitle = 'ä' # No documents.\n",
        expect![[r#"
            manifest: specs/keys.toml:5:11: `maps` has neither `documents` nor `versions`
        "#]],
    );
    check_refused(
        "[services.maps]\ndocuments = 'a.yaml'\n",
        expect![[r#"
        manifest: specs/keys.toml:6:13: invalid type: string "a.yaml", expected a sequence
    "#]],
    );
    check_refused(
        "[services.maps]\ndocuments = ['a.yaml']\n[services.maps]\n",
        expect![[r#"
        manifest: specs/keys.toml:7:11: duplicate key
    "#]],
    );
    check_refused(
        "author = 'me'\n",
        expect![[r#"
            manifest: specs/keys.toml:5:1: unknown field `author`, expected one of `name`, `version`, `description`, `license`, `license_file`, `readme`, `repository`, `homepage`, `documentation`, `include`, `keywords`, `categories`, `program`, `twins`, `showcase`, `runtime`, `is_runtime`
        "#]],
    );
}

/// Columns count characters, as editors do.
#[test]
fn places_count_characters() {
    check_refused(
        "[services]\nmaps = { title = 'Ä', documents = 7 }\n",
        expect![[r#"
            manifest: specs/keys.toml:6:35: invalid type: integer `7`, expected a sequence
        "#]],
    );
}

#[test]
fn a_manifest_has_a_package() {
    let refused = Manifest::parse("keys.toml", "").expect_err("there is no package");
    let messages: Vec<String> = refused
        .sorted()
        .into_iter()
        .map(|diagnostic| diagnostic.message)
        .collect();
    expect!["missing field `package`"].assert_eq(&messages.concat());
}

/// A module's name is also that of a cargo feature, and of a module beside those of the crate itself.
#[test]
fn names_that_no_module_can_have_are_refused() {
    for name in [
        "Maps",
        "2maps",
        "azure-maps",
        "maps.keys",
        "_maps",
        "ä",
        "type",
        "self",
        "crate",
        "async",
        "gen",
        "replay",
        "runtime",
        "shared",
        "twins",
        "all",
        "default",
        // Files and folders that cargo treats as targets.
        "lib",
        "main",
        "bin",
        // Items of the crate's root.
        "registry",
        "key_pairs",
        // Crates that clients use, or that come with Rust.
        "azure_core",
        "serde",
        "tokio",
        "std",
        "core",
        // Devices of Windows, whatever the extension.
        "con",
        "nul",
        "aux",
        "prn",
        "com1",
        "lpt9",
        // Rust warns about names that are not in snake case.
        "maps__keys",
    ] {
        let refused = parse(&format!("[services.\"{name}\"]\ndocuments = ['a.yaml']\n"));
        let codes = refused
            .err()
            .map(|list| list.sorted().iter().map(|one| one.code).collect());
        assert_eq!(codes, Some(vec![Code::ManifestModule]), "{name}");
    }
    for name in [
        "maps",
        "maps2",
        "api_management",
        "models",
        "clients",
        "options",
        "headers",
        "context",
        "com",
        "com10",
        "maps_",
    ] {
        assert!(
            parse(&format!("[services.{name}]\ndocuments = ['a.yaml']\n")).is_ok(),
            "{name}"
        );
    }
}

#[test]
fn every_refused_name_is_reported() {
    check_refused(
        "[services]\nMaps.documents = ['a.yaml']\n[services.type]\ndocuments = ['a.yaml']\n",
        expect![[r#"
        manifest-module: specs/keys.toml:6:1: `Maps` cannot be the name of a service's module
        manifest-module: specs/keys.toml:7:11: `type` cannot be the name of a service's module
    "#]],
    );
}

/// It would be counted twice, and one of the two lines is a mistake.
#[test]
fn an_operation_that_is_listed_twice_is_refused() {
    check_refused(
        "[services.maps]\ndocuments = ['a.yaml']\noperations = ['A_B', 'A_B']\n",
        expect![[r#"
            manifest: specs/keys.toml:7:22: the operation `A_B` is listed twice
        "#]],
    );
}

/// An empty list is always a mistake.
#[test]
fn empty_lists_are_refused() {
    check_refused(
        "",
        expect![[r#"
        manifest-empty: specs/keys.toml:5:1: the manifest names no service
    "#]],
    );
    check_refused(
        "[services]\n",
        expect![[r#"
        manifest-empty: specs/keys.toml:6:1: the manifest names no service
    "#]],
    );
    check_refused(
        "[services.maps]\ndocuments = []\noperations = [ ]\n",
        expect![[r#"
            manifest-empty: specs/keys.toml:6:13: the service has no document
            manifest-empty: specs/keys.toml:7:14: the list selects no operation
        "#]],
    );
}

/// Checks one field of the package, and whether cargo and crates.io accept it.
fn check_field(field: &str, value: &str, is_taken: bool) {
    let fields = [
        ("name", "'keys'"),
        ("version", "'1.2.3'"),
        ("description", "'Keys.'"),
    ];
    let mut lines: Vec<String> = fields
        .iter()
        .filter(|(name, _)| *name != field)
        .map(|(name, value)| format!("{name} = {value}\n"))
        .collect();
    lines.push(format!("{field} = {value}\n"));
    let text = format!("[package]\n{}{MAPS}", lines.concat());
    let refused = Manifest::parse("keys.toml", &text).err();
    let places: Vec<String> = refused
        .into_iter()
        .flat_map(Diagnostics::sorted)
        .map(|one| match one.source {
            Source::Place(place) => format!("{} {place}", one.code),
            Source::Pointer(pointer) => pointer.to_string(),
        })
        .collect();
    let line = lines.len() + 1;
    match is_taken {
        true => assert_eq!(places, [""; 0], "{field} = {value}"),
        false => {
            let start = format!("manifest-package keys.toml:{line}:");
            let is_there = |place: &String| place.starts_with(&start);
            assert!(
                !places.is_empty() && places.iter().all(is_there),
                "{field} = {value}: {places:?}"
            );
        }
    }
}

#[test]
fn fields_of_the_package_are_those_that_cargo_accepts() {
    let long = format!("'{}'", "k".repeat(65));
    let longer = format!("'{}'", "d".repeat(1001));
    for (field, taken, refused) in [
        (
            "name",
            &["'keys'", "'azure-keys'", "'azure_keys2'", "'k'"][..],
            &[
                "''",
                "'2keys'",
                "'-keys'",
                "'my keys'",
                "'k/../x'",
                "'schlüssel'",
                "'Keys'",
                "'a--b'",
                "'type'",
                "'self'",
                "'async'",
                "'std'",
                "'core'",
                "'proc-macro'",
                "'test'",
                "'serde'",
                "'azure-core'",
                "'azure_core'",
                "'con'",
                "'lpt1'",
                &long,
            ][..],
        ),
        (
            "version",
            &["'0.0.0'", "'1.2.3-beta.1+build.5'"],
            &[
                "'one'",
                "''",
                "'1'",
                "'1.0'",
                "'1.0.0.0'",
                "'v1.0.0'",
                "'01.0.0'",
                "'^1.0.0'",
                "'1.0.0-'",
                "' 1.0.0'",
            ],
        ),
        ("description", &["'Keys.'"], &["''", "' '", &longer]),
        (
            "license",
            &[
                "'MIT'",
                "'MIT OR Apache-2.0'",
                "'MIT/Apache-2.0'",
                "'GPL-3.0-or-later WITH Classpath-exception-2.0'",
            ],
            &["''", "'MIT2'", "'MIT OR'", "'Proprietary'", "'mit'"],
        ),
        (
            "keywords",
            &["[]", "['azure', 'c++', '3d', 'a-b_c', 'e']"],
            &[
                "['']",
                "['two words']",
                "['-a']",
                "['ä']",
                "['abcdefghijklmnopqrstu']",
                "['a', 'b', 'c', 'd', 'e', 'f']",
                "['a', 'a']",
            ],
        ),
        (
            "categories",
            &[
                "[]",
                "['api-bindings', 'web-programming::http-client', 'no-std::no-alloc']",
            ],
            &[
                "['']",
                "['Api']",
                "['api bindings']",
                "['a::']",
                "['a:b']",
                "['a', 'b', 'c', 'd', 'e', 'f']",
                "['a', 'a']",
            ],
        ),
    ] {
        taken
            .iter()
            .for_each(|value| check_field(field, value, true));
        refused
            .iter()
            .for_each(|value| check_field(field, value, false));
    }
}

/// Each version is an entry. The newest by date is a preview here.
#[test]
fn versions_of_a_service() {
    let manifest = parse(
        "[services.maps]\ntitle = 'Maps'\n\
         [services.maps.versions.'2024-01-01-preview']\ndocuments = ['c.yaml']\n\
         [services.maps.versions.'2023-06-01']\ndocuments = ['a.yaml']\n\
         [services.maps.versions.'2024-01-01']\ndocuments = ['b.yaml']\ntitle = 'New Maps'\n",
    )
    .expect("the manifest is right");
    let entries = manifest.services.iter().map(|(module, entry)| {
        let version = entry.version.as_ref().expect("it has a version");
        let title = entry.title.as_deref().unwrap_or_default();
        let keys = entry.keys(module);
        format!(
            "{module} {} {} {title} {keys}",
            version.module, version.is_newest
        )
    });
    let entries: Vec<String> = entries.collect();
    assert_eq!(
        entries,
        [
            "maps_v2023_06_01 v2023_06_01 false Maps maps.versions.\"2023-06-01\"",
            "maps_v2024_01_01 v2024_01_01 true New Maps maps.versions.\"2024-01-01\"",
            "maps_v2024_01_01_preview v2024_01_01_preview false Maps maps.versions.\"2024-01-01-preview\"",
        ]
    );
}

#[test]
fn the_showcase_is_a_service_of_the_manifest() {
    let advice = |name: &str| {
        let text = format!("showcase = '{name}'\n{MAPS}");
        let diagnostics = parse(&text).expect_err("there is no such service");
        diagnostics.sorted()[0].help.clone()
    };
    assert!(parse(&format!("showcase = 'maps'\n{MAPS}")).is_ok());
    assert_eq!(advice("map"), "did you mean `maps`?");
    assert_eq!(
        advice("storage"),
        "name one of [services.<module>], or remove the key: then a rule chooses"
    );
    check_refused(
        &format!("showcase = 'map'\n{MAPS}"),
        expect![[r#"
            manifest-package: specs/keys.toml:5:12: `map` cannot be the showcase: the manifest has no such service
        "#]],
    );
}

#[test]
fn a_service_with_versions_can_be_the_showcase() {
    let versions =
        "showcase = 'maps'\n[services.maps.versions.'2023-06-01']\ndocuments = ['a.yaml']\n";
    assert!(parse(versions).is_ok());
}

#[test]
fn where_the_runtime_is() {
    let runtime = |keys: &str| {
        let manifest = parse(keys).expect("the manifest is valid");
        manifest.package.runtime
    };
    assert_eq!(runtime(MAPS), Runtime::Contained);
    assert_eq!(runtime("is_runtime = true\n"), Runtime::Alone);
    let package = |version: Option<&str>, path: Option<&str>| {
        Runtime::Package(RuntimePackage {
            name: "arm-runtime".to_owned(),
            version: version.map(str::to_owned),
            path: path.map(str::to_owned),
        })
    };
    for (keys, expected) in [
        ("version = '0.1.0'", package(Some("0.1.0"), None)),
        ("path = '../r'", package(None, Some("../r"))),
    ] {
        let keys = format!("runtime = {{ name = 'arm-runtime', {keys} }}\n{MAPS}");
        assert_eq!(runtime(&keys), expected);
    }
}

#[test]
fn contradictions_about_the_runtime_are_refused() {
    check_refused(
        &format!("is_runtime = true\n{MAPS}"),
        expect![[r#"
        manifest-package: specs/keys.toml:6:11: a package that is a runtime has no services
    "#]],
    );
    check_refused(
        "is_runtime = true\nruntime = { name = 'arm-runtime', path = '../r' }\n",
        expect![[r#"
            manifest-package: specs/keys.toml:6:11: a package that is a runtime depends on no other
        "#]],
    );
    check_refused(
        &format!("runtime = {{ name = 'keys' }}\n{MAPS}"),
        expect![[r#"
            manifest-package: specs/keys.toml:5:11: `keys` cannot depend on itself
            manifest-package: specs/keys.toml:5:11: where the package `keys` is, is not specified
        "#]],
    );
    check_refused(
        &format!("runtime = {{ name = 'arm-runtime', path = '' }}\n{MAPS}"),
        expect![[r#"
            manifest-package: specs/keys.toml:5:11: the path of the package `arm-runtime` is empty
        "#]],
    );
    check_refused(
        &format!("runtime = {{ name = 'serde', version = '1' }}\n{MAPS}"),
        expect![[r#"
            manifest-package: specs/keys.toml:5:20: `serde` cannot be the name of a package: it is a name of Rust, Windows or a dependency of the package
            manifest-package: specs/keys.toml:5:39: `1` is not a valid version: unexpected end of input while parsing major version number
        "#]],
    );
}
