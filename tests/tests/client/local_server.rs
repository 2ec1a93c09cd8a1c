//! A server on this machine, reached by plain HTTP, as the endpoint of a custom cloud.

use azure_core::{
    cloud::CustomConfiguration,
    http::{ClientOptions, RetryOptions, Transport, new_http_client},
};
use azure_keys::{ArmClientOptions, KeyPair, ResourceId, key_pairs};
use azure_keys_tests::{Answer, FakeArm, TOKEN, error::chain};
use std::sync::Arc;

const STORE: &str = "/subscriptions/11112222-3333-4444-5555-666677778888/resourceGroups/group-1/providers/Microsoft.AppConfiguration/configurationStores/store-1";

fn options(endpoint: String) -> ArmClientOptions {
    ArmClientOptions {
        endpoint: Some(endpoint),
        audience: Some("https://management.example.com".to_owned()),
        client_options: ClientOptions {
            cloud: Some(Arc::new(CustomConfiguration::default().into())),
            retry: RetryOptions::none(),
            transport: Some(Transport::new(new_http_client(None))),
            ..Default::default()
        },
        ..Default::default()
    }
}

fn pair(arm: &FakeArm, options: ArmClientOptions) -> azure_core::Result<Box<dyn KeyPair>> {
    let id: ResourceId = STORE.parse().expect("an id");
    Ok(key_pairs(&id, arm.credential.clone(), Some(options))?.swap_remove(0))
}

fn page(link: &str) -> Answer {
    Answer::new(200, format!(r#"{{"value": [], "nextLink": "{link}"}}"#))
}

#[tokio::test]
async fn a_server_on_this_machine_needs_no_tls() {
    for host in ["127.0.0.1", "localhost"] {
        let arm = FakeArm::start().await;
        let port = arm.server.port();
        let endpoint = format!("http://{host}:{port}");
        // A server links to itself with its own scheme, or without.
        let links = [
            format!("{endpoint}{STORE}/listKeys?after=1"),
            format!("https://{host}:{port}{STORE}/listKeys?after=2"),
            format!("{STORE}/listKeys?after=3"),
            String::new(),
        ];
        arm.server.script(links.map(|link| page(&link)));
        let pair = pair(&arm, options(endpoint)).expect("plain HTTP is accepted");
        pair.list(None).await.expect("the pages are good");
        let seen = arm.server.take_seen();
        assert_eq!(seen.len(), 4);
        for request in seen {
            let token = request.header("authorization");
            assert_eq!(token, [format!("Bearer {TOKEN}")]);
        }
        let scopes = arm.credential.take_scopes();
        assert_eq!(scopes, ["https://management.example.com/.default"]);
    }
}

#[tokio::test]
async fn a_link_to_another_server_gets_no_token() {
    let (arm, other) = (FakeArm::start().await, FakeArm::start().await);
    let endpoint = format!("http://127.0.0.1:{}", arm.server.port());
    for link in [
        format!("http://127.0.0.1:{}/more", other.server.port()),
        format!("http://localhost:{}/more", arm.server.port()),
        "http://example.com/more".to_owned(),
    ] {
        arm.server.script([page(&link)]);
        let pair = pair(&arm, options(endpoint.clone())).expect("plain HTTP is accepted");
        let error = pair.list(None).await.expect_err("another origin");
        assert!(chain(&error).contains("`trusted_origins`"), "{error:?}");
        assert_eq!(arm.server.take_seen().len(), 1, "{link}");
    }
    assert!(other.server.take_seen().is_empty());
}
