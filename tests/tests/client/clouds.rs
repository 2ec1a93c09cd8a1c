//! The endpoint of requests and the scope of tokens in each cloud.

use azure_core::cloud::{Audiences, CloudConfiguration, CustomConfiguration};
use azure_keys::{ArmClientOptions, ResourceManager};
use azure_keys_tests::{Answer, FakeArm, error::chain, rows, table::clients};
use std::sync::Arc;

type Change = fn(&mut ArmClientOptions);

/// Options with the base URL of requests and the scope of tokens.
const CLOUDS: &[(&str, Change, &str, &str)] = &[
    (
        "none",
        |_| {},
        "https://management.azure.com",
        "https://management.azure.com/.default",
    ),
    (
        "public",
        |options| cloud(options, CloudConfiguration::AzurePublic),
        "https://management.azure.com",
        "https://management.azure.com/.default",
    ),
    (
        "US Government",
        |options| cloud(options, CloudConfiguration::AzureGovernment),
        "https://management.usgovcloudapi.net",
        "https://management.usgovcloudapi.net/.default",
    ),
    (
        "China",
        |options| cloud(options, CloudConfiguration::AzureChina),
        "https://management.chinacloudapi.cn",
        "https://management.chinacloudapi.cn/.default",
    ),
    (
        "custom, audience in the options",
        |options| {
            cloud(options, CustomConfiguration::default().into());
            options.endpoint = Some("https://management.example.com".to_owned());
            options.audience = Some("https://audience.example.com".to_owned());
        },
        "https://management.example.com",
        "https://audience.example.com/.default",
    ),
    (
        "custom, audience in the cloud",
        |options| {
            cloud(options, with_audience("https://audience.example.com/"));
            options.endpoint = Some("https://management.example.com/".to_owned());
        },
        "https://management.example.com",
        "https://audience.example.com/.default",
    ),
    (
        "custom, audience in both",
        |options| {
            cloud(options, with_audience("https://cloud.example.com"));
            options.endpoint = Some("https://management.example.com:8443/base/".to_owned());
            options.audience = Some("https://audience.example.com/.default".to_owned());
        },
        "https://management.example.com:8443/base",
        "https://audience.example.com/.default",
    ),
    (
        "Azure Stack",
        |options| {
            cloud(
                options,
                with_audience("https://management.contoso.onmicrosoft.com/4a8e-guid"),
            );
            options.endpoint = Some("https://management.local.azurestack.external".to_owned());
        },
        "https://management.local.azurestack.external",
        "https://management.contoso.onmicrosoft.com/4a8e-guid/.default",
    ),
    (
        "public through another endpoint",
        |options| options.endpoint = Some("https://private.example.com".to_owned()),
        "https://private.example.com",
        "https://management.azure.com/.default",
    ),
];

fn cloud(options: &mut ArmClientOptions, cloud: CloudConfiguration) {
    options.client_options.cloud = Some(Arc::new(cloud));
}

fn with_audience(audience: &str) -> CloudConfiguration {
    let mut custom = CustomConfiguration::default();
    custom.audiences = Audiences::new().with::<ResourceManager>(audience.to_owned());
    custom.into()
}

#[tokio::test]
async fn endpoint_and_scope() {
    let arm = FakeArm::start().await;
    for row in rows() {
        arm.server.script([Answer::new(row.status, row.answer)]);
        for (name, change, base, scope) in CLOUDS {
            let mut call = arm.call(&row);
            change(&mut call.options);
            row.succeed(call).await;
            let path = row.path_with("", "");
            let url = format!("{base}{path}?api-version={}", row.api_version);
            let urls: Vec<String> = arm
                .transport
                .take_urls()
                .iter()
                .map(ToString::to_string)
                .collect();
            assert_eq!(urls, [url], "{}, {name}", row.label());
            assert_eq!(
                arm.credential.take_scopes(),
                [*scope],
                "{}, {name}",
                row.label()
            );
        }
    }
}

/// Invalid options, and a part of the error message.
const REFUSED: &[(&str, Change, &[&str])] = &[
    (
        "custom without anything",
        |options| cloud(options, CustomConfiguration::default().into()),
        &["custom cloud", "`endpoint`"],
    ),
    (
        "custom without endpoint",
        |options| cloud(options, with_audience("https://audience.example.com")),
        &["custom cloud", "`endpoint`"],
    ),
    (
        "custom without audience",
        |options| {
            cloud(options, CustomConfiguration::default().into());
            options.endpoint = Some("https://management.example.com".to_owned());
        },
        &["custom cloud", "`audience`", "`ResourceManager`"],
    ),
    (
        "endpoint without TLS",
        |options| options.endpoint = Some("http://management.azure.com".to_owned()),
        &["`endpoint`", "https://", "127.0.0.0/8 and [::1] only"],
    ),
    (
        "endpoint without TLS on another machine",
        |options| options.endpoint = Some("http://127.example.com".to_owned()),
        &["`endpoint`", "https://", "127.0.0.0/8 and [::1] only"],
    ),
    (
        "endpoint without TLS at an address of another machine",
        |options| options.endpoint = Some("http://[::2]:8080".to_owned()),
        &["`endpoint`", "https://", "127.0.0.0/8 and [::1] only"],
    ),
    (
        "endpoint that is no URL",
        |options| options.endpoint = Some("management.azure.com".to_owned()),
        &["`endpoint`", "URL"],
    ),
    (
        "endpoint with a query",
        |options| options.endpoint = Some("https://management.azure.com/?a=b".to_owned()),
        &["`endpoint`", "query"],
    ),
    (
        "trusted origin without TLS",
        |options| options.trusted_origins = vec!["http://127.0.0.1".to_owned()],
        &["`trusted_origins`", "https://"],
    ),
];

#[tokio::test]
async fn new_refuses_invalid_options() {
    let arm = FakeArm::start().await;
    let rows = rows();
    for (provider, client) in clients() {
        let row = rows
            .iter()
            .find(|row| row.provider == provider)
            .expect("each service has a row");
        client(arm.call(row)).expect("the default options are good");
        for (name, change, words) in REFUSED {
            let mut call = arm.call(row);
            change(&mut call.options);
            let error = client(call).expect_err(name);
            for word in *words {
                assert!(
                    chain(&error).contains(word),
                    "{provider}, {name}: {}",
                    chain(&error)
                );
            }
        }
    }
    assert_eq!(arm.transport.take_urls().len(), 0);
}
