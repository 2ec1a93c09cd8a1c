//! Limits for the delays that a service requests.

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

/// Shortest pause between two requests of the same loop, such as a poller's.
pub(crate) const SHORTEST: Duration = Duration::seconds(1);

/// Longest delay that a service can request.
pub(crate) const LONGEST: Duration = Duration::minutes(10);

/// Headers that specify a delay, in the order in which azure_core reads them.
const HEADERS: [HeaderName; 3] = [X_MS_RETRY_AFTER_MS, RETRY_AFTER_MS, RETRY_AFTER];

/// The delay that the response headers specify, or else the caller's own `fallback`. The service's
/// delay is limited to the range from [`SHORTEST`] to [`LONGEST`], so that no loop runs without
/// pause or waits forever.
pub(crate) fn before_next_request(headers: &Headers, fallback: Duration) -> Duration {
    get_retry_after(headers, OffsetDateTime::now_utc, &HEADERS).map_or(fallback, clamped)
}

/// A delay from a service, limited to the range from [`SHORTEST`] to [`LONGEST`].
pub(crate) fn clamped(delay: Duration) -> Duration {
    delay.clamp(SHORTEST, LONGEST)
}

/// Policy directly below the retry policy, which waits as long as a `429` or `503` response
/// specifies. It raises a negative delay to zero and reduces a delay above [`LONGEST`] to
/// [`LONGEST`]. The retry policy never waits less than its own delay.
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

/// Replaces a delay outside the limits, in the header's own unit. Any other value is kept.
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
