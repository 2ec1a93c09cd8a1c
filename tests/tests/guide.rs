//! The programs of the guide, which `docs/guide` includes: each does what it says, and the pages show all of them.
#![allow(
    unreachable_pub,
    reason = "the guide shows programs as users write them"
)]

#[path = "guide/errors.rs"]
mod errors;
#[path = "guide/first_key.rs"]
#[allow(dead_code, reason = "its main function uses Azure")]
mod first_key;
#[path = "guide/local_server.rs"]
mod local_server;
#[path = "guide/pages.rs"]
mod pages;
#[path = "guide/rotate.rs"]
#[allow(dead_code, reason = "its main function uses Azure")]
mod rotate;
#[path = "guide/settings.rs"]
mod settings;
#[path = "guide/test_your_code.rs"]
mod test_your_code;
#[path = "guide/tracer.rs"]
mod tracer;

use azure_core::{
    Error,
    error::ErrorKind,
    http::{ClientOptions, RetryOptions, Transport},
    time::Duration,
};
use azure_keys::{
    KeyType, OutcomeUnknown, RotationOptions,
    fleet::{FleetOptions, VaultSecret},
    maps::{MapsClient, operations::ACCOUNTS_LIST_KEYS},
    test::{Answer as Answers, Fake},
};
use azure_keys_tests::{
    Answer, Credential, FakeArm,
    simulator::{Resource, Simulator, state::Which, table},
};
use std::{sync::Arc, time::Instant};

const KEYS: &str = r#"{"primaryKey": "one", "secondaryKey": "two"}"#;

/// The two keys of a resource, as the service accepts them now.
fn keys(resource: &Resource) -> [String; 2] {
    [KeyType::Primary, KeyType::Secondary].map(|key| resource.valid(Which { pair: 0, key }))
}

/// A credential that the simulator accepts.
fn credential() -> Arc<Credential> {
    Arc::default()
}

/// A Maps account in the simulator.
async fn account() -> (Simulator, Arc<Resource>) {
    let simulator = Simulator::start().await;
    let mut rows = table().filter(|row| row.kind == "Microsoft.Maps/accounts");
    let account = simulator.create(rows.next().expect("the table has Maps"));
    (simulator, account)
}

#[tokio::test]
async fn the_first_key_is_listed_and_regenerated() {
    let (simulator, account) = account().await;
    let options = simulator.options(RetryOptions::none());
    let before = keys(&account);
    let run = first_key::run(&account.id, credential(), Some(options));
    run.await.expect("the account exists");
    let after = keys(&account);
    assert_eq!(before[0], after[0]);
    assert_ne!(before[1], after[1]);
}

#[tokio::test]
async fn keys_are_rotated_and_handed_over() {
    let (simulator, account) = account().await;
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let before = keys(&account);
    let mut requests = Vec::new();
    for outcome in ["rotated", "nothing to do"] {
        let (arm, vault) = vault().await;
        let rotation = RotationOptions {
            settle: Some(Duration::milliseconds(50)),
            look_every: Some(Duration::milliseconds(2)),
            ..Default::default()
        };
        let begun = Instant::now();
        let run = rotate::run(
            vec![account.id.parse().expect("an id")],
            vault,
            (folder.path(), Duration::milliseconds(300)),
            credential(),
            Some(simulator.options(RetryOptions::none())),
            FleetOptions {
                rotation,
                ..Default::default()
            },
        );
        let report = run.await.expect("the folder can be written");
        assert!(report.is_success() && report.to_string().contains(outcome));
        let is_rotated = outcome == "rotated";
        assert!(
            !is_rotated || begun.elapsed().as_millis() >= 300,
            "it waits"
        );
        requests.extend(arm.server.take_seen());
    }
    let after = keys(&account);
    assert!(before[0] != after[0] && before[1] != after[1]);
    // Consumers go on to use the secondary key while the primary one changes.
    let [_prepared, looked, request] = requests.as_slice() else {
        panic!("one key is written into the vault");
    };
    assert_eq!(
        (looked.method.as_str(), request.method.as_str()),
        ("GET", "PUT")
    );
    assert!(String::from_utf8_lossy(&request.body).contains(&after[1]));
}

/// A vault on this machine, which accepts a key.
async fn vault() -> (FakeArm, VaultSecret) {
    let arm = FakeArm::start().await;
    arm.server.script([Answer::new(200, "{}")]);
    let options = ClientOptions {
        transport: Some(Transport::new(arm.transport.clone())),
        ..Default::default()
    };
    let url = "https://contoso.vault.azure.net";
    let vault = VaultSecret::new(url, "{name}-{pair}", credential(), Some(options));
    (arm, vault.expect("the URL is one of a vault"))
}

#[tokio::test]
async fn a_local_server_is_used_by_plain_http() {
    let arm = FakeArm::start().await;
    arm.server.script([Answer::new(200, KEYS)]);
    let key = local_server::run(arm.server.port()).await;
    assert_eq!(key.expect("the server answers"), "one");
}

#[test]
fn the_server_of_the_guide_answers() {
    local_server::main().expect("the server answers");
}

/// The error of a call that is answered by this status.
async fn answered(status: u16) -> Error {
    let answer = Answers::error(status, "SomeCode", "no");
    let fake = Fake::new().on(ACCOUNTS_LIST_KEYS, answer);
    let mut options = fake.options().expect("they are given");
    options.client_options.retry = RetryOptions::none();
    let client = MapsClient::new("s", fake.credential(), Some(options)).expect("a client");
    let call = client.accounts().list_keys("g", "a", None).await;
    call.expect_err("the answer is an error")
}

#[tokio::test]
async fn errors_are_told_apart() {
    for (status, advice) in [
        (401, "log in again"),
        (403, "ask for a role with the right to list keys"),
        (404, "check the id"),
        (409, "try again later"),
        (429, "try again later"),
        (400, "the service answered 400: SomeCode"),
    ] {
        assert_eq!(errors::advice(&answered(status).await), advice);
    }
    let lost = OutcomeUnknown::because(Error::with_message(ErrorKind::Io, "lost"));
    assert_eq!(
        errors::advice(&lost),
        "list the keys: the change may have happened"
    );
    let no_login = Error::with_message(ErrorKind::Credential, "az was not found");
    assert_eq!(errors::advice(&no_login), "log in again");
    let refused = Error::with_message(ErrorKind::Io, "connection refused");
    let unsent = Error::with_error(ErrorKind::Io, refused, "ListKeys failed");
    assert_eq!(
        errors::advice(&unsent),
        "no response arrived: ListKeys failed: connection refused"
    );
}

#[tokio::test]
async fn settings_reach_the_request() {
    let arm = FakeArm::start().await;
    let busy = || Answer::new(503, "").header("Retry-After", "0");
    arm.server.script([busy(), busy(), busy()]);
    let spans = tracer::Spans::default();
    let mut options = settings::options(Some(Arc::new(spans.clone())));
    options.client_options.transport = Some(Transport::new(arm.transport.clone()));
    assert_eq!(options.deadline, Some(Duration::seconds(30)));
    let client = MapsClient::new("s", arm.credential.clone(), Some(options)).expect("a client");
    let pair = client.accounts().key_pair("g", "a");
    pair.list(None).await.expect_err("the server is busy");
    let seen = arm.server.take_seen();
    assert_eq!(seen.len(), 3, "two retries");
    assert!(seen[0].header("user-agent")[0].starts_with("my-program"));
    assert!(
        spans
            .names()
            .contains(&"Microsoft.Maps.Accounts.ListKeys".to_owned())
    );
    assert!(pair.regenerate(KeyType::Primary, None).await.is_err());
}
