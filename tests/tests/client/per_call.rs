//! What a caller chooses for one call: the id of its requests, and its time limit.

use azure_core::{
    http::{ClientMethodOptions, Context, request::options::ClientRequestId},
    time::Duration,
};
use azure_keys::{
    ArmClientOptions, DeadlineExceeded, KeyPair, KeyPairOptions, KeyType, ResourceId, TimeLimit,
    key_pairs,
};
use azure_keys_tests::{Answer, FakeArm, rows};

/// Keys that come in one response, in pages, and from a long-running operation.
const ACCOUNT: &str = "/subscriptions/11112222-3333-4444-5555-666677778888/resourceGroups/group-1/providers/Microsoft.Maps/accounts/account-1";
const STORE: &str = "/subscriptions/11112222-3333-4444-5555-666677778888/resourceGroups/group-1/providers/Microsoft.AppConfiguration/configurationStores/store-1";
const DATABASE: &str = "/subscriptions/11112222-3333-4444-5555-666677778888/resourceGroups/group-1/providers/Microsoft.DocumentDB/databaseAccounts/account-1";

const HEADER: &str = "x-ms-client-request-id";
const REQUEST_ID: &str = "9f2c81de-2c5c-4d3b-a5b3-0e1f9b1c7a11";

fn pair(id: &str, arm: &FakeArm, deadline: Option<Duration>) -> Box<dyn KeyPair> {
    let id: ResourceId = id.parse().expect("an id");
    let options = ArmClientOptions {
        deadline,
        ..arm.quick_call(&rows()[0]).options
    };
    let pairs = key_pairs(&id, arm.credential.clone(), Some(options));
    pairs.expect("the type is known").swap_remove(0)
}

fn options(context: Context<'static>) -> Option<KeyPairOptions<'static>> {
    Some(KeyPairOptions {
        method_options: ClientMethodOptions { context },
        poll_frequency: Some(Duration::seconds(1)),
        ..Default::default()
    })
}

fn with_id() -> Option<KeyPairOptions<'static>> {
    let id = ClientRequestId::new(REQUEST_ID.to_owned());
    options(Context::new().with_value(id))
}

fn limited(limit: Duration) -> Option<KeyPairOptions<'static>> {
    options(Context::new().with_value(TimeLimit::new(limit)))
}

fn page(next: Option<&str>) -> Answer {
    let next = next.map(|next| format!(r#", "nextLink": "{STORE}/listKeys?after={next}""#));
    Answer::new(
        200,
        format!(r#"{{"value": []{}}}"#, next.unwrap_or_default()),
    )
}

fn running() -> Answer {
    Answer::new(202, "")
        .header("Location", "https://management.azure.com/operations/1")
        .header("Retry-After", "0")
}

#[tokio::test]
async fn every_request_of_a_call_has_the_id_that_the_caller_chose() {
    let keys = Answer::new(200, "{}");
    for (id, answers) in [
        (ACCOUNT, vec![keys.clone()]),
        (STORE, vec![page(Some("1")), page(Some("2")), page(None)]),
    ] {
        let arm = FakeArm::start().await;
        let requests = answers.len();
        arm.server.script(answers);
        let listed = pair(id, &arm, None).list(with_id()).await;
        listed.expect("the responses are good");
        let seen = arm.server.take_seen();
        assert_eq!(seen.len(), requests);
        for request in seen {
            assert_eq!(request.header(HEADER), [REQUEST_ID], "{}", request.path);
        }
    }
}

#[tokio::test]
async fn every_poll_has_the_id_that_the_caller_chose() {
    let arm = FakeArm::start().await;
    arm.server
        .script([running(), running(), Answer::new(200, "{}")]);
    let pair = pair(DATABASE, &arm, None);
    let regenerated = pair.regenerate(KeyType::Primary, with_id()).await;
    regenerated.expect("the responses are good");
    let seen = arm.server.take_seen();
    assert!(seen.len() >= 3, "{}", seen.len());
    for request in seen {
        assert_eq!(request.header(HEADER), [REQUEST_ID], "{}", request.path);
    }
}

#[tokio::test]
async fn each_call_has_another_id_by_default() {
    let arm = FakeArm::start().await;
    arm.server.script([Answer::new(200, "{}")]);
    let pair = pair(ACCOUNT, &arm, None);
    for _ in 0..2 {
        pair.list(None).await.expect("the response is good");
    }
    let seen = arm.server.take_seen();
    let [one, other] = [0, 1].map(|at| seen[at].header(HEADER));
    assert!(one.len() == 1 && other.len() == 1 && one != other);
}

#[tokio::test]
async fn a_call_ends_at_its_own_limit_whatever_the_clients_deadline_is() {
    let pace = std::time::Duration::from_millis(200);
    let own = Duration::milliseconds(500);
    for (id, answer, most) in [
        (ACCOUNT, Answer::new(200, "{}").late(pace * 10), 1..=1),
        // The pages lead from one to the other for ever.
        (STORE, page(Some("1")), 1..=4),
    ] {
        let arm = FakeArm::start().await;
        let pages = (1..20).map(|next| page(Some(&next.to_string())).late(pace));
        match id {
            STORE => arm.server.script(pages),
            _ => arm.server.script([answer]),
        }
        let pair = pair(id, &arm, Some(Duration::minutes(1)));
        let error = pair.list(limited(own)).await.expect_err("too late");
        assert!(DeadlineExceeded::is_cause_of(&error), "{error:?}");
        let sent = arm.server.take_seen().len();
        assert!(most.contains(&sent), "{id}: {sent}");
    }
}

#[tokio::test]
async fn polling_ends_at_the_limit_of_the_call() {
    let arm = FakeArm::start().await;
    arm.server.script([running()]);
    let pair = pair(DATABASE, &arm, None);
    let limit = limited(Duration::milliseconds(1500));
    let error = pair.regenerate(KeyType::Primary, limit).await;
    let error = error.expect_err("no end");
    assert!(DeadlineExceeded::is_cause_of(&error), "{error:?}");
    assert!((2..=3).contains(&arm.server.take_seen().len()));
}

#[tokio::test]
async fn a_call_may_take_longer_than_the_clients_deadline() {
    let arm = FakeArm::start().await;
    let pace = std::time::Duration::from_millis(300);
    arm.server.script([Answer::new(200, "{}").late(pace)]);
    let pair = pair(ACCOUNT, &arm, Some(Duration::milliseconds(50)));
    pair.list(None).await.expect_err("the client's deadline");
    let listed = pair.list(limited(Duration::minutes(1))).await;
    listed.expect("the call has more time");
}
