//! The fakes of the feature `test`, as the tests of a small program use them.

use azure_core::{credentials::TokenCredential, http::StatusCode};
use azure_keys::{
    Cancellation, KeyPair, KeyPairOptions, KeyType, OutcomeUnknown, Rotation,
    app_configuration::{AppConfigurationClient, operations::CONFIGURATION_STORES_LIST_KEYS},
    cognitive_services,
    maps::{
        MapsClient,
        operations::{ACCOUNTS_LIST_KEYS, ACCOUNTS_REGENERATE_KEYS},
    },
    test::{Answer, Fake, FakeCredential, FakeKeyPair, Fault, Loopback},
};
use azure_keys_tests::Server;
use futures::TryStreamExt;
use std::{env, panic::AssertUnwindSafe, process::Command};

const KEYS: &str = r#"{"primaryKey": "one", "secondaryKey": "two"}"#;

fn client(fake: &Fake) -> MapsClient {
    MapsClient::new("s", fake.credential(), fake.options()).expect("the options are valid")
}

/// The message of the panic in which a future ends.
async fn panic_of(future: impl Future) -> String {
    let ended = futures::FutureExt::catch_unwind(AssertUnwindSafe(future)).await;
    let panic = ended.err().expect("it panics");
    *panic
        .downcast::<String>()
        .expect("the message is formatted")
}

#[tokio::test]
async fn a_typed_client_needs_no_network() {
    let fake = Fake::new().on(ACCOUNTS_LIST_KEYS, KEYS);
    let response = client(&fake).accounts().list_keys("g", "a", None).await;
    let keys = response.unwrap().into_model().unwrap();
    assert_eq!(keys.primary_key.unwrap().secret(), "one");
    let calls = fake.calls();
    assert_eq!(calls[0].operation, Some("Accounts_ListKeys"));
    assert!(calls[0].url.path().ends_with("/accounts/a/listKeys"));
}

#[tokio::test]
async fn answers_are_given_in_order_and_the_last_is_repeated() {
    let fake = Fake::new()
        .on(
            ACCOUNTS_LIST_KEYS,
            Answer::error(404, "ResourceNotFound", "gone"),
        )
        .on(ACCOUNTS_LIST_KEYS, KEYS);
    let accounts = client(&fake).accounts();
    let error = accounts.list_keys("g", "a", None).await.unwrap_err();
    assert_eq!(error.http_status(), Some(StatusCode::NotFound));
    for _ in 0..2 {
        accounts.list_keys("g", "a", None).await.unwrap();
    }
    assert_eq!(fake.count(ACCOUNTS_LIST_KEYS), 3);
    assert_eq!(fake.count(ACCOUNTS_REGENERATE_KEYS), 0);
}

