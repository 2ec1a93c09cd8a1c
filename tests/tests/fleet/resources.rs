//! Finding the resources of a subscription.

use azure_core::http::Url;
use azure_keys::{ArmClientOptions, ResourceId, fleet::resources};
use azure_keys_tests::{Answer, FakeArm, error::chain, rows};

const SUBSCRIPTION: &str = "11112222-3333-4444-5555-666677778888";

fn options(arm: &FakeArm) -> ArmClientOptions {
    arm.quick_call(&rows()[0]).options
}

async fn found(arm: &FakeArm) -> azure_core::Result<Vec<ResourceId>> {
    resources(SUBSCRIPTION, arm.credential.clone(), Some(options(arm))).await
}

fn id(kind: &str, name: &str) -> String {
    format!("/subscriptions/{SUBSCRIPTION}/resourceGroups/g/providers/{kind}/{name}")
}

fn page(ids: &[String], next: Option<&str>) -> Answer {
    let value: Vec<_> = ids
        .iter()
        .map(|id| serde_json::json!({ "id": id, "type": "x" }))
        .collect();
    let page = serde_json::json!({ "value": value, "nextLink": next });
    Answer::new(200, page.to_string())
}

#[tokio::test]
async fn all_pages_are_read_and_other_types_are_left_out() {
    let arm = FakeArm::start().await;
    let [maps, storage] = [
        id("Microsoft.Maps/accounts", "contoso"),
        id("microsoft.storage/StorageAccounts", "fabrikam"),
    ];
    let others = [
        id("Microsoft.Compute/disks", "d"),
        format!(
            "{}/providers/Microsoft.Insights/settings/s",
            id("Microsoft.Maps/accounts", "c")
        ),
        String::new(),
    ];
    let next =
        format!("https://management.azure.com/subscriptions/{SUBSCRIPTION}/resources?$skiptoken=2");
    arm.server.script([
        page(
            &[&others[..], std::slice::from_ref(&maps)].concat(),
            Some(&next),
        ),
        page(std::slice::from_ref(&storage), None),
    ]);
    let ids: Vec<String> = found(&arm)
        .await
        .expect("the pages are good")
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(ids, [maps, storage]);
    let urls = arm.transport.take_urls();
    let query = |url: &Url, name: &str| {
        let mut pairs = url.query_pairs();
        pairs
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.into_owned())
    };
    assert_eq!(
        urls[0].path(),
        format!("/subscriptions/{SUBSCRIPTION}/resources")
    );
    let filter = query(&urls[0], "$filter").expect("there is a filter");
    assert!(
        filter.contains("resourceType eq 'Microsoft.Maps/accounts' or "),
        "{filter}"
    );
    for url in &urls {
        assert_eq!(query(url, "api-version").as_deref(), Some("2021-04-01"));
    }
}

#[tokio::test]
async fn a_link_to_another_origin_is_not_followed() {
    let arm = FakeArm::start().await;
    arm.server
        .script([page(&[], Some("https://example.com/more"))]);
    let error = found(&arm).await.expect_err("another origin");
    assert!(chain(&error).contains("`trusted_origins`"), "{error:?}");
    assert_eq!(arm.server.take_seen().len(), 1);
}

#[tokio::test]
async fn a_subscription_cannot_change_the_path() {
    let arm = FakeArm::start().await;
    arm.server.script([page(&[], None)]);
    let list = async |subscription| {
        resources(subscription, arm.credential.clone(), Some(options(&arm))).await
    };
    list("../x").await.expect("the service decides");
    let urls = arm.transport.take_urls();
    assert_eq!(urls[0].path(), "/subscriptions/..%2Fx/resources");
    for subscription in ["..", ".", ""] {
        list(subscription)
            .await
            .expect_err("it is no segment of a path");
    }
    assert!(arm.transport.take_urls().is_empty());
}

#[tokio::test]
async fn a_page_without_a_list_is_an_error_and_no_empty_subscription() {
    for body in ["{}", r#"{"value": null}"#] {
        let arm = FakeArm::start().await;
        arm.server.script([Answer::new(200, body)]);
        assert!(found(&arm).await.is_err(), "{body}");
    }
}
