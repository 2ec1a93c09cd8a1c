//! A call that changes something is never sent twice when its outcome is unknown.

use super::{sending::Sending, status, transport::buffered};
use async_trait::async_trait;
use azure_core::http::{
    Context, Request, StatusCode,
    policies::{Policy, PolicyResult},
};
use std::sync::Arc;

/// Stands below the retry policy, whichever that is, and turns an unknown outcome of a change into an error that no
/// retry policy retries. One that was answered, and that a retry policy lists, is refused by the last policy.
///
/// Connections that never opened and `429 Too Many Requests` pass, since the service did nothing.
#[derive(Debug)]
pub(super) struct NeverResendPolicy;

#[async_trait]
impl Policy for NeverResendPolicy {
    async fn send(&self, context: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
        let Some(sending) = context.value::<Arc<Sending>>().filter(|sending| !sending.resend) else {
            return next[0].send(context, request, &next[1..]).await;
        };
        let answer = next[0].send(context, request, &next[1..]).await.map_err(|error| sending.judged(error))?;
        let answer = answer.try_into_raw_response().await.map_err(|error| sending.judged(error))?;
        if is_retried(answer.status()) {
            return Err(status::error("the service", answer));
        }
        sending.keep(&answer);
        Ok(buffered(answer))
    }
}

/// Whether azure_core's retry policies would wait before they send such a call again, which is not allowed.
fn is_retried(status: StatusCode) -> bool {
    status == StatusCode::RequestTimeout || status.is_server_error()
}
