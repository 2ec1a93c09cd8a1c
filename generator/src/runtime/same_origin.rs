//! The access token is sent only to the origin of the endpoint and to trusted origins, whatever a
//! link contains.

use super::loopback::secured;
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

/// Rejects a request to any other origin, before the bearer policy adds the token.
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

/// Whether a URL contains a user name or a password.
pub(super) fn names_user(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

/// The URL of a link, which may be relative to the endpoint. A link with a user name or a password
/// is an error: both would be sent to the service, and appear wherever the URL is printed.
pub(super) fn target(endpoint: &Url, link: &str) -> Result<Url> {
    let url = endpoint
        .join(link)
        .map_err(|error| Error::with_error(ErrorKind::DataConversion, error, "the service returned a link that is not a URL"))?;
    // A server on this machine that is reached by plain HTTP returns such links.
    let url = secured(&url).filter(|secured| secured.origin() == endpoint.origin()).unwrap_or(url);
    match names_user(&url) {
        true => Err(Error::with_message(ErrorKind::DataConversion, "the service answered with a link that has a user name or a password")),
        false => Ok(url),
    }
}