#[tokio::test]
async fn the_body_of_a_call_can_be_checked() {
    let fake = Fake::new().on(ACCOUNTS_REGENERATE_KEYS, (200, KEYS));
    let pair = client(&fake).accounts().key_pair("g", "a");
    pair.regenerate(KeyType::Secondary, None).await.unwrap();
    assert_eq!(fake.calls()[0].body, r#"{"keyType":"secondary"}"#);
}

#[tokio::test]
async fn an_unexpected_call_names_its_operation() {
    let fake = Fake::new().on(ACCOUNTS_LIST_KEYS, KEYS);
    let pair = client(&fake).accounts().key_pair("g", "a");
    let message = panic_of(pair.regenerate(KeyType::Primary, None)).await;
    assert!(
        message.starts_with("unexpected call of `Accounts_RegenerateKeys` (POST /subscriptions/"),
        "{message}"
    );
    assert!(message.ends_with("answer it with `Fake::on`"), "{message}");
}

#[tokio::test]
async fn a_status_that_the_definition_does_not_declare_is_refused() {
    let made = async { Fake::new().on(ACCOUNTS_LIST_KEYS, Answer::empty(204)) };
    let message = panic_of(made).await;
    assert!(message.contains("`Accounts_ListKeys`"), "{message}");
    assert!(
        message.ends_with("its definition declares [200]"),
        "{message}"
    );
}

#[tokio::test]
async fn links_of_answers_are_answered_by_their_path() {
    let page = r#"{"value": [], "nextLink": "https://management.azure.com/next?page=2"}"#;
    let fake = Fake::new()
        .on(CONFIGURATION_STORES_LIST_KEYS, page)
        .on_link("/next?page=3", KEYS)
        .on_link("/next?page=2", r#"{"value": []}"#);
    let client = AppConfigurationClient::new("s", fake.credential(), fake.options()).unwrap();
    let stores = client.configuration_stores();
    let pager = stores.list_keys("g", "store", None).unwrap();
    let keys: Vec<_> = pager.try_collect().await.unwrap();
    assert!(keys.is_empty());
    let operations: Vec<_> = fake.calls().iter().map(|call| call.operation).collect();
    assert_eq!(operations, [Some("ConfigurationStores_ListKeys"), None]);
    let fake = Fake::new().on(CONFIGURATION_STORES_LIST_KEYS, page);
    let client = AppConfigurationClient::new("s", fake.credential(), fake.options()).unwrap();
    let stores = client.configuration_stores();
    let pager = stores.list_keys("g", "store", None).unwrap();
    let message = panic_of(pager.try_collect::<Vec<_>>()).await;
    assert_eq!(
        message,
        "unexpected request GET /next: answer it with `Fake::on_link`"
    );
}

#[tokio::test]
async fn a_fake_pair_rotates() {
    let pair = FakeKeyPair::new();
    let mut deployed = Vec::new();
    let deploy = |_, key: azure_keys::Key| {
        deployed.push(key.value.secret().to_owned());
        async { azure_core::Result::Ok(()) }
    };
    let mut rotation = Rotation::new(KeyType::Primary);
    rotation.run(&pair, None, deploy).await.unwrap();
    assert_eq!(pair.regenerated(), [KeyType::Secondary, KeyType::Primary]);
    assert_eq!(pair.secret(KeyType::Primary), "primary-1");
    assert!(deployed.contains(&"secondary-1".to_owned()), "{deployed:?}");
}

#[tokio::test]
async fn a_fake_pair_has_the_faults_that_it_is_given() {
    let pair = FakeKeyPair::new();
    pair.fail_list(Fault::Status(403));
    let error = pair.list(None).await.unwrap_err();
    assert_eq!(error.http_status(), Some(StatusCode::Forbidden));
    pair.list(None).await.unwrap();
    assert_eq!(pair.lists(), 2);
    for (fault, is_open, now) in [
        (Fault::Status(429), false, "primary-0"),
        (Fault::Status(408), true, "primary-0"),
        (Fault::Status(503), true, "primary-0"),
        (Fault::LostRequest, true, "primary-0"),
        (Fault::LostResponse, true, "primary-1"),
    ] {
        pair.fail_regenerate(fault);
        let error = pair.regenerate(KeyType::Primary, None).await.unwrap_err();
        assert_eq!(OutcomeUnknown::is_cause_of(&error), is_open, "{fault:?}");
        assert_eq!(pair.secret(KeyType::Primary), now, "{fault:?}");
    }
    assert!(!format!("{pair:?}").contains("primary-1"));
}

/// As with a real pair, a cancelled call that was never sent changes nothing.
#[tokio::test]
async fn a_fake_pair_can_be_cancelled() {
    let pair = FakeKeyPair::new();
    let cancellation = Cancellation::new();
    cancellation.cancel();
    let options = || {
        let cancellation = Some(cancellation.clone());
        Some(KeyPairOptions {
            cancellation,
            ..Default::default()
        })
    };
    let listed = pair.list(options()).await.unwrap_err();
    let key = KeyType::Primary;
    let regenerated = pair.regenerate(key, options()).await.unwrap_err();
    for error in [listed, regenerated] {
        assert!(Cancellation::is_cause_of(&error), "{error}");
        assert!(!OutcomeUnknown::is_cause_of(&error), "{error}");
    }
    assert_eq!((pair.lists(), pair.regenerated()), (0, Vec::new()));
}

#[tokio::test]
async fn a_status_of_success_is_no_fault() {
    let made = async { FakeKeyPair::new().fail_list(Fault::Status(204)).lists() };
    let message = panic_of(made).await;
    assert!(message.starts_with("Status(204) is no fault"), "{message}");
}

/// Operations of different services may have one id.
#[tokio::test]
async fn calls_are_counted_by_service() {
    let fake = Fake::new()
        .on(ACCOUNTS_LIST_KEYS, KEYS)
        .on(cognitive_services::operations::ACCOUNTS_LIST_KEYS, "{}");
    let accounts = client(&fake).accounts();
    accounts.list_keys("g", "a", None).await.unwrap();
    assert_eq!(fake.count(ACCOUNTS_LIST_KEYS), 1);
    let others = cognitive_services::operations::ACCOUNTS_LIST_KEYS;
    assert_eq!(others.id, ACCOUNTS_LIST_KEYS.id);
    assert_eq!(fake.count(others), 0);
}

#[tokio::test]
async fn a_fake_credential_can_refuse() {
    let credential = FakeCredential::new();
    let token = credential.get_token(&["scope"], None).await.unwrap();
    assert_eq!(token.token.secret(), "fake");
    credential.refuse();
    assert!(credential.get_token(&["scope"], None).await.is_err());
    assert_eq!(credential.scopes(), ["scope"]);
}

#[tokio::test]
async fn a_server_without_tls_is_reached_by_loopback() {
    let server = Server::start().await;
    let loopback = Loopback::to(server.port());
    server.script([azure_keys_tests::Answer::new(200, KEYS)]);
    let client = MapsClient::new("s", loopback.credential(), loopback.options()).unwrap();
    let keys = client.accounts().list_keys("g", "a", None).await.unwrap();
    let keys = keys.into_model().unwrap();
    assert_eq!(keys.secondary_key.unwrap().secret(), "two");
}

#[tokio::test]
async fn a_proxy_of_the_environment_gets_no_request() {
    if env::var_os("BEHIND_A_PROXY").is_some() {
        let loopback = Loopback::to(1);
        let client = MapsClient::new("s", loopback.credential(), loopback.options()).unwrap();
        let listed = client.accounts().list_keys("g", "a", None).await;
        let text = azure_keys::Causes::of(&listed.unwrap_err()).to_string();
        assert!(text.contains("while ALL_PROXY is set"), "{text}");
        return;
    }
    // The variables of this process are those of other tests, too.
    let mut anew = Command::new(env::current_exe().unwrap());
    for name in ["HTTP_PROXY", "http_proxy", "all_proxy"] {
        anew.env_remove(name);
    }
    anew.args(["--exact", "a_proxy_of_the_environment_gets_no_request"]);
    anew.env("BEHIND_A_PROXY", "1");
    anew.env("ALL_PROXY", "http://127.0.0.1:1");
    let output = anew.output().unwrap();
    assert!(output.status.success(), "{output:?}");
}
