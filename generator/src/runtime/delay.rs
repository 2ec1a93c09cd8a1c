//! Delays that a service asks for are kept within bounds.

use async_trait::async_trait;
use azure_core::{
    http::{
        AsyncRawResponse, Context, Request, StatusCode,
        headers::{HeaderName, Headers, RETRY_AFTER, RETRY_AFTER_MS, X_MS_RETRY_AFTER_MS},
        policies::{Policy, PolicyResult, get_retry_after},
    },
    time::{Duration, OffsetDateTime},
};
use std::sync::Arc;

/// Shortest pause between two requests of one loop, such as a poller's.
pub(crate) const SHORTEST: Duration = Duration::seconds(1);

/// Longest wait that a service can ask for.
pub(crate) const LONGEST: Duration = Duration::minutes(10);

/// Headers that name a delay, in the order in which azure_core reads them.
const HEADERS: [HeaderName; 3] = [X_MS_RETRY_AFTER_MS, RETRY_AFTER_MS, RETRY_AFTER];

/// The delay that the headers of an answer ask for, or else `fallback`, which is the caller's own. What the service
/// asks for is kept between [`SHORTEST`] and [`LONGEST`], so that no loop runs without pause or never comes back.
pub(crate) fn before_next_request(headers: &Headers, fallback: Duration) -> Duration {
    get_retry_after(headers, OffsetDateTime::now_utc, &HEADERS).map_or(fallback, clamped)
}

/// A delay that a service asked for, kept between [`SHORTEST`] and [`LONGEST`].
pub(crate) fn clamped(delay: Duration) -> Duration {
    delay.clamp(SHORTEST, LONGEST)
}

/// Stands directly below the retry policy, which waits as long as a `429` or a `503` says: a delay below zero becomes
/// none, and one above [`LONGEST`] becomes that. The retry policy's own delay is the shortest in any case.
#[derive(Debug)]
pub(super) struct DelayPolicy;

#[async_trait]
impl Policy for DelayPolicy {
    async fn send(&self, context: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
        let response = next[0].send(context, request, &next[1..]).await?;
        let status = response.status();
        if !matches!(status, StatusCode::TooManyRequests | StatusCode::ServiceUnavailable) {
            return Ok(response);
        }
        let (status, mut headers, body) = response.deconstruct();
        HEADERS.iter().for_each(|name| limit(&mut headers, name));
        Ok(AsyncRawResponse::new(status, headers, Box::pin(body)))
    }
}

/// Replaces a delay outside the limits, in the header's own unit. Any other value stays as the service sent it.
fn limit(headers: &mut Headers, name: &HeaderName) {
    let Some(delay) = get_retry_after(headers, OffsetDateTime::now_utc, std::slice::from_ref(name)) else { return };
    let limited = delay.clamp(Duration::ZERO, LONGEST);
    if limited == delay {
        return;
    }
    let value = match name.is_standard() {
        true => limited.whole_seconds().to_string(),
        false => limited.whole_milliseconds().to_string(),
    };
    headers.insert(name.clone(), value);
}
