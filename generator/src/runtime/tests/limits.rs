//! Limits for the number of pages, the length of bodies, and the time.

use super::{Script, paging::Numbers, response, shown};
use crate::runtime::{
    ArmClientOptions, DeadlineExceeded, OutcomeUnknown, arm::Arm, long_running::FinalState,
};
use async_trait::async_trait;
use azure_core::{
    Bytes, Result,
    error::ErrorKind,
    http::{
        AsyncRawResponse, ClientMethodOptions, FixedRetryOptions, HttpClient, Method, RawResponse,
        Request, RetryOptions, StatusCode, Transport, headers::Headers, pager::PagerOptions,
        poller::PollerOptions,
    },
    sleep::sleep,
    time::Duration,
};
use futures::{StreamExt, TryStreamExt, stream};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

fn arm(options: &ArmClientOptions) -> Arm {
    super::arm(options).unwrap()
}

/// The numbers of all pages.
async fn numbers(method: Method, options: &ArmClientOptions) -> Result<Vec<i32>> {
    let arm = arm(options);
    let call = arm
        .operation("Numbers_List", method, "/numbers")
        .read_only();
    let pager = call.pages(PagerOptions::default(), &[200], |page: &Numbers| {
        page.next.as_deref()
    })?;
    pager.try_collect().await
}

