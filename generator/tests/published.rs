//! The definitions that Azure publishes give the same clients as `specs/`. Those were written by hand; this test shows
//! that their facts are the published ones.
//!
//! `AZURE_REST_API_SPECS` names the `specification` folder of a checkout. Without it the test is skipped, and prints that.

#[path = "published/api.rs"]
mod api;

use armgen::{format::Output, generate, load::Folder, manifest::Manifest};
use expect_test::expect;
use std::{
    collections::BTreeSet,
    env, fs,
    io::Write,
    path::{Path, PathBuf},
};

fn manifest(path: &str) -> Manifest {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let text = fs::read_to_string(project.join(path)).expect("the manifest can be read");
    Manifest::parse(path, &text).expect("the manifest is fine")
}

fn generated(mut manifest: Manifest, root: PathBuf) -> Vec<Output> {
    // The text of the licence is not in the published folder, and not part of a client.
    manifest.package.license_file = None;
    manifest.package.readme = None;
    let generation = generate(&manifest, &Folder::new(root));
    let outputs = generation.outputs;
    outputs.unwrap_or_else(|| panic!("{:#?}", generation.diagnostics.sorted()))
}

/// Until 2023, the operation group of Communication Services had another name, and so had its client and options.
const RENAMED: [(&str, &str); 6] = [
    ("CommunicationServiceClient", "CommunicationServicesClient"),
    (
        "CommunicationServiceKeyPair",
        "CommunicationServicesKeyPair",
    ),
    ("fn communication_service(", "fn communication_services("),
    (
        "clients::communication_service ",
        "clients::communication_services ",
    ),
    (
        "use communication_service::",
        "use communication_services::",
    ),
    ("\"CommunicationService_", "\"CommunicationServices_"),
];

/// The lines with current names. A new name that changes nothing is an error.
fn renamed(lines: &BTreeSet<String>) -> BTreeSet<String> {
    let mut lines = lines.clone();
    for (old, new) in RENAMED {
        let with: BTreeSet<String> = lines.iter().map(|line| line.replace(old, new)).collect();
        assert_ne!(with, lines, "`{old}` is not used");
        lines = with;
    }
    lines
}

/// Our own manifest, with only those operations that the published manifest selects, too.
fn shared(mut ours: Manifest, published: &Manifest) -> Manifest {
    ours.services
        .retain(|module, _| published.services.contains_key(module));
    for (module, service) in &mut ours.services {
        let wanted = published.services[module].operations.iter().flatten();
        let wanted: BTreeSet<String> = wanted
            .map(|(id, _)| id.replace("CommunicationService_", "CommunicationServices_"))
            .collect();
        let operations = service.operations.iter_mut();
        operations.for_each(|list| list.retain(|(id, _)| wanted.contains(id)));
    }
    ours
}

/// The lines that only one side has, sorted.
fn differences(ours: &BTreeSet<String>, published: &BTreeSet<String>) -> String {
    let lines = ours.symmetric_difference(published).map(|line| {
        let sign = if ours.contains(line) {
            "specs    "
        } else {
            "published"
        };
        format!("{sign} {line}\n")
    });
    lines.collect()
}

