//! The access token goes to the endpoint's own origin and to trusted ones, whatever a link says.

use async_trait::async_trait;
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{
        Context, Request, Url,
        policies::{Policy, PolicyResult},
    },
};
use std::sync::Arc;

/// Refuses a request to any other origin, before the bearer policy adds the token.
#[derive(Debug)]
pub(super) struct SameOriginPolicy {
    origins: Vec<Url>,
}

impl SameOriginPolicy {
    pub(super) fn new(origins: Vec<Url>) -> Self {
        Self { origins }
    }
}

#[async_trait]
impl Policy for SameOriginPolicy {
    async fn send(&self, context: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
        if names_user(request.url()) {
            let message = "the request's URL has a user name or a password; nothing was sent";
            return Err(Error::with_message(ErrorKind::Other, message));
        }
        let origin = request.url().origin();
        if self.origins.iter().all(|trusted| trusted.origin() != origin) {
            return Err(Error::with_message(
                ErrorKind::Other,
                format!(
                    "the service answered with a link to {}, which is neither the endpoint nor in `trusted_origins`; nothing was sent there",
                    origin.ascii_serialization()
                ),
            ));
        }
        next[0].send(context, request, &next[1..]).await
    }
}

/// Whether a URL has a user name or a password in front of its host.
pub(super) fn names_user(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

/// A link is a URL, or relative to the endpoint. One with a user name or a password is refused: those would be sent to
/// the service, and be shown wherever the URL is.
pub(super) fn target(endpoint: &Url, link: &str) -> Result<Url> {
    let url = endpoint
        .join(link)
        .map_err(|error| Error::with_error(ErrorKind::DataConversion, error, "the service answered with a link that is no URL"))?;
    match names_user(&url) {
        true => Err(Error::with_message(ErrorKind::DataConversion, "the service answered with a link that has a user name or a password")),
        false => Ok(url),
    }
}
