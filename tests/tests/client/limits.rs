//! Limits for lists, bodies and waits.

use azure_core::time::Duration;
use azure_keys::{
    ArmClientOptions, DeadlineExceeded, KeyPair, KeyType, Keys, OutcomeUnknown, ResourceId,
    key_pairs,
};
use azure_keys_tests::{
    Answer, FakeArm,
    error::{chain, everything},
    rows,
};
use flate2::{Compression, write::GzEncoder};
use std::{io::Write, time::Instant};

const STORE: &str = "/subscriptions/11112222-3333-4444-5555-666677778888/resourceGroups/group-1/providers/Microsoft.AppConfiguration/configurationStores/store-1";
const DATABASE: &str = "/subscriptions/11112222-3333-4444-5555-666677778888/resourceGroups/group-1/providers/Microsoft.DocumentDB/databaseAccounts/account-1";
const ACCOUNT: &str = "/subscriptions/11112222-3333-4444-5555-666677778888/resourceGroups/group-1/providers/Microsoft.Maps/accounts/account-1";

fn options(arm: &FakeArm) -> ArmClientOptions {
    arm.quick_call(&rows()[0]).options
}

fn pair(id: &str, arm: &FakeArm, options: ArmClientOptions) -> Box<dyn KeyPair> {
    let id: ResourceId = id.parse().expect("an id");
    let pairs = key_pairs(&id, arm.credential.clone(), Some(options));
    pairs.expect("the type is known").swap_remove(0)
}

async fn list(id: &str, arm: &FakeArm, options: ArmClientOptions) -> azure_core::Result<Keys> {
    pair(id, arm, options).list(None).await
}

#[tokio::test]
async fn a_list_whose_link_repeats_is_an_error() {
    let arm = FakeArm::start().await;
    let links = [
        format!("https://management.azure.com{STORE}/listKeys?after=1"),
        format!("{STORE}/listKeys?after=1"),
    ];
    for link in links {
        let body = format!(r#"{{"value": [], "nextLink": "{link}"}}"#);
        arm.server.script([Answer::new(200, body)]);
        let error = list(STORE, &arm, options(&arm)).await.expect_err("no end");
        assert!(chain(&error).contains("was read already"), "{error:?}");
        assert_eq!(arm.server.take_seen().len(), 2);
    }
}

#[tokio::test]
async fn a_link_with_a_password_is_not_followed() {
    let arm = FakeArm::start().await;
    let link = "https://user:pa55w0rd@management.azure.com/more";
    let body = format!(r#"{{"value": [], "nextLink": "{link}"}}"#);
    arm.server.script([Answer::new(200, body)]);
    let error = list(STORE, &arm, options(&arm)).await.expect_err("refused");
    let text = everything(&error);
    assert!(
        text.contains("password") && !text.contains("pa55w0rd"),
        "{text}"
    );
    assert_eq!(arm.server.take_seen().len(), 1);
}

/// Zeros, compressed as much as possible.
fn bomb(length: usize) -> Answer {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let zeros = [0; 1 << 16];
    for _ in 0..length / zeros.len() {
        encoder.write_all(&zeros).expect("memory takes all");
    }
    let body = encoder.finish().expect("memory takes all");
    Answer::new(200, body).header("Content-Encoding", "gzip")
}

#[tokio::test]
async fn a_body_that_unpacks_to_more_than_the_limit_is_an_error() {
    let arm = FakeArm::start().await;
    for (length, max_body) in [(100 << 20, None), (1 << 20, Some(1000))] {
        let options = || ArmClientOptions {
            max_body,
            ..options(&arm)
        };
        arm.server.script([bomb(length)]);
        let error = list(ACCOUNT, &arm, options()).await.expect_err("too long");
        assert!(chain(&error).contains("`max_body`"), "{error:?}");
        assert_eq!(arm.server.take_seen().len(), 1, "it is not sent again");
        let regenerate = pair(ACCOUNT, &arm, options());
        let error = regenerate
            .regenerate(KeyType::Primary, None)
            .await
            .expect_err("too long");
        assert!(OutcomeUnknown::is_cause_of(&error), "{error:?}");
        assert_eq!(arm.server.take_seen().len(), 1, "it is not sent again");
    }
}

#[tokio::test]
async fn a_call_ends_at_its_deadline() {
    let late = Answer::new(200, "{}").late(std::time::Duration::from_secs(20));
    let throttled = Answer::new(429, "{}").header("Retry-After", "1000000000");
    for (answer, is_open) in [(late, true), (throttled, false)] {
        let arm = FakeArm::start().await;
        arm.server.script([answer]);
        let mut options = options(&arm);
        options.client_options.retry = Default::default();
        options.deadline = Some(Duration::milliseconds(300));
        let began = Instant::now();
        let pair = pair(ACCOUNT, &arm, options);
        let error = pair.list(None).await.expect_err("too late");
        assert!(DeadlineExceeded::is_cause_of(&error), "{error:?}");
        assert!(
            error.to_string().starts_with("Accounts_ListKeys"),
            "{error}"
        );
        let error = pair
            .regenerate(KeyType::Primary, None)
            .await
            .expect_err("too late");
        assert!(DeadlineExceeded::is_cause_of(&error), "{error:?}");
        assert_eq!(OutcomeUnknown::is_cause_of(&error), is_open, "{error:?}");
        assert!(began.elapsed().as_secs() < 10, "{:?}", began.elapsed());
        assert_eq!(arm.server.take_seen().len(), 2);
    }
}

/// The service reports forever that a key is being replaced, and requests the next poll at once, or
/// never.
#[tokio::test]
async fn a_poller_ends_at_its_deadline() {
    for (retry_after, polls) in [("-1", 1..=2), ("0", 1..=2), ("1000000000", 0..=0)] {
        let arm = FakeArm::start().await;
        let running = Answer::new(202, "")
            .header("Location", "https://management.azure.com/operations/1")
            .header("Retry-After", retry_after);
        arm.server.script([running]);
        let mut options = options(&arm);
        options.deadline = Some(Duration::milliseconds(1500));
        let pair = pair(DATABASE, &arm, options);
        let error = pair
            .regenerate(KeyType::Primary, None)
            .await
            .expect_err("no end");
        assert!(DeadlineExceeded::is_cause_of(&error), "{error:?}");
        assert!(
            OutcomeUnknown::is_cause_of(&error),
            "the service took the call"
        );
        let polled = arm.server.take_seen().len() - 1;
        assert!(polls.contains(&polled), "{retry_after}: {polled}");
    }
}