/// Every difference comes from the API version: the version itself, and length limits of names, which the newer common
/// types have. Besides, Azure Maps answers with times that its definition declares as strings. Keys do not differ: the published definitions do not mark them as secrets, but in responses of key
/// operations the generator does.
#[test]
fn published_definitions_give_the_clients_of_our_own() {
    let Some(root) = env::var_os("AZURE_REST_API_SPECS") else {
        // The test harness hides the output of `println!` if the test passes, but not of `writeln!`.
        let skipped =
            "skipped: AZURE_REST_API_SPECS is not set to a checkout of the public definitions";
        writeln!(std::io::stderr(), "{skipped}").expect("standard error is open");
        return;
    };
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let published = manifest("tests/definitions/published.toml");
    let ours = shared(manifest("specs/azure-keys.toml"), &published);
    let ours = api::lines(&generated(ours, specs));
    let published = api::lines(&generated(published, root.into()));
    assert!(
        ours.len() > 100,
        "the walk sees clients, models and options"
    );
    expect![[r#"
        specs     api_management::clients const RESOURCE_GROUP_NAME = &[Rule::MinLength(1), Rule::MaxLength(90)]
        published api_management::clients const SID = &[Rule::MaxLength(256), Rule::Pattern("^[^*#&+:<>?]+$")]
        specs     api_management::clients const SID = &[Rule::MinLength(1), Rule::MaxLength(256), Rule::Pattern("^[^*#&+:<>?]+$"),]
        published api_management::clients::subscription sends api_version("2020-12-01")
        specs     api_management::clients::subscription sends api_version("2024-05-01")
        published api_management::clients::subscription sends path("resourceGroupName", resource_group_name, &[])
        specs     api_management::clients::subscription sends path("resourceGroupName", resource_group_name, RESOURCE_GROUP_NAME)
        specs     cognitive_services::clients const RESOURCE_GROUP_NAME = &[Rule::MinLength(1), Rule::MaxLength(90), Rule::Pattern("^[-\\w\\._\\(\\)]+$"),]
        published cognitive_services::clients const RESOURCE_GROUP_NAME = &[Rule::MinLength(1), Rule::MaxLength(90)]
        published cognitive_services::clients const SUBSCRIPTION_ID = &[Rule::MinLength(1)]
        published cognitive_services::clients::accounts sends api_version("2021-04-30")
        specs     cognitive_services::clients::accounts sends api_version("2026-09-01")
        specs     cognitive_services::clients::accounts sends subscription("subscriptionId", &[])
        published cognitive_services::clients::accounts sends subscription("subscriptionId", SUBSCRIPTION_ID)
        specs     communication::clients const RESOURCE_GROUP_NAME = &[Rule::MinLength(1), Rule::MaxLength(90), Rule::Pattern("^[-\\w\\._\\(\\)]+$"),]
        published communication::clients const RESOURCE_GROUP_NAME = &[Rule::MinLength(1), Rule::MaxLength(90)]
        published communication::clients const SUBSCRIPTION_ID = &[Rule::MinLength(1)]
        published communication::clients::communication_services sends api_version("2020-08-20")
        specs     communication::clients::communication_services sends api_version("2026-03-18")
        specs     communication::clients::communication_services sends subscription("subscriptionId", &[])
        published communication::clients::communication_services sends subscription("subscriptionId", SUBSCRIPTION_ID)
        published maps::clients::accounts sends api_version("2021-07-01-preview")
        specs     maps::clients::accounts sends api_version("2023-06-01")
        specs     maps::models field MapsAccountKeys.primary_key_last_updated Option<OffsetDateTime>
        published maps::models field MapsAccountKeys.primary_key_last_updated Option<String>
        specs     maps::models field MapsAccountKeys.secondary_key_last_updated Option<OffsetDateTime>
        published maps::models field MapsAccountKeys.secondary_key_last_updated Option<String>
        specs     maps::models macro crate::runtime::model::response ! {MapsAccountKeys, redacted {primary_key = "primaryKey", primary_key_last_updated = "primaryKeyLastUpdated" as runtime::encoding::rfc3339, secondary_key = "secondaryKey", secondary_key_last_updated = "secondaryKeyLastUpdated" as runtime::encoding::rfc3339,}}
        published maps::models macro crate::runtime::model::response ! {MapsAccountKeys, redacted {primary_key = "primaryKey", primary_key_last_updated = "primaryKeyLastUpdated", secondary_key = "secondaryKey", secondary_key_last_updated = "secondaryKeyLastUpdated",}}
    "#]].assert_eq(&differences(&ours, &renamed(&published)));
}
