//! Keys as secrets of a Key Vault, with a vault on loopback.

use super::pair::Service;
use azure_core::http::{ClientOptions, RetryOptions, Transport};
use azure_keys::{
    Key, KeyType,
    fleet::{Deploy, NewKey, VaultSecret},
};
use azure_keys_tests::{Answer, FakeArm, TOKEN};
use serde_json::Value;

const KEY: &str = "s3cr3t-of-contoso";

fn new_key() -> NewKey {
    let pair = Service::default().pair("con.toso");
    NewKey::new(&*pair, KeyType::Primary, Key::new(KEY))
}

fn options(arm: &FakeArm) -> ClientOptions {
    ClientOptions {
        transport: Some(Transport::new(arm.transport.clone())),
        retry: RetryOptions::none(),
        ..Default::default()
    }
}

#[tokio::test]
async fn a_key_becomes_a_secret_with_the_audience_of_its_cloud() {
    for (vault, scope) in [
        (
            "https://contoso.vault.azure.net",
            "https://vault.azure.net/.default",
        ),
        (
            "https://contoso.vault.usgovcloudapi.net/",
            "https://vault.usgovcloudapi.net/.default",
        ),
        (
            "https://contoso.vault.azure.cn",
            "https://vault.azure.cn/.default",
        ),
    ] {
        let arm = FakeArm::start().await;
        arm.server.script([Answer::new(200, r#"{"value": "x"}"#)]);
        let target = VaultSecret::new(
            vault,
            "{name}-{pair}",
            arm.credential.clone(),
            Some(options(&arm)),
        );
        let target = target.expect("the URL is one of a vault");
        target
            .deploy(new_key())
            .await
            .expect("the vault accepts it");
        assert_eq!(arm.credential.take_scopes(), [scope]);
        let urls = arm.transport.take_urls();
        let base = vault.trim_end_matches('/');
        assert_eq!(
            urls[0].as_str(),
            format!("{base}/secrets/con-toso-keys?api-version=7.4")
        );
        let requests = arm.server.take_seen();
        assert_eq!(requests[0].method, "PUT");
        let body: Value = serde_json::from_slice(&requests[0].body).expect("it is JSON");
        assert_eq!(body["value"], KEY);
        assert_eq!(body["tags"]["pair"], "keys");
        assert_eq!(
            requests[0].header("authorization"),
            [format!("Bearer {TOKEN}")]
        );
    }
}

#[tokio::test]
async fn a_refusal_shows_no_key() {
    let arm = FakeArm::start().await;
    let body = format!(r#"{{"error": {{"code": "Forbidden", "message": "{KEY}"}}}}"#);
    arm.server.script([Answer::new(403, body)]);
    let target = VaultSecret::new(
        "https://contoso.vault.azure.net",
        "maps",
        arm.credential.clone(),
        Some(options(&arm)),
    );
    let target = target.expect("the URL is one of a vault");
    let error = target
        .deploy(new_key())
        .await
        .expect_err("the vault refuses");
    assert_eq!(
        error.to_string(),
        "the vault contoso.vault.azure.net answered 403 Forbidden when the secret `maps` was set"
    );
    assert!(!format!("{error:?} {target:?}").contains(KEY));
}

#[tokio::test]
async fn urls_and_names_that_are_none_are_refused() {
    let arm = FakeArm::start().await;
    for vault in [
        "http://contoso.vault.azure.net",
        "https://vault",
        "contoso",
        "https://u@contoso.vault.azure.net",
    ] {
        let target = VaultSecret::new(vault, "maps", arm.credential.clone(), None);
        assert!(target.is_err(), "{vault}");
    }
    let target = VaultSecret::new(
        "https://contoso.vault.azure.net",
        "a_b",
        arm.credential.clone(),
        Some(options(&arm)),
    );
    let error = target
        .expect("the URL is one of a vault")
        .deploy(new_key())
        .await;
    assert!(error.is_err_and(|error| {
        error
            .to_string()
            .contains("`a_b` is not a name of a secret")
    }));
    assert_eq!(arm.transport.take_urls().len(), 0);
}
