//! The last policy of the pipeline, which passes requests to the client's transport.

use super::{
    concealed::{Concealed, without_url},
    loopback::unsecure,
    sending::Sending,
};
use async_trait::async_trait;
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{
        AsyncRawResponse, Context, RawResponse, Request, Transport, Url,
        headers::AUTHORIZATION,
        policies::{Policy, PolicyResult},
    },
};
use futures::TryStreamExt;
use std::sync::Arc;

/// Records the progress of requests in the call's [`Sending`], adds their authorization, and limits
/// the length of responses.
#[derive(Debug)]
pub(super) struct LastPolicy {
    pub(super) transport: Transport,
    /// Maximum length of a response body in bytes.
    pub(super) max_body: usize,
    /// Server on this machine that is reached by plain HTTP.
    pub(super) plain: Option<Url>,
}

#[async_trait]
impl Policy for LastPolicy {
    async fn send(&self, context: &Context, request: &mut Request, _: &[Arc<dyn Policy>]) -> PolicyResult {
        let Some(sending) = context.value::<Arc<Sending>>() else { return Err(lost_context()) };
        // The header is set on a copy, so that no policy sees it after the call.
        let mut request = request.clone();
        if !sending.is_first() {
            // A policy that repeats a request may have left its body where the last reading ended.
            request.body_mut().reset().await.map_err(not_reset)?;
        }
        sending.sent()?;
        if let Some(value) = sending.authorization().filter(|_| !has_authorization(&request)) {
            request.insert_header(AUTHORIZATION, value.secret().to_owned());
        }
        let concealed = Concealed::of(context);
        if let Some(concealed) = concealed {
            concealed.reveal(&mut request)?;
        }
        if let Some(server) = &self.plain {
            unsecure(&mut request, server)?;
        }
        let response = self.transport.send(context, &mut request).await.inspect_err(|error| sending.failed(error));
        let response = if concealed.is_some() { without_url(response)? } else { response? };
        sending.answered(response.status());
        if sending.is_streamed(response.status()) {
            return Ok(response);
        }
        let response = self.read(response).await?;
        sending.keep(&response);
        Ok(buffered(response))
    }
}

impl LastPolicy {
    async fn read(&self, response: AsyncRawResponse) -> Result<RawResponse> {
        let (status, headers, mut stream) = response.deconstruct();
        let mut body = Vec::new();
        while let Some(bytes) = stream.try_next().await? {
            if bytes.len() > self.max_body - body.len() {
                return Err(too_long(self.max_body));
            }
            body.extend_from_slice(&bytes);
        }
        Ok(RawResponse::from_bytes(status, headers, body))
    }
}

/// A response whose body has been read, in the type that policies return.
pub(super) fn buffered(response: RawResponse) -> AsyncRawResponse {
    let (status, headers, body) = response.deconstruct();
    AsyncRawResponse::from_bytes(status, headers, body)
}

/// Hides the authorization header from the policies of users and from azure_core's log, which
/// prints all headers with the feature `azure_core/debug`. [`LastPolicy`] restores it.
#[derive(Debug)]
pub(super) struct HideAuthorizationPolicy;

#[async_trait]
impl Policy for HideAuthorizationPolicy {
    async fn send(&self, context: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
        let Some(sending) = context.value::<Arc<Sending>>() else { return Err(lost_context()) };
        if let Some(value) = request.headers_mut().remove(AUTHORIZATION) {
            sending.keep_authorization(value.as_str().to_owned());
        }
        next[0].send(context, request, &next[1..]).await
    }
}

/// A policy of the user may have set its own.
fn has_authorization(request: &Request) -> bool {
    request.headers().get_optional_str(&AUTHORIZATION).is_some()
}

fn lost_context() -> Error {
    let message = "a policy passed the request on without the context of the call; nothing was sent";
    Error::with_message(ErrorKind::Other, message)
}

/// Error of a body that cannot be read again, of a kind that no retry policy retries.
pub(super) fn not_reset(error: Error) -> Error {
    Error::with_error(ErrorKind::Other, error, "the body of the request cannot be sent again, since its stream could not be reset")
}

fn too_long(limit: usize) -> Error {
    let message = format!("the response body is longer than {limit} bytes, the `max_body` of the client's options");
    Error::with_message(ErrorKind::Other, message)
}
