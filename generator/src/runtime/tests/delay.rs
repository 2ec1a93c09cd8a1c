//! Delays from a service: too short, too long, and negative.

use super::{Script, response};
use crate::runtime::delay::{LONGEST, SHORTEST, before_next_request};
use azure_core::{
    http::{
        ClientMethodOptions, FixedRetryOptions, Method, RawResponse, RetryOptions, headers::Headers,
    },
    time::Duration,
};

/// A delay header, its value, and how long a loop then waits. `None` means the caller's own delay.
const REQUESTED: &[(&str, &str, Option<Duration>)] = &[
    ("retry-after", "5", Some(Duration::seconds(5))),
    ("retry-after", "0", Some(SHORTEST)),
    ("retry-after", "-1", Some(SHORTEST)),
    ("retry-after", "-9223372036854775808", Some(SHORTEST)),
    ("retry-after", "1000000000", Some(LONGEST)),
    ("retry-after", "9223372036854775807", Some(LONGEST)),
    ("retry-after", "9223372036854775808", None),
    (
        "retry-after",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        Some(LONGEST),
    ),
    (
        "retry-after",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        Some(SHORTEST),
    ),
    ("retry-after", "soon", None),
    ("retry-after", "", None),
    ("retry-after-ms", "2500", Some(Duration::milliseconds(2500))),
    ("retry-after-ms", "1", Some(SHORTEST)),
    ("retry-after-ms", "-5000", Some(SHORTEST)),
    ("x-ms-retry-after-ms", "9223372036854775807", Some(LONGEST)),
];

#[test]
fn a_loop_waits_within_limits() {
    let own = Duration::seconds(30);
    for (name, value, expected) in REQUESTED {
        let mut headers = Headers::new();
        headers.insert(*name, *value);
        let delay = before_next_request(&headers, own);
        assert_eq!(delay, expected.unwrap_or(own), "{name}: {value}");
    }
    assert_eq!(before_next_request(&Headers::new(), own), own);
}

/// How long a call waits in total after a response with `status` and such a header, followed by
/// `200`.
async fn waited(status: u16, name: &'static str, value: &str) -> Duration {
    let script = Script::new([
        response(status, &[(name, value)], ""),
        response(200, &[], "{}"),
    ]);
    let mut options = script.options();
    options.client_options.retry = RetryOptions::fixed(FixedRetryOptions {
        delay: Duration::seconds(2),
        max_retries: 1,
        ..Default::default()
    });
    let arm = super::arm(&options).unwrap();
    let call = arm.operation("Things_Get", Method::Get, "/things");
    let began = tokio::time::Instant::now();
    call.send::<RawResponse>(ClientMethodOptions::default(), &[200])
        .await
        .unwrap();
    began.elapsed().try_into().unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_retry_waits_within_limits() {
    let own = Duration::seconds(2);
    for status in [429, 503] {
        for (name, value, expected) in REQUESTED {
            let waited = waited(status, name, value).await;
            let expected = expected.map_or(own, |delay| delay.max(own));
            let late = waited - expected;
            assert!(
                late >= Duration::ZERO && late < Duration::seconds(1),
                "{status} {name}: {value}: {waited}"
            );
        }
    }
}
