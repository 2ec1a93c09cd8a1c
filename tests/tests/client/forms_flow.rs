//! Pages and long-running operations in forms that definitions use less often, over HTTP.

use super::everything::forms as client;
use armgen_everything::forms::models::Query;
use azure_keys_tests::{Answer, FakeArm, error::everything};
use futures::{Stream, TryStreamExt as _};

const ARM: &str = "https://management.azure.com";

fn query() -> Query {
    Query::new("all".to_owned())
}

/// Each request as `METHOD path?query body`.
fn requests(arm: &FakeArm) -> Vec<String> {
    let seen = arm.server.take_seen();
    let seen = seen.iter().map(|seen| {
        let body = String::from_utf8_lossy(&seen.body);
        format!("{} {}?{} {body}", seen.method, seen.path, seen.query)
    });
    seen.map(|text| text.trim_end().to_owned()).collect()
}

async fn items<T>(pager: azure_core::Result<impl Stream<Item = azure_core::Result<T>>>) -> Vec<T> {
    let pager = pager.expect("the arguments are fine");
    pager.try_collect().await.expect("all pages are read")
}

#[tokio::test]
async fn pages_by_post_send_the_same_body() {
    let arm = FakeArm::start().await;
    let page = |link: &str| {
        format!(
            r#"{{"value":[{{"family":"A"}}],"@odata.nextLink":"{ARM}/providers/Contoso.Forms/query?{link}"}}"#
        )
    };
    arm.server.script([
        Answer::new(200, page("$skiptoken=2")),
        Answer::new(200, page("%24skiptoken=3&api-version=2000-01-01")),
        Answer::new(200, r#"{"value":[{"family":"A"}]}"#),
    ]);
    let body = || query().try_into().expect("a query can be written");
    let pages = client(&arm).pages();
    assert_eq!(items(pages.query(body(), None)).await.len(), 3);
    let path = "POST /providers/Contoso.Forms/query";
    assert_eq!(
        requests(&arm),
        [
            format!(r#"{path}?api-version=2026-05-05 {{"text":"all"}}"#),
            format!(r#"{path}?$skiptoken=2&api-version=2026-05-05 {{"text":"all"}}"#),
            format!(r#"{path}?%24skiptoken=3&api-version=2026-05-05 {{"text":"all"}}"#),
        ]
    );

    // Such a page is not requested twice while its outcome is unknown, nor is a link followed in a circle.
    arm.server
        .script([Answer::new(200, page("$skiptoken=2")), Answer::hang_up()]);
    let pager = pages.query(body(), None).expect("the arguments are fine");
    pager
        .try_collect::<Vec<_>>()
        .await
        .expect_err("the second page fails");
    assert_eq!(requests(&arm).len(), 2);
    arm.server.script([
        Answer::new(200, page("$skiptoken=2")),
        Answer::new(200, page("$skiptoken=2")),
    ]);
    let pager = pages.query(body(), None).expect("the arguments are fine");
    let error = pager.try_collect::<Vec<_>>().await;
    let error = everything(&error.expect_err("the list does not end"));
    assert!(error.contains("one that was read already"), "{error}");

    // Nor is it sent to another origin.
    arm.server.take_seen();
    arm.server.script([Answer::new(
        200,
        r#"{"@odata.nextLink":"https://evil.example/?a"}"#,
    )]);
    let pager = pages.query(body(), None).expect("the arguments are fine");
    let error = pager.try_collect::<Vec<_>>().await;
    let error = everything(&error.expect_err("the link leads elsewhere"));
    assert!(error.contains("https://evil.example"), "{error}");
    assert_eq!(requests(&arm).len(), 1);
}

#[tokio::test]
async fn items_and_links_may_be_inside_an_object() {
    let arm = FakeArm::start().await;
    let drawers = "/providers/Contoso.Forms/drawers";
    arm.server.script([
        Answer::new(
            200,
            format!(r#"{{"content":{{"drawers":{{"list":["a"]}}}},"more":{{"nextLink":"{drawers}?page=2"}}}}"#),
        ),
        Answer::new(200, r#"{"content":{"drawers":{"list":["b"]}}}"#),
    ]);
    let pages = client(&arm).pages();
    assert_eq!(items(pages.list_drawers(None)).await, ["a", "b"]);
    assert_eq!(
        requests(&arm),
        [
            format!("GET {drawers}?api-version=2026-05-05"),
            format!("GET {drawers}?page=2&api-version=2026-05-05"),
        ]
    );

    let boxes = "/providers/Contoso.Forms/boxes";
    arm.server.script([
        Answer::new(
            200,
            format!(r#"{{"properties":{{"boxes":["a"],"nextLink":"{boxes}?page=2"}}}}"#),
        ),
        Answer::new(204, ""),
    ]);
    assert_eq!(items(pages.list_boxes(None)).await, ["a"]);
    assert_eq!(requests(&arm).len(), 2);

    arm.server
        .script([Answer::new(200, r#"{"lids":["a","b"],"note":"n"}"#)]);
    assert_eq!(items(pages.list_lids(None)).await, ["a", "b"]);
}

#[tokio::test]
async fn a_page_without_a_body_is_empty_only_where_that_is_declared() {
    let arm = FakeArm::start().await;
    let pages = client(&arm).pages();
    arm.server.script([Answer::new(204, "")]);
    assert_eq!(items(pages.list_boxes(None)).await, [""; 0]);
    arm.server.script([Answer::new(200, "")]);
    let pager = pages.list_lids(None).expect("the arguments are fine");
    pager
        .try_collect::<Vec<_>>()
        .await
        .expect_err("no body was declared to be absent");
}

#[tokio::test]
async fn a_long_running_operation_ends_with_a_pager() {
    let arm = FakeArm::start().await;
    let path = "/providers/Contoso.Forms/moves";
    let script = || {
        let page = format!(r#"{{"value":[{{"wait":"1"}}],"nextLink":"{path}?page=2"}}"#);
        [
            Answer::new(202, "")
                .header("location", &format!("{ARM}/poll"))
                .header("retry-after", "0"),
            Answer::new(200, page),
        ]
    };
    let [first, second] = script();
    arm.server.script([
        first,
        second,
        Answer::new(
            200,
            format!(r#"{{"value":[{{"wait":"2"}}],"nextLink":"{path}?page=3"}}"#),
        ),
        Answer::new(200, r#"{"value":[{"wait":"3"}]}"#),
    ]);
    let jobs = client(&arm).jobs();
    let poller = jobs.begin_move(None).expect("the arguments are fine");
    let parts = items(poller.await).await;
    let waits: Vec<_> = parts.into_iter().filter_map(|part| part.wait).collect();
    assert_eq!(waits, ["1", "2", "3"]);
    assert_eq!(
        requests(&arm),
        [
            format!("POST {path}?api-version=2026-05-05"),
            "GET /poll?".to_owned(),
            format!("GET {path}?page=2&api-version=2026-05-05"),
            format!("GET {path}?page=3&api-version=2026-05-05"),
        ]
    );

    // The first page alone, and the states on the way to it.
    arm.server.script(script());
    let poller = jobs.begin_move(None).expect("the arguments are fine");
    let first = poller.into_poller().await.expect("the operation ends");
    let first = first.into_model().expect("it is a page");
    assert_eq!(first.value.map(|parts| parts.len()), Some(1));
    arm.server.script(script());
    let poller = jobs.begin_move(None).expect("the arguments are fine");
    let states: Vec<_> = poller.try_collect().await.expect("the operation ends");
    assert_eq!(states.len(), 2);

    arm.server.script([
        Answer::new(202, "")
            .header("location", &format!("{ARM}/poll"))
            .header("retry-after", "0"),
        Answer::new(200, r#"{"nextLink":"https://evil.example/"}"#),
    ]);
    let poller = jobs.begin_move(None).expect("the arguments are fine");
    let pager = poller.await.expect("the operation ends");
    let error = pager.try_collect::<Vec<_>>().await;
    let error = everything(&error.expect_err("the link leads elsewhere"));
    assert!(error.contains("https://evil.example"), "{error}");
}

#[tokio::test]
async fn the_schema_of_the_final_state_is_the_result() {
    let arm = FakeArm::start().await;
    let jobs = client(&arm).jobs();
    let running = || {
        Answer::new(202, "")
            .header("location", &format!("{ARM}/poll"))
            .header("retry-after", "0")
    };
    let status = r#"{"status":"Succeeded","resourceId":"/a","properties":{"b":1}}"#;
    arm.server.script([running(), Answer::new(200, status)]);
    let poller = jobs.begin_stop(None).expect("the arguments are fine");
    let ended = poller.await.expect("the operation ends");
    let ended = ended.into_model().expect("it is a status");
    assert_eq!(ended.resource_id.as_deref(), Some("/a"));
    assert!(ended.properties.is_some());

    arm.server.script([running(), Answer::new(200, status)]);
    let poller = jobs.begin_delete(None).expect("the arguments are fine");
    let ended = poller.await.expect("the operation ends");
    let ended = ended.into_model().expect("it is a status");
    assert_eq!(
        ended.and_then(|ended| ended.status).as_deref(),
        Some("Succeeded")
    );
    arm.server.script([Answer::new(204, "")]);
    let poller = jobs.begin_delete(None).expect("the arguments are fine");
    let ended = poller.await.expect("there is nothing to delete");
    assert!(ended.into_model().expect("it is nothing").is_none());
}
