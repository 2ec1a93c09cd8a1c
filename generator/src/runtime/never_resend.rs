//! A call that changes something is never sent twice when its outcome is unknown.

use super::{sending::Sending, status, transport::buffered};
use async_trait::async_trait;
use azure_core::http::{
    Context, Request, StatusCode,
    policies::{Policy, PolicyResult},
};
use std::sync::Arc;

/// Policy below the retry policy, whether that is azure_core's or the user's. It turns the unknown
/// outcome of a changing call into an error that no retry policy retries. If the service has
/// responded and a retry policy still retries that status,
/// [`LastPolicy`](super::transport::LastPolicy) rejects the second request.
///
/// Connections that never opened and `429 Too Many Requests` pass: the service did nothing.
#[derive(Debug)]
pub(super) struct NeverResendPolicy;

#[async_trait]
impl Policy for NeverResendPolicy {
    async fn send(&self, context: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
        let Some(sending) = context.value::<Arc<Sending>>().filter(|sending| !sending.resend) else {
            return next[0].send(context, request, &next[1..]).await;
        };
        let response = next[0].send(context, request, &next[1..]).await.map_err(|error| sending.judged(error))?;
        if sending.is_streamed(response.status()) {
            return Ok(response);
        }
        let response = response.try_into_raw_response().await.map_err(|error| sending.judged(error))?;
        if is_retried(response.status()) {
            return Err(status::error("the service", response));
        }
        sending.keep(&response);
        Ok(buffered(response))
    }
}

/// Whether azure_core's retry policies would retry this status, which is not allowed for such a
/// call.
fn is_retried(status: StatusCode) -> bool {
    status == StatusCode::RequestTimeout || status.is_server_error()
}
