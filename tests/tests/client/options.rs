//! Options and the clients themselves.

use azure_keys::{api_management::*, cognitive_services::*, communication::*, maps::*};
use azure_keys_tests::{Answer, Credential, FakeArm, rows};
use std::{fmt::Debug, sync::Arc};

#[tokio::test]
async fn api_version_overrides_that_of_the_definition() {
    let arm = FakeArm::start().await;
    for row in rows() {
        arm.server.script([Answer::new(row.status, row.answer)]);
        let mut call = arm.call(&row);
        call.options.api_version = Some("2099-12-31&x".to_owned());
        row.succeed(call).await;
        let seen = arm.server.take_seen();
        let queries: Vec<&str> = seen.iter().map(|seen| seen.query.as_str()).collect();
        assert_eq!(queries, ["api-version=2099-12-31%26x"], "{}", row.label());
    }
}

#[tokio::test]
async fn calls_can_move_to_another_task() {
    for row in rows() {
        let arm = FakeArm::start().await;
        arm.server.script([Answer::new(row.status, row.answer)]);
        let call = arm.call(&row);
        let task = tokio::spawn(async move { (row.succeed(call).await, row.decoded()) });
        let (decoded, expected) = task.await.expect("the call succeeds");
        assert_eq!(decoded.body, expected);
    }
}

#[test]
fn clients_can_be_cloned_shown_and_shared() {
    fn check<T: Clone + Debug + Send + Sync + 'static>() {}
    check::<ApiManagementClient>();
    check::<ApiManagementSubscriptionClient>();
    check::<CognitiveServicesClient>();
    check::<CognitiveServicesAccountsClient>();
    check::<CommunicationClient>();
    check::<CommunicationServicesClient>();
    check::<MapsClient>();
    check::<MapsAccountsClient>();
}

#[test]
fn a_client_needs_no_options() {
    let credential = || Arc::new(Credential::default());
    ApiManagementClient::new("id", credential(), None).expect("defaults");
    CognitiveServicesClient::new("id", credential(), None).expect("defaults");
    CommunicationClient::new("id", credential(), None).expect("defaults");
    MapsClient::new("id", credential(), None).expect("defaults");
}
