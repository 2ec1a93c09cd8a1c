//! Keys as secrets of a Key Vault, with a vault on loopback.

use super::pair::{Service, id};
use azure_core::http::{ClientOptions, RetryOptions, Transport};
use azure_keys::{
    Key, KeyType,
    fleet::{Deploy, Fleet, MemoryStore, NewKey, VaultSecret},
};
use azure_keys_tests::{Answer, FakeArm, TOKEN};
use serde_json::{Value, json};

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

/// A target for a secret of a vault, whose requests go to the server.
fn target(arm: &FakeArm, name: &str) -> VaultSecret {
    let url = "https://contoso.vault.azure.net";
    let target = VaultSecret::new(url, name, arm.credential.clone(), Some(options(arm)));
    target.expect("the URL is one of a vault")
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
        let scopes = arm.credential.take_scopes();
        assert!(scopes.iter().all(|own| own == scope) && !scopes.is_empty());
        let urls = arm.transport.take_urls();
        let base = vault.trim_end_matches('/');
        assert_eq!(
            urls[0].as_str(),
            format!("{base}/secrets/con-toso-keys?api-version=7.4")
        );
        let requests = arm.server.take_seen();
        let methods = [&requests[0].method, &requests[1].method];
        assert_eq!(
            (requests.len(), methods),
            (2, [&"GET".to_owned(), &"PUT".to_owned()])
        );
        assert_eq!(urls[0], urls[1]);
        let body: Value = serde_json::from_slice(&requests[1].body).expect("it is JSON");
        assert_eq!(body["value"], KEY);
        assert_eq!(body["tags"]["pair"], "keys");
        assert_eq!(
            requests[1].header("authorization"),
            [format!("Bearer {TOKEN}")]
        );
    }
}

#[tokio::test]
async fn a_refusal_shows_no_key() {
    let arm = FakeArm::start().await;
    let body = format!(r#"{{"error": {{"code": "Forbidden", "message": "{KEY}"}}}}"#);
    arm.server.script([Answer::new(403, body)]);
    let target = target(&arm, "maps");
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

/// Writes the key into a secret that answers a GET so. Returns the methods that were sent, and the error.
async fn written(status: u16, body: String) -> (Vec<String>, Option<String>) {
    let arm = FakeArm::start().await;
    arm.server
        .script([Answer::new(status, body), Answer::new(200, "{}")]);
    let target = target(&arm, "maps");
    let error = target
        .deploy(new_key())
        .await
        .err()
        .map(|error| error.to_string());
    let seen = arm.server.take_seen().into_iter();
    (seen.map(|request| request.method).collect(), error)
}

fn secret(id: &str, pair: &str) -> String {
    json!({"value": KEY, "tags": {"resourceId": id, "pair": pair}}).to_string()
}

#[tokio::test]
async fn a_secret_of_another_pair_is_not_overwritten() {
    for (other, pair) in [("north", "keys"), ("con.toso", "tokens")] {
        let (methods, error) = written(200, secret(&id(other).to_string(), pair)).await;
        assert_eq!(methods, ["GET"]);
        let owner = format!("`{pair}` of {}", id(other)).to_lowercase();
        let text = error.expect("it is the other's").to_lowercase();
        assert!(text.contains(&owner), "{text}");
        assert!(text.contains("the secret `maps` is not changed") && !text.contains(KEY));
    }
}

#[tokio::test]
async fn a_secret_of_another_pair_lets_no_key_change() {
    let arm = FakeArm::start().await;
    let other = secret(&id("north").to_string(), "keys");
    arm.server.script([Answer::new(200, other)]);
    let target = target(&arm, "maps");
    let service = Service::default();
    let fleet = Fleet::of([service.pair("con.toso")]);
    let report = fleet.run(&MemoryStore::new(), &target, None).await;
    let text = report.to_string();
    assert!(
        text.contains("the secret `maps` is not changed") && !text.contains(KEY),
        "{text}"
    );
    assert_eq!(service.regenerated(), 0);
    assert_eq!(arm.server.take_seen().len(), 1);
}

#[tokio::test]
async fn a_secret_is_overwritten_if_no_tags_name_another_pair() {
    let own = id("con.toso").to_string();
    for (status, body) in [
        (200, secret(&own, "keys")),
        (200, secret(&own.to_uppercase(), "keys")),
        (200, json!({"value": "by hand"}).to_string()),
        (
            200,
            json!({"value": "by hand", "tags": {"pair": "of shoes"}}).to_string(),
        ),
        (404, "{}".to_owned()),
        (403, "the caller may set it only".to_owned()),
    ] {
        let (methods, error) = written(status, body).await;
        assert_eq!((methods.join(" ").as_str(), error), ("GET PUT", None));
    }
}

#[tokio::test]
async fn a_secret_that_cannot_be_read_now_is_not_overwritten() {
    for (status, body, words) in [
        (
            500,
            KEY,
            "answered 500 Internal Server Error when the secret `maps` was read",
        ),
        (200, KEY, "answered no JSON when the secret `maps` was read"),
    ] {
        let (methods, error) = written(status, body.to_owned()).await;
        assert_eq!(methods, ["GET"]);
        let text = error.expect("it may be another's");
        assert!(text.contains(words) && !text.contains(KEY), "{text}");
    }
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
    let error = target(&arm, "a_b").deploy(new_key()).await;
    assert!(error.is_err_and(|error| {
        error
            .to_string()
            .contains("`a_b` is not a name of a secret")
    }));
    assert_eq!(arm.transport.take_urls().len(), 0);
}