fn page(next: &str) -> super::ScriptedResponse {
    response(200, &[], &format!(r#"{{"value":[1],"next":"{next}"}}"#))
}

#[tokio::test]
async fn a_link_back_to_a_page_that_was_read_ends_the_list() {
    for (method, links, sent) in [
        (Method::Get, &["/numbers"][..], 1),
        (Method::Get, &["https://management.azure.com/numbers"], 1),
        (Method::Get, &["/numbers?a=1", "/numbers?a=1"], 2),
        (
            Method::Get,
            &["/numbers?a=1", "/numbers?a=2", "/numbers?a=1"],
            3,
        ),
        (
            Method::Get,
            &["/numbers?a=1", "/numbers?a=2", "/numbers"],
            3,
        ),
        (Method::Get, &["/numbers?a=1#one", "/numbers?a=1#two"], 2),
        // The first page was requested with another method.
        (Method::Post, &["/numbers", "/numbers"], 2),
    ] {
        let script = Script::new(links.iter().map(|link| page(link)));
        let error = numbers(method, &script.options()).await.unwrap_err();
        assert_eq!(script.seen().len(), sent, "{links:?}");
        assert!(
            shown(&error).contains("was read already"),
            "{links:?}: {error:?}"
        );
    }
}

#[tokio::test]
async fn a_list_with_too_many_pages_is_an_error() {
    for (max, expected) in [(1, None), (2, None), (3, Some(3)), (4, Some(3))] {
        let script = Script::new([page("/numbers?a=1"), page("/numbers?a=2"), page("")]);
        let options = ArmClientOptions {
            max_pages: Some(max),
            ..script.options()
        };
        let result = numbers(Method::Get, &options).await;
        match expected {
            Some(count) => assert_eq!(result.unwrap().len(), count),
            None => {
                assert!(shown(&result.unwrap_err()).contains("`max_pages`"));
                assert_eq!(script.seen().len(), max);
            }
        }
    }
}

/// A transport whose response body has no end, in pieces of 1 kB.
#[derive(Debug)]
struct Endless {
    status: u16,
    read: Arc<AtomicUsize>,
}

#[async_trait]
impl HttpClient for Endless {
    async fn execute_request(&self, _: &Request) -> Result<AsyncRawResponse> {
        let read = self.read.clone();
        let body = stream::repeat(Bytes::from_static(&[b' '; 1024])).inspect(move |bytes| {
            read.fetch_add(bytes.len(), Ordering::SeqCst);
        });
        Ok(AsyncRawResponse::new(
            StatusCode::from(self.status),
            Headers::new(),
            Box::pin(body.map(Ok)),
        ))
    }
}

async fn send(method: Method, options: &ArmClientOptions) -> Result<RawResponse> {
    let arm = arm(options);
    let call = arm.operation("Things_Do", method, "/things");
    call.send(ClientMethodOptions::default(), &[200]).await
}

#[tokio::test]
async fn a_body_is_read_only_up_to_the_limit() {
    let limits = [
        (None, 64 << 20),
        (Some(0), 0),
        (Some(1), 1),
        (Some(10_000), 10_000),
    ];
    for (max_body, limit) in limits {
        for (method, status, is_open) in [
            (Method::Get, 200, false),
            (Method::Post, 200, true),
            (Method::Post, 404, false),
            (Method::Post, 500, true),
        ] {
            let read = Arc::new(AtomicUsize::new(0));
            let endless = Endless {
                status,
                read: read.clone(),
            };
            let mut options = ArmClientOptions {
                max_body,
                ..Default::default()
            };
            options.client_options.transport = Some(Transport::new(Arc::new(endless)));
            let error = send(method, &options).await.unwrap_err();
            assert!(shown(&error).contains("`max_body`"), "{error:?}");
            assert_eq!(
                OutcomeUnknown::is_cause_of(&error),
                is_open,
                "{method} {status}"
            );
            let read = read.load(Ordering::SeqCst);
            assert!(
                read > limit && read <= limit + 1024,
                "{read} bytes for {limit}"
            );
        }
    }
}

#[tokio::test]
async fn a_body_may_be_as_long_as_the_limit() {
    let script = Script::new([response(200, &[], "0123456789")]);
    let options = ArmClientOptions {
        max_body: Some(10),
        ..script.options()
    };
    assert_eq!(
        &**send(Method::Get, &options).await.unwrap().body(),
        b"0123456789"
    );
}

/// A transport that waits, and then fails or responds like another transport.
#[derive(Debug)]
struct Slow(Duration, Arc<Script>);

#[async_trait]
impl HttpClient for Slow {
    async fn execute_request(&self, request: &Request) -> Result<AsyncRawResponse> {
        let response = self.1.execute_request(request).await;
        sleep(self.0).await;
        response
    }
}

fn within(deadline: Duration, pace: Duration, script: &Arc<Script>) -> ArmClientOptions {
    let mut options = ArmClientOptions {
        deadline: Some(deadline),
        ..Default::default()
    };
    options.client_options.transport = Some(Transport::new(Arc::new(Slow(pace, script.clone()))));
    options.client_options.retry = RetryOptions::fixed(FixedRetryOptions {
        delay: Duration::seconds(1),
        max_retries: 1000,
        max_total_elapsed: Duration::days(1),
    });
    options
}

/// A call that takes an hour, or waits for one.
#[tokio::test(start_paused = true)]
async fn a_call_ends_at_its_deadline() {
    let hour = Duration::hours(1);
    for (method, pace, first, is_open) in [
        (Method::Get, hour, response(200, &[], "{}"), false),
        (Method::Post, hour, response(200, &[], "{}"), true),
        (Method::Post, hour, response(404, &[], "{}"), true),
        (
            Method::Post,
            Duration::ZERO,
            response(429, &[("retry-after", "1000000000")], ""),
            false,
        ),
        (
            Method::Get,
            Duration::ZERO,
            response(503, &[("retry-after", "1000000000")], ""),
            false,
        ),
    ] {
        let script = Script::new([first]);
        let options = within(Duration::minutes(1), pace, &script);
        let began = tokio::time::Instant::now();
        let error = send(method, &options).await.unwrap_err();
        assert!(DeadlineExceeded::is_cause_of(&error), "{error:?}");
        assert!(
            shown(&error).contains("`deadline`") && error.to_string().contains("Things_Do"),
            "{error}"
        );
        assert_eq!(
            OutcomeUnknown::is_cause_of(&error),
            is_open,
            "{method} {pace}: {error:?}"
        );
        let waited = began.elapsed();
        assert!(waited.as_secs() == 60, "{waited:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_ends_at_its_deadline_however_often_it_is_retried() {
    let script = Script::new((0..60).map(|_| Err(ErrorKind::Connection)));
    let options = within(Duration::minutes(1), Duration::milliseconds(500), &script);
    let error = send(Method::Get, &options).await.unwrap_err();
    assert!(DeadlineExceeded::is_cause_of(&error), "{error:?}");
    let sent = script.seen().len();
    assert!((30..=40).contains(&sent), "{sent}");
}

#[tokio::test(start_paused = true)]
async fn a_deadline_does_not_affect_a_call_in_time() {
    for deadline in [Some(Duration::seconds(61)), Some(Duration::MAX), None] {
        let script = Script::new([response(200, &[], "{}")]);
        let mut options = within(Duration::ZERO, Duration::minutes(1), &script);
        options.deadline = deadline;
        send(Method::Get, &options).await.unwrap();
    }
}

#[tokio::test]
async fn a_call_without_any_time_is_not_sent() {
    for deadline in [Duration::ZERO, Duration::seconds(-1), Duration::MIN] {
        let script = Script::new([]);
        let error = send(Method::Post, &within(deadline, Duration::ZERO, &script))
            .await
            .unwrap_err();
        assert!(
            DeadlineExceeded::is_cause_of(&error) && !OutcomeUnknown::is_cause_of(&error),
            "{error:?}"
        );
    }
}

/// The deadline of a list includes all its pages. This test uses the real clock.
#[tokio::test]
async fn a_list_ends_at_its_deadline() {
    let script =
        Script::new((0..100).map(|page_number| page(&format!("/numbers?a={page_number}"))));
    let pace = Duration::milliseconds(50);
    let error = numbers(
        Method::Get,
        &within(Duration::milliseconds(300), pace, &script),
    )
    .await
    .unwrap_err();
    assert!(DeadlineExceeded::is_cause_of(&error), "{error:?}");
    let sent = script.seen().len();
    assert!((2..=6).contains(&sent), "{sent}");
}

/// An operation that never ends, with various delays in its responses. This test uses the real
/// clock.
#[tokio::test]
async fn a_poller_ends_at_its_deadline() {
    for (retry_after, polls) in [
        ("-5", 1..=3),
        ("0", 1..=3),
        ("1000000000", 0..=0),
        ("soon", 0..=0),
    ] {
        let location = ("location", "https://management.azure.com/operations/1");
        let running = || response(202, &[location, ("retry-after", retry_after)], "");
        let script = Script::new((0..100).map(|_| running()));
        let options = within(Duration::milliseconds(2500), Duration::ZERO, &script);
        let arm = arm(&options);
        let call = arm.operation("Things_Do", Method::Post, "/things");
        let poller =
            call.poller_without_result(PollerOptions::default(), &[202], FinalState::ByMethod);
        let error = poller.unwrap().await.unwrap_err();
        assert!(
            DeadlineExceeded::is_cause_of(&error),
            "{retry_after}: {error:?}"
        );
        let polled = script.seen().len() - 1;
        assert!(polls.contains(&polled), "{retry_after}: {polled}");
    }
}
